package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.IntNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that misbehave or ask in every way the protocol has an answer for. */
final class FakeTools {
  private FakeTools() {}

  interface Body {
    ToolOutcome call(ToolCall call) throws Exception;
  }

  static Tool tool(ToolDescriptor descriptor, Body body) {
    return new Tool() {
      @Override
      public ToolDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public ToolOutcome call(ToolCall call) throws Exception {
        return body.call(call);
      }
    };
  }

  static Tool named(String name, Body body) {
    return tool(ToolDescriptor.of(name, "A tool for tests."), body);
  }

  static List<Tool> all() {
    return List.of(
        tool(
            ToolDescriptor.of("say", "Says it again.")
                .withTitle("Say")
                .withInputSchema(
                    """
                    {"type":"object","properties":{"text":{"type":"string"},"loud":{"type":"boolean"}},
                     "required":["text"],"additionalProperties":false}"""),
            call -> ToolResult.text(call.arguments().requiredString("text"))),
        tool(
            ToolDescriptor.of("mirror", "Has mirrored parameters.")
                .withInputSchema(
                    """
                    {"type":"object","properties":{
                      "region":{"type":"string","x-mcp-header":"Region"},
                      "limits":{"type":"object","properties":{
                        "max":{"type":"integer","x-mcp-header":"Max"},
                        "hard":{"type":"boolean","x-mcp-header":"Hard"}}}}}"""),
            call -> ToolResult.text("mirrored")),
        tool(
            ToolDescriptor.of("typed", "Keeps its output schema.")
                .withOutputSchema(
                    """
                    {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}"""),
            call -> ToolResult.structured("1", Json.object().put("n", 1))),
        tool(
            ToolDescriptor.of("mistyped", "Breaks its output schema.")
                .withOutputSchema("{\"type\":\"object\",\"required\":[\"n\"]}"),
            call -> ToolResult.structured("1", Json.object())),
        named("number", call -> ToolResult.structured("7", IntNode.valueOf(7))),
        named("fails", call -> ToolResult.error("that did not work")),
        named(
            "throws",
            call -> {
              throw new IllegalStateException("secret detail");
            }),
        named("forgets", call -> null),
        named(
            "overflows",
            call -> {
              throw new StackOverflowError();
            }),
        named(
            "sampler",
            call -> {
              call.client().require("sampling");
              return ToolResult.text("sampled");
            }),
        named("asks", FakeTools::ask),
        named(
            "asksTwice",
            call ->
                call.client().state().isEmpty()
                    ? InputRequired.of("roots", InputRequest.roots()).withState("round one")
                    : ToolResult.text("state: " + call.client().state().get())),
        named(
            "works",
            call -> {
              call.progress().report(0, 2, "started");
              call.progress().report(0, 2, "not sent: it did not grow");
              call.progress().report(2, 2, "");
              return ToolResult.text("done");
            }),
        named(
            "annotates",
            call -> ToolResult.text("x").withMeta(Json.object().put("example.org/own", true))));
  }

  private static ToolOutcome ask(ToolCall call) {
    Optional<String> name =
        call.client().acceptedForm("who").map(form -> form.path("name").asText());
    if (name.isPresent()) {
      return ToolResult.text("Hello, " + name.get());
    }
    return new InputRequired(
        Map.of("who", InputRequest.elicitation("Who?", Json.object().put("type", "object"))),
        Optional.empty());
  }
}

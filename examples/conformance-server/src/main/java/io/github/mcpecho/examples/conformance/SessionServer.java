package io.github.mcpecho.examples.conformance;

import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.ServerNotification.log;
import static io.github.mcpecho.testing.ServerNotification.promptsListChanged;
import static io.github.mcpecho.testing.ServerNotification.toolsListChanged;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientAnswer;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.ServerRequest;
import io.github.mcpecho.testing.Sessions;
import io.github.mcpecho.testing.faults.Reply;

/** The test server with sessions, and with what the suite asks of a server that has them. */
public final class SessionServer {
  private static final int STEP_MILLIS = 50;

  private static final String CONTACT =
      """
      {"type": "object",
       "properties": {
         "username": {"type": "string", "description": "User's response"},
         "email": {"type": "string", "description": "User's email address"}},
       "required": ["username", "email"]}""";
  private static final String DEFAULTS =
      """
      {"type": "object",
       "properties": {
         "name": {"type": "string", "default": "John Doe"},
         "age": {"type": "integer", "default": 30},
         "score": {"type": "number", "default": 95.5},
         "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
         "verified": {"type": "boolean", "default": true}}}""";
  private static final String ENUMS =
      """
      {"type": "object",
       "properties": {
         "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
         "titledSingle": {"type": "string", "oneOf": [
           {"const": "value1", "title": "First Option"}, {"const": "value2", "title": "Second Option"},
           {"const": "value3", "title": "Third Option"}]},
         "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
           "enumNames": ["Option One", "Option Two", "Option Three"]},
         "untitledMulti": {"type": "array",
           "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
         "titledMulti": {"type": "array", "items": {"anyOf": [
           {"const": "value1", "title": "First Choice"}, {"const": "value2", "title": "Second Choice"},
           {"const": "value3", "title": "Third Choice"}]}}}}""";

  private SessionServer() {}

  /** Starts the server, and prints where it is. */
  public static void main(String[] args) {
    McpEchoServerBuilder builder =
        McpEchoServer.builder()
            .environment(System.getenv())
            .with(Sessions.create())
            .resource("test://watched-resource", "Whoever subscribes is told of changes.");
    FixtureTools.all().forEach(builder::tool);
    PromptFixtures.all().forEach(builder::prompt);
    ResourceFixtures.all().forEach(builder::resource);
    ResourceFixtures.templates().forEach(builder::template);
    builder
        .tool(tool("test_sampling", "prompt"))
        .tool(tool("test_elicitation", "message"))
        .tool(tool("test_elicitation_sep1034_defaults"))
        .tool(tool("test_elicitation_sep1330_enums"))
        .tool(tool("test_tool_with_logging"))
        .tool(tool("test_reconnection"))
        .tool(tool("test_trigger_tool_change"))
        .tool(tool("test_trigger_prompt_change"));
    try (McpEchoServer server = builder.start()) {
      addRules(server);
      System.out.println("Listening on " + server.uri());
      server.join();
    }
  }

  private static void addRules(McpEchoServer server) {
    server
        .on(call("test_sampling"))
        .then(
            client -> {
              String prompt = client.call().argument("prompt").asText();
              ClientAnswer answer = client.ask(ServerRequest.sampling(prompt, 100));
              text("LLM response: " + answer.result().at("/content/text").asText()).answer(client);
            });
    server
        .on(call("test_elicitation"))
        .then(
            client -> {
              String message = client.call().argument("message").asText();
              ClientAnswer answer = client.ask(ServerRequest.elicitation(message, CONTACT));
              text("User response: " + answer.result()).answer(client);
            });
    server.on(call("test_elicitation_sep1034_defaults")).then(asking(DEFAULTS));
    server.on(call("test_elicitation_sep1330_enums")).then(asking(ENUMS));
    server
        .on(call("test_tool_with_logging"))
        .then(
            client -> {
              client.send(log("info", "Tool execution started"));
              Thread.sleep(STEP_MILLIS);
              client.send(log("info", "Tool processing data"));
              Thread.sleep(STEP_MILLIS);
              client.send(log("info", "Tool execution completed"));
              client.serve();
            });
    server
        .on(call("test_reconnection"))
        .then(
            client -> {
              client.stream().suspend();
              client.serve();
            });
    server
        .on(call("test_trigger_tool_change"))
        .then(
            client -> {
              server.push(toolsListChanged());
              client.serve();
            });
    server
        .on(call("test_trigger_prompt_change"))
        .then(
            client -> {
              server.push(promptsListChanged());
              client.serve();
            });
  }

  private static Behaviour asking(String schema) {
    return client -> {
      ClientAnswer answer = client.ask(ServerRequest.elicitation("Please fill in", schema));
      text("Elicitation completed: action=%s, content=%s"
              .formatted(answer.action(), answer.result().path("content")))
          .answer(client);
    };
  }

  private static Behaviour text(String text) {
    var content = JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
    return Reply.result("{\"content\":[" + content + "]}");
  }

  /** A rule does what there is to do. */
  private static Tool tool(String name, String... arguments) {
    var properties = JsonNodeFactory.instance.objectNode();
    for (String argument : arguments) {
      properties.putObject(argument).put("type", "string");
    }
    return Tool.of(
        ToolDescriptor.of(name, "Needs a session")
            .withInputSchema("{\"type\":\"object\",\"properties\":" + properties + "}"),
        call -> ToolResult.text("Done."));
  }
}

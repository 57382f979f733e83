package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What comes through of the tools and of their results, against what mcp-echo has. */
final class ContentCheck extends Check {
  private static final String META = "io.github.mcpecho/canary";

  ContentCheck() {
    super(Leg.CONTENT, "tools and results", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.farEnd().orElseThrow();
    int before = notes.count();
    if (!end.prefix().isEmpty()) {
      notes.found(
          leg(),
          DoctorFinding.CONTENT_RENAMED.found(
              "every name begins with " + examination.shown().evidence(end.prefix())));
    }
    checkTools(end, examination, notes);
    checkResults(end, notes);
    notes.unchecked(
        leg(), "log messages", "mcp-echo sends none: since 2026-07-28 servers should not begin to");
    if (notes.count() == before) {
      notes.fine(leg(), "tools, schemas, structured content and _meta come through");
    }
  }

  /** Only the same version is known to have the same tools. */
  private void checkTools(FarEnd end, Examination examination, Notes notes) {
    if (!end.isOfThisVersion()) {
      notes.unchecked(leg(), "lists of tools", "the far end is another version than this program");
      return;
    }
    Map<String, JsonNode> listed = new LinkedHashMap<>();
    end.tools().forEach(tool -> listed.put(tool.path("name").asText(), tool));
    var changed = new ArrayList<String>();
    var missing = new ArrayList<String>();
    var added = new LinkedHashSet<>(listed.keySet());
    JsonNode tools =
        new OwnServer(end.conversation().revision())
            .ask(McpMethod.TOOLS_LIST.wireName(), Json.object())
            .at("/result/tools");
    for (JsonNode own : tools) {
      String name = own.path("name").asText();
      JsonNode tool = listed.get(end.prefix() + name);
      added.remove(end.prefix() + name);
      if (tool == null) {
        missing.add(name);
      } else {
        for (String part : List.of("inputSchema", "outputSchema", "annotations")) {
          if (own.has(part) && !tool.path(part).equals(own.path(part))) {
            changed.add(name + " " + part + (tool.has(part) ? "" : " (missing)"));
          }
        }
      }
    }
    if (!added.isEmpty()) {
      notes.found(
          leg(),
          DoctorFinding.CONTENT_TOOLS_ADDED.found(
              examination.shown().evidence(String.join(", ", added))));
    }
    if (!missing.isEmpty() && end.isSet(EchoSettings.TOOLS, EchoSettings.DISABLED_TOOLS)) {
      notes.unchecked(
          leg(), String.join(", ", missing), "the far end was told which tools to serve");
    } else if (!missing.isEmpty()) {
      notes.found(leg(), DoctorFinding.CONTENT_TOOLS_MISSING.found(String.join(", ", missing)));
    }
    if (!changed.isEmpty()) {
      notes.found(
          leg(),
          DoctorFinding.CONTENT_TOOLS_CHANGED.found(
              examination.shown().evidence(String.join(", ", changed))));
    }
  }

  private void checkResults(FarEnd end, Notes notes) {
    Reply echo = end.call(FarEnd.ECHO, Json.object().put("message", "canary"));
    if (echo.isResult()
        && !echo.result().at("/structuredContent/message").asText().equals("canary")) {
      notes.found(leg(), DoctorFinding.CONTENT_STRUCTURED_LOST.found("of the tool echo"));
    }
    Reply wrong = end.call(FarEnd.ECHO, Json.object());
    if (wrong.isResult() && !wrong.result().path("isError").asBoolean()) {
      notes.found(
          leg(), DoctorFinding.CONTENT_IS_ERROR_LOST.found("of a call without its argument"));
    }
    ObjectNode params = Conversation.call(end.prefix() + FarEnd.PRINT_HEADER, Json.object());
    params.putObject("_meta").put(META, "canary");
    Arrival.of(end.conversation().ask("tools/call", params))
        .filter(arrival -> !arrival.meta(META).asText().equals("canary"))
        .ifPresent(arrival -> notes.found(leg(), DoctorFinding.CONTENT_META_LOST.found(META)));
  }
}

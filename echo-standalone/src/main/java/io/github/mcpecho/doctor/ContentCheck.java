package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What comes through of the tools and of their results, against what mcp-echo has. */
final class ContentCheck extends Check {
  private static final String META = "io.github.mcpecho/canary";

  ContentCheck() {
    super(Leg.CONTENT, "tools and results", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    int before = notes.count();
    Reply plain = examination.plainReply().orElseThrow();
    if (isRefused(plain) && isRefused(end.call(FarEnd.PRINT_HEADER, Json.object()))) {
      Optional<Finding> bySomebodyElse =
          plain
              .answer()
              .filter(answer -> plain.message().isEmpty())
              .flatMap(new AnswererJudge(examination)::finding);
      notes.found(
          bySomebodyElse.isPresent() ? Leg.THERE : leg(),
          bySomebodyElse.orElseGet(
              () -> DoctorFinding.CONTENT_CALL_REFUSED.found(refusal(plain, end, examination))));
      return;
    }
    if (!end.prefix().isEmpty()) {
      notes.found(
          DoctorFinding.CONTENT_RENAMED,
          "every name begins with " + examination.shown().evidence(end.prefix()));
    }
    checkTools(end, examination, notes);
    checkResults(end, notes);
    notes.fineUnlessFound(
        before, leg(), "tools, schemas, structured content and _meta come through");
    notes.unchecked(
        leg(), "log messages", "mcp-echo sends none: since 2026-07-28 servers should not begin to");
  }

  /** Who asks for a token, or compares headers, has a finding of its own. */
  private static boolean isRefused(Reply plain) {
    return !plain.isResult()
        && plain.status() != 0
        && !plain.asksForToken()
        && plain.error() != McpErrorCodes.HEADER_MISMATCH;
  }

  /** Where the name that the server has is taken, the name of the list is what is wrong. */
  private static String refusal(Reply plain, FarEnd end, Examination examination) {
    boolean takesOwnName =
        !end.prefix().isEmpty()
            && end.conversation()
                .call(FarEnd.PRINT_HEADER, Json.object(), UnaryOperator.identity())
                .isResult();
    return examination.shown().evidence(end.prefix() + FarEnd.PRINT_HEADER)
        + ": "
        + plain.problem(examination.shown())
        + (takesOwnName ? "; " + FarEnd.PRINT_HEADER + " is taken, and not listed" : "");
  }

  /** Only the same version is known to have the same tools. */
  private void checkTools(FarEnd end, Examination examination, Notes notes) {
    if (!end.isOfThisVersion()) {
      notes.unchecked(leg(), "lists of tools", "the far end is another version than this program");
      return;
    }
    Shown shown = examination.shown();
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
    notes.foundAny(DoctorFinding.CONTENT_TOOLS_ADDED, shown.evidence(String.join(", ", added)));
    if (!missing.isEmpty() && end.isSet(EchoSettings.TOOLS, EchoSettings.DISABLED_TOOLS)) {
      notes.unchecked(
          leg(), String.join(", ", missing), "the far end was told which tools to serve");
    } else if (!missing.isEmpty()) {
      notes.found(DoctorFinding.CONTENT_TOOLS_MISSING, String.join(", ", missing));
    }
    notes.foundAny(DoctorFinding.CONTENT_TOOLS_CHANGED, shown.evidence(String.join(", ", changed)));
  }

  private void checkResults(FarEnd end, Notes notes) {
    Reply echo = end.call(FarEnd.ECHO, Json.object().put("message", "canary"));
    if (echo.isResult() && !echo.report().path("message").asText().equals("canary")) {
      notes.found(DoctorFinding.CONTENT_STRUCTURED_LOST, "of the tool echo");
    }
    Reply wrong = end.call(FarEnd.ECHO, Json.object());
    if (wrong.isResult() && !wrong.result().path("isError").asBoolean()) {
      notes.found(DoctorFinding.CONTENT_IS_ERROR_LOST, "of a call without its argument");
    }
    ObjectNode params = Conversation.call(end.prefix() + FarEnd.PRINT_HEADER, Json.object());
    params.putObject("_meta").put(META, "canary");
    Arrival.of(end.conversation().ask("tools/call", params))
        .filter(arrival -> !arrival.meta(META).asText().equals("canary"))
        .ifPresent(arrival -> notes.found(DoctorFinding.CONTENT_META_LOST, META));
  }
}

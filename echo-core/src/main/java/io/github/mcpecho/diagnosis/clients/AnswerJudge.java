package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a request by what a working server answered. */
public final class AnswerJudge {
  private static final Set<Integer> FORM_STATUS = Set.of(406, 415);

  /**
   * The statuses with which the code is about the message. With others it only repeats that a rule
   * of HTTP refused the request.
   */
  private static final Set<Integer> PROTOCOL_STATUS = Set.of(200, 400);

  private static final Set<Integer> FORM_ERROR =
      Set.of(JsonRpcError.PARSE_ERROR, JsonRpcError.INVALID_REQUEST, McpErrorCodes.HEADER_MISMATCH);

  private static final String TASKS = "tasks/";
  private static final String RULE_OF_TASKS =
      "MCP 2025-11-25, basic/utilities/tasks: Capabilities;"
          + " MCP 2026-07-28, basic/versioning: Extension Negotiation";

  private AnswerJudge() {}

  /**
   * Returns what the answer to a request says is wrong with it.
   *
   * @param onArrival the findings when it arrived: if there is an error among them, a refusal is no
   *     news
   * @param method the JSON-RPC method; empty if the body is not a single call
   * @param modern whether the request is of a revision without sessions
   * @param revision of the request, if it is known
   */
  public static List<Finding> judge(
      Outcome outcome,
      List<Finding> onArrival,
      String method,
      boolean modern,
      Optional<ProtocolVersion> revision) {
    boolean isNews = onArrival.stream().noneMatch(known -> known.severity() == Severity.ERROR);
    return outcome
        .verdict()
        .map(verdict -> judge(verdict, isNews, method, modern, revision))
        .orElse(List.of());
  }

  private static List<Finding> judge(
      Outcome.Verdict verdict,
      boolean isNews,
      String method,
      boolean modern,
      Optional<ProtocolVersion> revision) {
    var findings = new ArrayList<Finding>();
    int code = verdict.code();
    boolean refused =
        FORM_STATUS.contains(verdict.status())
            || PROTOCOL_STATUS.contains(verdict.status()) && FORM_ERROR.contains(code);
    if (refused && isNews) {
      ClientFinding kind =
          isAboutParameter(verdict)
              ? ClientFinding.CLIENT_PARAM_MIRROR
              : ClientFinding.CLIENT_REFUSED;
      findings.add(kind.found(evidence(verdict)));
    }
    if (code == JsonRpcError.METHOD_NOT_FOUND) {
      findings.add(notFound(method, modern, revision, evidence(verdict)));
    }
    if (code == JsonRpcError.INVALID_PARAMS && isNews) {
      findings.add(ClientFinding.CLIENT_PARAMS_REFUSED.found(evidence(verdict)));
    }
    return findings;
  }

  private static boolean isAboutParameter(Outcome.Verdict verdict) {
    return verdict
        .error()
        .flatMap(JsonRpcError::data)
        .filter(data -> data.path("header").asText().startsWith(McpHeaderNames.PARAM_PREFIX))
        .isPresent();
  }

  /** Tasks are of 2025-11-25, and since then of an extension, which a server may have. */
  private static Finding notFound(
      String method, boolean modern, Optional<ProtocolVersion> revision, String evidence) {
    ClientFinding notOffered = ClientFinding.CLIENT_METHOD_NOT_OFFERED;
    boolean beforeTasks =
        revision.filter(one -> one.compareTo(ProtocolVersion.V2025_11_25) < 0).isPresent();
    if (method.startsWith(TASKS) && !beforeTasks) {
      return new Finding(
          notOffered, notOffered.meaning(), evidence, notOffered.fix(), RULE_OF_TASKS);
    }
    boolean isOfOther =
        McpMethod.of(method)
            .filter(known -> modern ? !known.isModern() : !known.isLegacy() || isTask(known))
            .isPresent();
    return (isOfOther ? ClientFinding.CLIENT_METHOD_OTHER_REVISION : notOffered).found(evidence);
  }

  private static boolean isTask(McpMethod method) {
    return method.wireName().startsWith(TASKS);
  }

  private static String evidence(Outcome.Verdict verdict) {
    return "HTTP "
        + verdict.status()
        + verdict.error().map(error -> ", " + error.code() + ": " + error.message()).orElse("");
  }
}

package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.List;
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

  private AnswerJudge() {}

  /**
   * Returns what the answer to a request says is wrong with it.
   *
   * @param onArrival the findings when it arrived: if there is an error among them, a refusal is no
   *     news
   * @param method the JSON-RPC method; empty if the body is not a single call
   * @param modern whether the request is of a revision without sessions
   */
  public static List<Finding> judge(
      Outcome outcome, List<Finding> onArrival, String method, boolean modern) {
    var findings = new ArrayList<Finding>();
    if (!outcome.isServed()) {
      return findings;
    }
    int code = outcome.error().map(JsonRpcError::code).orElse(0);
    boolean refused =
        FORM_STATUS.contains(outcome.status())
            || PROTOCOL_STATUS.contains(outcome.status()) && FORM_ERROR.contains(code);
    boolean isNews = onArrival.stream().noneMatch(known -> known.severity() == Severity.ERROR);
    if (refused && isNews) {
      findings.add(ClientFinding.CLIENT_REFUSED.found(evidence(outcome)));
    }
    if (code == JsonRpcError.METHOD_NOT_FOUND) {
      ClientFinding kind =
          isOfOtherRevision(method, modern)
              ? ClientFinding.CLIENT_METHOD_OTHER_REVISION
              : ClientFinding.CLIENT_METHOD_NOT_OFFERED;
      findings.add(kind.found(evidence(outcome)));
    }
    if (code == JsonRpcError.INVALID_PARAMS && isNews) {
      findings.add(ClientFinding.CLIENT_PARAMS_REFUSED.found(evidence(outcome)));
    }
    return findings;
  }

  /** Tasks are of an extension since 2026-07-28, which a server may have. */
  private static boolean isOfOtherRevision(String method, boolean modern) {
    return McpMethod.of(method)
        .filter(known -> modern ? !known.isModern() : !known.isLegacy())
        .filter(known -> !known.wireName().startsWith("tasks/"))
        .isPresent();
  }

  private static String evidence(Outcome outcome) {
    return "HTTP "
        + outcome.status()
        + outcome.error().map(error -> ", " + error.code() + ": " + error.message()).orElse("");
  }
}

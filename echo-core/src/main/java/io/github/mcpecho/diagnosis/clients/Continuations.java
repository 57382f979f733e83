package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.CanonicalJson;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Judges the requests that go on after a result {@code input_required} (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">multi
 * round-trip requests</a>). Not thread-safe.
 */
final class Continuations {
  private static final int MAX = 1_000;
  private static final String STATE = "requestState";
  private static final String ANSWERS = "inputResponses";
  private static final List<String> NOT_OF_REQUEST = List.of(STATE, ANSWERS, "_meta");

  private final Redactor redactor;
  private final Deque<Sent> newest = new ArrayDeque<>();
  private boolean complete;
  private boolean doubtful;

  /**
   * A request.
   *
   * @param content a hash of it
   * @param mayBeAsked whether it is of a method for which servers may ask for input
   */
  private record Sent(
      JsonNode id, String subject, String content, boolean mayBeAsked, Outcome outcome) {
    JsonNode state() {
      return asked().path(STATE);
    }

    JsonNode asked() {
      return outcome.inputRequired();
    }

    /** Returns whether it is known what was answered, which may be that input is required. */
    boolean isOver() {
      return outcome.isAnswered() && !outcome.isUnread();
    }

    /** Returns whether it may have begun a round of another request, in an answer nobody read. */
    boolean mayHaveAsked(Sent retry) {
      return outcome.isUnread() && (mayBeAsked || isSame(retry));
    }

    boolean isSame(Sent other) {
      return subject.equals(other.subject) && content.equals(other.content);
    }
  }

  /**
   * @param fromTheStart whether no earlier server at the same address can have asked for input
   */
  Continuations(boolean fromTheStart, Redactor redactor) {
    this.complete = fromTheStart;
    this.redactor = redactor;
  }

  /** Returns what is wrong with a request of 2026-07-28, and remembers it. */
  List<Finding> judge(JsonRpcMessage.Request request, Outcome outcome) {
    var findings = new ArrayList<Finding>();
    ObjectNode params = request.params();
    boolean mayBeAsked = McpMethod.nameParam(request.method()).isPresent();
    var sent = new Sent(request.id(), subject(request), content(params), mayBeAsked, outcome);
    if (mayBeAsked && params.has(ANSWERS) || params.has(STATE) && isOfMcp(request.method())) {
      judge(sent, params, findings);
    }
    newest.removeIf(one -> one.isOver() && !one.asked().isObject());
    if (newest.size() == MAX) {
      newest.removeFirst();
      complete = false;
    }
    newest.add(sent);
    return findings;
  }

  private void judge(Sent retry, ObjectNode params, List<Finding> findings) {
    List<Sent> rounds =
        newest.stream()
            .filter(one -> one.asked().isObject())
            .filter(one -> one.state().equals(params.path(STATE)))
            .toList();
    List<Sent> own = rounds.stream().filter(retry::isSame).toList();
    if (!own.isEmpty()) {
      if (own.stream().allMatch(one -> one.id().equals(retry.id()))) {
        findings.add(found(ClientFinding.CLIENT_RETRY_ID, retry.id().toString()));
      }
      judgeAnswers(own.get(own.size() - 1).asked(), params, findings);
    } else if (newest.stream().noneMatch(one -> one.mayHaveAsked(retry))) {
      if (!complete) {
        doubtful = true;
        return;
      }
      String what =
          rounds.isEmpty()
              ? params.has(STATE)
                  ? "requestState is none that was given"
                  : "inputResponses without the requestState of a round"
              : "requestState was given for another request";
      findings.add(found(ClientFinding.CLIENT_REQUEST_STATE, what));
    }
  }

  /** Returns whether a request came that may go on with what an earlier server asked for. */
  boolean isAnyDoubtful() {
    return doubtful;
  }

  private void judgeAnswers(JsonNode round, ObjectNode params, List<Finding> findings) {
    JsonNode answers = params.path(ANSWERS);
    for (Map.Entry<String, JsonNode> question : round.path("inputRequests").properties()) {
      JsonNode answer = answers.path(question.getKey());
      if (answer.isMissingNode()) {
        findings.add(found(ClientFinding.CLIENT_INPUT_MISSING, question.getKey()));
      } else {
        findings.addAll(
            AnswerContent.judgeInput(
                question.getValue().path("method").asText(),
                question.getValue().path("params"),
                answer,
                params.path("_meta").path(MetaKeys.CLIENT_CAPABILITIES),
                redactor));
      }
    }
  }

  /** Extensions, that of tasks among them, have states of their own. */
  private static boolean isOfMcp(String method) {
    return McpMethod.of(method).isPresent() && !method.startsWith("tasks/");
  }

  private Finding found(ClientFinding kind, String evidence) {
    return kind.found(redactor.evidence(evidence));
  }

  private static String subject(JsonRpcMessage.Request request) {
    String named =
        McpMethod.nameParam(request.method())
            .map(param -> request.params().path(param).asText())
            .orElse("");
    return request.method() + " " + named;
  }

  private static String content(ObjectNode params) {
    JsonNode content = CanonicalJson.of(params.deepCopy().remove(NOT_OF_REQUEST));
    return Hashes.base64Url(Hashes.sha256(content.toString().getBytes(StandardCharsets.UTF_8)));
  }
}

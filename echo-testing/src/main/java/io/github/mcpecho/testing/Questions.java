package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.clients.AnswerContent;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What clients were asked, and what they answered. Thread-safe. */
final class Questions {
  private static final int MAX = 1_000;

  private final Map<String, Pending> pending = new Newest<>(MAX);
  private final Map<String, Round> rounds = new Newest<>(MAX);

  /** Those that a reset made the server forget: nobody is to blame for an answer. */
  private final Map<String, Pending> forgotten = new Newest<>(MAX);

  private final Map<String, Progress> progress = new Newest<>(MAX);
  private final LinkedBlockingQueue<ClientAnswer> answers = new LinkedBlockingQueue<>(MAX);

  /** A request that waits for its answer. */
  record Pending(String id, ServerRequest request, CompletableFuture<ClientAnswer> answer) {
    byte[] toJson() {
      return request.toJson(id);
    }
  }

  /**
   * What the client told of a request with a progress token.
   *
   * @param newest what it told last, nothing if it told nothing so far
   */
  private record Progress(Pending question, Optional<RecordedCall> newest) {
    private static JsonNode value(RecordedCall told) {
      return told.params().path("progress");
    }

    /** Those that were under way at the same time may have overtaken each other. */
    List<Finding> judge(RecordedCall now) {
      var findings = new ArrayList<Finding>();
      newest
          .filter(now::isSentAfterAnswerTo)
          .filter(before -> value(now).isNumber() && value(before).isNumber())
          .filter(before -> value(now).decimalValue().compareTo(value(before).decimalValue()) <= 0)
          .map(before -> value(now) + " after " + value(before))
          .map(ClientFinding.CLIENT_PROGRESS_NOT_RISING::found)
          .ifPresent(findings::add);
      if (question.answer().isDone() && now.isSentAfterAnswerTo(question.answer().join().call())) {
        findings.add(ClientFinding.CLIENT_PROGRESS_LATE.found(question.request().method()));
      }
      return findings;
    }
  }

  /** Judges by what the client declared whether it may answer a request with a result. */
  @FunctionalInterface
  interface Declared {
    List<Finding> judge(ProtocolVersion revision, ServerRequest request, JsonNode result);
  }

  /**
   * What the client of a call of 2026-07-28 answered in earlier rounds.
   *
   * @param turn of the rule that asks, if one does
   */
  private record Round(ObjectNode answered, Optional<Rule.Turn> turn) {}

  synchronized Pending ask(String id, ServerRequest request) {
    var question = new Pending(id, request, new CompletableFuture<>());
    pending.put(id, question);
    JsonNode token = request.params().path("_meta").path("progressToken");
    if (!token.isMissingNode()) {
      progress.put(token.toString(), new Progress(question, Optional.empty()));
    }
    return question;
  }

  /** Takes each response of a POST for an answer. */
  void arrived(RecordedCall call) {
    responses(call)
        .forEach(
            message -> {
              Optional<Pending> question = remove(message.get("id").asText());
              var answer = new ClientAnswer(question.map(Pending::request), message, call);
              keep(answer);
              question.ifPresent(asked -> asked.answer().complete(answer));
            });
  }

  private static List<JsonNode> responses(RecordedCall call) {
    var found = new ArrayList<JsonNode>();
    if (call.httpMethod().equals("POST") && call.rpcMethod().isEmpty()) {
      JsonRpcText.parse(call.rawBody())
          .map(body -> body.isArray() ? body : List.of(body))
          .ifPresent(messages -> messages.forEach(found::add));
      found.removeIf(message -> !isResponse(message));
    }
    return found;
  }

  private static boolean isResponse(JsonNode message) {
    return message.has("id")
        && !message.has("method")
        && (message.has("jsonrpc") || message.has("result"));
  }

  /** Returns what is wrong with an answer, or with progress, before it is taken. */
  synchronized List<Finding> judge(RecordedCall call, Declared declared, Redactor redactor) {
    if (call.isModern()) {
      return List.of();
    }
    if (call.rpcMethod().equals(Notifications.PROGRESS)) {
      return judgeProgress(call, redactor);
    }
    return responses(call).stream()
        .flatMap(message -> judge(message, call, declared, redactor).stream())
        .toList();
  }

  private List<Finding> judgeProgress(RecordedCall call, Redactor redactor) {
    String token = call.params().path("progressToken").toString();
    Progress known = progress.get(token);
    if (known == null) {
      return List.of(ClientFinding.CLIENT_PROGRESS_UNKNOWN.found(redactor.evidence(token)));
    }
    progress.put(token, new Progress(known.question(), Optional.of(call)));
    return known.judge(call);
  }

  private List<Finding> judge(
      JsonNode message, RecordedCall call, Declared declared, Redactor redactor) {
    String id = message.get("id").asText();
    Pending question = pending.getOrDefault(id, forgotten.get(id));
    if (question == null) {
      return List.of(
          ClientFinding.CLIENT_RESPONSE_UNKNOWN.found(
              redactor.evidence(message.get("id").toString())));
    }
    ServerRequest asked = question.request();
    if (message.has("error")) {
      return McpMethod.PING.is(asked.method())
          ? List.of(ClientFinding.CLIENT_ANSWER_INVALID.found("ping: an error"))
          : List.of();
    }
    ProtocolVersion revision = call.revision().orElse(ProtocolVersion.V2025_11_25);
    JsonNode result = message.path("result");
    var findings = new ArrayList<>(declared.judge(revision, asked, result));
    JsonNode task = asked.params().path("_meta").path(MetaKeys.RELATED_TASK);
    if (task.isObject() && !task.equals(result.path("_meta").path(MetaKeys.RELATED_TASK))) {
      findings.add(ClientFinding.CLIENT_RELATED_TASK_MISSING.found(asked.method()));
    }
    findings.addAll(
        AnswerContent.judge(asked.method(), asked.params(), result, revision, redactor));
    return findings;
  }

  private synchronized Optional<Pending> remove(String id) {
    return Optional.ofNullable(pending.remove(id));
  }

  /** Keeps an answer for the test; beyond a thousand that nobody takes, the oldest are lost. */
  void keep(ClientAnswer answer) {
    while (!answers.offer(answer)) {
      answers.poll();
    }
  }

  Optional<ClientAnswer> poll() {
    return Optional.ofNullable(answers.poll());
  }

  Optional<ClientAnswer> take(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(answers.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Returns what the client answered in earlier rounds of a call of 2026-07-28. */
  synchronized ObjectNode earlier(String state) {
    return Optional.ofNullable(rounds.get(state)).map(Round::answered).orElseGet(Json::object);
  }

  /** Returns the turn of the rule that began a round, if one did. */
  synchronized Optional<Rule.Turn> begun(String state) {
    return Optional.ofNullable(rounds.get(state)).flatMap(Round::turn);
  }

  synchronized void remember(String state, ObjectNode answered, Optional<Rule.Turn> turn) {
    rounds.put(state, new Round(answered, turn));
  }

  synchronized void clear() {
    forgotten.putAll(pending);
    pending.clear();
    rounds.clear();
    answers.clear();
  }
}

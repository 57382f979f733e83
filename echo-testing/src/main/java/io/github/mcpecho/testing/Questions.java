package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What clients were asked, and what they answered. Thread-safe. */
final class Questions {
  private static final int MAX = 1_000;

  private final Map<String, Pending> pending = new Newest<>(MAX);
  private final Map<String, ObjectNode> rounds = new Newest<>(MAX);
  private final LinkedBlockingQueue<ClientAnswer> answers = new LinkedBlockingQueue<>(MAX);

  /** A request that waits for its answer. */
  record Pending(String id, ServerRequest request, CompletableFuture<ClientAnswer> answer) {
    byte[] toJson() {
      return request.toJson(id);
    }
  }

  /** Begins to wait for an answer. */
  synchronized Pending ask(String id, ServerRequest request) {
    var question = new Pending(id, request, new CompletableFuture<>());
    pending.put(id, question);
    return question;
  }

  /** Takes a POST for an answer if it is a response. */
  void arrived(RecordedCall call) {
    if (!call.httpMethod().equals("POST") || !call.rpcMethod().isEmpty()) {
      return;
    }
    Optional<JsonNode> message = JsonRpcText.parse(call.rawBody());
    if (message.isPresent()
        && message.get().has("id")
        && (message.get().has("jsonrpc") || message.get().has("result"))
        && !message.get().has("method")) {
      Optional<Pending> question = remove(message.get().get("id").asText());
      var answer = new ClientAnswer(question.map(Pending::request), message.get(), call);
      keep(answer);
      question.ifPresent(asked -> asked.answer().complete(answer));
    }
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

  Optional<ClientAnswer> take(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(answers.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Returns what the client answered in earlier rounds of a call of 2026-07-28. */
  synchronized ObjectNode earlier(String state) {
    return rounds.getOrDefault(state, Json.object());
  }

  synchronized void remember(String state, ObjectNode answered) {
    rounds.put(state, answered);
  }

  synchronized void clear() {
    pending.clear();
    rounds.clear();
    answers.clear();
  }
}

package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks the client something within a call, in the way of its revision. For one call. */
final class Asking {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ClientConnection client;
  private final Questions questions;
  private final Closing closing;
  private int asked;

  Asking(ClientConnection client, Questions questions, Closing closing) {
    this.client = client;
    this.questions = questions;
    this.closing = closing;
  }

  ClientAnswer ask(ServerRequest request) throws IOException, InterruptedException {
    asked++;
    return client.call().isModern() ? askInRounds(request) : askOnStream(request);
  }

  private ClientAnswer askOnStream(ServerRequest request) throws IOException, InterruptedException {
    EventStream events = client.stream();
    Questions.Pending question = questions.ask("ask-" + client.newNumber(), request);
    events.send(question.toJson());
    CompletableFuture<?> gone =
        events.isResumable()
            ? new CompletableFuture<>()
            : events.connection().wire().hangUp().closed();
    closing.happens(CompletableFuture.anyOf(question.answer(), gone), LONGEST);
    if (!question.answer().isDone()) {
      throw new EOFException("The client did not answer " + request.method());
    }
    return question.answer().join();
  }

  private ClientAnswer askInRounds(ServerRequest request) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    String key = "ask-" + asked;
    ObjectNode earlier = questions.earlier(call.params().path("requestState").asText());
    JsonNode now = call.params().path("inputResponses").path(key);
    if (earlier.has(key)) {
      return new ClientAnswer(Optional.of(request), earlier.get(key), call);
    }
    if (!now.isMissingNode()) {
      var answer = new ClientAnswer(Optional.of(request), now, call);
      questions.keep(answer);
      return answer;
    }
    String state = "round-" + client.newNumber() + "-" + UUID.randomUUID();
    ObjectNode answered = earlier.deepCopy();
    call.params()
        .path("inputResponses")
        .properties()
        .forEach(one -> answered.set(one.getKey(), one.getValue()));
    questions.remember(state, answered, call.fate().turn());
    client.respond(200, request.toRound(call.rpcId().orElseThrow(), key, state));
    throw new EOFException("The client is asked " + request.method());
  }
}

package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The {@code initialize} requests of all clients. Without a session nothing tells which of them a
 * later request belongs to, so only what holds for all of them is certain. Not thread-safe.
 */
final class Handshakes {
  private static final int MAX = 1_000;

  private final List<Handshake> newest = new ArrayList<>();
  private long count;

  /** Whether some client said, without a session, that it has had the answer. */
  private boolean anyCompleted;

  private static final class Handshake {
    private final List<JsonNode> ids;
    private final List<JsonNode> capabilities;
    private final Outcome outcome;
    private final Optional<String> stream;
    private boolean completed;

    Handshake(ClientRequest request, Outcome outcome, Optional<String> stream) {
      this.ids = request.requests().stream().map(JsonRpcMessage.Request::id).toList();
      this.capabilities =
          request.requests().stream().map(one -> one.params().path("capabilities")).toList();
      this.outcome = outcome;
      this.stream = stream;
    }

    boolean began(String session) {
      return stream.or(outcome::sessionId).filter(session::equals).isPresent();
    }
  }

  /**
   * Adds one.
   *
   * @param stream the session that it begins, where the stream of a client is one
   */
  void add(ClientRequest request, Outcome outcome, Optional<String> stream) {
    if (newest.size() == MAX) {
      newest.remove(0);
    }
    newest.add(new Handshake(request, outcome, stream));
    count++;
  }

  long count() {
    return count;
  }

  /** Records {@code notifications/initialized}, of this session or of nobody knows whom. */
  void complete(Optional<String> session) {
    anyCompleted |= session.isEmpty();
    of(session).forEach(handshake -> handshake.completed = true);
  }

  /** Returns whether that came, of this session or of anybody. */
  boolean isCompleted(Optional<String> session) {
    return session.isPresent()
        ? of(session).anyMatch(handshake -> handshake.completed)
        : anyCompleted || newest.stream().anyMatch(handshake -> handshake.completed);
  }

  /**
   * Returns whether at least one may have succeeded, and this holds for each that may have: of
   * those of one session, or of all.
   */
  boolean all(Optional<String> session, Predicate<Outcome> condition) {
    List<Outcome> successful =
        of(session)
            .map(handshake -> handshake.outcome)
            .filter(outcome -> !outcome.isFailed())
            .toList();
    return (session.isPresent() || count <= MAX)
        && !successful.isEmpty()
        && successful.stream().allMatch(condition);
  }

  boolean began(String session) {
    return of(Optional.of(session)).findAny().isPresent();
  }

  /** Returns whether a session began with a request of this id. */
  boolean began(String session, JsonNode id) {
    return of(Optional.of(session)).anyMatch(handshake -> handshake.ids.contains(id));
  }

  /** Returns whether the client of a session, or any, declared such capabilities. */
  boolean declare(Optional<String> session, Predicate<JsonNode> capabilities) {
    return of(session)
        .anyMatch(handshake -> handshake.capabilities.stream().anyMatch(capabilities));
  }

  private Stream<Handshake> of(Optional<String> session) {
    return newest.stream().filter(handshake -> session.isEmpty() || handshake.began(session.get()));
  }
}

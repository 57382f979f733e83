package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The {@code initialize} requests of all clients. Without a session id nothing tells which of them
 * a later request belongs to, so only what holds for all of them is certain. Not thread-safe.
 */
final class Handshakes {
  private static final int MAX = 1_000;

  private final List<Handshake> newest = new ArrayList<>();
  private long count;

  private record Handshake(List<JsonNode> ids, Outcome outcome) {
    boolean gave(String sessionId) {
      return outcome.sessionId().filter(sessionId::equals).isPresent();
    }
  }

  void add(ClientRequest request, Outcome outcome) {
    if (newest.size() == MAX) {
      newest.remove(0);
    }
    newest.add(
        new Handshake(
            request.requests().stream().map(JsonRpcMessage.Request::id).toList(), outcome));
    count++;
  }

  long count() {
    return count;
  }

  /** Returns whether at least one may have succeeded, and this holds for each that may have. */
  boolean all(Predicate<Outcome> condition) {
    List<Outcome> successful =
        newest.stream().map(Handshake::outcome).filter(outcome -> !outcome.isFailed()).toList();
    return count <= MAX && !successful.isEmpty() && successful.stream().allMatch(condition);
  }

  /** Returns whether one was answered with this session id. */
  boolean gave(String sessionId) {
    return newest.stream().anyMatch(handshake -> handshake.gave(sessionId));
  }

  /** Returns whether a session began with a request of this id. */
  boolean began(String sessionId, JsonNode id) {
    return newest.stream()
        .anyMatch(handshake -> handshake.gave(sessionId) && handshake.ids().contains(id));
  }
}

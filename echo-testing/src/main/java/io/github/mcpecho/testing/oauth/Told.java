package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.testing.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server has told its clients: metadata, who they are, and which tokens are theirs. A client
 * is judged by this, not by what the server meant to say. Thread-safe.
 */
final class Told {
  private final Map<String, JsonNode> documents = new ConcurrentHashMap<>();
  private final Bounded<Registration> registrations = new Bounded<>();
  private final Bounded<Boolean> tokens = new Bounded<>();
  private final Bounded<String> granted = new Bounded<>();
  private final Bounded<Boolean> replaced = new Bounded<>();

  /**
   * A client that registered.
   *
   * @param serverPath of the authorization server
   * @param metadata the answer
   */
  record Registration(String serverPath, JsonNode metadata) {}

  /** Remembers an answer of the server, if it says something. */
  void answered(RecordedCall call, HttpAnswer answer, Urls urls) {
    if (answer.status() / 100 != 2) {
      return;
    }
    JsonNode json = json(answer);
    if (call.httpMethod().equals("GET")) {
      documents.put(call.path(), json);
    } else if (json.has("access_token")) {
      tokens.add(hash(json.path("access_token").asText()), true);
      refreshable(Step.parametersOf(call).first("refresh_token"), json);
    } else if (json.has("client_id")) {
      registrations.add(json.path("client_id").asText(), new Registration(urls.serverPath(), json));
    }
  }

  /** What may be asked for by the next refresh token is what could be by the one before it. */
  private void refreshable(Optional<String> old, JsonNode json) {
    String next = json.path("refresh_token").asText();
    if (next.isEmpty()) {
      return;
    }
    String scopes = old.flatMap(this::granted).orElse(json.path("scope").asText());
    granted.add(hash(next), scopes);
    old.filter(one -> !one.equals(next)).ifPresent(one -> replaced.add(hash(one), true));
  }

  private static JsonNode json(HttpAnswer answer) {
    try {
      return HttpAnswer.JSON.parse(answer.body());
    } catch (MalformedJsonException e) {
      return Json.object();
    }
  }

  /** Returns what was told at the first of these paths where something was. */
  Optional<JsonNode> document(List<String> paths) {
    return documents(paths).stream().findFirst();
  }

  List<JsonNode> documents(List<String> paths) {
    return paths.stream().map(documents::get).filter(Objects::nonNull).toList();
  }

  Optional<Registration> registration(String clientId) {
    return registrations.get(clientId);
  }

  boolean hasIssued(String token) {
    return tokens.get(hash(token)).isPresent();
  }

  /** Returns the scopes that a refresh token is for, if the server issued it. */
  Optional<String> granted(String refreshToken) {
    return granted.get(hash(refreshToken));
  }

  /** Returns whether another refresh token was issued in the place of this one. */
  boolean isReplaced(String refreshToken) {
    return replaced.get(hash(refreshToken)).isPresent();
  }

  private static String hash(String token) {
    return Hashes.base64Url(Hashes.sha256(token.getBytes(StandardCharsets.UTF_8)));
  }
}

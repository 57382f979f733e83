package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.CanonicalJson;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * Seals what a tool wants to remember between two rounds, so that no store is needed and any
 * instance with the same key can go on: {@code v1.payload.mac}, HMAC-SHA-256, bound to the tool,
 * its arguments (their values, however they are written) and the authenticated user, and valid for
 * a short while. The client can read it.
 */
record RequestStates(byte[] key, Clock clock, Json json) {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final String VERSION = "v1";

  String seal(String state, String tool, ObjectNode arguments, CallContext context) {
    ObjectNode payload = Json.object();
    payload.put("state", state);
    payload.put("expires", clock.instant().plus(LIFETIME).getEpochSecond());
    payload.put("call", digest(tool, arguments, context));
    String body = VERSION + "." + Hashes.base64Url(json.write(payload));
    return body + "." + mac(body);
  }

  /**
   * Returns the state that was sealed.
   *
   * @throws JsonRpcException with -32602 if it was not sealed here, not for this call, or too long
   *     ago
   */
  String open(String token, String tool, ObjectNode arguments, CallContext context) {
    int dot = token.lastIndexOf('.');
    if (dot < 0 || !token.startsWith(VERSION + ".")) {
      throw invalid("it was not issued by this server");
    }
    String body = token.substring(0, dot);
    // Texts are compared: the last character of base64 has bits that decoding ignores.
    if (!MessageDigest.isEqual(ascii(mac(body)), ascii(token.substring(dot + 1)))) {
      throw invalid("its signature does not verify");
    }
    JsonNode payload = payload(body);
    if (payload.path("expires").asLong() < clock.instant().getEpochSecond()) {
      throw invalid("it has expired");
    }
    if (!payload.path("call").asText().equals(digest(tool, arguments, context))) {
      throw invalid("it belongs to another call");
    }
    return payload.path("state").asText();
  }

  private JsonNode payload(String body) {
    try {
      return json.parse(unbase64(body.substring(VERSION.length() + 1)));
    } catch (MalformedJsonException e) {
      throw invalid("it cannot be read");
    }
  }

  private String digest(String tool, ObjectNode arguments, CallContext context) {
    ObjectNode call = Json.object();
    call.put("tool", tool);
    call.put("user", context.connection().userPrincipal().orElse(""));
    call.set("arguments", CanonicalJson.of(arguments));
    return Hashes.base64Url(Arrays.copyOf(Hashes.sha256(json.write(call)), 16));
  }

  private String mac(String body) {
    return Hashes.base64Url(Hashes.hmacSha256(key, ascii(body)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unbase64(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid("it is not base64url");
    }
  }

  private static JsonRpcException invalid(String why) {
    return McpErrors.invalidParams("requestState is refused: " + why);
  }
}

package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.Base64;
import java.util.Optional;

/** A header in which a proxy passes claims on as base64 of a JSON object, without a signature. */
enum ClaimsHeader {
  USER_INFO("x-userinfo", "Kong, APISIX"),
  RED_HAT("x-rh-identity", "Red Hat"),
  JWT_PAYLOAD("x-jwt-payload", "an authenticating proxy");

  private static final Json JSON = new Json(16);

  private final String header;
  private final String family;

  ClaimsHeader(String header, String family) {
    this.header = header;
    this.family = family;
  }

  String header() {
    return header;
  }

  String family() {
    return family;
  }

  /** Returns the claims, nothing if the header is missing or cannot be read. */
  Optional<ObjectNode> read(Headers headers) {
    return headers.first(header).flatMap(ClaimsHeader::decoded);
  }

  private static Optional<ObjectNode> decoded(String value) {
    try {
      String standard = value.strip().replace('-', '+').replace('_', '/');
      return JSON.parse(Base64.getDecoder().decode(standard)) instanceof ObjectNode claims
          ? Optional.of(claims)
          : Optional.empty();
    } catch (IllegalArgumentException | MalformedJsonException e) {
      return Optional.empty();
    }
  }
}

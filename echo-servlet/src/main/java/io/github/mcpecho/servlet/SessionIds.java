package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Session ids pass through: they are never made here, and mean nothing here. */
final class SessionIds {
  static final String HEADER = McpHeaderNames.SESSION_ID;

  /** Visible ASCII, as the revisions that have sessions define an id. */
  private static final Pattern VALID = Pattern.compile("[\\x21-\\x7E]{1,1024}");

  private SessionIds() {}

  /** Returns the id to send back; the modern revision has none. */
  static Optional<String> passedThrough(Headers headers) {
    List<String> ids = headers.all(HEADER);
    if (ids.size() != 1 || !VALID.matcher(ids.get(0)).matches() || isModern(headers)) {
      return Optional.empty();
    }
    return Optional.of(ids.get(0));
  }

  private static boolean isModern(Headers headers) {
    return headers
        .first(McpHeaderNames.PROTOCOL_VERSION)
        .flatMap(ProtocolVersion::of)
        .filter(ProtocolVersion::isModern)
        .isPresent();
  }
}

package io.github.mcpecho.diagnosis.headers;

import java.util.Optional;

/**
 * One part of the body that a header repeats.
 *
 * @param header the value that arrived, decoded if it could be
 * @param body the value in the body
 */
record McpHeaderPair(String name, Optional<String> header, Optional<String> body) {
  boolean isComparable() {
    return header.isPresent() && body.isPresent();
  }

  boolean contradicts() {
    return isComparable() && !header.equals(body);
  }
}

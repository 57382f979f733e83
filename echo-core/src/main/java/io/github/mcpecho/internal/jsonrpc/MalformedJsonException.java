package io.github.mcpecho.internal.jsonrpc;

import java.util.Optional;

/**
 * The text is not acceptable JSON. The message says why and where, and quotes nothing of the text.
 */
public final class MalformedJsonException extends RuntimeException {
  private final transient Optional<String> duplicateName;

  MalformedJsonException(String message) {
    this(message, Optional.empty());
  }

  private MalformedJsonException(String message, Optional<String> duplicateName) {
    super(message, null, false, false);
    this.duplicateName = duplicateName;
  }

  static MalformedJsonException duplicateName(String name, String place) {
    return new MalformedJsonException(
        "a member name stands twice in one object" + place, Optional.of(name));
  }

  /**
   * Returns the member name that stands twice in one object, as it came, if nothing else is wrong:
   * such a text is JSON (RFC 8259 §4), but readers disagree on what it says.
   */
  Optional<String> duplicateName() {
    return duplicateName;
  }
}

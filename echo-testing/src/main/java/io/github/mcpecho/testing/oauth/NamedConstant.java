package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.KebabCase;

/** A constant that a script or a test names. */
final class NamedConstant {
  private NamedConstant() {}

  /**
   * @throws IllegalArgumentException if there is none of this name; it lists those that there are
   */
  static <E extends Enum<E>> E of(String name, E[] constants) {
    return KebabCase.find(name, constants)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no \"%s\"; there are %s"
                        .formatted(QuotedInput.of(name), KebabCase.all(constants))));
  }
}

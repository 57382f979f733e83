package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.redaction.QuotedInput;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of constants in text: {@code ISS_MISSING} is {@code iss-missing}. */
final class KebabCase {
  private KebabCase() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is none of this name; it lists those that there are
   */
  static <E extends Enum<E>> E find(String name, E[] constants) {
    return Stream.of(constants)
        .filter(constant -> of(constant).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no \"" + QuotedInput.of(name) + "\"; there are " + all(constants)));
  }

  static List<String> all(Enum<?>[] constants) {
    return Stream.of(constants).map(KebabCase::of).toList();
  }
}

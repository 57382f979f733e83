package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An argument that is one of a few words. */
final class Choice {
  private Choice() {}

  static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  /**
   * Returns the one that is called so, whatever the case of the letters.
   *
   * @param title what else it may be called
   * @throws IllegalArgumentException if none is; the message says which there are
   */
  static <T extends Enum<T>> T of(String text, T[] values, Function<T, String> title) {
    return Arrays.stream(values)
        .filter(one -> one.name().equalsIgnoreCase(text) || title.apply(one).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> {
              String hint = NearestName.hint(text, names(values));
              return new IllegalArgumentException(
                  hint.isEmpty()
                      ? "Use one of " + String.join(", ", names(values))
                      : "There is none of this name" + hint);
            });
  }
}

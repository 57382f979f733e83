package io.github.mcpecho.internal.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of constants in text: {@code ISS_MISSING} is {@code iss-missing}. */
public final class KebabCase {
  private KebabCase() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static <E extends Enum<E>> Optional<E> find(String name, E[] constants) {
    return Stream.of(constants).filter(constant -> of(constant).equals(name)).findFirst();
  }

  public static List<String> all(Enum<?>[] constants) {
    return Stream.of(constants).map(KebabCase::of).toList();
  }
}

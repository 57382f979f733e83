package io.github.mcpecho;

import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Typed reads of environment variables. A variable that is blank counts as not set; white space
 * around a value is dropped. Immutable.
 */
public final class Environment {
  private static final int MAX_SHOWN = 80;

  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Reads from a map such as {@link System#getenv()}. */
  public static Environment of(Map<String, String> variables) {
    return new Environment(Map.copyOf(variables));
  }

  /** Returns the value of the first of these variables that is set. */
  public Optional<String> text(String... names) {
    return Arrays.stream(names)
        .map(name -> variables.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Returns the elements of a list that commas separate, empty if the variable is not set. */
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /**
   * Returns the path of a file, which need not exist.
   *
   * @throws ConfigurationException if it is set to what cannot be a path on this system
   */
  public Optional<Path> path(String name) {
    try {
      return text(name).map(Path::of);
    } catch (InvalidPathException e) {
      throw invalid(name, "cannot be the name of a file here");
    }
  }

  /**
   * Returns whether a switch is on: {@code true}, {@code 1}, {@code yes} or {@code on}, or their
   * opposites, in any case.
   *
   * @throws ConfigurationException if it is set to anything else
   */
  public boolean flag(String name, boolean otherwise) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    return switch (value.get().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw invalid(name, "is neither true nor false");
    };
  }

  /**
   * Returns a whole number.
   *
   * @throws ConfigurationException if it is set to anything but a number from {@code min} to {@code
   *     max}
   */
  public int number(String name, int min, int max, int otherwise) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw invalid(name, "is not a whole number from " + min + " to " + max);
  }

  /**
   * Returns a time limit of whole seconds.
   *
   * @throws ConfigurationException if it is set to anything but a number from 1 to {@code max}
   */
  public Duration seconds(String name, int max, Duration otherwise) {
    return text(name).isEmpty() ? otherwise : Duration.ofSeconds(number(name, 1, max, 1));
  }

  /** Returns the exception for a variable whose value is wrong; {@code why} follows the value. */
  public ConfigurationException invalid(String name, String why) {
    String shown = SafeText.escape(SafeText.cap(text(name).orElse(""), MAX_SHOWN));
    return new ConfigurationException(name + "=" + shown + " " + why);
  }
}

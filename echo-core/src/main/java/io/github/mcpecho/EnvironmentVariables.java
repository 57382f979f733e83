package io.github.mcpecho;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Typed reads of environment variables. An empty or blank variable counts as not set; every value
 * that cannot be used is a {@link ConfigurationException} that names the variable.
 *
 * @param values by name
 */
public record EnvironmentVariables(Map<String, String> values) {
  public EnvironmentVariables {
    values = Map.copyOf(values);
  }

  /** Returns the value without white space around it. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Returns the values between commas, without white space around them; empty if not set. */
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** Returns a whole number between two bounds, both included. */
  public Optional<Integer> integer(String name, int min, int max) {
    Optional<String> text = text(name);
    try {
      Optional<Integer> number = text.map(Integer::valueOf);
      if (number.filter(n -> n < min || n > max).isEmpty()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below: to the user it is the same mistake.
    }
    throw new ConfigurationException(
        name + " must be a whole number from " + min + " to " + max + ", not " + text.orElse(""));
  }

  /** Returns {@code true} or {@code false}; {@code 1, yes, on} and {@code 0, no, off} will do. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true", "1", "yes", "on" -> true;
                  case "false", "0", "no", "off" -> false;
                  default ->
                      throw new ConfigurationException(
                          name + " must be true or false, not " + value);
                });
  }
}

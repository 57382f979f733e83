package io.github.mcpecho.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the values of a setting are written, and which of them are allowed. */
interface Form<T> {
  /** Throws an {@link IllegalArgumentException} for what is no value. */
  T read(String text);

  default String write(T value) {
    return value.toString();
  }

  /**
   * Returns the value, made immutable. Throws an {@link IllegalArgumentException} for one that is
   * not allowed, whose message is empty or says why.
   */
  default T check(T value) {
    return value;
  }

  /** Returns which values there are, in words that can follow "use". */
  String allowed();

  /** Some of the values of another form: those that a function reads. */
  record Some<T>(Form<T> all, Function<? super T, ?> reader, String allowed) implements Form<T> {
    @Override
    public T read(String text) {
      return all.read(text);
    }

    @Override
    public String write(T value) {
      return all.write(value);
    }

    @Override
    public T check(T value) {
      T checked = all.check(value);
      reader.apply(checked);
      return checked;
    }
  }

  record Text(String allowed) implements Form<String> {
    @Override
    public String read(String text) {
      return text;
    }
  }

  record File(String allowed) implements Form<Path> {
    @Override
    public Path read(String text) {
      return Path.of(text);
    }
  }

  record Flag(String allowed) implements Form<Boolean> {
    @Override
    public Boolean read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "1", "yes", "on" -> true;
        case "false", "0", "no", "off" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    }
  }

  record Number(int min, int max) implements Form<Integer> {
    @Override
    public Integer read(String text) {
      return Integer.valueOf(text);
    }

    @Override
    public Integer check(Integer value) {
      return require(value >= min && value <= max, value);
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** A fraction of a second counts as a whole one. */
  record Seconds(Number range) implements Form<Duration> {
    @Override
    public Duration read(String text) {
      return Duration.ofSeconds(range.read(text));
    }

    @Override
    public String write(Duration value) {
      boolean whole = value.toNanosPart() == 0;
      return whole ? "" + value.toSeconds() : "" + value.toMillis() / 1_000.0;
    }

    @Override
    public Duration check(Duration value) {
      return require(
          value.compareTo(Duration.ofSeconds(range.min - 1L)) > 0
              && value.compareTo(Duration.ofSeconds(range.max)) <= 0,
          value);
    }

    @Override
    public String allowed() {
      return range.allowed();
    }
  }

  record Texts(String allowed) implements Form<List<String>> {
    @Override
    public List<String> read(String text) {
      return parts(text).toList();
    }

    @Override
    public String write(List<String> value) {
      return String.join(",", value);
    }

    @Override
    public List<String> check(List<String> value) {
      return List.copyOf(value);
    }
  }

  record Choice<T>(List<T> all) implements Form<T> {
    @Override
    public T read(String text) {
      return all.stream()
          .filter(one -> one.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }

    @Override
    public T check(T value) {
      return require(all.contains(value), value);
    }

    @Override
    public String allowed() {
      List<String> names = all.stream().map(T::toString).toList();
      int last = names.size() - 1;
      return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
  }

  record Choices<T>(Choice<T> each) implements Form<Set<T>> {
    @Override
    public Set<T> read(String text) {
      return parts(text).map(each::read).collect(Collectors.toSet());
    }

    @Override
    public String write(Set<T> value) {
      return each.all.stream()
          .filter(value::contains)
          .map(T::toString)
          .collect(Collectors.joining(","));
    }

    @Override
    public Set<T> check(Set<T> value) {
      return require(!value.isEmpty() && each.all.containsAll(value), Set.copyOf(value));
    }

    @Override
    public String allowed() {
      return "one or more of " + each.allowed();
    }
  }

  private static <T> T require(boolean allowed, T value) {
    if (!allowed) {
      throw new IllegalArgumentException("");
    }
    return value;
  }

  private static Stream<String> parts(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }
}

package io.github.mcpecho.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the values of a setting are written, and which of them are allowed.
 *
 * @param reader throws an {@link IllegalArgumentException} for what is no value
 * @param check makes a value immutable; throws an {@link IllegalArgumentException} for one that is
 *     not allowed, whose message is empty or says why
 * @param allowed which values there are, in words that can follow "use"
 */
record Form<T>(
    Function<String, T> reader,
    Function<T, String> writer,
    UnaryOperator<T> check,
    String allowed) {

  static final Form<String> TEXT = of(text -> text, text -> text, "a text");

  static final Form<Boolean> FLAG = of(Form::flag, String::valueOf, "true or false");

  static final Form<Path> PATH = of(Path::of, Path::toString, "the name of a file");

  static final Form<List<String>> LIST =
      of(
              text -> parts(text).toList(),
              list -> String.join(",", list),
              "a list, separated by commas")
          .with(List::copyOf, "a list, separated by commas");

  private static <T> Form<T> of(
      Function<String, T> reader, Function<T, String> writer, String allowed) {
    return new Form<>(reader, writer, value -> value, allowed);
  }

  static Form<Integer> number(int min, int max) {
    return of(Integer::valueOf, String::valueOf, range(min, max))
        .where(number -> number >= min && number <= max, range(min, max));
  }

  /** A fraction of a second counts as a whole one. */
  static Form<Duration> seconds(int min, int max) {
    Duration below = Duration.ofSeconds(min - 1L);
    Duration most = Duration.ofSeconds(max);
    return of(text -> Duration.ofSeconds(Integer.parseInt(text)), Form::inSeconds, range(min, max))
        .where(time -> time.compareTo(below) > 0 && time.compareTo(most) <= 0, range(min, max));
  }

  static <T> Form<T> choice(List<T> choices) {
    return of(text -> chosen(text, choices), T::toString, alternatives(choices))
        .where(choices::contains, alternatives(choices));
  }

  static <T> Form<Set<T>> choices(List<T> all) {
    Form<Set<T>> some =
        of(
            text -> parts(text).map(part -> chosen(part, all)).collect(Collectors.toSet()),
            set -> String.join(",", all.stream().filter(set::contains).map(T::toString).toList()),
            "");
    return some.with(Set::copyOf, "")
        .where(
            set -> !set.isEmpty() && all.containsAll(set), "one or more of " + alternatives(all));
  }

  Form<T> where(Predicate<? super T> valid, String nowAllowed) {
    return with(
        value -> {
          if (!valid.test(value)) {
            throw new IllegalArgumentException("");
          }
          return value;
        },
        nowAllowed);
  }

  Form<T> readableBy(Function<? super T, ?> another, String nowAllowed) {
    return with(
        value -> {
          another.apply(value);
          return value;
        },
        nowAllowed);
  }

  private Form<T> with(UnaryOperator<T> another, String nowAllowed) {
    return new Form<>(reader, writer, value -> another.apply(check.apply(value)), nowAllowed);
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException("");
    };
  }

  private static String inSeconds(Duration time) {
    return time.toNanosPart() == 0
        ? String.valueOf(time.toSeconds())
        : String.valueOf(time.toMillis() / 1_000.0);
  }

  private static <T> T chosen(String text, List<T> choices) {
    return choices.stream()
        .filter(choice -> choice.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(""));
  }

  private static Stream<String> parts(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  private static String range(int min, int max) {
    return "a whole number from " + min + " to " + max;
  }

  private static <T> String alternatives(List<T> choices) {
    List<String> all = choices.stream().map(T::toString).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}

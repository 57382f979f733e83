package io.github.mcpecho.settings;

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
 * @param read throws an {@link IllegalArgumentException} for a text that is no value
 * @param write the inverse
 * @param check returns the value, made immutable; throws an {@link IllegalArgumentException} for
 *     one that is not allowed, whose message is empty or says why
 * @param allowed the allowed values, in words that can follow "use"
 */
record Form<T>(
    Function<String, T> read, Function<T, String> write, UnaryOperator<T> check, String allowed) {

  static <T> Form<T> of(Function<String, T> read, String allowed) {
    return new Form<>(read, T::toString, UnaryOperator.identity(), allowed);
  }

  static Form<Boolean> flag() {
    return of(Form::isOn, "true or false");
  }

  static Form<Integer> number(int min, int max) {
    return of(Integer::valueOf, wholeNumber(min, max)).where(value -> value >= min && value <= max);
  }

  /** A fraction of a second counts as a whole one. */
  static Form<Duration> seconds(int min, int max) {
    return new Form<Duration>(
            text -> Duration.ofSeconds(Integer.parseInt(text)),
            Form::inSeconds,
            UnaryOperator.identity(),
            wholeNumber(min, max))
        .where(
            value ->
                value.compareTo(Duration.ofSeconds(min - 1L)) > 0
                    && value.compareTo(Duration.ofSeconds(max)) <= 0);
  }

  static Form<List<String>> list() {
    return new Form<>(
        text -> parts(text).toList(),
        value -> String.join(",", value),
        List::copyOf,
        "a list, separated by commas");
  }

  static <T> Form<T> choice(List<T> all) {
    return Form.<T>of(text -> named(text, all), anyOf(all)).where(all::contains);
  }

  static <T> Form<Set<T>> choices(List<T> all) {
    return new Form<Set<T>>(
            text -> parts(text).map(part -> named(part, all)).collect(Collectors.toSet()),
            value -> String.join(",", names(all.stream().filter(value::contains))),
            Set::copyOf,
            "one or more of " + anyOf(all))
        .where(value -> !value.isEmpty() && all.containsAll(value));
  }

  private Form<T> where(Predicate<? super T> valid) {
    return where(valid, allowed);
  }

  /** Returns the form of those values that are valid besides. */
  Form<T> where(Predicate<? super T> valid, String words) {
    return readableBy(
        value -> {
          if (!valid.test(value)) {
            throw new IllegalArgumentException("");
          }
          return value;
        },
        words);
  }

  /** Returns the form of those values that this function reads besides. */
  Form<T> readableBy(Function<? super T, ?> reader, String words) {
    return new Form<>(
        read,
        write,
        value -> {
          T checked = check.apply(value);
          reader.apply(checked);
          return checked;
        },
        words);
  }

  private static boolean isOn(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String wholeNumber(int min, int max) {
    return "a whole number from " + min + " to " + max;
  }

  private static String inSeconds(Duration value) {
    boolean whole = value.toNanosPart() == 0;
    return whole ? "" + value.toSeconds() : "" + value.toMillis() / 1_000.0;
  }

  private static <T> T named(String name, List<T> all) {
    return all.stream()
        .filter(one -> one.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static String anyOf(List<?> all) {
    List<String> names = names(all.stream());
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static List<String> names(Stream<?> values) {
    return values.map(Object::toString).toList();
  }

  private static Stream<String> parts(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }
}

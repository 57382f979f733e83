package io.github.mcpecho.settings;

import io.github.mcpecho.internal.redaction.QuotedInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Something that can be set, declared once: its name, what it may be, what it is if nobody sets it,
 * and what it means. {@link Settings} has values. Immutable.
 *
 * <pre>{@code
 * static final Setting<Duration> TIMEOUT =
 *     Setting.seconds("MY_TIMEOUT", 60, 1, 3_600, "seconds that a tool may run");
 * }</pre>
 */
public final class Setting<T> {
  private static final Form<String> TEXT = Form.of(UnaryOperator.identity(), "a text");

  private final List<String> names;
  private final Form<T> form;
  private final Optional<T> otherwise;
  private final String unset;
  private final boolean secret;
  private final String meaning;

  private Setting(
      List<String> names,
      Form<T> form,
      Optional<T> otherwise,
      String unset,
      boolean secret,
      String meaning) {
    this.names = names;
    this.form = form;
    this.otherwise = otherwise;
    this.unset = unset;
    this.secret = secret;
    this.meaning = meaning;
  }

  private static <T> Setting<T> of(String name, Form<T> form, String meaning) {
    return new Setting<>(List.of(name), form, Optional.empty(), "none", false, meaning);
  }

  private Setting<T> of(Form<T> narrower) {
    return new Setting<>(names, narrower, otherwise, unset, secret, meaning);
  }

  /** Declares a whole number in a range, both ends included. */
  public static Setting<Integer> number(
      String name, int otherwise, int min, int max, String meaning) {
    return of(name, Form.number(min, max), meaning).otherwise(otherwise);
  }

  /** Declares a whole number in a range, both ends included, without a default. */
  public static Setting<Integer> number(String name, int min, int max, String meaning) {
    return of(name, Form.number(min, max), meaning);
  }

  /**
   * Declares a time in a range, both ends included. It is written in whole seconds; a program may
   * set a fraction of a second, which counts as a whole one.
   */
  public static Setting<Duration> seconds(
      String name, int otherwise, int min, int max, String meaning) {
    return of(name, Form.seconds(min, max), meaning).otherwise(Duration.ofSeconds(otherwise));
  }

  public static Setting<Boolean> flag(String name, boolean otherwise, String meaning) {
    return of(name, Form.flag(), meaning).otherwise(otherwise);
  }

  /** Declares a text without a default. */
  public static Setting<String> text(String name, String meaning) {
    return of(name, TEXT, meaning);
  }

  /** Declares a text without a default that is never shown. */
  public static Setting<String> secret(String name, String meaning) {
    return new Setting<>(List.of(name), TEXT, Optional.empty(), "none", true, meaning);
  }

  /** Declares the name of a file, which need not exist, without a default. */
  public static Setting<Path> path(String name, String meaning) {
    return of(name, Form.of(text -> Path.of(text), "the name of a file"), meaning);
  }

  /** Declares a list that commas separate, empty by default. */
  public static Setting<List<String>> list(String name, String meaning) {
    return of(name, Form.list(), meaning).otherwise(List.of());
  }

  /** Declares one of several, written as it calls itself in any case, without a default. */
  public static <T> Setting<T> choice(String name, List<T> all, String meaning) {
    return of(name, Form.choice(all), meaning);
  }

  /** Declares one or more of several, which commas separate, all of them by default. */
  public static <T> Setting<Set<T>> choices(String name, List<T> all, String meaning) {
    return of(name, Form.choices(all), meaning).otherwise(Set.copyOf(all));
  }

  public Setting<T> otherwise(T value) {
    String text = form.write().apply(value);
    return new Setting<>(
        names, form, Optional.of(value), text.isEmpty() ? unset : text, secret, meaning);
  }

  /** Returns this setting with words for what holds if it is not set. */
  public Setting<T> unset(String words) {
    return new Setting<>(names, form, otherwise, words, secret, meaning);
  }

  /** Returns this setting with a second name, which counts if both are set. */
  public Setting<T> alias(String name) {
    return new Setting<>(List.of(name(), name), form, otherwise, unset, secret, meaning);
  }

  /**
   * Returns this setting for some of its values.
   *
   * @param allowed these values, in words that can follow "use"
   */
  public Setting<T> where(Predicate<? super T> valid, String allowed) {
    return of(form.where(valid, allowed));
  }

  /**
   * Returns this setting for the values that a function reads.
   *
   * @param reader throws an {@link IllegalArgumentException} for others, whose message may be shown
   * @param allowed these values, in words that can follow "use"
   */
  public Setting<T> readableBy(Function<? super T, ?> reader, String allowed) {
    return of(form.readableBy(reader, allowed));
  }

  /** Returns the name: that of an environment variable and of an init parameter. */
  public String name() {
    return names.get(0);
  }

  /** Returns every name; the last one counts first. */
  public List<String> names() {
    return names;
  }

  /**
   * Returns the flag of the command line: {@code --allowed-hosts} of {@code
   * MCP_ECHO_ALLOWED_HOSTS}. It is the name without {@code MCP_ECHO_}, {@code ECHO_STATELESS_} or
   * {@code MCP_} before it.
   */
  public String flagName() {
    return SettingNames.flag(name());
  }

  /** Returns whether it is on or off: as a flag it needs no value. */
  public boolean isSwitch() {
    return otherwise.filter(Boolean.class::isInstance).isPresent();
  }

  /** Returns whether its value is never shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Returns what it may be, in words. */
  public String allowed() {
    return form.allowed();
  }

  /** Returns the default as it would be written, or in words what holds if it is not set. */
  public String defaultText() {
    return unset;
  }

  public String meaning() {
    return meaning;
  }

  @Override
  public String toString() {
    return name();
  }

  /**
   * Returns what these variables set it to, else its default, if it has one. A blank value sets
   * nothing; white space around a value is dropped.
   *
   * @throws ConfigurationException if they set it to what it cannot be
   */
  public Optional<T> in(Map<String, String> variables) {
    Optional<Written> written = written(names, variables);
    return written.isPresent() ? Optional.of(read(written.get())) : otherwise;
  }

  Optional<T> otherwise() {
    return otherwise;
  }

  static Optional<Written> written(List<String> names, Map<String, String> texts) {
    Optional<Written> last = Optional.empty();
    for (String name : names) {
      String text = texts.getOrDefault(name, "").strip();
      last = text.isEmpty() ? last : Optional.of(new Written(name, text));
    }
    return last;
  }

  Written written(T value) {
    return new Written(name(), form.write().apply(value));
  }

  T read(Written written) {
    T value;
    try {
      value = form.read().apply(written.text);
    } catch (IllegalArgumentException e) {
      throw refusal(written, "");
    }
    return checked(value, written);
  }

  T checked(T value, Written written) {
    try {
      return form.check().apply(value);
    } catch (IllegalArgumentException e) {
      throw refusal(written, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  /** Returns what may be shown of a value: nothing of a secret. */
  String shown(String text) {
    return secret ? "(hidden)" : text;
  }

  /** Returns the exception for a value that cannot be used; {@code why} may be empty. */
  ConfigurationException refusal(Written written, String why) {
    String text = QuotedInput.of(shown(written.text));
    return new ConfigurationException(
        "%s=%s cannot be used%s; use %s"
            .formatted(written.name, text, why.isEmpty() ? "" : ": " + why, allowed()));
  }

  /** What a variable or a flag says, or would say. */
  record Written(String name, String text) {}
}

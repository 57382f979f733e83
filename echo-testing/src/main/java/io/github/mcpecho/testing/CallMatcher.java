package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.protocol.ClientMethods;
import io.github.mcpecho.internal.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which calls are meant. Start from one of the factories and narrow it. A batch is meant if one of
 * its messages is. Immutable.
 */
public final class CallMatcher {
  private static final CallMatcher ANY = of("any request", false, call -> true);

  private final List<Condition> conditions;

  /**
   * @param ofMessage whether it is about a message, of which a batch has several
   */
  private record Condition(String words, boolean ofMessage, Predicate<RecordedCall> test) {}

  private static void requireName(String name, String what) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of a %s is not empty".formatted(what));
    }
  }

  private static void requireHeader(String name) {
    if (!Token.is(name)) {
      throw new IllegalArgumentException(
          "No name of a header: %s; such as X-Trace".formatted(BuildLog.text(name)));
    }
  }

  private CallMatcher(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  private static CallMatcher of(String words, boolean ofMessage, Predicate<RecordedCall> test) {
    return new CallMatcher(List.of(new Condition(words, ofMessage, test)));
  }

  /** Every request, to any path. */
  public static CallMatcher anyRequest() {
    return ANY;
  }

  /** Every POST. */
  public static CallMatcher anyPost() {
    return verb("POST");
  }

  /** Every GET: to the endpoint it asks for a stream of server messages. */
  public static CallMatcher anyGet() {
    return verb("GET");
  }

  /**
   * Every request with this HTTP method.
   *
   * @throws IllegalArgumentException if it is none, such as {@code get}: case counts
   */
  public static CallMatcher verb(String httpMethod) {
    String upperCase = httpMethod.toUpperCase(Locale.ROOT);
    if (!Token.is(httpMethod) || !httpMethod.equals(upperCase)) {
      throw new IllegalArgumentException(
          "No HTTP method: %s; such as %s"
              .formatted(BuildLog.text(httpMethod), Token.is(upperCase) ? upperCase : "GET"));
    }
    return of(
        "any " + BuildLog.text(httpMethod), false, call -> call.httpMethod().equals(httpMethod));
  }

  /**
   * Every request or notification of this JSON-RPC method, such as {@code tools/list}.
   *
   * @throws IllegalArgumentException if no client of MCP sends one; for those of an extension there
   *     is {@link #customMethod}
   */
  public static CallMatcher method(String rpcMethod) {
    if (!ClientMethods.NAMES.contains(rpcMethod)) {
      throw new IllegalArgumentException(
          "No method that clients send: %s%s; any other one is a customMethod"
              .formatted(
                  BuildLog.text(rpcMethod), NearestName.hint(rpcMethod, ClientMethods.NAMES)));
    }
    return customMethod(rpcMethod);
  }

  /** Every request or notification of this JSON-RPC method, which MCP need not have. */
  public static CallMatcher customMethod(String rpcMethod) {
    requireName(rpcMethod, "method");
    return of(BuildLog.text(rpcMethod), true, call -> call.rpcMethod().equals(rpcMethod));
  }

  /** Every call of this tool. */
  public static CallMatcher call(String tool) {
    requireName(tool, "tool");
    return of("call of " + BuildLog.text(tool), true, call -> call.toolName().equals(tool));
  }

  /** Narrows it to what another matcher is for too. */
  public CallMatcher and(CallMatcher other) {
    if (this == ANY) {
      return other;
    }
    return and(
        new Condition(
            "that is also " + other.toString().replaceFirst("^any |^(?=call )", "a "),
            other.conditions.stream().anyMatch(Condition::ofMessage),
            other::holds));
  }

  /** Narrows it to requests with this path. */
  public CallMatcher to(String path) {
    if (!path.startsWith("/") || path.contains("?")) {
      throw new IllegalArgumentException(
          "The path of a request begins with /, and has no query: " + BuildLog.text(path));
    }
    return and("to " + BuildLog.text(path), call -> call.path().equals(path));
  }

  /** Narrows it to requests that carry a header of this name, whatever its value. */
  public CallMatcher withHeader(String name) {
    requireHeader(name);
    return and("with " + BuildLog.text(name), call -> call.headers().contains(name));
  }

  /** Narrows it to requests in which one of the lines of this header has this value. */
  public CallMatcher withHeader(String name, String value) {
    requireHeader(name);
    if (!value.equals(value.strip()) || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw new IllegalArgumentException(
          "A header value has no blanks at its ends, and no control characters: "
              + BuildLog.text(name));
    }
    return and(
        "with " + BuildLog.text(name) + ": " + BuildLog.header(name, value),
        call -> call.headers().all(name).contains(value));
  }

  /** Narrows it to requests without a header of this name. */
  public CallMatcher withoutHeader(String name) {
    requireHeader(name);
    return and("without " + BuildLog.text(name), call -> !call.headers().contains(name));
  }

  /** Narrows it to calls with this text, number or boolean as an argument. */
  public CallMatcher withArgument(String name, Object value) {
    String text = value.toString();
    return and(
        new Condition(
            "with argument " + BuildLog.text(name) + " " + BuildLog.argument(name, text),
            true,
            call -> {
              JsonNode argument = call.argument(name);
              return argument.isValueNode() && argument.asText().equals(text);
            }));
  }

  /**
   * Narrows it to what fulfils a condition of your own; of a batch it is asked for each message.
   */
  public CallMatcher and(String condition, Predicate<RecordedCall> test) {
    return and(new Condition(condition, false, test));
  }

  private CallMatcher and(Condition condition) {
    var all = new ArrayList<>(conditions);
    all.add(condition);
    return new CallMatcher(all);
  }

  /** Returns whether a call is meant, or one of the messages of a batch. */
  boolean matches(RecordedCall call) {
    return call.messages().stream().anyMatch(this::holds);
  }

  /** Returns how many a call counts for: a batch for each message, if they are meant. */
  int count(RecordedCall call) {
    int matching = (int) call.messages().stream().filter(this::holds).count();
    return conditions.stream().anyMatch(Condition::ofMessage) ? matching : Math.min(1, matching);
  }

  /** Returns whether a single message fulfils it. */
  boolean holds(RecordedCall message) {
    return conditions.stream().allMatch(condition -> condition.test().test(message));
  }

  /**
   * Returns what a message lacks to be meant, a description each; nothing if it is not even of the
   * kind that is meant.
   */
  Optional<List<String>> lacking(RecordedCall message) {
    return conditions.get(0).test().test(message)
        ? Optional.of(
            conditions.stream()
                .filter(condition -> !condition.test().test(message))
                .map(Condition::words)
                .toList())
        : Optional.empty();
  }

  /** Describes what is meant, without the secrets in it. */
  @Override
  public String toString() {
    return conditions.stream().map(Condition::words).collect(Collectors.joining(" "));
  }
}

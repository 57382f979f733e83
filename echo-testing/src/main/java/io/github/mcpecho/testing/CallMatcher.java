package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;

/** Which calls are meant. Start from one of the factories and narrow it. Immutable. */
public final class CallMatcher {
  private final String description;
  private final Predicate<RecordedCall> condition;
  private final Optional<CallMatcher> broader;

  private CallMatcher(String description, Predicate<RecordedCall> condition) {
    this(description, condition, Optional.empty());
  }

  private CallMatcher(
      String description, Predicate<RecordedCall> condition, Optional<CallMatcher> broader) {
    this.description = description;
    this.condition = condition;
    this.broader = broader;
  }

  /** Every request, to any path. */
  public static CallMatcher anyRequest() {
    return new CallMatcher("any request", call -> true);
  }

  /** Every POST. */
  public static CallMatcher anyPost() {
    return verb("POST");
  }

  /** Every GET: to the endpoint it asks for a stream of server messages. */
  public static CallMatcher anyGet() {
    return verb("GET");
  }

  /** Every request with this HTTP method. */
  public static CallMatcher verb(String httpMethod) {
    return new CallMatcher("any " + httpMethod, call -> call.httpMethod().equals(httpMethod));
  }

  /** Every request or notification of this JSON-RPC method, such as {@code tools/list}. */
  public static CallMatcher method(String rpcMethod) {
    return new CallMatcher(rpcMethod, call -> call.rpcMethod().equals(rpcMethod));
  }

  /** Every call of this tool. */
  public static CallMatcher call(String tool) {
    return new CallMatcher("call of " + tool, call -> call.toolName().equals(tool));
  }

  /** Narrows it to what another matcher is for too. */
  public CallMatcher and(CallMatcher other) {
    return and("and " + other, other::matches);
  }

  /** Narrows it to requests with this path. */
  public CallMatcher to(String path) {
    return and("to " + path, call -> call.path().equals(path));
  }

  /** Narrows it to requests that carry a header of this name, whatever its value. */
  public CallMatcher withHeader(String name) {
    return and("with " + name, call -> call.headers().contains(name));
  }

  /** Narrows it to requests in which one of the lines of this header has this value. */
  public CallMatcher withHeader(String name, String value) {
    return and("with " + name + ": " + value, call -> call.headers().all(name).contains(value));
  }

  /** Narrows it to requests without a header of this name. */
  public CallMatcher withoutHeader(String name) {
    return and("without " + name, call -> !call.headers().contains(name));
  }

  /** Narrows it to calls with this text, number or boolean as an argument. */
  public CallMatcher withArgument(String name, Object value) {
    String text = value.toString();
    return and("with argument " + name + " " + text, call -> holds(call.argument(name), text));
  }

  /** Narrows it to what fulfils a condition of your own. */
  public CallMatcher and(String condition, Predicate<RecordedCall> test) {
    return new CallMatcher(
        description + " " + condition, this.condition.and(test), Optional.of(this));
  }

  /**
   * Returns what it was before it was narrowed the last time: whatever matches that is nearly it.
   */
  Optional<CallMatcher> broader() {
    return broader;
  }

  boolean matches(RecordedCall call) {
    return condition.test(call);
  }

  private static boolean holds(JsonNode argument, String text) {
    return argument.isValueNode() && argument.asText().equals(text);
  }

  @Override
  public String toString() {
    return description;
  }
}

package io.github.mcpecho.testing;

import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a test can ask of the calls and of its rules, and the texts of the failures. Before anything
 * else a test hears of a rule that failed. Thread-safe.
 *
 * @param unjudged what could not be judged of the clients, in words
 */
record Verdicts(
    Recorder recorder, Rules rules, Redactor redactor, Supplier<Optional<String>> unjudged) {
  private static final long BETWEEN_LOOKS_MILLIS = 20;
  private static final int MOST_NEAR_MISSES = 3;

  /** What every client does without being asked to by its test. */
  private static final Set<String> HANDSHAKE =
      Set.of(
          McpMethod.INITIALIZE.wireName(),
          Notifications.INITIALIZED,
          McpMethod.SERVER_DISCOVER.wireName(),
          McpMethod.PING.wireName());

  RecordedCall take(CallMatcher matcher, Duration timeout) {
    try {
      return recorder
          .take(matcher, timeout)
          .orElseThrow(
              () ->
                  failure(
                      "Within %d ms there was no further call: %s."
                          .formatted(timeout.toMillis(), matcher),
                      matcher));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a call: " + matcher, e);
    }
  }

  /** Waits until there are as many calls, and then tells whether there are; none goes away. */
  void count(Count count, CallMatcher matcher, Duration timeout) {
    await(() -> number(matcher) >= count.least(), timeout);
    rules.throwFailure();
    int number = number(matcher);
    recorder.verified(matcher);
    long forgotten = recorder.forgotten();
    if (forgotten > 0 && count.most() < Integer.MAX_VALUE && number <= count.most()) {
      throw new AssertionError(
          "Whether there are %s of: %s, is not known: the first %d calls are forgotten. Reset the server in between"
              .formatted(count, matcher, forgotten));
    }
    if (!count.allows(number)) {
      throw failure(
          "Expected %s of: %s; there were %d.".formatted(count, matcher, number), matcher);
    }
  }

  private int number(CallMatcher matcher) {
    return recorder.calls().stream().mapToInt(matcher::count).sum();
  }

  /** Tells whether calls came in this order, with others between them or without. */
  void inOrder(List<CallMatcher> matchers) {
    rules.throwFailure();
    List<RecordedCall> messages =
        recorder.calls().stream().flatMap(call -> call.messages().stream()).toList();
    int found = 0;
    for (RecordedCall message : messages) {
      if (found < matchers.size() && matchers.get(found).holds(message)) {
        found++;
      }
    }
    matchers.forEach(recorder::verified);
    if (found < matchers.size()) {
      CallMatcher missing = matchers.get(found);
      String after = found == 0 ? "" : ", after: " + matchers.get(found - 1);
      String forgotten =
          recorder.forgotten() == 0 ? "" : " It may be among those that are forgotten.";
      throw failure("There was no: %s%s.%s".formatted(missing, after, forgotten), missing);
    }
  }

  void cancelled(CallMatcher matcher, Duration timeout) {
    BooleanSupplier isCancelled =
        () ->
            recorder.calls().stream()
                .anyMatch(call -> matcher.matches(call) && call.cancelledAfter().isPresent());
    if (!await(isCancelled, timeout)) {
      throw failure(
          "Within %d ms none was cancelled of: %s.".formatted(timeout.toMillis(), matcher),
          matcher);
    }
    recorder.verified(matcher);
  }

  void noUnexpectedCalls() {
    rules.throwFailure();
    List<RecordedCall> unexpected =
        recorder.unexpected().stream().filter(call -> !isHandshake(call)).toList();
    if (!unexpected.isEmpty()) {
      throw new AssertionError("Neither taken nor verified:" + described(unexpected));
    }
  }

  void everyRuleActed() {
    rules.throwFailure();
    String idle = idleRules();
    if (!idle.isEmpty()) {
      throw new AssertionError(idle + "\n" + recorder.history());
    }
  }

  void conformantClient() {
    rules.throwFailure();
    List<ClientFinding> errors =
        recorder.findings().stream()
            .filter(one -> one.finding().severity() == Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "The client breaks rules:"
              + byFirstCall(errors)
              + unjudged.get().map(what -> "\nNot judged: " + what + ".").orElse(""));
    }
  }

  /** Returns a line for each kind, below the first call that has it. */
  private String byFirstCall(List<ClientFinding> errors) {
    Map<RecordedCall, String> byCall =
        errors.stream()
            .collect(
                Collectors.groupingBy(
                    ClientFinding::first,
                    LinkedHashMap::new,
                    Collectors.mapping(Verdicts::line, Collectors.joining())));
    return byCall.entrySet().stream()
        .map(first -> first.getValue() + "\n    first " + first.getKey().describe(redactor))
        .collect(Collectors.joining());
  }

  private static String line(ClientFinding error) {
    Finding finding = error.finding();
    return "\n  %s%s: %s (%s; %s)"
        .formatted(
            finding.id(),
            error.calls() == 1 ? "" : ", " + error.calls() + " calls",
            finding.message(),
            finding.evidence(),
            finding.rule());
  }

  /** Lists what arrived, and the rules that nothing has come for. */
  String history() {
    String idle = idleRules();
    return recorder.history() + (idle.isEmpty() ? "" : "\n" + idle);
  }

  private String idleRules() {
    var idle = new ArrayList<String>();
    rules.idle().forEach(rule -> idle.add("\n  " + rule));
    rules.unfinished().forEach(matcher -> idle.add("\n  " + matcher + ": then(...) is missing"));
    return idle.isEmpty() ? "" : "Rules that have not acted:" + String.join("", idle);
  }

  /** A rule that failed is why something else did not happen. */
  private AssertionError failure(String what, CallMatcher matcher) {
    rules.throwFailure();
    return new AssertionError(what + " " + history() + nearMisses(matcher));
  }

  /** Shows what lacks least to be meant: an argument or a header may be another one. */
  private String nearMisses(CallMatcher matcher) {
    Map<Integer, List<RecordedCall>> byLack = new TreeMap<>();
    for (RecordedCall call : recorder.calls()) {
      for (RecordedCall message :
          matcher.matches(call) ? List.<RecordedCall>of() : call.messages()) {
        matcher
            .lacking(message)
            .ifPresent(
                lack ->
                    byLack.computeIfAbsent(lack.size(), none -> new ArrayList<>()).add(message));
      }
    }
    if (byLack.isEmpty()) {
      return "";
    }
    List<RecordedCall> nearest = byLack.values().iterator().next();
    return nearest.stream()
        .skip(Math.max(0, nearest.size() - MOST_NEAR_MISSES))
        .map(
            message ->
                "\n  Nearly, but not %s:\n    %s"
                    .formatted(
                        String.join(", ", matcher.lacking(message).orElseThrow()),
                        message.describe(redactor)))
        .collect(Collectors.joining());
  }

  private String described(List<RecordedCall> calls) {
    return calls.stream()
        .map(call -> "\n    " + call.describe(redactor))
        .collect(Collectors.joining());
  }

  private static boolean await(BooleanSupplier condition, Duration timeout) {
    long begin = System.nanoTime();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - begin > timeout.toNanos()) {
          return false;
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for calls", e);
    }
  }

  private static boolean isHandshake(RecordedCall call) {
    return HANDSHAKE.contains(call.rpcMethod())
        || Set.of("GET", "DELETE").contains(call.httpMethod());
  }
}

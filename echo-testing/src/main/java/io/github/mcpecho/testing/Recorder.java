package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Keeps the newest calls, and knows which of them the test has looked at. Thread-safe. */
final class Recorder {
  static final int MAX_CALLS = 1_000;
  static final int MAX_BODY = 64 * 1_024;

  private final List<RecordedCall> calls = new ArrayList<>();
  private final Set<RecordedCall> taken = new HashSet<>();
  private final Set<RecordedCall> verified = new HashSet<>();

  /** One for each kind, with the first call and a count. */
  private final Map<String, ClientFinding> forgottenFindings = new LinkedHashMap<>();

  private long forgotten;

  synchronized void add(RecordedCall call) {
    if (calls.size() == MAX_CALLS) {
      RecordedCall oldest = calls.remove(0);
      addTo(forgottenFindings, oldest);
      taken.remove(oldest);
      verified.remove(oldest);
      forgotten++;
    }
    calls.add(call.keeping(MAX_BODY));
    notifyAll();
  }

  synchronized void clear() {
    calls.clear();
    taken.clear();
    verified.clear();
    forgotten = 0;
    forgottenFindings.clear();
  }

  synchronized List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  /** Waits for the oldest matching call that was not taken yet; nothing if none comes in time. */
  synchronized Optional<RecordedCall> take(CallMatcher matcher, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      for (RecordedCall call : calls) {
        if (!taken.contains(call) && matcher.matches(call)) {
          taken.add(call);
          return Optional.of(call);
        }
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** The matching calls are expected ones from now on. */
  synchronized void verified(CallMatcher matcher) {
    calls.stream().filter(matcher::matches).forEach(verified::add);
  }

  /** Returns how many calls came before those that are still known. */
  synchronized long forgotten() {
    return forgotten;
  }

  synchronized List<ClientFinding> findings() {
    var all = new LinkedHashMap<>(forgottenFindings);
    calls.forEach(call -> addTo(all, call));
    return List.copyOf(all.values());
  }

  private static void addTo(Map<String, ClientFinding> byKind, RecordedCall call) {
    var ofCall = new LinkedHashMap<String, Finding>();
    call.findings().forEach(finding -> ofCall.putIfAbsent(finding.id(), finding));
    for (Finding finding : ofCall.values()) {
      byKind.merge(finding.id(), new ClientFinding(finding, call, 1), (known, one) -> known.and(1));
    }
  }

  /** A client says which call it cancels: one of its own, if it has a session. */
  void cancel(RecordedCall notification) {
    JsonNode id = notification.params().path("requestId");
    String session = session(notification);
    calls().stream()
        .filter(call -> call.rpcId().filter(id::equals).isPresent())
        .filter(call -> session(call).equals(session))
        .forEach(call -> call.fate().cancel());
  }

  private static String session(RecordedCall call) {
    return call.headers().first(McpHeaderNames.SESSION_ID).orElse("");
  }

  synchronized List<RecordedCall> unexpected() {
    return calls.stream()
        .filter(call -> !taken.contains(call) && !verified.contains(call))
        .toList();
  }

  /** Lists what arrived, for the text of a failure. */
  synchronized String history() {
    if (calls.isEmpty()) {
      return "Nothing arrived.";
    }
    String before = forgotten == 0 ? "" : "\n  (" + forgotten + " older ones are forgotten)";
    return calls.stream()
        .map(call -> "\n  " + call + (taken.contains(call) ? " (taken)" : ""))
        .collect(Collectors.joining("", "What arrived:" + before, ""));
  }
}

package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Keeps the newest calls, and knows which of them the test has looked at. Thread-safe. */
final class Recorder {
  static final int MAX_CALLS = 1_000;
  static final int MAX_BODY = 64 * 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<RecordedCall> calls = new ArrayList<>();
  private final Set<RecordedCall> taken = new HashSet<>();
  private final Set<RecordedCall> verified = new HashSet<>();
  private final ClientFindings forgottenFindings = new ClientFindings();
  private long forgotten;

  void add(RecordedCall call) {
    lock.lock();
    try {
      if (calls.size() == MAX_CALLS) {
        RecordedCall oldest = calls.remove(0);
        forgottenFindings.add(oldest);
        taken.remove(oldest);
        verified.remove(oldest);
        forgotten++;
      }
      calls.add(call.keeping(MAX_BODY));
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      calls.clear();
      taken.clear();
      verified.clear();
      forgotten = 0;
      forgottenFindings.clear();
    } finally {
      lock.unlock();
    }
  }

  List<RecordedCall> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the oldest matching call that was not taken yet; nothing if none comes in time. */
  Optional<RecordedCall> take(CallMatcher matcher, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        for (RecordedCall call : calls) {
          if (!taken.contains(call) && matcher.matches(call)) {
            taken.add(call);
            return Optional.of(call);
          }
        }
        if (left <= 0) {
          return Optional.empty();
        }
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The matching calls are expected ones from now on. */
  void verified(CallMatcher matcher) {
    lock.lock();
    try {
      calls.stream().filter(matcher::matches).forEach(verified::add);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many calls came before those that are still known. */
  long forgotten() {
    lock.lock();
    try {
      return forgotten;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the findings of all calls, also of those that are forgotten. */
  List<ClientFinding> findings() {
    lock.lock();
    try {
      ClientFindings all = forgottenFindings.copy();
      calls.forEach(all::add);
      return all.all();
    } finally {
      lock.unlock();
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

  /** Returns the calls that were neither taken nor verified. */
  List<RecordedCall> unexpected() {
    lock.lock();
    try {
      return calls.stream()
          .filter(call -> !taken.contains(call) && !verified.contains(call))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Lists what arrived, for the text of a failure. */
  String history() {
    lock.lock();
    try {
      if (calls.isEmpty()) {
        return "Nothing arrived.";
      }
      String before = forgotten == 0 ? "" : "\n  (" + forgotten + " older ones are forgotten)";
      return calls.stream()
          .map(call -> "\n  " + call + (taken.contains(call) ? " (taken)" : ""))
          .collect(Collectors.joining("", "What arrived:" + before, ""));
    } finally {
      lock.unlock();
    }
  }
}

package io.github.mcpecho.mcp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches calls while they run: cancels those whose client is gone or whose time is up, and lets
 * the adapter send a sign of life. That may block on a client that does not read, and then holds up
 * the signs of life of the others, but no deadline: two threads.
 */
final class RunningCalls {
  private static final Logger LOG = System.getLogger(RunningCalls.class.getName());
  private static final Duration SHORTEST_TICK = Duration.ofMillis(1);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final Set<RunningCall> calls = ConcurrentHashMap.newKeySet();
  private final Watch<RunningCall> deadlines;
  private final Watch<RunningCall> clients;
  private final Duration limit;
  private final Map<String, Duration> limits;

  /**
   * Ends the calls of a tool after its own time, else after this.
   *
   * @param limits by the name of the tool
   */
  RunningCalls(Duration limit, Map<String, Duration> limits) {
    this.limit = limit;
    this.limits = limits;
    Duration tick = tick(limit);
    this.deadlines = new Watch<>("mcp-echo-deadlines", tick, calls, RunningCall::checkDeadline);
    this.clients = new Watch<>("mcp-echo-signs-of-life", tick, calls, RunningCall::checkClient);
  }

  /** Starts to watch a call on this thread until it is closed. */
  RunningCall begin(String tool, Outbound outbound) {
    var call = new RunningCall(outbound, System.nanoTime() + limit(tool).toNanos());
    calls.add(call);
    deadlines.wake();
    clients.wake();
    return call;
  }

  /** Returns how long a tool may run. */
  Duration limit(String tool) {
    return limits.getOrDefault(tool, limit);
  }

  /** Returns why a call of this tool was cancelled, in words. */
  String why(Cancellation.Reason reason, String tool) {
    return switch (reason) {
      case CLIENT_GONE -> "the client is gone";
      case TIME_LIMIT -> "it ran longer than " + limit(tool).toMillis() + " ms";
      case SERVER_STOPS -> "the server stops";
    };
  }

  /**
   * Cancels the calls that run, and ends the threads that watch calls until the next one begins.
   */
  void stop() {
    for (RunningCall call : calls) {
      call.cancel(Cancellation.Reason.SERVER_STOPS);
      // There is nothing left to watch: a thread that sees none ends.
      calls.remove(call);
    }
    deadlines.stop();
    clients.stop();
  }

  private static Duration tick(Duration limit) {
    Duration tenth = limit.dividedBy(10);
    if (tenth.compareTo(SHORTEST_TICK) < 0) {
      return SHORTEST_TICK;
    }
    return tenth.compareTo(LONGEST_TICK) < 0 ? tenth : LONGEST_TICK;
  }

  /** One call on its thread. */
  final class RunningCall implements Cancellation, AutoCloseable {
    private final Outbound outbound;
    private final long deadline;
    private final Thread thread = Thread.currentThread();
    private Optional<Reason> reason = Optional.empty();
    private boolean closed;

    private RunningCall(Outbound outbound, long deadline) {
      this.outbound = outbound;
      this.deadline = deadline;
    }

    @Override
    public synchronized Optional<Reason> reason() {
      return reason;
    }

    /** Ends the watch; from here on the thread is not interrupted. */
    @Override
    public void close() {
      calls.remove(this);
      synchronized (this) {
        closed = true;
        if (reason.isPresent()) {
          // The interrupt was meant for the tool, not for the next task of this thread.
          Thread.interrupted();
        }
      }
    }

    private void checkDeadline() {
      if (System.nanoTime() - deadline > 0) {
        cancel(Reason.TIME_LIMIT);
      }
    }

    private void checkClient() {
      try {
        outbound.keepAlive();
        if (!outbound.isOpen()) {
          cancel(Reason.CLIENT_GONE);
        }
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "An outbound failed to send a sign of life", e);
        cancel(Reason.CLIENT_GONE);
      }
    }

    private synchronized void cancel(Reason why) {
      if (!closed && reason.isEmpty()) {
        reason = Optional.of(why);
        thread.interrupt();
      }
    }
  }
}

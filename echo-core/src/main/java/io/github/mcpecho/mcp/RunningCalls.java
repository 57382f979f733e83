package io.github.mcpecho.mcp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches calls while they run: cancels those whose client is gone or whose time is up, and lets
 * the adapter send a sign of life. One daemon thread, which ends when there has been nothing to
 * watch for a while, so there is nothing to close.
 */
final class RunningCalls {
  private static final Logger LOG = System.getLogger(RunningCalls.class.getName());
  private static final Duration MAX_TICK = Duration.ofSeconds(1);
  private static final int IDLE_TICKS = 5;

  private final Set<RunningCall> calls = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watching = new AtomicBoolean();
  private final long limitNanos;
  private final long tickMillis;

  RunningCalls(Duration limit) {
    this.limitNanos = limit.toNanos();
    Duration tenth = limit.dividedBy(10);
    this.tickMillis = Math.max(1, (tenth.compareTo(MAX_TICK) < 0 ? tenth : MAX_TICK).toMillis());
  }

  /** Starts to watch a call on this thread until it is closed. */
  RunningCall begin(Outbound outbound) {
    var call = new RunningCall(outbound, System.nanoTime() + limitNanos);
    calls.add(call);
    if (!watching.get()) {
      startWatching();
    }
    return call;
  }

  private void startWatching() {
    if (watching.compareAndSet(false, true)) {
      var watcher = new Thread(this::watch, "mcp-echo-running-calls");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private void watch() {
    int idle = 0;
    try {
      while (idle < IDLE_TICKS) {
        Thread.sleep(tickMillis);
        idle = calls.isEmpty() ? idle + 1 : 0;
        // Deadlines first: a sign of life may block on a client that does not read.
        calls.forEach(RunningCall::checkDeadline);
        calls.forEach(RunningCall::checkClient);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a container that takes everything down.
    } finally {
      watching.set(false);
    }
    if (!calls.isEmpty()) {
      startWatching();
    }
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
          // The interrupt was meant for the tool, not for whoever uses this thread next.
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

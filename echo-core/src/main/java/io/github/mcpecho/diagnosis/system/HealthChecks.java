package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.diagnosis.report.SafeFailure;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.HealthCheck.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Runs health checks beside the request, all at once, each at most once at a time: callers that
 * come while one runs wait for the same answer, and a check that hangs holds one thread and no
 * caller longer than the limit.
 */
public final class HealthChecks {
  private static final Logger LOG = System.getLogger(HealthChecks.class.getName());

  private final List<SingleCheck> checks;
  private final Duration limit;
  private final UnaryOperator<String> redaction;

  /** What became of one check, fit to be shown. */
  record Outcome(String name, Result result) {}

  /** Shows what a check says, and logs what it throws, after this redaction. */
  public HealthChecks(List<HealthCheck> checks, Duration limit, UnaryOperator<String> redaction) {
    this.redaction = redaction;
    this.checks = checks.stream().map(check -> new SingleCheck(check, redaction)).toList();
    this.limit = limit;
  }

  List<Outcome> run() throws InterruptedException {
    List<Run> runs = checks.stream().map(SingleCheck::current).toList();
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < runs.size(); i++) {
      Result found = await(runs.get(i));
      String detail = redaction.apply(found.detail());
      outcomes.add(new Outcome(checks.get(i).check.name(), new Result(found.status(), detail)));
    }
    return outcomes;
  }

  private Result await(Run run) throws InterruptedException {
    long left = run.startedAt + limit.toNanos() - System.nanoTime();
    try {
      return run.result.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Result.down("No answer within " + limit.toMillis() + "ms");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A check completes with a result only", e);
    }
  }

  private record Run(CompletableFuture<Result> result, long startedAt) {}

  private static final class SingleCheck {
    private final HealthCheck check;
    private final UnaryOperator<String> redaction;
    private final AtomicReference<Run> last = new AtomicReference<>();

    SingleCheck(HealthCheck check, UnaryOperator<String> redaction) {
      this.check = check;
      this.redaction = redaction;
    }

    /** Returns the run that is going on, or starts one. */
    Run current() {
      Run before = last.get();
      if (before != null && !before.result.isDone()) {
        return before;
      }
      var run = new Run(new CompletableFuture<>(), System.nanoTime());
      if (!last.compareAndSet(before, run)) {
        return current();
      }
      var thread = new Thread(() -> run.result.complete(result()), "health-check-" + check.name());
      thread.setDaemon(true);
      thread.start();
      return run;
    }

    private Result result() {
      try {
        return Objects.requireNonNull(check.check(), "A check returns a result");
      } catch (Throwable e) {
        // Errors too: nothing else on this thread would report them.
        LOG.log(
            Level.WARNING,
            "Health check " + check.name() + " failed",
            SafeFailure.of(e, redaction));
        return Result.down("Failed (" + e.getClass().getSimpleName() + ")");
      }
    }
  }
}

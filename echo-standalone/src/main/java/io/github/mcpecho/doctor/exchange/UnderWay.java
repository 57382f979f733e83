package io.github.mcpecho.doctor.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was sent before anybody waits for its answer. Used by one thread. */
final class UnderWay implements AutoCloseable {
  /** So many connections are open beside the one of who waits for an answer. */
  private static final int AT_ONCE = 6;

  /** So many show how they are answered. */
  private static final int FEW = 3;

  private final ExecutorService pool =
      Executors.newFixedThreadPool(AT_ONCE, daemons("mcp-echo-doctor"));
  private final List<Begun> begun = new ArrayList<>();
  private final List<List<CompletableFuture<Result>>> groups = new ArrayList<>();

  /**
   * A request.
   *
   * @param alone whether its answer means the same as if nothing else had been sent meanwhile
   */
  record Begun(Request request, CompletableFuture<Result> result, boolean alone) {
    /** Returns what became of it, nothing if the time was over. */
    Optional<Result> outcome() {
      try {
        return Optional.of(joined(result));
      } catch (BoundReachedException e) {
        return Optional.empty();
      }
    }
  }

  /** Makes threads that keep no program alive. */
  static ThreadFactory daemons(String name) {
    return task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins, as soon as there is a connection left for it. */
  CompletableFuture<Result> start(Supplier<Result> exchange) {
    return CompletableFuture.supplyAsync(exchange, pool);
  }

  void add(Request request, CompletableFuture<Result> result, boolean alone) {
    begun.add(new Begun(request, result, alone));
  }

  /** Returns the same request, if it was begun and nobody has asked for it yet. */
  Optional<Begun> take(Request request) {
    Optional<Begun> known = begun.stream().filter(one -> one.request().isSame(request)).findFirst();
    known.ifPresent(begun::remove);
    return known;
  }

  /** Waits so long for what becomes of the same request, and returns whether that is known. */
  boolean isOver(Request request, Duration time) {
    return begun.stream()
        .filter(one -> one.request().isSame(request))
        .allMatch(
            one ->
                one.result()
                    .handle((any, failure) -> true)
                    .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
                    .join());
  }

  /** Notes that these were begun together. */
  void group(List<CompletableFuture<Result>> results) {
    groups.add(List.copyOf(results));
  }

  /**
   * Returns whether those begun together were answered in turn, each as long after the one before
   * as an answer takes.
   *
   * @param alone how long it takes when nothing else was sent meanwhile
   */
  boolean isInTurn(Duration alone) {
    return groups.stream().anyMatch(group -> isInTurn(group, alone));
  }

  private static boolean isInTurn(List<CompletableFuture<Result>> group, Duration alone) {
    List<Duration> times =
        group.stream()
            .limit(AT_ONCE)
            .filter(one -> one.isDone() && !one.isCompletedExceptionally())
            .flatMap(one -> one.join().took().stream())
            .sorted()
            .toList();
    // One may be refused at once, and the one that is answered first has not waited.
    return times.size() >= FEW
        && IntStream.range(1, times.size())
            .allMatch(
                turn ->
                    times.get(turn).multipliedBy(4).compareTo(alone.multipliedBy(3L * turn)) > 0);
  }

  /** Returns whether nothing is under way that another answer may be owed to. */
  boolean isOver() {
    return together().allMatch(CompletableFuture::isDone);
  }

  /** Waits until that is so. */
  void await() {
    together().forEach(one -> one.handle((any, failure) -> any).join());
  }

  /** Lets go what was sent together with others. */
  void forget() {
    begun.removeIf(one -> !one.alone());
  }

  private Stream<CompletableFuture<Result>> together() {
    return begun.stream().filter(one -> !one.alone()).map(Begun::result);
  }

  static Result joined(CompletableFuture<Result> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof BoundReachedException bound ? bound : e;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}

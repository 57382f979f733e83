package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The scenarios of a revision, to run a client through: each has a server of its own. Immutable.
 *
 * <pre>{@code
 * ClientConformance suite = ClientConformance.of(ProtocolVersion.V2026_07_28);
 * for (String scenario : suite.scored()) {
 *   suite.run(scenario, client).assertPassed();
 * }
 * }</pre>
 */
public final class ClientConformance {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a client that was interrupted may take to clean up. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final ProtocolVersion revision;
  private final Duration patience;

  private ClientConformance(ProtocolVersion revision, Duration patience) {
    this.revision = revision;
    this.patience = patience;
  }

  /**
   * Returns the scenarios of a revision.
   *
   * @throws IllegalArgumentException if it has none: the official suite begins with 2025-11-25
   */
  public static ClientConformance of(ProtocolVersion revision) {
    var suite = new ClientConformance(revision, PATIENCE);
    if (suite.scored().isEmpty()) {
      throw new IllegalArgumentException("There are no scenarios of " + revision);
    }
    return suite;
  }

  /** Waits so long for a client to end; 30 seconds if not set. */
  public ClientConformance waiting(Duration newPatience) {
    return new ClientConformance(revision, newPatience);
  }

  /** Returns the names of the scenarios that a client has to pass to conform to the revision. */
  public List<String> scored() {
    return names(file -> file.isScored(revision));
  }

  /**
   * Returns the names of those beside: about extensions, and younger than the revision, so that
   * nobody has to pass them.
   */
  public List<String> unscored() {
    return names(file -> file.isUnscored(revision));
  }

  /**
   * Returns the names that one of the patterns means, the scored ones first: a name, or with {@code
   * *} for any characters, such as {@code auth/*}.
   *
   * @throws IllegalArgumentException if a pattern means none
   */
  public List<String> named(List<String> patterns) {
    List<String> all = Stream.of(scored(), unscored()).flatMap(List::stream).toList();
    List<Glob> wanted = patterns.stream().map(Glob::new).toList();
    for (int i = 0; i < wanted.size(); i++) {
      if (all.stream().noneMatch(wanted.get(i)::matches)) {
        throw new IllegalArgumentException(
            "%s has no scenario %s; there are %s"
                .formatted(revision, QuotedInput.of(patterns.get(i)), String.join(", ", all)));
      }
    }
    return all.stream().filter(name -> wanted.stream().anyMatch(one -> one.matches(name))).toList();
  }

  /**
   * Returns the scenarios that some of these patterns mean, without those that some of the others
   * do.
   *
   * @throws IllegalArgumentException if a pattern means none, or none is left
   */
  public List<String> named(List<String> patterns, List<String> except) {
    List<String> without = named(except);
    List<String> left = named(patterns).stream().filter(name -> !without.contains(name)).toList();
    if (left.isEmpty()) {
      throw new IllegalArgumentException(
          "No scenario of %s is left without %s".formatted(revision, String.join(", ", except)));
    }
    return left;
  }

  private static List<String> names(Predicate<ScenarioFile> condition) {
    return Scenarios.files().filter(condition).map(ScenarioFile::name).toList();
  }

  /**
   * Returns what a client is to do in a scenario, in plain words.
   *
   * @throws IllegalArgumentException if the revision has no scenario of this name
   */
  public String task(String scenario) {
    return file(scenario).task();
  }

  /**
   * Has a client play a scenario, and judges it.
   *
   * @throws IllegalArgumentException if the revision has no scenario of this name
   */
  public Verdict run(String scenario, ScenarioClient client) {
    ScenarioFile file = file(scenario);
    Play play = Scenarios.play(scenario);
    try (McpEchoServer server = start(file, play)) {
      ObjectNode context = file.context();
      play.begin(server, context);
      Optional<Throwable> failure =
          run(client, new Scenario(scenario, revision, server.uri(), file.task(), context));
      var checks = new Checks(file, revision);
      play.judge(server.calls(), checks);
      return new Verdict(
          scenario,
          checks.list(),
          failure.filter(why -> !file.clientMayFail() || why instanceof TooSlow),
          server.history());
    }
  }

  private ScenarioFile file(String scenario) {
    if (!scored().contains(scenario) && !unscored().contains(scenario)) {
      throw new IllegalArgumentException(revision + " has no scenario " + QuotedInput.of(scenario));
    }
    return ScenarioFile.read(scenario);
  }

  private McpEchoServer start(ScenarioFile file, Play play) {
    McpEchoServerBuilder builder = McpEchoServer.builder();
    if (revision.isModern()) {
      builder.modernOnly();
    } else {
      builder.legacyOnly();
    }
    play.prepare(builder);
    return builder
        .with(() -> new Fixture(file.answers(), file.capabilities(), revision))
        .capabilities(file.capabilities().toString())
        .start();
  }

  /** Returns how it failed. */
  private Optional<Throwable> run(ScenarioClient client, Scenario scenario) {
    var ending =
        new FutureTask<Void>(
            () -> {
              client.run(scenario);
              return null;
            });
    var thread = new Thread(ending, "The client in " + scenario.name());
    thread.setDaemon(true);
    thread.start();
    try {
      ending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    } catch (TimeoutException e) {
      var tooSlow = new TooSlow(patience, thread.getStackTrace());
      end(thread);
      return Optional.of(tooSlow);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.of(e);
    }
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says where the client was. */
  private static final class TooSlow extends Exception {
    TooSlow(Duration patience, StackTraceElement[] where) {
      super("It did not end within " + patience.toSeconds() + " seconds");
      setStackTrace(where);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}

package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.testing.EventStream;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.Sessions;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection that is closed before the response, with the time after which to come back. */
final class SseRetry implements Play {
  private static final Duration RETRY = Duration.ofMillis(500);

  /** How much earlier a client may seem to come, and how much later it does so without a remark. */
  private static final Duration EARLY = Duration.ofMillis(50);

  private static final Duration LATE = Duration.ofMillis(200);

  private final List<Return> returns = new CopyOnWriteArrayList<>();
  private volatile OptionalLong closed = OptionalLong.empty();

  /** Whether the client opened the stream of its session before the connection was closed. */
  private volatile boolean listening;

  /** A GET after the connection was closed. */
  private record Return(Duration after, boolean namesTheEvent) {}

  @Override
  public void prepare(McpEchoServerBuilder builder) {
    builder.with(Sessions.create().retryingAfter(RETRY));
  }

  @Override
  public void begin(McpEchoServer server, ObjectNode context) {
    server
        .on(call("test_reconnection"))
        .then(
            client -> {
              EventStream stream = client.stream();
              closed = OptionalLong.of(System.nanoTime());
              stream.suspend();
              client.serve();
            });
    server
        .on(anyGet())
        .then(
            client -> {
              returned(client.call());
              client.serve();
            });
  }

  private void returned(RecordedCall get) {
    closed.ifPresentOrElse(
        since ->
            returns.add(
                new Return(
                    Duration.ofNanos(System.nanoTime() - since),
                    get.headers().contains("Last-Event-ID"))),
        () -> listening = true);
  }

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    if (closed.isEmpty()) {
      return;
    }
    String never = "no GET came after the connection was closed";
    checks.note("ClientGracefulReconnect", !returns.isEmpty(), never);
    comeback()
        .ifPresentOrElse(
            comeback -> judge(comeback, checks),
            () -> checks.note("ClientSendsLastEventId", false, never));
  }

  /**
   * A GET with the id resumes the stream. Of those without, the first may be the one with which a
   * client opens the stream of its session: it does so beside its calls, and so may be overtaken.
   */
  private Optional<Return> comeback() {
    int others = listening || returns.size() < 2 ? 0 : 1;
    return returns.stream()
        .filter(Return::namesTheEvent)
        .findFirst()
        .or(() -> returns.stream().skip(others).findFirst());
  }

  private static void judge(Return comeback, Checks checks) {
    long millis = comeback.after().toMillis();
    String when = "it came back after %d milliseconds, not %d".formatted(millis, RETRY.toMillis());
    if (millis > RETRY.plus(LATE).toMillis()) {
      checks.note("ClientRespectsRetryField", Status.WARNING, when);
    } else {
      checks.note("ClientRespectsRetryField", millis >= RETRY.minus(EARLY).toMillis(), when);
    }
    checks.note("ClientSendsLastEventId", comeback.namesTheEvent(), "Last-Event-ID is missing");
  }
}

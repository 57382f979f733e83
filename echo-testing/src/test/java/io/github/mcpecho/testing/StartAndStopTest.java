package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.LogCapture;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Sse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that start, run beside each other, and stop while they are called. */
@Isolated("It reads what is logged, and looks at the threads of the JVM.")
class StartAndStopTest {
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final int SERVERS = 200;

  static Stream<Arguments> waysToRun() {
    return Stream.of(
        Arguments.of("by itself", false, Answer.real()),
        Arguments.of("under a framing", false, Sse.framing()),
        Arguments.of("asked by a rule", false, JsonRpcFault.wrongId()),
        Arguments.of("late", false, Answer.real().delayed(Duration.ofMinutes(5))),
        Arguments.of("not to be interrupted", true, Answer.real()),
        Arguments.of("not to be interrupted, asked by a rule", true, JsonRpcFault.wrongId()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToRun")
  void trial_t20_aServerIsClosedQuietlyWhileAToolRuns(String name, boolean stubborn, Behaviour rule)
      throws Exception {
    Tool slow =
        Tool.of(
            ToolDescriptor.of("slow", "Waits"),
            tool -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                // The server stops.
              }
              long begin = System.nanoTime();
              while (stubborn && System.nanoTime() - begin < 300_000_000) {
                Thread.onSpinWait();
              }
              return ToolResult.text("Stopped.");
            });
    McpEchoServer server = McpEchoServer.builder().tool(slow).start();
    try (var log = new LogCapture("", Level.INFO);
        var exchange = new RawHttp(server.uri())) {
      server.on(call("slow")).then(rule);
      exchange.post(ECHO.replace("echo", "slow"));
      server.takeCall();

      server.close();

      assertEquals(List.of(), log.rest().stream().map(LogRecord::getMessage).toList());
    }
  }

  @Test
  void trial_t06_everyThreadOfAServerIsADaemon() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (McpEchoServer server = McpEchoServer.builder().https().start();
        McpEchoServer plain = McpEchoServer.start()) {
      new Client(plain.uri()).postMcp(ECHO);

      Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
      started.removeAll(before);
      assertFalse(started.isEmpty(), server::history);
      assertEquals(List.of(), started.stream().filter(thread -> !thread.isDaemon()).toList());
    }
  }

  /** Parallel tests have a server each. */
  @Test
  void twoHundredServersRunBesideEachOther() {
    List<McpEchoServer> servers =
        IntStream.range(0, SERVERS).parallel().mapToObj(i -> McpEchoServer.start()).toList();
    try {
      servers.parallelStream()
          .forEach(
              server -> {
                server.on(call("echo")).then(JsonRpcFault.wrongId());
                try {
                  String answer = new Client(server.uri()).postMcp(ECHO).body();
                  assertTrue(answer.contains("999999999"), answer);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                server.verify(Count.exactly(1), call("echo"));
              });
      assertEquals(
          SERVERS, servers.stream().map(server -> server.uri().getPort()).distinct().count());
    } finally {
      servers.forEach(McpEchoServer::close);
    }
  }
}

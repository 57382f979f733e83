package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.CallMatcher.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What trials of the test server found: verdicts, false alarms, cancellation. */
class TrialsTest {
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/list\"}";
  private static final String SLOW =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"slow"}}\
      """;

  @Test
  void trial_t01_thereIsNoVerdictOverForgottenCalls() throws Exception {
    try (McpEchoServer server = McpEchoServer.start()) {
      var client = new Client(server.uri());
      client.postMcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}");
      for (int i = 2; i <= 1_001; i++) {
        client.postMcp(LIST.formatted(i));
      }

      String refusal =
          assertThrows(
                  AssertionError.class, () -> server.verify(Count.never(), method("prompts/list")))
              .getMessage();
      assertTrue(refusal.contains("the first 1 calls are forgotten"), refusal);
      server.verify(Count.atLeast(1_000), method("tools/list"));
      assertThrows(
          AssertionError.class, () -> server.verify(Count.atLeast(1), method("prompts/list")));
      server.reset();
      server.verify(Count.never(), method("prompts/list"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 128})
  void trial_t12_aToolMayHaveALongName(int length) throws Exception {
    String name = "a".repeat(length);
    Tool tool = Tool.of(ToolDescriptor.of(name, "Has a name"), call -> ToolResult.text("called"));
    try (McpEchoServer server = McpEchoServer.builder().tool(tool).start()) {
      String answer = new Client(server.uri()).postMcp(SLOW.replace("slow", name)).body();

      assertTrue(answer.contains("\"text\":\"called\""), answer);
      server.verify(Count.exactly(1), call(name));
    }
  }

  @Test
  void trial_t12_aNameHas128CharactersAtMost() {
    Tool tool =
        Tool.of(ToolDescriptor.of("a".repeat(129), "Too long"), call -> ToolResult.text(""));

    assertThrows(IllegalArgumentException.class, () -> McpEchoServer.builder().tool(tool).start());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /mcp, Accept, text/event-stream",
    "GET, /.well-known/oauth-protected-resource, Accept, application/json",
    "POST, /token, Authorization, Basic dGVzdDp0ZXN0",
    "POST, /token, Accept, application/json",
    "POST, /register, Accept, application/json"
  })
  void trial_t15_whatIsRightIsNoFinding(String verb, String path, String name, String value)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(ProtectedResource.create()).start()) {
      RawHttp.answer(server.uri().resolve(path), verb, name, value, "Connection", "close");

      assertEquals(List.of(), ids(server.takeCall()));
    }
  }

  @Test
  void trial_t15_initializeNeedsNoVersionInItsHeader() throws Exception {
    try (McpEchoServer server = McpEchoServer.start()) {
      new Client(server.uri())
          .postMcp(
"""
{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
""");

      assertFalse(ids(server.takeCall()).contains("MCP_VERSION_MISSING"));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false"})
  void z10_aCancellationIsSeen(boolean notified, boolean streamed) throws Exception {
    var started = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Tool slow =
        Tool.of(
            ToolDescriptor.of("slow", "Waits"),
            tool -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return ToolResult.text("Stopped.");
            });
    try (McpEchoServer server = McpEchoServer.builder().tool(slow).start();
        var exchange = new RawHttp(server.uri())) {
      if (streamed || notified) {
        server.on(call("slow")).then(Sse.framing());
      }
      exchange.post(SLOW);
      started.await();
      if (notified) {
        new Client(server.uri())
            .postMcp(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
      } else {
        hangUp(exchange);
      }

      server.verifyCancelled(call("slow"));
      interrupted.await();
      assertTrue(server.takeCall(call("slow")).cancelledAfter().orElseThrow().toNanos() > 0);
    }
  }

  private static void hangUp(RawHttp exchange) throws Exception {
    exchange.close();
  }

  @Test
  void whatWasAnsweredIsNotCancelled() throws Exception {
    try (McpEchoServer server = McpEchoServer.start()) {
      RawHttp.answer(server.uri(), "GET", "Connection", "close");

      assertTrue(server.takeCall(anyGet()).cancelledAfter().isEmpty());
      server.verify(Count.exactly(1), anyRequest());
    }
  }

  private static List<String> ids(RecordedCall call) {
    return call.findings().stream().map(Finding::id).toList();
  }
}

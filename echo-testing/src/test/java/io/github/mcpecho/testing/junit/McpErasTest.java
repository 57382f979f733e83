package io.github.mcpecho.testing.junit;

import static io.github.mcpecho.mcp.ProtocolVersion.V2024_11_05;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_03_26;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class McpErasTest {
  private static final Map<ProtocolVersion, McpEchoServer> SEEN = new ConcurrentSkipListMap<>();

  @BeforeEach
  void nothingSeen() {
    SEEN.clear();
  }

  @Test
  void itRunsForEachRevision() {
    SampleRun run = SampleRun.of(Every.class).requireSuccess(5);

    assertEquals(
        Set.of(
            "[1] 2026-07-28",
            "[2] 2025-11-25",
            "[3] 2025-06-18",
            "[4] 2025-03-26",
            "[5] 2024-11-05"),
        run.failures().keySet());
    assertEquals(List.of(ProtocolVersion.values()), List.copyOf(SEEN.keySet()));
    assertAllClosed();
  }

  @Test
  void itsRunsMayGoOnAtTheSameTime() {
    SampleRun.atOnce(TwoAtOnce.class, 2).requireSuccess(2);

    assertEquals(Set.of(V2025_06_18, V2026_07_28), SEEN.keySet());
    assertAllClosed();
  }

  @Test
  void aRunThatFailsTellsWhatArrived() {
    SampleRun run = SampleRun.of(Wrong.class);

    String violation = run.failure("[1] 2025-06-18").getMessage();
    assertTrue(violation.contains("MCP_NAME_MISMATCH"), violation);
    assertEquals(
        """
        What arrived:
          POST /mcp tools/list -> 400, error -32020""",
        run.failure("[1] 2026-07-28").getSuppressed()[0].getMessage());
  }

  @Test
  void trial_t11_theServersAreThoseOfABuilder() {
    SampleRun.of(WithABuilder.class).requireSuccess(3);
  }

  @Test
  void trial_t11_theOldestRevisionHasItsOwnTransportOnRequest() {
    SampleRun.of(OldTransport.class).requireSuccess(2);
  }

  @Test
  void trial_t11_aBuilderThatIsMissingIsNamed() {
    String failure =
        SampleRun.of(WithoutItsBuilder.class).failures().values().stream()
            .flatMap(Optional::stream)
            .map(Throwable::toString)
            .reduce("", String::concat);
    assertTrue(failure.contains("static McpEchoServerBuilder nowhere()"), failure);
  }

  @Test
  void trial_t10_aRunWhoseRuleFailsFails() {
    SampleRun run = SampleRun.of(FailingRule.class);

    String failure = run.failure("[1] 2025-06-18").getMessage();
    assertTrue(failure.contains("not this client"), failure);
  }

  private static void assertAllClosed() {
    for (McpEchoServer server : SEEN.values()) {
      assertThrows(IOException.class, () -> new Client(server.uri()).postMcp("{}"));
    }
  }

  private static int list(McpEchoServer server, String... headers)
      throws IOException, InterruptedException {
    return new Client(server.uri())
        .postMcp(
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"name":"one"}}""",
            headers)
        .statusCode();
  }

  static class Every {
    @ParameterizedTest
    @McpEras
    void revision(McpEchoServer server, ProtocolVersion revision) throws Exception {
      assertEquals(
          revision.isModern() ? 400 : 200,
          list(server, "MCP-Protocol-Version", revision.wireName()));
      assertEquals(400, list(server, "MCP-Protocol-Version", "1999-01-01"));
      SEEN.put(revision, server);
    }
  }

  static class TwoAtOnce {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @ParameterizedTest
    @McpEras({V2025_06_18, V2026_07_28})
    void revision(McpEchoServer server, ProtocolVersion revision) throws Exception {
      SEEN.put(revision, server);
      BOTH.await(20, TimeUnit.SECONDS);
    }
  }

  static class WithABuilder {
    static McpEchoServerBuilder paged() {
      return McpEchoServer.builder().pageSize(1);
    }

    @ParameterizedTest
    @McpEras(
        value = {V2025_06_18, V2025_11_25},
        builder = "paged")
    void revision(McpEchoServer server, ProtocolVersion revision) throws Exception {
      requirePages(server);
      assertEquals(400, list(server, "MCP-Protocol-Version", V2026_07_28.wireName()));
    }

    @Nested
    class Within {
      @ParameterizedTest
      @McpEras(value = V2025_11_25, builder = "paged")
      void nested(McpEchoServer server) throws Exception {
        requirePages(server);
      }
    }

    private static void requirePages(McpEchoServer server) throws Exception {
      String page =
          new Client(server.uri())
              .postMcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
              .body();
      assertTrue(page.contains("nextCursor"), page);
    }
  }

  static class OldTransport {
    @ParameterizedTest
    @McpEras(
        value = {V2024_11_05, V2025_03_26},
        httpSse = true)
    void revision(McpEchoServer server, ProtocolVersion revision) throws Exception {
      assertEquals(revision == V2024_11_05 ? 405 : 200, list(server));
    }
  }

  static class WithoutItsBuilder {
    @ParameterizedTest
    @McpEras(value = V2025_06_18, builder = "nowhere")
    void revision(McpEchoServer server) {}
  }

  static class FailingRule {
    @ParameterizedTest
    @McpEras(V2025_06_18)
    void client(McpEchoServer server) throws Exception {
      server.on(CallMatcher.anyPost()).then(connection -> fail("not this client"));
      assertThrows(IOException.class, () -> list(server));
    }
  }

  static class Wrong {
    @ParameterizedTest
    @McpEras(value = V2025_06_18, conformant = true)
    void client(McpEchoServer server) throws Exception {
      list(server, "Mcp-Name", "another");
    }

    @ParameterizedTest
    @McpEras(value = V2026_07_28, strict = true)
    void test(McpEchoServer server) throws Exception {
      list(server);
      fail("a message");
    }
  }
}

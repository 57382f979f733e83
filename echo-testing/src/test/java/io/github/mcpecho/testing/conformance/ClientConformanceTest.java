package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConformanceTest {
  private static final ClientConformance LEGACY = ClientConformance.of(V2025_11_25);
  private static final ClientConformance MODERN = ClientConformance.of(V2026_07_28);

  @Test
  void aClientIsToldWhatToDoAndWhere() {
    LEGACY
        .run(
            "tools_call",
            scenario -> {
              assertEquals("tools_call", scenario.name());
              assertEquals(V2025_11_25, scenario.revision());
              assertTrue(scenario.task().contains("add_numbers"), scenario.task());
              assertTrue(scenario.context().isEmpty());
            })
        .failure()
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
  }

  @Test
  void whatNobodyShowedIsAFailureWithItsRule() {
    Verdict verdict = MODERN.run("tools_call", scenario -> {});

    assertFalse(verdict.passed());
    AssertionError error = assertThrows(AssertionError.class, verdict::assertPassed);
    assertEquals(
        """
        tools_call failed
          FAILURE tool-add-numbers (ToolAddNumbers): nothing that the client did shows it
            "To invoke a tool, clients send a `tools/call` request" (MCP 2026-07-28, server/tools: Calling Tools)
          FAILURE wire-schema-valid (WireSchemaValid): nothing that the client did shows it
            "All messages between MCP clients and servers MUST follow the JSON-RPC 2.0 specification." (MCP 2026-07-28, basic: Messages)
        Nothing arrived.\
        """,
        error.getMessage());
  }

  /** Of a later revision is what a check is that is only skipped in this one. */
  @ParameterizedTest
  @CsvSource({"2025-11-25", "2026-07-28"})
  void aRuleIsThatOfTheRevision(String revision) {
    ClientConformance suite = ClientConformance.of(ProtocolVersion.of(revision).orElseThrow());

    for (String name : suite.named(List.of("*"))) {
      for (Check check : suite.run(name, scenario -> {}).checks()) {
        assertFalse(check.rule().isBlank(), check::id);
        assertTrue(
            !check.source().startsWith("MCP ")
                || check.source().startsWith("MCP " + revision + ", ")
                || check.status() == Status.SKIPPED
                    && check.source().startsWith("MCP 2026-07-28, "),
            () -> name + " " + check.id() + ": " + check.source());
        assertFalse(check.source().contains("{"), check::source);
      }
    }
  }

  /** One check stands for every rule about the form of a message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-11-25 | {'jsonrpc':'1.0','id':1,'method':'ping'} | All messages between MCP clients and servers MUST follow"
            + " the JSON-RPC 2.0 specification. | JSON-RPC 2.0 §4, §6 (a batch is not empty); MCP 2025-11-25, basic: Messages",
        "2025-11-25 | {'jsonrpc' | JSON-RPC messages MUST be UTF-8 encoded. | RFC 8259; MCP 2025-11-25,"
            + " basic/transports (JSON-RPC messages MUST be UTF-8 encoded)",
        "2025-11-25 | {'jsonrpc':'2.0','method':'tools/list'} | Requests MUST include a string or integer ID. | MCP 2025-11-25,"
            + " basic: Requests (MUST include a string or integer ID)",
        "2025-11-25 | {'jsonrpc':'2.0','id':1,'method':'notifications/initialized'} | Notifications MUST NOT include an ID."
            + " | MCP 2025-11-25, basic: Notifications (MUST NOT include an ID)",
        "2025-11-25 | [{'jsonrpc':'2.0','id':1,'method':'ping'}] | The body of the POST request MUST be a single JSON-RPC"
            + " request, notification, or response. | MCP 2025-11-25, basic/transports: Sending Messages to the Server",
        "2026-07-28 | [{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{'_meta':{"
            + "'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}}}]"
            + " | The body of the HTTP POST MUST be a single JSON-RPC"
            + " request or notification. | MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
        "2026-07-28 | {'jsonrpc':'2.0','id':1,'method':'tools/list'} | Fields marked as required MUST be included on every"
            + " request. | MCP 2026-07-28, basic: _meta, per-request protocol fields",
        "2025-11-25 | {'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25'}} | The client"
            + " MUST initiate this phase by sending an initialize request containing: protocol version supported, client"
            + " capabilities, client implementation information | MCP 2025-11-25, basic/lifecycle: Initialization",
        "2025-11-25 | {'jsonrpc':'2.0','id':1,'method':'ping','params':{'_meta':{'progressToken':1.5}}} | Progress tokens"
            + " MUST be a string or integer value | MCP 2025-11-25, basic/utilities/progress: Progress Flow",
      })
  void aMessageOfTheWrongFormIsHeldAgainstTheRuleThatItBreaks(
      String revision, String message, String rule, String source) {
    ClientConformance suite = ClientConformance.of(ProtocolVersion.of(revision).orElseThrow());
    Verdict verdict =
        suite.run(
            "tools_call",
            scenario ->
                new Client(scenario.uri())
                    .postMcp(message.replace('\'', '"'), "MCP-Protocol-Version", revision));

    Check form =
        verdict.checks().stream()
            .filter(check -> check.id().equals("wire-schema-valid"))
            .findFirst()
            .orElseThrow();
    assertEquals(Status.FAILURE, form.status());
    assertEquals(rule, form.rule());
    assertEquals(source, form.source());
  }

  @Test
  void aRuleStandsElsewhereInAnotherRevision() {
    for (var page :
        List.of(
            List.of(LEGACY, "MCP 2025-11-25, basic/authorization: Authorization Code Protection"),
            List.of(
                MODERN,
                "MCP 2026-07-28, basic/authorization/security-considerations: Authorization Code"
                    + " Protection"))) {
      Verdict verdict =
          ((ClientConformance) page.get(0)).run("auth/metadata-default", scenario -> {});
      assertEquals(
          page.get(1),
          verdict.checks().stream()
              .filter(check -> check.name().equals("PKCE S256 Method"))
              .findFirst()
              .orElseThrow()
              .source());
    }
  }

  /** What a client does that does next to nothing. */
  enum Little {
    NOTHING {
      @Override
      void run(Scenario scenario) {}
    },
    HANGS_UP {
      @Override
      void run(Scenario scenario) throws IOException {
        try (var socket = new Socket(scenario.uri().getHost(), scenario.uri().getPort())) {
          socket.getOutputStream().write("POST /mcp HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
        }
      }
    },
    SAYS_HELLO {
      @Override
      void run(Scenario scenario) throws IOException, InterruptedException {
        new HandMadeClient(scenario)
            .request(
                "initialize",
                """
                {"protocolVersion": "2025-11-25", "capabilities": {},
                 "clientInfo": {"name": "t", "version": "1"}}""");
      }
    },
    CONNECTS {
      @Override
      void run(Scenario scenario) throws IOException, InterruptedException {
        var client = new HandMadeClient(scenario).connect();
        if (scenario.revision().isModern()) {
          client.once("server/discover");
        }
      }
    },
    LISTS {
      @Override
      void run(Scenario scenario) throws IOException, InterruptedException {
        new HandMadeClient(scenario).connect().once("tools/list");
      }
    };

    abstract void run(Scenario scenario) throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, SAYS_HELLO, ''",
    "2025-11-25, CONNECTS, initialize",
    "2025-11-25, LISTS, initialize",
    "2026-07-28, CONNECTS, ''",
    // Its requests have the headers that they should, and it may leave out what it cannot do.
    "2026-07-28, LISTS, http-standard-headers json-schema-ref-no-deref",
  })
  void whoeverDoesLittlePassesLittle(String revision, Little done, String passed) {
    ClientConformance suite = ClientConformance.of(ProtocolVersion.of(revision).orElseThrow());

    assertEquals(
        passed.isEmpty() ? List.of() : List.of(passed.split(" ")),
        suite.named(List.of("*")).stream()
            .map(name -> suite.run(name, done::run))
            .filter(Verdict::passed)
            .map(Verdict::scenario)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"2025-11-25, NOTHING", "2026-07-28, NOTHING", "2026-07-28, HANGS_UP"})
  void ofAClientThatDoesNothingNothingIsASuccess(String revision, Little done) {
    ClientConformance suite = ClientConformance.of(ProtocolVersion.of(revision).orElseThrow());

    for (String name : suite.named(List.of("*"))) {
      assertEquals(0, suite.run(name, done::run).count(Status.SUCCESS), name);
    }
  }

  @Test
  void aClientThatFailsDoesNotPass() {
    var why = new IllegalStateException("no idea");

    Verdict verdict =
        LEGACY.run(
            "tools_call",
            scenario -> {
              new HandMadeClient(scenario).connect().call("add_numbers", "{\"a\":1,\"b\":2}");
              throw why;
            });

    assertEquals(2, verdict.count(Status.SUCCESS));
    assertFalse(verdict.passed());
    assertEquals(why, assertThrows(AssertionError.class, verdict::assertPassed).getCause());
  }

  @Test
  void aClientThatHangsIsInterruptedAndToldWhere() {
    Verdict verdict =
        LEGACY.waiting(Duration.ofMillis(50)).run("initialize", scenario -> Thread.sleep(60_000));

    assertEquals("It did not end within 0 seconds", verdict.failure().orElseThrow().getMessage());
    // Of Java 17 sleep, of 25 sleepNanos0.
    assertTrue(verdict.failure().get().getStackTrace()[0].getMethodName().startsWith("sleep"));
  }

  @Test
  void scenariosAreNamedByPatterns() {
    assertEquals(
        List.of("auth/dpop", "auth/dpop-nonce", "tools_call"),
        MODERN.named(List.of("tools_*", "*/dpop*")).stream().sorted().toList());
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> MODERN.named(List.of("*", "auth.*")))
            .getMessage();
    assertTrue(unknown.startsWith("2026-07-28 has no scenario auth.*; there are auth/"), unknown);
  }

  @Test
  void whatTheRevisionDoesNotHaveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ClientConformance.of(V2025_06_18));
    assertThrows(IllegalArgumentException.class, () -> MODERN.run("initialize", scenario -> {}));
    assertThrows(IllegalArgumentException.class, () -> MODERN.run("no-such", scenario -> {}));
  }
}

package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String DISCOVER =
      """
      {"jsonrpc":"2.0","id":7,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

  @AutoClose private final McpEchoServer server = Wire.server();
  private final Client client = new Client(server.uri());

  static Stream<Arguments> refusals() {
    String nothing =
        """
        HTTP/1.1 400 Bad Request\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """;
    return Stream.of(
        Arguments.of("reject-modern", Negotiation.rejectModern(400), nothing),
        Arguments.of(
            "reject-modern-as-text",
            Negotiation.rejectModernAsText(404, "No session"),
            """
            HTTP/1.1 404 Not Found\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Length: 10\r
            Connection: close\r
            \r
            No session"""),
        Arguments.of(
            "reject-version",
            Negotiation.rejectVersion(List.of("2025-11-25", "2099-01-01")),
            Wire.json(
                "400 Bad Request",
                """
                {"jsonrpc":"2.0","id":7,"error":{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2025-11-25","2099-01-01"],"requested":"2026-07-28"}}}""")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void modernMessagesAreRefusedAndOthersServed(String name, NamedBehaviour refusal, String expected)
      throws Exception {
    server.on(anyRequest()).then(refusal);

    assertEquals(expected, post(DISCOVER, VERSION, "2026-07-28"));
    assertEquals(expected, post(DISCOVER));
    assertEquals(expected, post(ECHO, VERSION, "2026-07-28"));
    assertEquals(ANSWER, client.postMcp(ECHO, VERSION, "2025-11-25").body());
    assertEquals(200, client.postMcp(INITIALIZE).statusCode());
    assertTrue(get().startsWith("HTTP/1.1 405 "));
    assertEquals(name, refusal.name());
  }

  @Test
  void legacyMessagesAreRefusedAndOthersServed() throws Exception {
    server.on(anyRequest()).then(Negotiation.rejectLegacy(404));
    String expected =
        """
        HTTP/1.1 404 Not Found\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """;

    assertEquals(expected, post(INITIALIZE));
    assertEquals(expected, post(ECHO, VERSION, "2025-11-25"));
    assertEquals(
        200,
        client
            .postMcp(DISCOVER, VERSION, "2026-07-28", "Mcp-Method", "server/discover")
            .statusCode());
    assertTrue(get().startsWith("HTTP/1.1 405 "));
    assertEquals("reject-legacy", Negotiation.rejectLegacy(404).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "1999-01-01"})
  void initializeIsAnsweredWithAnotherRevision(String version) throws Exception {
    String real = client.postMcp(INITIALIZE).body();
    server.on(anyRequest()).then(Negotiation.versionDowngrade(version));

    assertEquals(Wire.json("200 OK", real.replace("2025-11-25", version)), post(INITIALIZE));
    assertEquals(ANSWER, client.postMcp(ECHO).body());
    assertEquals("version-downgrade", Negotiation.versionDowngrade(version).name());
  }

  @Test
  void anInitializeThatIsWrongIsAnsweredAsAlways() throws Exception {
    String wrong =
        """
        {"jsonrpc":"2.0","id":7,"method":"initialize"}""";
    String real = client.postMcp(wrong).body();
    server.on(anyRequest()).then(Negotiation.versionDowngrade("2024-11-05"));

    assertEquals(real, client.postMcp(wrong).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-28", "1999-01-01", "none"})
  void theHeaderIsIgnored(String version) throws Exception {
    assertEquals(400, client.postMcp(ECHO, VERSION, version).statusCode());
    server.on(anyRequest()).then(Negotiation.ignoreVersionHeader());

    assertEquals(Wire.fromServlet(Wire.json("200 OK", ANSWER)), post(ECHO, VERSION, version));
    assertEquals(202, client.postMcp(Wire.INITIALIZED, VERSION, version).statusCode());
    HttpResponse<String> modern =
        client.postMcp(DISCOVER, VERSION, version, "Mcp-Method", "server/discover");
    assertEquals(200, modern.statusCode(), modern.body());
    assertTrue(get().startsWith("HTTP/1.1 405 "));
    assertEquals("ignore-version-header", Negotiation.ignoreVersionHeader().name());
  }

  private String post(String body, String... headers) throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", body, headers);
      return exchange.rest();
    }
  }

  private String get() throws IOException {
    return RawHttp.answer(server.uri(), "GET", VERSION, "2026-07-28", "Connection", "close");
  }
}

package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.servlet.OriginGuard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests that the product brief prints, letter by letter: each is answered with a result. */
class BriefRequestsTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  /** As on 0.0.0.0, where the brief's services listen: they are reached by their own names. */
  private static final ServerConfig CONFIG =
      Servers.CONFIG.withHttp(Servers.CONFIG.http().withGuard(OriginGuard.sameHost()));

  /** What curl adds to the headers it is given. */
  private static final String CURL = "User-Agent: curl/8.5.0\r\nAccept: */*\r\n";

  private static EchoHttpServer server;

  @BeforeAll
  static void start() {
    server = EchoHttpServer.start(CONFIG, McpEcho.newServer());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The requests; the result of each has this text at this place. */
  private enum Printed {
    BASIC_USAGE(
        "localhost:3000",
        "Content-Type: application/json\r\n",
        """
        {"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo","arguments":{"message":"Hello!"}},"id":1}""",
        "/content/0/text",
        "Hello!"),
    INITIALIZE_REQUEST(
        "localhost:3000",
        "Content-Type: application/json\r\n",
        """
        {
          "jsonrpc": "2.0",
          "method": "initialize",
          "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {
              "name": "test-client",
              "version": "1.0"
            }
          },
          "id": 1
        }""",
        "/protocolVersion",
        "2025-06-18"),
    INITIALIZE_WITH_ALL_REQUEST_HEADERS(
        "localhost:3000",
        """
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Mcp-Session-Id: 550e8400-e29b-41d4-a716-446655440000\r
        Authorization: Bearer eyJhbGc...\r
        """,
        INITIALIZE_REQUEST.body,
        "/protocolVersion",
        "2025-06-18"),
    BASIC_TESTING(
        "localhost:3000",
        "Content-Type: application/json\r\n",
        """
        {
            "jsonrpc": "2.0",
            "method": "tools/call",
            "params": {
              "name": "echo",
              "arguments": {"message": "Hello, World!"}
            },
            "id": 1
          }""",
        "/content/0/text",
        "Hello, World!"),
    AUTHENTICATION_DEBUGGING(
        "localhost:3000",
        "Content-Type: application/json\r\nAuthorization: Bearer eyJhbGc...\r\n",
        """
        {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "authContext", "arguments": {}}, "id": 1}""",
        "/content/0/text",
        "🔐 Authentication Context Analysis\n"),
    PERFORMANCE_TESTING(
        "localhost:3000",
        "Content-Type: application/json\r\n",
        """
        {"jsonrpc":"2.0","method":"tools/call","params":{"name":"requestTiming","arguments":{}},"id":0}""",
        "/content/0/text",
        "⏱️ Request Timing Analysis\n"),
    DOCKER_COMPOSE(
        "localhost:3000",
        "Content-Type: application/json\r\n",
        """
        {"jsonrpc":"2.0","method":"tools/call","params":{"name":"healthProbe","arguments":{}},"id":1}""",
        "/content/0/text",
        "🏥 System Health Report\n"),
    PRODUCTION_HEALTH_CHECKS(
        "mcp-echo-stateless:3000",
        "Content-Type: application/json\r\n",
        """
        {"jsonrpc":"2.0","method":"tools/call","params":{"name":"healthProbe"},"id":1}""",
        "/content/0/text",
        "🏥 System Health Report\n");

    private final String host;
    private final String headers;
    private final String body;
    private final String place;
    private final String text;

    Printed(String host, String headers, String body, String place, String text) {
      this.host = host;
      this.headers = headers;
      this.body = body;
      this.place = place;
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAnsweredWithoutAnythingAdded(Printed printed) throws Exception {
    assertAnswered(printed, "");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INITIALIZE_WITH_ALL_REQUEST_HEADERS")
  void isAnsweredWithTheHeadersThatCurlAdds(Printed printed) throws Exception {
    assertAnswered(printed, CURL);
  }

  @Test
  void sessionIdIsPassedThrough() throws Exception {
    RawHttp.Response response = send(Printed.INITIALIZE_WITH_ALL_REQUEST_HEADERS, "");

    assertEquals(
        "550e8400-e29b-41d4-a716-446655440000", response.header("Mcp-Session-Id").orElse(""));
  }

  /** The brief's troubleshooting script calls the nine tools, each without an argument. */
  @Test
  void troubleshootingScriptGetsAResultFromEachTool() throws Exception {
    for (String tool :
        List.of(
            "echo",
            "printHeader",
            "bearerDecode",
            "authContext",
            "requestTiming",
            "corsAnalysis",
            "environmentDump",
            "healthProbe",
            "whoIStheGOAT")) {
      String body =
          """
          {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "%s", "arguments": {}}, "id": 1}"""
              .formatted(tool);
      JsonNode result = result(send("localhost:3000", "Content-Type: application/json\r\n", body));

      assertFalse(result.at("/content/0/text").asText().isEmpty(), tool);
    }
  }

  private static void assertAnswered(Printed printed, String added) throws IOException {
    JsonNode result = result(send(printed, added));

    assertFalse(result.path("isError").asBoolean(), result::toString);
    assertTrue(result.at(printed.place).asText().startsWith(printed.text), result::toString);
  }

  private static JsonNode result(RawHttp.Response response) {
    assertEquals(200, response.status(), response.body());
    JsonNode answer = JSON.parse(response.body());
    assertTrue(answer.has("result"), response.body());
    return answer.path("result");
  }

  private static RawHttp.Response send(Printed printed, String added) throws IOException {
    return send(printed.host, added + printed.headers, printed.body);
  }

  private static RawHttp.Response send(String host, String headers, String body)
      throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "POST /mcp HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(host, headers, body.length(), body));
  }
}

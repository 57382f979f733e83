package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests that the product brief prints: each is answered with a result as it stands. */
class BriefRequestsTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  /** As on 0.0.0.0, where the brief's services listen: they are reached by their own names. */
  private static final Settings CONFIG =
      Servers.CONFIG.with(HttpSettings.ALLOWED_HOSTS, List.of("*"));

  /** What curl adds to the headers it is given. */
  private static final String CURL = "User-Agent: curl/8.5.0\r\nAccept: */*\r\n";

  private static EchoHttpServer server;

  @BeforeAll
  static void start() {
    server = EchoHttpServer.start(CONFIG, McpEcho.builder().build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void requestOfTheBriefIsAnsweredAsItIsWritten(BriefRequest request) throws Exception {
    assertAnswered(request, "");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INITIALIZE_WITH_ALL_REQUEST_HEADERS")
  void requestOfTheBriefIsAnsweredWithTheHeadersThatCurlAdds(BriefRequest request)
      throws Exception {
    assertAnswered(request, CURL);
  }

  @Test
  void sessionIdIsPassedThrough() throws Exception {
    RawHttp.Response response = send(BriefRequest.INITIALIZE_WITH_ALL_REQUEST_HEADERS, "");

    assertEquals(
        "550e8400-e29b-41d4-a716-446655440000", response.header("Mcp-Session-Id").orElse(""));
  }

  /** The brief's troubleshooting script calls the nine tools, each without an argument. */
  @Test
  void troubleshootingScriptGetsAResultFromEachTool() throws Exception {
    for (String tool : NineTools.NAMES) {
      String body =
          """
          {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "%s", "arguments": {}}, "id": 1}"""
              .formatted(tool);
      JsonNode result = result(send("localhost:3000", "Content-Type: application/json\r\n", body));

      assertFalse(result.at("/content/0/text").asText().isEmpty(), tool);
    }
  }

  @Test
  void healthCheckOfTheImageIsAnswered() throws Exception {
    HttpResponse<String> response = new Client(server.uri()).get("/health");

    assertEquals(200, response.statusCode());
    assertEquals("healthy", JSON.parse(response.body()).path("status").asText());
  }

  private static void assertAnswered(BriefRequest request, String added) throws IOException {
    JsonNode result = result(send(request, added));

    assertFalse(result.path("isError").asBoolean(), result::toString);
    assertTrue(result.at(request.place).asText().startsWith(request.text), result::toString);
  }

  private static JsonNode result(RawHttp.Response response) {
    assertEquals(200, response.status(), response.body());
    JsonNode answer = JSON.parse(response.body());
    assertTrue(answer.has("result"), response.body());
    return answer.path("result");
  }

  private static RawHttp.Response send(BriefRequest request, String added) throws IOException {
    return send(request.host, added + request.headers, request.body);
  }

  private static RawHttp.Response send(String host, String headers, String body)
      throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "POST /mcp HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(host, headers, body.length(), body));
  }
}

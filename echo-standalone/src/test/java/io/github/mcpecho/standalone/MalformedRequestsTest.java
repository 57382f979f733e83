package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code malformed-requests.txt}, over a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MalformedRequestsTest {
  private static final int MAX_ERROR_LENGTH = 1_000;

  private final Json json = new Json(Json.DEFAULT_MAX_DEPTH);
  private URI server;

  /** Starts a server and returns its endpoint. */
  abstract URI start(McpServer server) throws Exception;

  abstract void stop() throws Exception;

  /** Returns whether it is this project's program, which says what its container refuses. */
  abstract boolean tellsWhy();

  @BeforeAll
  void startWithTheToolsOfTheTable() throws Exception {
    McpEcho.Builder echo = McpEcho.builder();
    Stream.of(MalformedRequestTool.values()).forEach(echo::tool);
    Stream.of("file:///docs/{+path}", "table://twice/{a}", "table://twice/{b}")
        .map(MalformedRequestsTest::template)
        .forEach(echo::resourceTemplate);
    server = start(echo.build());
  }

  private static ResourceTemplate template(String uri) {
    return ResourceTemplate.of(
        ResourceDescriptor.of(uri, "template", "For the table"),
        call -> ResourceResult.text(call.uri(), "text/plain", call.variables().toString()));
  }

  @AfterAll
  void stopServer() throws Exception {
    stop();
  }

  static List<MalformedRequest> table() {
    return MalformedRequest.table();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void isAnsweredAsTheTableSays(MalformedRequest row) throws IOException {
    RawHttp.Response response = response(row.bytes(server.getPort()));

    String answer = AnswerSummary.of(response);
    if (!row.allows(answer)) {
      assertEquals(row.answer(), answer, () -> response.head() + response.body());
    }
    if (tellsWhy() && !row.why().isEmpty()) {
      String message = json.parse(response.body()).at("/error/message").textValue();
      assertEquals(row.why(), message.substring(message.indexOf(": ") + 2));
    }
    assertTrue(
        response.status() < 400 || response.body().length() < MAX_ERROR_LENGTH,
        "An error does not repeat what was sent");
  }

  private RawHttp.Response response(byte[] request) throws IOException {
    try (var client = new RawHttp(server)) {
      try {
        client.send(request);
      } catch (IOException e) {
        // A server need not read to its end what it refuses; the answer is there all the same.
      }
      return client.response();
    }
  }
}

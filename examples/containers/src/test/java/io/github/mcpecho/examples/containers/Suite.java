package io.github.mcpecho.examples.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every container has to serve in the same way, seen from outside. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Suite {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

  final Container container;

  Suite(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    container.start();
  }

  @AfterAll
  void stop() throws Exception {
    container.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "echo, Hello!",
    "printHeader, HTTP Headers Analysis",
    "bearerDecode, ''",
    "authContext, Authentication Context Analysis",
    "requestTiming, Request Timing Analysis",
    "corsAnalysis, CORS Analysis",
    "environmentDump, Environment Configuration",
    "healthProbe, System Health Report",
    "whoIStheGOAT, Excellence Analysis"
  })
  void everyToolAnswersInBothEras(String tool, String text) throws IOException {
    String arguments =
        switch (tool) {
          case "echo" -> "{\"message\":\"Hello!\"}";
          case "bearerDecode" -> "{\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}";
          default -> "{}";
        };
    for (Era era : Era.values()) {
      Response response = call(era, tool, arguments);

      assertEquals(200, response.status(), response.toString());
      JsonNode json = JSON.readTree(lastMessage(response));
      assertEquals("a", json.get("id").textValue(), response.body());
      assertTrue(json.at("/result/content/0/text").asText().contains(text), response.body());
      assertFalse(json.at("/result/isError").asBoolean(), response.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "?a=b", "/?a=b"})
  void trial_e03_aSlashAtTheEndMakesNoDifference(String end) throws IOException {
    Response response = post(container.mcp() + end, "", PING);

    assertEquals(200, response.status(), response.toString());
    assertEquals(PONG, response.body());
  }

  @ParameterizedTest
  @EnumSource
  void trial_e03_eachEventArrivesBeforeTheNextIsSent(Era era) throws IOException {
    try (var connection = new Connection(container.port())) {
      connection.send(
          request(
              container.mcp(),
              era.headers("requestTiming") + "Accept: application/json, text/event-stream\r\n",
              era.call("requestTiming", "{\"events\":3,\"intervalMs\":1000,\"idleMs\":1000}")));
      assertEquals("text/event-stream", connection.head().header("Content-Type"));

      for (int event = 1; event <= 3; event++) {
        JsonNode progress = JSON.readTree(connection.event());
        assertEquals(event, progress.at("/params/progress").intValue(), progress.toString());
        assertTrue(connection.isSilent(), "More came with event " + event);
      }
      JsonNode answer = JSON.readTree(connection.event());
      assertEquals(3, answer.at("/result/structuredContent/stream/eventsSent").intValue());
      assertEquals("", connection.rest());
    }
  }

  @Test
  void aBodyBelowTheLimitIsRead() throws IOException {
    String message = "x".repeat(3_500_000);

    Response response = call(Era.LEGACY, "echo", "{\"message\":\"" + message + "\"}");

    assertEquals(200, response.status(), () -> response.toString());
    assertTrue(response.body().contains(message));
  }

  @Test
  void aBodyAboveTheLimitIsRefusedInJson() throws IOException {
    Response response = post(container.mcp(), "", " ".repeat(5_000_000));

    assertIsRefused(413, "longer than 4194304 bytes", response);
  }

  @Test
  void aBodyOfUnknownLengthAboveTheLimitIsRefusedInJson() throws IOException {
    var chunks = "fffff\r\n" + " ".repeat(0xfffff) + "\r\n";
    Response response =
        exchange(
            head("POST " + container.mcp(), "Transfer-Encoding: chunked\r\n" + JSON_TYPE)
                + chunks.repeat(5)
                + "0\r\n\r\n");

    assertIsRefused(413, "longer than 4194304 bytes", response);
  }

  /** Status, what the answer says, the request line's method, header lines, body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          405 | takes POST           | GET     | ''                                             | ''
          405 | takes POST           | DELETE  | ''                                             | ''
          405 | takes POST           | PUT     | Content-Type: application/json                 | {}
          405 | takes POST           | PATCH   | Content-Type: application/json                 | {}
          405 | takes POST           | BREW    | Content-Type: application/json                 | {}
          400 | Parse error          | POST    | Content-Type: application/json                 | ''
          400 | Parse error          | POST    | Content-Type: application/json                 | {
          400 | Parse error          | POST    | Content-Type: application/json                 | \u00ff
          400 | Invalid request      | POST    | Content-Type: application/json                 | []
          400 | Invalid request      | POST    | Content-Type: application/json                 | {}
          400 | Invalid request      | POST    | Content-Type: application/json                 | 1
          415 | Content-Type         | POST    | Content-Type: text/plain                       | {}
          415 | Content-Type         | POST    | Content-Type: application/json;charset=latin;x | {}
          415 | Content-Type         | POST    | Content-Type: multipart/form-data; boundary=x  | {}
          415 | Content-Type         | POST    | Content-Type: application/x-www-form-urlencoded | a=b
          415 | charset              | POST    | Content-Type: application/json;charset=utf-16  | {}
          415 | Content-Encoding     | POST    | Content-Type: application/json\\nContent-Encoding: gzip | {}
          415 | Content-Encoding     | POST    | Content-Type: application/json\\nContent-Encoding: br   | {}
          406 | Accept               | POST    | Content-Type: application/json\\nAccept: text/html | {}
          403 | http://evil.example  | POST    | Content-Type: application/json\\nOrigin: http://evil.example | {}
          403 | Origin               | GET     | Origin: null                                   | ''
          """)
  void aRequestThatTheEndpointRefusesIsToldWhyInJson(
      int status, String why, String method, String headers, String body) throws IOException {
    String lines = headers.isEmpty() ? "" : headers.replace("\\n", "\r\n") + "\r\n";
    String length = body.isEmpty() && !method.equals("POST") ? "" : length(body);

    Response response = exchange(head(method + " " + container.mcp(), lines + length) + body);

    assertIsRefused(status, why, response);
  }

  @Test
  void optionsAreAnsweredWithoutABody() throws IOException {
    Response response = exchange(head("OPTIONS " + container.mcp(), ""));

    assertEquals(204, response.status(), response.toString());
    assertEquals("POST, OPTIONS", response.header("Allow"));
  }

  @Test
  void aNotificationIsAcceptedWithoutABody() throws IOException {
    Response response =
        post(container.mcp(), "", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

    assertEquals(202, response.status(), response.toString());
    assertEquals("", response.body());
  }

  /** The client has sent all that it will, and reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\\n\\n{\"jsonrpc\":",
        "Content-Length: 100\\n\\n",
        "Transfer-Encoding: chunked\\n\\n10\\n{\"jsonrpc\":",
        "Transfer-Encoding: chunked\\n\\n2\\n{}\\n",
        "Transfer-Encoding: chunked\\n\\n"
      })
  void trial_e06_aBodyThatIsCutOffIsToldSo(String rest) throws IOException {
    try (var connection = new Connection(container.port())) {
      connection.send(
          "POST " + container.mcp() + " HTTP/1.1\r\nHost: localhost\r\n" + JSON_TYPE + crlf(rest));
      connection.sendNothingMore();

      assertIsRefusedOrClosed(400, "cut off", connection.response());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zz\\n{}\\n0\\n\\n", "-2\\n{}\\n0\\n\\n", "ffffffffffffffff\\n{}\\n0\\n\\n"})
  void trial_e06_chunksThatAreNoneAreToldSo(String chunks) throws IOException {
    Response response =
        exchange(
            head("POST " + container.mcp(), "Transfer-Encoding: chunked\r\n" + JSON_TYPE)
                + crlf(chunks));

    assertIsRefusedOrClosed(400, "malformed", response);
  }

  /** The client could send more, and does not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\\n\\n{\"jsonrpc\":",
        "Transfer-Encoding: chunked\\n\\n10\\n{\"jsonrpc\":"
      })
  void trial_e06_aBodyThatStopsArrivingIsToldSo(String rest) throws IOException {
    try (var connection = new Connection(container.port())) {
      connection.send(
          "POST " + container.mcp() + " HTTP/1.1\r\nHost: localhost\r\n" + JSON_TYPE + crlf(rest));

      assertIsRefusedOrClosed(408, "too long to arrive", connection.response());
    }
  }

  @Test
  void aBodyThatArrivesByteByByteIsEnded() throws Exception {
    try (var connection = new Connection(container.port())) {
      connection.send("POST " + container.mcp() + " HTTP/1.1\r\nHost: localhost\r\n" + JSON_TYPE);
      connection.send("Content-Length: 1000\r\n\r\n");
      for (int i = 0; i < 100 && connection.isSilent(); i++) {
        connection.send(" ");
      }

      assertIsRefused(408, "too long to arrive", connection.response());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST",
        "POST <MCP> HTTP/1.1\\nHost: loc",
        "POST <MCP> HTTP/1.1\\nHost: localhost\\nContent-Type: application/json\\nContent-Length: 9\\n\\n{",
        "POST <MCP> HTTP/1.1\\nHost: localhost\\nContent-Type: application/json\\nContent-Length: 59\\n\\n"
            + "<CALL>"
      })
  void clientsThatHangUpLeaveNothingBehind(String request) throws Exception {
    String call = Era.LEGACY.call("requestTiming", "{\"events\":50,\"intervalMs\":100}");
    String sent =
        crlf(
            request
                .replace("<MCP>", container.mcp())
                .replace("Content-Length: 59", "Content-Length: " + call.length())
                .replace("<CALL>", call));
    for (int client = 0; client < 5; client++) {
      try (var connection = new Connection(container.port())) {
        connection.send(sent);
        if (sent.endsWith(call)) {
          connection.head();
          connection.event();
        }
        connection.reset();
      }
    }

    assertEquals(PONG, post(container.mcp(), "", PING).body());
    waitUntil(metrics -> metrics.contains("\nmcp_echo_active_requests 0.0\n"));
    assertEquals(
        "healthy",
        JSON.readTree(exchange(head("GET " + container.health(), "")).body())
            .get("status")
            .textValue());
  }

  /**
   * Whatever the container does first, the call ends with an answer, and nothing comes after it.
   */
  @Test
  void trial_e05_aRunningCallEndsWithAnAnswerWhenTheApplicationEnds() throws Exception {
    try (var connection = new Connection(container.port())) {
      connection.send(
          request(
              container.mcp(),
              "Accept: application/json, text/event-stream\r\n",
              Era.LEGACY.call(
                  "requestTiming", "{\"events\":2,\"intervalMs\":10,\"idleMs\":24000}")));
      connection.head();
      connection.event();
      connection.event();

      // Shorter than the call.
      connection.waitAtMost(container.letsCallsFinish() ? 60_000 : 12_000);
      var undeployment = CompletableFuture.runAsync(this::undeploy);
      try {
        JsonNode answer = JSON.readTree(connection.event());
        assertEquals("a", answer.get("id").textValue(), answer.toString());
        assertEquals("", connection.rest());
      } finally {
        undeployment.join();
        container.deploy();
      }
    }
  }

  private void undeploy() {
    try {
      container.undeploy();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void metricsCountTheRequests() throws Exception {
    post(container.mcp(), "", PING);

    // It is counted once it is answered, which the client may see first.
    waitUntil(
        metrics ->
            metrics.contains("mcp_echo_requests_total{method=\"ping\",status=\"200\",tool=\"\"}"));
  }

  /** What the container does by itself is no defect, but operators have to know it. */
  @Test
  void theReadmeSaysWhatTheContainerDoesByItself() throws IOException {
    assertEquals(
        ReadmeTable.row(container.name()), OwnAnswers.of(container), () -> container.name());
  }

  static final String JSON_TYPE = "Content-Type: application/json\r\n";

  static String crlf(String text) {
    return text.replace("\\n", "\r\n");
  }

  static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n";
  }

  /** Returns the head of a request that is the last of its connection. */
  static String head(String methodAndTarget, String headers) {
    return methodAndTarget
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + headers
        + "\r\n";
  }

  static String request(String target, String headers, String body) {
    return head("POST " + target, JSON_TYPE + headers + length(body)) + body;
  }

  Response exchange(String request) throws IOException {
    return Connection.exchange(container.port(), request);
  }

  Response post(String target, String headers, String body) throws IOException {
    return exchange(request(target, headers, body));
  }

  Response call(Era era, String tool, String arguments) throws IOException {
    return post(container.mcp(), era.headers(tool), era.call(tool, arguments));
  }

  private static String lastMessage(Response response) {
    int event = response.body().lastIndexOf("\ndata: {");
    return event < 0 ? response.body() : response.body().substring(event + 7);
  }

  private void waitUntil(Predicate<String> metrics) throws Exception {
    var seen = "";
    for (int i = 0; i < 300; i++) {
      seen = exchange(head("GET " + container.metrics(), "")).body();
      if (metrics.test(seen)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(seen);
  }

  /**
   * Some containers end such a connection themselves, with an empty answer or none, and no
   * application can keep them from it: the README's table has them. Any other answer is ours.
   */
  private void assertIsRefusedOrClosed(int status, String why, Response response)
      throws IOException {
    if (response.isClosed() || response.body().isEmpty()) {
      return;
    }
    if (response.body().startsWith(container.ownError())) {
      assertEquals(status, response.status(), response.toString());
    } else {
      assertIsRefused(status, why, response);
    }
  }

  static void assertIsRefused(int status, String why, Response response) throws IOException {
    assertEquals(status, response.status(), response.toString());
    assertEquals("application/json", response.header("Content-Type"), response.toString());
    assertEquals("nosniff", response.header("X-Content-Type-Options"), response.toString());
    JsonNode json = JSON.readTree(response.body());
    String message = json.at("/error/message").asText();
    assertTrue(message.contains(why), response.toString());
  }
}

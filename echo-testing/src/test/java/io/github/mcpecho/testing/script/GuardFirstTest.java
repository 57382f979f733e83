package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page reaches the developer's own machine, and must not tell the test server what to do. */
class GuardFirstTest {
  private static final String FAULT =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"fault","arguments":\
      {"do":"answer","status":200,"contentType":"text/html","text":"<script>evil()</script>",\
      "headers":{"Set-Cookie":"evil=1"}}}}""";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

  /** What a page can send: it cannot take an Origin of its choice, and need not ask first. */
  static Stream<String> foreign() {
    return Stream.of(
        "Host: rebind.evil.example | Origin: http://evil.example | Content-Type: text/plain",
        "Host: rebind.evil.example | Origin: http://rebind.evil.example | Content-Type: text/plain",
        "Host: rebind.evil.example | Content-Type: application/json",
        "Host: localhost | Origin: http://evil.example | Content-Type: text/plain",
        "Host: localhost | Origin: http://evil.example | Content-Type: multipart/form-data",
        "Host: localhost | Origin: null | Content-Type: text/plain",
        "Host: localhost | Origin: http://localhost.evil.example | Content-Type: text/plain",
        "Host: 10.0.0.1:3000 | Content-Type: application/json");
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void trial_g01_aForeignPageTriggersNothing(String headers) throws Exception {
    try (McpEchoServer server = triggered(McpEchoServer.builder())) {
      isRefused(post(server, headers, FAULT));
      isRefused(post(server, headers + " | X-Echo-Fault: empty-json", PING));
      isRefused(
          post(server, headers + " | X-Echo-Fault: {\"do\":\"answer\",\"status\":200}", PING));
    }
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void trial_g01_aForeignPageUsesUpNoRule(String headers) throws Exception {
    String rule = "{\"rules\":[{\"times\":1,\"then\":{\"do\":\"answer\",\"status\":418}}]}";
    try (McpEchoServer server =
        Script.parse(rule.getBytes(StandardCharsets.UTF_8)).start(McpEchoServer.builder())) {
      isRefused(post(server, headers, PING));
      isRefused(post(server, headers, "no JSON"));

      assertEquals(418, status(post(server, "Host: localhost", PING)));
      assertEquals(415, status(post(server, "Host: localhost", PING)));
    }
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void trial_g01_aForeignPageIsGivenNoToken(String headers) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(ProtectedResource.create()).start()) {
      isRefused(post(server, headers, PING));
      for (String path : List.of("/token", "/register", "/authorize", "/jwks")) {
        isRefused(send(server, "POST " + path, headers, "grant_type=client_credentials"));
      }
      assertEquals(401, status(post(server, "Host: localhost", PING)));
    }
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void trial_g01_aForeignPageOpensNoStream(String headers) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start()) {
      isRefused(send(server, "GET /mcp", headers, ""));
      isRefused(post(server, headers, PING));
    }
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void trial_g01_theTestIsToldOfWhatIsRefused(String headers) throws Exception {
    try (McpEchoServer server = McpEchoServer.start()) {
      server.on(CallMatcher.anyRequest()).then(Answer.status(418));
      isRefused(post(server, headers, PING));
      RecordedCall call = server.takeCall();

      assertEquals("ping", call.rpcMethod());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: 127.0.0.1:3000",
        "Host: [::1]:3000",
        "Host: localhost | Origin: http://localhost:6274"
      })
  void trial_g01_whoeverIsOnThisMachineTriggersAsBefore(String headers) throws Exception {
    try (McpEchoServer server = triggered(McpEchoServer.builder())) {
      String answer = post(server, headers, FAULT);

      assertTrue(answer.contains("Set-Cookie: evil=1\r\n"), answer);
      assertEquals(
          418,
          status(
              post(server, headers + " | X-Echo-Fault: {\"do\":\"answer\",\"status\":418}", PING)));
    }
  }

  @Test
  void trial_g01_theOperatorMayLetEverybodyIn() throws Exception {
    Map<String, String> open =
        Map.of(
            "MCP_ECHO_PORT", "0", "MCP_ECHO_ALLOWED_HOSTS", "*", "MCP_ECHO_ALLOWED_ORIGINS", "*");
    try (McpEchoServer server = triggered(McpEchoServer.builder().environment(open))) {
      String headers = "Host: rebind.evil.example | Origin: http://evil.example";

      assertTrue(post(server, headers, FAULT).contains("Set-Cookie: evil=1\r\n"));
    }
    Map<String, String> hosts = Map.of("MCP_ECHO_PORT", "0", "MCP_ECHO_ALLOWED_HOSTS", "*");
    try (McpEchoServer server = triggered(McpEchoServer.builder().environment(hosts))) {
      assertTrue(post(server, "Host: echo:3000", FAULT).contains("Set-Cookie: evil=1\r\n"));
    }
  }

  @Test
  void trial_g01_healthAndMetricsAreForEverybody() throws Exception {
    try (McpEchoServer server = McpEchoServer.start()) {
      server.on(CallMatcher.anyRequest()).then(Answer.status(418));

      for (String path : List.of("/health", "/metrics")) {
        assertEquals(200, status(send(server, "GET " + path, "Host: 10.0.0.1", "")));
      }
    }
  }

  private static McpEchoServer triggered(McpEchoServerBuilder builder) {
    McpEchoServer server = builder.tool(new FaultTool()).start();
    Triggers.addTo(server);
    return server;
  }

  private static void isRefused(String answer) {
    assertEquals(403, status(answer), answer);
    assertTrue(answer.contains("Content-Type: application/json\r\n"), answer);
    assertTrue(answer.contains("MCP_ECHO_ALLOWED_"), answer);
    assertFalse(answer.contains("Set-Cookie"), answer);
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  private static String post(McpEchoServer server, String headers, String body) throws IOException {
    return send(server, "POST /mcp", headers, body);
  }

  private static String send(McpEchoServer server, String start, String headers, String body)
      throws IOException {
    URI uri = server.uri();
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          start
              + " HTTP/1.1\r\n"
              + headers.replace(" | ", "\r\n")
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

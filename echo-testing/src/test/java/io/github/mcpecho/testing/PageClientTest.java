package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A client in a page of a listed origin can be tested as any other (Fetch, CORS protocol). */
@Timeout(20)
class PageClientTest {
  private static final String PAGE = "http://localhost:6274";
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";

  private static McpEchoServerBuilder builder() {
    return McpEchoServer.builder().with(TestServerSettings.CORS_ORIGINS, List.of(PAGE));
  }

  static Stream<Behaviour> answersOfRules() {
    return Stream.of(
        ClientConnection::serve,
        Answer.real(),
        Answer.status(503),
        Answer.loginPage(),
        Answer.retryAfter(429, 3),
        Answer.wrongContentType("text/plain"),
        Reply.error(-32603, "No"),
        Reply.result("{}"),
        JsonRpcFault.wrongId(),
        JsonRpcFault.error(400, -32600, "No"),
        Sse.framing(),
        Sse.framing().crlf().untilClose(),
        Fault.close(Stage.MID_EVENT),
        Fault.truncatedBody(),
        Challenges.correct(),
        Challenges.noPrm(),
        client -> client.respond(418, new byte[0]),
        client -> client.stream().end(),
        client -> {
          client.serverAnswer();
          client.serve();
        });
  }

  @ParameterizedTest
  @MethodSource("answersOfRules")
  void whatARuleAnswersCanBeRead(Behaviour rule) throws Exception {
    try (McpEchoServer server = builder().start()) {
      server.on(call("echo")).then(rule);

      assertReadable(send(server, "POST", "/mcp", ECHO));
    }
  }

  @Test
  void theNonceOfADpopChallengeCanBeRead() throws Exception {
    try (McpEchoServer server = builder().start()) {
      server.on(call("echo")).then(Challenges.dpopNonce("n1"));

      String head = send(server, "POST", "/mcp", ECHO);

      assertReadable(head);
      assertEquals("n1", header(head, "DPoP-Nonce"));
      assertTrue(header(head, "Access-Control-Expose-Headers").endsWith(", DPoP-Nonce"), head);
    }
  }

  @Test
  void aRuleThatSaysWhoMayReadIsLeftAlone() throws Exception {
    try (McpEchoServer server = builder().start()) {
      server
          .on(call("echo"))
          .then(
              Answer.status(200)
                  .withHeader("access-control-allow-origin", "https://other.example"));

      String head = send(server, "POST", "/mcp", ECHO);

      assertEquals(
          List.of("access-control-allow-origin: https://other.example"),
          head.lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("access-"))
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROTECTED, POST, /mcp",
    "PROTECTED, GET, /.well-known/oauth-protected-resource/mcp",
    "PROTECTED, GET, /.well-known/oauth-protected-resource",
    "PROTECTED, GET, /.well-known/oauth-authorization-server",
    "PROTECTED, GET, /.well-known/openid-configuration",
    "PROTECTED, GET, /jwks",
    "PROTECTED, GET, /.well-known/oauth-authorization-server/mcp",
    "PROTECTED, POST, /register",
    "PROTECTED, POST, /token",
    "WITHOUT_METADATA, GET, /.well-known/oauth-protected-resource",
    "WITHOUT_METADATA, GET, /.well-known/oauth-authorization-server",
    "CHALLENGED, POST, /mcp",
    "CHALLENGED, GET, /.well-known/oauth-protected-resource/mcp",
    "SESSIONS, POST, /mcp",
    "SESSIONS, GET, /mcp",
    "SESSIONS, DELETE, /mcp",
    "HTTP_SSE, GET, /mcp",
    "HTTP_SSE, POST, /mcp/messages?sessionId=1",
    "ALL, POST, /mcp",
    "ALL, DELETE, /mcp",
    "ALL, POST, /token",
  })
  void aPreflightIsPassedAndTheAnswerCanBeRead(Setups setups, String verb, String path)
      throws Exception {
    try (McpEchoServer server = setups.start()) {
      String preflight =
          send(
              server,
              "OPTIONS",
              path,
              "",
              "Access-Control-Request-Method",
              verb,
              "Access-Control-Request-Headers",
              "authorization,content-type,mcp-protocol-version");

      assertReadable(preflight);
      assertTrue(preflight.matches("(?s)HTTP/1.1 20[04] .*"), preflight);
      assertEquals(
          "authorization, content-type, mcp-protocol-version",
          header(preflight, "Access-Control-Allow-Headers"));
      List<String> allowed =
          Arrays.asList(header(preflight, "Access-Control-Allow-Methods").split(", "));
      assertTrue(allowed.contains(verb) || List.of("GET", "POST").contains(verb), preflight);
      assertReadable(send(server, verb, path, verb.equals("POST") ? ECHO : ""));
      server.reset();
    }
  }

  enum Setups {
    PROTECTED(ProtectedResource.create()),
    WITHOUT_METADATA(
        ProtectedResource.create()
            .challenging(Challenges.noPrm())
            .with(Variation.NO_SERVER_METADATA)),
    CHALLENGED(),
    SESSIONS(Sessions.create().withoutListening()),
    HTTP_SSE(new HttpSse()),
    ALL(ProtectedResource.create(), Sessions.create());

    private final List<Setup> all;

    Setups(Setup... all) {
      this.all = List.of(all);
    }

    McpEchoServer start() {
      McpEchoServerBuilder builder = builder();
      all.forEach(builder::with);
      McpEchoServer server = builder.start();
      if (this == CHALLENGED) {
        Challenges.correct().publishOn(server);
        server.on(CallMatcher.anyPost()).then(Challenges.correct());
      }
      return server;
    }
  }

  private static void assertReadable(String head) {
    assertEquals(PAGE, header(head, "Access-Control-Allow-Origin"), head);
    assertEquals("Origin", header(head, "Vary"), head);
    assertTrue(header(head, "Access-Control-Expose-Headers").contains("WWW-Authenticate"), head);
  }

  /** Returns the value of a header that comes once. */
  private static String header(String head, String name) {
    return String.join(
        " and again ",
        head.lines()
            .filter(
                line ->
                    line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
            .map(line -> line.substring(name.length() + 1).strip())
            .toList());
  }

  /** Returns the head of the answer. */
  private static String send(
      McpEchoServer server, String verb, String target, String body, String... headers)
      throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      var head =
          new StringBuilder(
              "%s %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n"
                  .formatted(verb, target, server.uri().getAuthority(), PAGE));
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      head.append(
          "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n");
      head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
      exchange.send(head.toString().getBytes());
      return exchange.readUntil("\r\n\r\n");
    }
  }
}

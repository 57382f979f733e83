package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
  @AutoClose private final McpEchoServer server = Wire.server();

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            "answer",
            Answer.status(500),
            """
            HTTP/1.1 500 Server Error\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """),
        Arguments.of(
            "answer",
            Answer.status(401)
                .withReason("Unauthenticated")
                .withHeader("WWW-Authenticate", "Bearer")
                .withHeader("WWW-Authenticate", "DPoP")
                .withText("text/plain", "né")
                .delayed(Duration.ofMillis(1)),
            """
            HTTP/1.1 401 Unauthenticated\r
            WWW-Authenticate: Bearer\r
            WWW-Authenticate: DPoP\r
            Content-Type: text/plain\r
            Content-Length: 3\r
            Connection: close\r
            \r
            né"""),
        Arguments.of("answer", Answer.status(200).withJson("[]"), Wire.json("200 OK", "[]")),
        Arguments.of(
            "answer",
            Answer.status(204),
            """
            HTTP/1.1 204 No Content\r
            Connection: close\r
            \r
            """),
        Arguments.of(
            "redirect",
            Answer.redirect(307, "/mcp/"),
            """
            HTTP/1.1 307 Temporary Redirect\r
            Location: /mcp/\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """),
        Arguments.of("empty-json", Answer.emptyJson(), Wire.json("200 OK", "")),
        Arguments.of(
            "empty-json",
            Answer.emptyJson().withText("text/plain", "no").withJson("{}"),
            Wire.json("200 OK", "{}")),
        Arguments.of(
            "retry-after",
            Answer.retryAfter(429, 7),
            """
            HTTP/1.1 429 Too Many Requests\r
            Retry-After: 7\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """),
        Arguments.of(
            "login-page",
            Answer.loginPage(),
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/html; charset=utf-8\r
            Content-Length: 141\r
            Connection: close\r
            \r
            <!DOCTYPE html>
            <html><head><title>Sign in</title></head>
            <body><form method="post" action="/login"><input name="user"></form></body></html>
            """),
        Arguments.of(
            "wrong-content-type",
            Answer.wrongContentType("text/plain"),
            Wire.json("200 OK", ANSWER).replace("application/json", "text/plain")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("answers")
  void anAnswerIsWrittenAsItWasDescribed(String name, NamedBehaviour answer, String expected)
      throws Exception {
    server.on(anyPost()).then(answer);

    assertEquals(expected, RawHttp.answer(server.uri(), ECHO));
    assertEquals(name, answer.name());
    assertEquals(
        OptionalInt.of(Integer.parseInt(expected.substring(9, 12))), server.takeCall().status());
  }

  @Test
  void theRealAnswerGetsMoreHeaders() throws Exception {
    server
        .on(anyPost())
        .then(Answer.real().delayed(Duration.ofMillis(1)).withHeader("Set-Cookie", "a=b"));
    var client = new Client(server.uri());

    HttpResponse<String> first = client.postMcp(ECHO);

    assertEquals(ANSWER, first.body());
    assertEquals(Optional.of("a=b"), first.headers().firstValue("Set-Cookie"));
    assertEquals(Optional.empty(), first.headers().firstValue("Connection"));
    assertEquals(ANSWER, client.postMcp(ECHO).body());
    assertEquals("real", Answer.real().name());
  }

  @Test
  void onlyWhatHasABodyHasAType() throws Exception {
    server.on(anyPost()).then(Answer.wrongContentType("text/plain"));

    HttpResponse<String> accepted = new Client(server.uri()).postMcp(Wire.INITIALIZED);

    assertEquals(202, accepted.statusCode());
    assertTrue(accepted.headers().firstValue("Content-Type").isEmpty());
  }

  @Test
  void aBodyIsCopied() throws Exception {
    byte[] body = {'a'};
    Answer answer = Answer.status(200).withBody("text/plain", body);
    body[0] = 'b';
    server.on(anyPost()).then(answer);

    assertTrue(RawHttp.answer(server.uri(), ECHO).endsWith("\r\na"));
  }
}

package io.github.mcpecho.diagnosis.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.Header;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedHeadersTest {
  private static final List<Header> LINES =
      List.of(
          new Header("Access-Control-Allow-Origin", "https://a.example"),
          new Header("Vary", "Origin"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 401 Unauthorized\r\nAccess-Control-Allow-Origin: https://a.example\r\nVary: Origin\r\n\r\n",
        "HTTP/2 401\nAccess-Control-Allow-Origin:https://a.example\nVary:Origin",
        "< HTTP/2 401 \n< Access-Control-Allow-Origin: https://a.example\n< Vary: Origin\n<",
        ":status: 401\nAccess-Control-Allow-Origin\thttps://a.example\nVary\tOrigin",
        "Status Code: 401 Unauthorized\nAccess-Control-Allow-Origin:\nhttps://a.example\nVary:\nOrigin",
        "HTTP/1.1 401 Unauthorized\r\nAccess-Control-Allow-Origin: https://a.example\r\nVary: Origin\r\n\r\nerror: denied\r\nfix: log in",
        "HTTP/1.1 302 Found\nLocation: /login\n\nHTTP/1.1 401 Unauthorized\nAccess-Control-Allow-Origin: https://a.example\nVary: Origin\n\n<p>a: b",
        ":status\n401\nAccess-Control-Allow-Origin\nhttps://a.example\nVary\nOrigin",
      })
  void everyUsualFormIsRead(String text) {
    assertEquals(new PastedHeaders(LINES, Optional.of(401)), PastedHeaders.parse(text));
  }

  @Test
  void anEmptyValueDoesNotSwallowTheNextHeader() {
    assertEquals(
        List.of(new Header("Vary", "Origin")),
        PastedHeaders.parse("X-Empty:\nVary: Origin").lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "no header",
        ": x",
        "🙂: x",
        "x\u0000: y",
        ":::",
        "hello\nworld",
        "https://a.example"
      })
  void otherTextIsNoHeader(String text) {
    assertEquals(new PastedHeaders(List.of(), Optional.empty()), PastedHeaders.parse(text));
  }
}

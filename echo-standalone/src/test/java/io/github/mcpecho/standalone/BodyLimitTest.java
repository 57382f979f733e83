package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest body that is read, whatever the limit and however the body says its length. */
class BodyLimitTest {
  private static final String HEAD =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8_191, 8_192, 100_000})
  void h12_theLongestBodyIsReadAndOneByteMoreIsRefused(int limit) throws IOException {
    Settings config = Servers.CONFIG.with(HttpSettings.MAX_BODY_BYTES, limit);
    try (EchoHttpServer server = Servers.start(config, Servers.greeter())) {
      assertServed(withLength(server, limit), limit);
      assertServed(chunked(server, limit), limit);
      for (int length : new int[] {limit + 1, limit + 10_000, limit + 1_000_000}) {
        assertRefused(withLength(server, length), limit, "; Content-Length is " + length);
        assertRefused(chunked(server, length), limit, "");
      }
    }
  }

  /** A body too short for a greeting is read too, and is no JSON. */
  private static void assertServed(RawHttp.Response response, int length) {
    assertEquals(length < Client.GREET.length() ? 400 : 200, response.status());
  }

  private static void assertRefused(RawHttp.Response response, int limit, String came) {
    assertEquals(413, response.status());
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: the body is longer \
        than %d bytes, which MCP_ECHO_MAX_BODY_BYTES may raise%s"}}"""
            .formatted(limit, came),
        response.body());
  }

  private static RawHttp.Response withLength(EchoHttpServer server, int length) throws IOException {
    return RawHttp.exchange(
        server.uri(), HEAD + "Content-Length: " + length + "\r\n\r\n" + body(length));
  }

  private static RawHttp.Response chunked(EchoHttpServer server, int length) throws IOException {
    return RawHttp.exchange(
        server.uri(),
        HEAD
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(length)
            + "\r\n"
            + body(length)
            + "\r\n0\r\n\r\n");
  }

  private static String body(int length) {
    return length < Client.GREET.length()
        ? "{".repeat(length)
        : Client.GREET + " ".repeat(length - Client.GREET.length());
  }
}

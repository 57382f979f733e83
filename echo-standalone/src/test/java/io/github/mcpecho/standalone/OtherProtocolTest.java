package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other forms of it stand in the table of malformed requests. */
class OtherProtocolTest {
  /** Not in the table: to Tomcat this is HTTP/0.9, and so are the requests that follow. */
  @Test
  void aHealthCheckOfABalancerIsNamedToo() throws Exception {
    try (EchoHttpServer server =
        EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0))) {
      RawHttp.Response response =
          RawHttp.exchange(
              server.uri(), "PROXY UNKNOWN\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertEquals(400, response.status());
      assertTrue(response.body().contains("the PROXY protocol stands before"), response.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.1, true",
    "PROXY TCP6 2001:db8::1, true",
    "PROXY UNKNOWN, true",
    "PROXY /mcp HTTP/1.1, false",
    "PROXY TCP, false",
    "CONNECT /mcp HTTP/1.1, true",
    "CONNECTED /mcp HTTP/1.1, false",
    "'\5\1', true",
    "'\4\1', true",
    "'\6\1', false",
    "proxy tcp4 192.0.2.1, false",
    "POST /PROXY TCP4, false",
    "'', false",
  })
  void onlyItsBeginningIsIt(String text, boolean begins) {
    ByteBuffer read = ByteBuffer.wrap(("x" + text).getBytes(StandardCharsets.US_ASCII)).position(1);
    assertEquals(begins, OtherProtocol.of(read).isPresent());
    assertEquals(1, read.position());
    assertFalse(OtherProtocol.of(read.position(read.limit())).isPresent());
  }
}

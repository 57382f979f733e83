package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jetty refuses by itself is said in JSON too. */
class MalformedHttpTest {
  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  @ParameterizedTest
  @CsvSource({
    "400, 'GARBAGE\\r\\n\\r\\n'",
    "505, 'POST /mcp\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nno colon\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nA\\u0000: b\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n'",
    "400, 'POST /mcp%2f HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST /a/..;/mcp HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST http://evil.example/mcp HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "505, 'POST /mcp HTTP/3.7\\r\\nHost: localhost\\r\\n\\r\\n'"
  })
  void isAnsweredInJson(int status, String request) throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(),
            request.replace("\\r", "\r").replace("\\n", "\n").replace("\\u0000", "\u0000"));

    assertEquals(status, response.status(), response.head());
    assertEquals("application/json", response.header("Content-Type").orElse(""), response.head());
    assertTrue(response.body().startsWith("{\"jsonrpc\":\"2.0\",\"error\":"), response.body());
    assertFalse(response.body().contains("evil"), response.body());
    assertTrue(response.header("Server").isEmpty(), response.head());
  }
}

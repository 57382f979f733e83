package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jetty refuses by itself is said in JSON too. */
class MalformedHttpTest {
  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  @ParameterizedTest
  @CsvSource({
    "400, 'GARBAGE\\r\\n\\r\\n'",
    "505, 'POST /mcp\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nA: b\\r\\n c\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nno colon\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nA\\u0000: b\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n'",
    "400, 'POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n'",
    "400, 'POST /mcp%2f HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST /a/..;/mcp HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "400, 'POST http://evil.example/mcp HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'",
    "505, 'POST /mcp HTTP/2.0\\r\\nHost: localhost\\r\\n\\r\\n'",
    "505, 'PRI * HTTP/2.0\\r\\nHost: localhost\\r\\n\\r\\n'",
    "501, 'CONNECT evil.example:443 HTTP/1.1\\r\\nHost: evil.example:443\\r\\n\\r\\n'",
    "403, 'GET /nothing HTTP/1.1\\r\\nHost: evil.example\\r\\nConnection: close\\r\\n\\r\\n'",
    "505, 'POST /mcp HTTP/3.7\\r\\nHost: localhost\\r\\n\\r\\n'"
  })
  void html01_isAnsweredInJson(int status, String request) throws IOException {
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

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/9.9", "HTTP/x"})
  void anotherVersionOfHttpIsTheClientsMistake(String version) throws IOException {
    assertEquals(
        error(
            "the request line has to end with HTTP/1.1 or HTTP/1.0; HTTP/2 has no such line, and"
                + " begins with its preface (RFC 9113 section 3.4)"),
        post("/mcp", version, "localhost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/1.1", "Http/1.1", "http/1.0", "HTTp/1.0"})
  void aVersionInSmallLettersIsNone(String version) throws IOException {
    assertEquals(
        error("the version of HTTP is in small letters: it is HTTP/1.1 (RFC 9112 section 2.3)"),
        post("/mcp", version, "localhost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"//mcp", "/mcp//", "/mcp%2F", "/mcp/%2e%2e/mcp", "/x/..;/mcp?a=b"})
  void anAmbiguousPathIsCalledSo(String target) throws IOException {
    assertEquals(
        error("the path is ambiguous (//, .. or an encoded slash), the MCP endpoint is /mcp"),
        post(target, "HTTP/1.1", "localhost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp/../x", "/x;/mcp", "/x"})
  void anotherPathIsToldTheEndpoint(String target) throws IOException {
    assertEquals(
        error("there is nothing here, the MCP endpoint is /mcp"),
        post(target, "HTTP/1.1", "localhost"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example/mcp, localhost, the request target and the Host header name different hosts",
    "/mcp, u:password@h, 'the Host header is not a host, with or without a port'",
    "mcp, localhost, the request target is neither a path nor a URL",
    "*, localhost, the request target is neither a path nor a URL"
  })
  void whatElseIsMalformedIsSaidAndNotQuoted(String target, String host, String why)
      throws IOException {
    assertEquals(error(why), post(target, "HTTP/1.1", host));
  }

  private String post(String target, String version, String host) throws IOException {
    return RawHttp.exchange(
            server.uri(),
            "POST %s %s\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, version, host))
        .body();
  }

  private static String error(String why) {
    return """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: %s"}}"""
        .formatted(why);
  }
}

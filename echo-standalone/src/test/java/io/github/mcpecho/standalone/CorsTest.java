package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.servlet.HttpSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** With origins configured, their pages can read answers. */
class CorsTest {
  private static final String APP = "https://app.example";

  @AutoClose
  final EchoHttpServer server =
      Servers.start(
          Servers.CONFIG.with(HttpSettings.CORS_ORIGINS, List.of(APP)), Servers.greeter());

  @Test
  void h07_aPreflightOfAListedOriginIsAnswered() throws IOException {
    RawHttp.Response response =
        send(
            "OPTIONS",
            APP,
            """
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: content-type,Mcp-Param-Region, x-evil, mcp-name
            """);

    assertEquals(204, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("POST"), response.header("Access-Control-Allow-Methods"));
    assertEquals(
        Optional.of("content-type, mcp-param-region, mcp-name"),
        response.header("Access-Control-Allow-Headers"));
    assertEquals(Optional.of("Origin"), response.header("Vary"));
  }

  @Test
  void anAnswerForAListedOriginCanBeRead() throws IOException {
    RawHttp.Response response = send("POST", APP, "");

    assertEquals(200, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
    assertEquals(
        Optional.of("Mcp-Session-Id, Retry-After, WWW-Authenticate, X-Request-Id"),
        response.header("Access-Control-Expose-Headers"));
  }

  @Test
  void errorsCanBeReadToo() throws IOException {
    RawHttp.Response response = send("DELETE", APP, "");

    assertEquals(405, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
  }

  @Test
  void otherOriginsAreForbidden() throws IOException {
    RawHttp.Response response = send("OPTIONS", "https://evil.example", "");

    assertEquals(403, response.status());
    assertEquals(Optional.empty(), response.header("Access-Control-Allow-Origin"));
  }

  private RawHttp.Response send(String method, String origin, String headers) throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "%s /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(
                method,
                origin,
                Client.GREET.length(),
                headers.replace("\n", "\r\n"),
                Client.GREET));
  }
}

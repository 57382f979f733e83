package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends, how long it may be, and what becomes of the connection. */
class FramingTest {
  private static final String CHUNKS =
      Integer.toHexString(Client.GREET.length()) + "\r\n" + Client.GREET + "\r\n0\r\n\r\n";
  private static final String TOO_LONG =
      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: the request"
          + " line and headers are longer than 32768 bytes, which MCP_ECHO_MAX_HEADER_BYTES may raise\"}}";

  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/health", "/nonsense"})
  void trial_g08_chunksInHttp10AreTheLastOfTheirConnection(String path) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (var client = new RawHttp(server.uri())) {
      client.send(head + CHUNKS + "GET /health HTTP/1.0\r\n\r\n");
      RawHttp.Response first = client.response();
      RawHttp.Response second = client.response();

      assertEquals("close", first.header("Connection").orElse(""), first.head());
      assertEquals("", second.head());
    }
  }

  @Test
  void trial_g08_withoutChunksHttp10MayKeepItsConnection() throws IOException {
    String request =
        "POST /mcp HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + Client.GREET.length()
            + "\r\n\r\n"
            + Client.GREET;
    try (var client = new RawHttp(server.uri())) {
      client.send(request);
      assertEquals(Client.GREETING, client.response().body());
      client.send(request);
      assertEquals(Client.GREETING, client.response().body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip, chunked", "deflate,chunked", "identity, chunked", "x;q=1, chunked"})
  void trial_g08_aCodingThatIsNotSpokenIsNotImplemented(String codings) throws IOException {
    RawHttp.Response response = exchange("Transfer-Encoding: " + codings + "\r\n\r\n" + CHUNKS);

    assertEquals(501, response.status(), response.head());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: the only"
            + " transfer coding is chunked (RFC 9112 section 6.1); what came is "
            + codings
            + "\"}}",
        response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "CHUNKED", " chunked\t"})
  void trial_g08_chunksAreRead(String coding) throws IOException {
    RawHttp.Response response = exchange("Transfer-Encoding: " + coding + "\r\n\r\n" + CHUNKS);

    assertEquals(Client.GREETING, response.body(), response.head());
  }

  @Test
  void trial_g08_aCodingThatIsNotSpokenIsNoFailureOfTheServer() throws IOException {
    McpServer mcp = Servers.server(ExchangeListener.NONE, Servers.greeter());
    try (EchoHttpServer counting = EchoHttpServer.start(Servers.CONFIG, mcp);
        var client = new RawHttp(counting.uri())) {
      client.send(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
              + CHUNKS);
      assertEquals(501, client.response().status());
      // Whoever is served on the same connection comes after it was counted.
      client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertEquals(200, client.response().status());
    }

    assertEquals(1, mcp.statistics().snapshot().errors());
    assertEquals(0, mcp.statistics().snapshot().serverErrors());
  }

  @ParameterizedTest
  @CsvSource({
    "431, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-A: §'",
    "431, 'POST /mcp HTTP/1.1\r\n§'",
    "431, '§'",
    "414, 'POST /§'"
  })
  void trial_g08_tenMegabytesAreRefusedAndNotReset(int status, String beginning)
      throws IOException {
    String request =
        beginning.replace("\\r", "\r").replace("\\n", "\n").replace("§", "a".repeat(10_000_000));
    for (String end : new String[] {"", "\r\n\r\n", "\r\n\r\n" + Client.GREET}) {
      try (var client = new RawHttp(server.uri())) {
        client.send(request + end);
        RawHttp.Response response = client.response();

        assertEquals(status, response.status(), response.head());
        assertEquals(TOO_LONG, response.body());
      }
    }
  }

  @Test
  void trial_g08_aHeadOfManyLinesIsRefusedAndNotReset() throws IOException {
    RawHttp.Response response = exchange("X-A: a\r\n".repeat(1_000_000) + "\r\n");

    assertEquals(431, response.status());
    assertEquals(TOO_LONG, response.body());
  }

  @Test
  void trial_g08_whatIsMalformedIsRefusedAndNotReset() throws IOException {
    RawHttp.Response response = exchange("X A: a\r\n\r\n" + "a".repeat(10_000_000));

    assertEquals(400, response.status());
  }

  @ParameterizedTest
  @CsvSource({"32000, 404", "33000, 414", "40000, 414"})
  void trial_g08_aTargetThatIsTooLongIsToldTheLimit(int length, int status) throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(),
            "GET /"
                + "a".repeat(length)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertEquals(status, response.status());
    assertEquals(status == 414, response.body().equals(TOO_LONG), response.body());
  }

  private RawHttp.Response exchange(String headersAndBody) throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\n"
            + headersAndBody);
  }
}

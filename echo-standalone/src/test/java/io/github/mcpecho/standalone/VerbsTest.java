package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One path that takes POST. */
class VerbsTest {
  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  final Client client = new Client(server.uri());

  @Test
  void h01_postIsAnswered() throws Exception {
    HttpResponse<String> response = client.postJson(Client.GREET);

    assertEquals(200, response.statusCode());
    assertEquals(Client.GREETING, response.body());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    assertTrue(response.headers().firstValue("Server").isEmpty());
    assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  @Test
  void h01_aSlashAtTheEndMakesNoDifference() throws Exception {
    HttpResponse<String> response =
        new Client(server.uri().resolve("/mcp/")).postJson(Client.GREET);

    assertEquals(200, response.statusCode());
    assertEquals(Client.GREETING, response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "HEAD", "TRACE", "BREW"})
  void h06_everyOtherVerbIsNotAllowed(String verb) throws Exception {
    HttpResponse<String> response = client.method(verb, "/mcp");

    assertEquals(405, response.statusCode());
    assertEquals("POST, OPTIONS", response.headers().firstValue("Allow").orElse(""));
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    String error =
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: this endpoint takes \
        POST, with a JSON-RPC message as the body"}}""";
    assertEquals(verb.equals("HEAD") ? "" : error, response.body());
  }

  @Test
  void h07_optionsTellsTheVerbsAndNothingOfCors() throws Exception {
    HttpResponse<String> response = client.method("OPTIONS", "/mcp");

    assertEquals(204, response.statusCode());
    assertEquals("POST, OPTIONS", response.headers().firstValue("Allow").orElse(""));
    assertFalse(
        response.headers().map().keySet().stream().anyMatch(n -> n.startsWith("access-control")));
  }

  /** RFC 9110 §9.3.7: it is about the server, and about no resource. */
  @Test
  void optionsOfTheServerTellTheVerbsThatSomethingHereTakes() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(), "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertEquals(204, response.status());
    assertEquals("GET, HEAD, POST, OPTIONS", response.header("Allow").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/index.html", "/other", "/mcp/x", "/mcpx", "/health/", "/favicon.ico"})
  void h01_otherPathsAreNotFound(String path) throws Exception {
    HttpResponse<String> response = client.get(path);

    assertEquals(404, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: there is nothing here, \
        the MCP endpoint is /mcp"}}""",
        response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "OPTIONS", "DELETE"})
  void h01_otherPathsAreNotFoundWithAnyVerb(String verb) throws Exception {
    HttpResponse<String> response = client.method(verb, "/other");

    assertEquals(404, response.statusCode());
    assertTrue(response.body().startsWith("{\"jsonrpc\":"), response.body());
  }

  @Test
  void http10IsServed() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(),
            "POST /mcp HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: "
                + (Client.GREET.length() + "\r\n\r\n" + Client.GREET));

    assertEquals(200, response.status());
    assertEquals(Client.GREETING, response.body());
  }

  @Test
  void anAbsoluteTargetIsServed() throws IOException {
    String authority = "127.0.0.1:" + server.port();
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(),
            "POST http://%s/mcp HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(authority, authority, Client.GREET.length(), Client.GREET));

    assertEquals(200, response.status());
    assertEquals(Client.GREETING, response.body());
  }
}

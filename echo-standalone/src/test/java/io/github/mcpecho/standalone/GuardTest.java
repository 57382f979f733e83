package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a page of another site makes a browser send. */
class GuardTest {
  @AutoClose final EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:3000", "127.0.0.1:1", "[::1]:8080", "127.1.2.3"})
  void h03_loopbackNamesAreServed(String host) throws IOException {
    assertEquals(200, post(server, host, Optional.empty()).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.example:3000",
        "192.168.0.1",
        "127.0.0.1.evil.example",
        "127.0.0.999"
      })
  void h03_otherHostsAreForbidden(String host) throws IOException {
    RawHttp.Response response = post(server, host, Optional.empty());

    assertEquals(403, response.status());
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: Host \\"%s\\" is not \
        allowed; allowed: localhost, 127.0.0.1, [::1]; change it with MCP_ECHO_ALLOWED_HOSTS, \
        a list of hosts"}}"""
            .formatted(host),
        response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:5173",
        "https://127.0.0.1",
        "http://[::1]:9"
      })
  void h02_loopbackOriginsAreServed(String origin) throws IOException {
    assertEquals(200, post(server, "localhost", Optional.of(origin)).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://localhost.evil.example",
        "http://localhost/",
        "http://user@localhost",
        "localhost",
        "http://",
        "http://localhost, http://localhost",
        "\u001b[31m"
      })
  void h02_otherOriginsAreForbidden(String origin) throws IOException {
    RawHttp.Response response = post(server, "localhost", Optional.of(origin));

    // Jetty itself refuses control characters in a header.
    assertEquals(origin.startsWith("\u001b") ? 400 : 403, response.status());
    assertEquals("application/json", response.header("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[0:0:0:0:0:0:0:1]", "[0000:0000::0001]:3000", "[::0.0.0.1]", "[0:0::0:1]:1"})
  void trial_g05_everySpellingOfLoopbackIsServed(String host) throws IOException {
    assertEquals(200, post(server, host, Optional.empty()).status());
    assertEquals(200, post(server, "localhost", Optional.of("http://" + host)).status());
  }

  @ParameterizedTest
  @CsvSource({
    "200, [2001:0db8::1]",
    "200, '[2001:DB8:0:0:0:0:0:1]:8443'",
    "200, '[2001:db8::0.0.0.1]'",
    "200, '[fd00::2]:8080'",
    "200, '[FD00:0:0::0002]:8080'",
    "403, '[fd00::2]'",
    "403, '[fd00::2]:8081'",
    "403, '[2001:db8::2]'",
    "403, '[2001:db8::1:1]'",
    "200, 192.0.2.1",
    "403, '[::ffff:192.0.2.1]'",
  })
  void trial_g05_hostsAreComparedAsAddresses(int status, String host) throws IOException {
    Settings listed =
        Servers.CONFIG.withEnvironment(
            Map.of("MCP_ECHO_ALLOWED_HOSTS", "[2001:db8::1],[fd00:0:0:0:0:0:0:2]:8080,192.0.2.1"));
    try (EchoHttpServer echo = Servers.start(listed, Servers.greeter())) {
      assertEquals(status, post(echo, host, Optional.empty()).status());
    }
  }

  @Test
  void theRefusalSaysWhatToChange() throws IOException {
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: Origin \
        \\"https://app.example\\" is not allowed; allowed: those of localhost, 127.0.0.1, [::1]; \
        change it with MCP_ECHO_ALLOWED_ORIGINS, a list of origins"}}""",
        post(server, "localhost", Optional.of("https://app.example")).body());
  }

  @Test
  void whatIsShownOfARequestIsEscapedAndCut() throws IOException {
    String body = post(server, "localhost", Optional.of("ht\u202etp://" + "x".repeat(500))).body();

    // A container reads the bytes of a header one by one.
    assertTrue(body.contains("Origin \\\"ht\u00e2\\\\u0080\u00aetp://xxx"), body);
    assertTrue(body.contains("xxx… (510 characters)"), body);
  }

  @Test
  void h02_theGuardLooksAtEveryVerb() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(),
            "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n");

    assertEquals(403, response.status());
  }

  @Test
  void healthAndMetricsAreExempt() throws IOException {
    for (String path : List.of("/health", "/metrics")) {
      RawHttp.Response response =
          RawHttp.exchange(
              server.uri(),
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: pod-7\r\nOrigin: null\r\nConnection: close\r\n\r\n");

      assertEquals(200, response.status(), path);
    }
  }

  @Test
  void aServerOnEveryNetworkServesAnyHostAndItsOwnPages() throws IOException {
    try (EchoHttpServer open =
        Servers.start(Servers.CONFIG.with(ServerSettings.HOST, "0.0.0.0"), Servers.greeter())) {
      assertEquals(200, post(open, "echo.example", Optional.empty()).status());
      assertEquals(200, post(open, "echo.example", Optional.of("https://echo.example")).status());
      assertEquals(403, post(open, "echo.example", Optional.of("https://app.example")).status());
      assertEquals(403, post(open, "echo.example", Optional.of("null")).status());
    }
  }

  @Test
  void h03_settingsThatDoNotMentionTheGuardKeepIt() throws IOException {
    Settings config = Servers.CONFIG.with(HttpSettings.STRICT, false);
    try (EchoHttpServer strict = Servers.start(config, Servers.greeter())) {
      assertEquals(403, post(strict, "evil.example", Optional.empty()).status());
    }
  }

  @Test
  void aServerOnEveryNetworkCanBeToldToServeLoopbackNamesOnly() throws IOException {
    Settings guarded = Servers.CONFIG.with(HttpSettings.ALLOWED_HOSTS, List.of("localhost"));
    try (EchoHttpServer open =
        Servers.start(guarded.with(ServerSettings.HOST, "0.0.0.0"), Servers.greeter())) {
      assertEquals(403, post(open, "echo.example", Optional.empty()).status());
      assertEquals(200, post(open, "localhost", Optional.empty()).status());
    }
  }

  @Test
  void h03_aServerOnEveryNetworkThatListsItsHostsServesNoOther() throws IOException {
    Settings listed =
        Servers.CONFIG.withEnvironment(Map.of("MCP_ECHO_ALLOWED_HOSTS", "echo.example"));
    try (EchoHttpServer open =
        Servers.start(listed.with(ServerSettings.HOST, "0.0.0.0"), Servers.greeter())) {
      assertEquals(200, post(open, "echo.example", Optional.of("https://echo.example")).status());
      assertEquals(403, post(open, "evil.example", Optional.of("http://evil.example")).status());
    }
  }

  @Test
  void h04_listensOnLoopbackOnlyUnlessToldOtherwise() throws IOException {
    assertTrue(
        InetAddress.getByName(ServerSettings.DEFAULTS.get(ServerSettings.HOST))
            .isLoopbackAddress());
    // Another address of this machine; who listens on all is reached there too.
    try (var socket = new Socket()) {
      var other = new InetSocketAddress("127.0.0.2", server.port());
      assertThrows(IOException.class, () -> socket.connect(other, 5_000));
    }
  }

  private static RawHttp.Response post(EchoHttpServer server, String host, Optional<String> origin)
      throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "POST /mcp HTTP/1.1\r\nHost: %s\r\n%sContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                host,
                origin.map(value -> "Origin: " + value + "\r\n").orElse(""),
                Client.GREET.length(),
                Client.GREET));
  }
}

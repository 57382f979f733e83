package io.github.mcpecho.examples.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.catalina.startup.CatalinaBaseConfigurationSource;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts Tomcat with the very {@code conf/server.xml} of this example and the WAR as its root. */
class ServerXmlTest {
  private static final Tomcat TOMCAT = new Tomcat();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private static int port;

  @BeforeAll
  static void startWithTheFileThatIsShipped() throws Exception {
    Path base = Path.of(System.getProperty("catalina.base"));
    Files.createDirectories(base.resolve("webapps"));
    Files.copy(
        Path.of(System.getProperty("war")),
        base.resolve("webapps/ROOT.war"),
        StandardCopyOption.REPLACE_EXISTING);
    System.setProperty("mcp-echo.port", "0");
    TOMCAT.setBaseDir(base.toString());
    TOMCAT.init(
        new CatalinaBaseConfigurationSource(
            base.toFile(), Path.of("conf/server.xml").toAbsolutePath().toString()));
    TOMCAT.start();
    port = TOMCAT.getConnector().getLocalPort();
  }

  @AfterAll
  static void stop() throws Exception {
    TOMCAT.stop();
    TOMCAT.destroy();
    System.clearProperty("mcp-echo.port");
  }

  @Test
  void theEndpointIsWhereTheFileSays() throws IOException {
    String answer =
        send(
            "POST /mcp HTTP/1.1\\nHost: localhost\\nConnection: close\\nContent-Type: application/json\\nContent-Length: "
                + PING.length()
                + "\\n\\n"
                + PING);

    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.endsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"), answer);
  }

  /** Status, and what is sent; no status is a client that spoke no version of HTTP. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | GARBAGE\\n\\n
          400 | POST\\n\\n
          - | POST /mcp\\n\\n
          - | P(ST /mcp HTTP/1.1\\nHost: localhost\\n\\n
          - | POST /mcp HTTP/x\\nHost: localhost\\n\\n
          505 | POST /mcp HTTP/0.9\\nHost: localhost\\n\\n
          505 | POST /mcp HTTP/9.9\\nHost: localhost\\n\\n
          - | PRI * HTTP/2.0\\n\\nSM\\n\\n
          400 | POST mcp HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /m{c}p HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /mcp/%zz HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /mcp%2f HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /../mcp HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /mcp\\x HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST http://[::/mcp HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST http://evil.example/mcp HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /mcp HTTP/1.1\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: a b\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost:99999999\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: [::\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nHost: localhost\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nno colon\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nBad Name: a\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nX: <LONG>\\n\\n
          400 | POST /<LONG> HTTP/1.1\\nHost: localhost\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: x\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: -1\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: 1\\nContent-Length: 2\\n\\n{}
          415 | POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: 2\\nTransfer-Encoding: chunked\\n\\n{}
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nConnection: close\\nContent-Type: application/json\\nTransfer-Encoding: chunked\\n\\nzz\\n{}
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nConnection: close\\nContent-Type: application/json\\nTransfer-Encoding: chunked\\n\\nffffffffffffffff\\n{}
          501 | POST /mcp HTTP/1.1\\nHost: localhost\\nTransfer-Encoding: nonsense\\n\\n
          501 | POST /mcp HTTP/1.1\\nHost: localhost\\nTransfer-Encoding: gzip, chunked\\n\\n0\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\nTransfer-Encoding: chunked, gzip\\n\\n0\\n\\n
          417 | POST /mcp HTTP/1.1\\nHost: localhost\\nExpect: nonsense\\nConnection: close\\n\\n
          417 | POST /mcp HTTP/1.1\\nHost: localhost\\nExpect: 200-ok\\nConnection: close\\n\\n
          405 | TRACE /mcp HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          501 | CONNECT localhost:80 HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          200 | OPTIONS * HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | GET / HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | GET /other HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | GET /WEB-INF/web.xml HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | GET /META-INF/MANIFEST.MF HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | PUT /other HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          404 | HEAD /other HTTP/1.1\\nHost: localhost\\nConnection: close\\n\\n
          415 | POST /mcp HTTP/1.1\\nHost: localhost\\nA: b\\n c\\nConnection: close\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost: localhost\\n: a\\n\\n
          400 | POST /mcp HTTP/1.1\\nHost : localhost\\n\\n
          """)
  void html01_nothingIsAnsweredInHtml(String status, String request) throws IOException {
    String answer = send(request);
    boolean hasHead = answer.startsWith("HTTP/1.1 ");
    String body = hasHead ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : answer;

    assertEquals(status, hasHead ? answer.substring(9, 12) : "-", answer);
    assertFalse(answer.toLowerCase(Locale.ROOT).contains("html"), answer);
    assertFalse(answer.contains("Tomcat"), answer);
    if (!body.isEmpty()) {
      assertTrue(JSON.readTree(body).isObject(), answer);
      assertTrue(!hasHead || answer.contains("\r\nContent-Type: application/json"), answer);
    }
  }

  private static String send(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes(request));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String request) {
    return request
        .replace("\\n", "\r\n")
        .replace("<LONG>", "a".repeat(40_000))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}

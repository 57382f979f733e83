package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.ErrorServlet;
import io.github.mcpecho.servlet.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks that Tomcat gives up on while a servlet reads them. */
@Isolated("It reads what is logged.")
class ChunksInTomcatTest {
  private static final String CHUNK =
      Integer.toHexString(Client.GREET.length()) + "\r\n" + Client.GREET + "\r\n";
  private static final String REFUSAL =
      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: the body is cut"
          + " off, or its chunks or trailer fields are malformed\"}}";

  private final Tomcat tomcat = new Tomcat();
  private final McpServer server = Servers.server(ExchangeListener.NONE, Servers.greeter());

  @TempDir Path base;
  private URI endpoint;

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    EchoServlets servlets =
        EchoServlets.of(
            server,
            HttpSettings.DEFAULTS.with(
                HttpSettings.ALLOWED_HOSTS, List.of("localhost", "127.0.0.1")));
    Wrapper mcp = Tomcat.addServlet(context, "mcp", servlets.mcp());
    mcp.addMapping("/mcp");
    Tomcat.addServlet(context, "error", new ErrorServlet()).addMapping("/");
    var errorPage = new ErrorPage();
    errorPage.setLocation("/");
    context.addErrorPage(errorPage);
    tomcat.start();
    endpoint = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  static Stream<Arguments> chunks() {
    return Stream.of(
        Arguments.of("nine trailer fields with a long value", CHUNK + "0\r\n" + trailers(9, 4_000)),
        Arguments.of("a thousand trailer fields", CHUNK + "0\r\n" + trailers(1_000, 1)),
        Arguments.of("trailer fields beyond all limits", CHUNK + "0\r\n" + trailers(9_000, 1)),
        Arguments.of("a trailer field of 64 KiB", CHUNK + "0\r\n" + trailers(1, 65_536)),
        Arguments.of("an extension of 64 KiB", "1;" + "a".repeat(65_536) + "\r\n{\r\n0\r\n\r\n"),
        Arguments.of("a size that is no number", "zz\r\n{\r\n0\r\n\r\n"),
        Arguments.of("a size beyond all numbers", "f".repeat(17) + "\r\n{\r\n0\r\n\r\n"),
        Arguments.of("a chunk longer than its size", "1\r\n{}\r\n0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chunks")
  void trial_g10_isTheClientsMistake(String what, String body) throws Exception {
    try (var log = new LogCapture("", Level.INFO)) {
      RawHttp.Response response = post("Host: localhost\r\n", body);

      assertEquals(400, response.status(), response.head());
      assertEquals(REFUSAL, response.body());
      assertEquals(List.of(), warnings(log));
    }
    assertTrue(server.statistics().snapshot().errors() > 0);
    assertEquals(0, server.statistics().snapshot().serverErrors());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chunks")
  void trial_g10_changesNothingOfAnEarlierRefusal(String what, String body) throws Exception {
    try (var log = new LogCapture("", Level.INFO)) {
      RawHttp.Response response = post("Host: evil.example\r\n", body);

      assertEquals(403, response.status(), response.head());
      assertEquals(List.of(), warnings(log));
    }
    assertEquals(0, server.statistics().snapshot().serverErrors());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void trial_g10_aFewTrailerFieldsAreRead(int fields) throws Exception {
    RawHttp.Response response = post("Host: localhost\r\n", CHUNK + "0\r\n" + trailers(fields, 10));

    assertEquals(Client.GREETING, response.body());
  }

  /** Nine fields are too many for Tomcat up to 10.1.49, which then throws what it should not. */
  @ParameterizedTest
  @ValueSource(ints = {9, 10, 100})
  void trial_g10_someFieldsMoreAreReadOrTheClientsMistake(int fields) throws Exception {
    try (var log = new LogCapture("", Level.INFO)) {
      RawHttp.Response response =
          post("Host: localhost\r\n", CHUNK + "0\r\n" + trailers(fields, 1));

      assertTrue(
          List.of(Client.GREETING, REFUSAL).contains(response.body()),
          response.head() + response.body());
      assertEquals(List.of(), warnings(log));
    }
    assertEquals(0, server.statistics().snapshot().serverErrors());
  }

  private static List<String> warnings(LogCapture log) {
    return log.rest().stream()
        .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogRecord::getMessage)
        .toList();
  }

  private static String trailers(int fields, int length) {
    return IntStream.range(0, fields)
            .mapToObj(i -> "X-T-" + i + ": " + "a".repeat(length) + "\r\n")
            .collect(Collectors.joining())
        + "\r\n";
  }

  private RawHttp.Response post(String host, String body) throws IOException {
    try (var client = new RawHttp(endpoint)) {
      try {
        client.send(
            "POST /mcp HTTP/1.1\r\n"
                + host
                + "Connection: close\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + body);
      } catch (IOException e) {
        // A server need not read to its end what it refuses; the answer is there all the same.
      }
      RawHttp.Response response = client.response();
      awaitEnd(client);
      return response;
    }
  }

  /** The connection ends after the request has been counted. */
  private static void awaitEnd(RawHttp client) {
    try {
      assertEquals("", client.response().head());
    } catch (IOException e) {
      // With a reset, if the server has not read all there was.
    }
  }
}

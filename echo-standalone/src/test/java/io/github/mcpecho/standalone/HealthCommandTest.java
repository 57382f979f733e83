package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code health}, which an image without a shell asks for its health. */
@Isolated("It runs the program, whose log is that of the JVM.")
class HealthCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
  void trial_o03_aServerThatIsWellIsHealthy(String host) {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG.with(ServerSettings.HOST, host))) {
      assertEquals(0, health(server.uri().getPort(), Map.of("MCP_ECHO_HOST", host)));
      assertTrue(text(out).startsWith("{\"status\":\"healthy\","), text(out));
      assertEquals("", text(err));
    }
  }

  @Test
  void theManagementPortIsAskedWhereThereIsOne() {
    Settings settings = Servers.CONFIG.with(ServerSettings.MANAGEMENT_PORT, 0);
    try (EchoHttpServer server = Servers.start(settings)) {
      int port = server.uri().getPort();
      String management = String.valueOf(server.managementPort());

      assertEquals(0, health(port, Map.of("MCP_ECHO_MANAGEMENT_PORT", management)));
      assertEquals(1, health(port, Map.of("MCP_ECHO_MANAGEMENT_HOST", "127.0.0.1")));
    }
  }

  @Test
  void aServerThatDrainsIsNotHealthy() throws Exception {
    Settings settings = Servers.CONFIG.with(ServerSettings.DRAIN_DELAY, Duration.ofSeconds(60));
    try (EchoHttpServer server = Servers.start(settings)) {
      var drain = new Thread(server::drain);
      drain.start();
      while (health(server.uri().getPort(), Map.of()) == 0) {
        Thread.onSpinWait();
      }
      assertTrue(text(err).startsWith("{\"status\":\"draining\","), text(err));
      drain.interrupt();
      drain.join();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SSH-2.0-other | mcp-echo: what answers speaks no HTTP",
        "`` | mcp-echo: what answers speaks no HTTP",
        "HTTP/1.1 404 Not Found~~no | no",
        "HTTP/1.0 200 OK~~another server | another server",
        "HTTP/1.1 500 Error~~a\u001b[31m | a\\u001b[31m"
      })
  void whateverElseAnswersIsNotHealthy(String answer, String said) throws Exception {
    try (var server = listening()) {
      var answers = new Thread(() -> answer(server, answer.replace("~", "\r\n"), false));
      answers.start();

      assertEquals(1, health(server.getLocalPort(), Map.of()));
      assertEquals(said + "\n", text(err));
      answers.join();
    }
  }

  @Test
  void aServerThatIsSilentOrWithoutAnEndIsNotWaitedFor() throws Exception {
    try (var server = listening()) {
      var answers = new Thread(() -> answer(server, "HTTP/1.1 200 OK\r\n\r\n", true));
      answers.start();

      assertEquals(1, health(server.getLocalPort(), Map.of()));
      assertTrue(text(err).endsWith("timed out\n"), text(err));
      answers.interrupt();
      answers.join();
    }
  }

  @Test
  void noServerIsNotHealthy() throws Exception {
    int port;
    try (var server = listening()) {
      port = server.getLocalPort();
    }
    assertEquals(1, health(port, Map.of()));
    assertTrue(
        text(err).startsWith("mcp-echo: no answer about health at port " + port + " (give this"),
        text(err));
    assertEquals(
        1, Main.run(List.of("health"), Map.of("MCP_ECHO_PORT", "http"), print(out), print(err)));
    assertEquals("", text(out));
    assertTrue(text(err).contains("MCP_ECHO_PORT=http cannot be used"), text(err));
  }

  @Test
  void trial_o09_theProgramSpeaksUtf8WhateverTheLocale(@TempDir Path directory) throws Exception {
    Path noKeys = Files.writeString(directory.resolve("keys"), "{}");
    var program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    program.environment().put("LC_ALL", "POSIX");
    program.environment().put("MCP_ECHO_JWKS_FILE", noKeys.toString());
    Process process = program.start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(2, process.waitFor());
    assertTrue(said.contains("is not a JWK set (RFC 7517 §5)"), said);
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  /** Answers one connection; without an end if it goes on. */
  private static void answer(ServerSocket server, String answer, boolean goesOn) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (!goesOn) {
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
      while (goesOn) {
        socket.getOutputStream().write('.');
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int health(int port, Map<String, String> variables) {
    var all = new HashMap<>(variables);
    all.put("MCP_ECHO_PORT", String.valueOf(port));
    return Main.run(List.of("health"), all, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does between the word to stop and its end. */
class DrainTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final Settings AT_ONCE =
      Servers.CONFIG
          .with(ServerSettings.DRAIN_DELAY, Duration.ZERO)
          .with(ServerSettings.STOP_TIMEOUT, Duration.ZERO);

  private static final String STREAM =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
          + "{\"name\":\"greet\",\"_meta\":{\"progressToken\":1}}}";

  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @Test
  void trial_o02_whileItDrainsHealthSaysSoAndEverythingElseIsServed() throws Exception {
    Settings settings = Servers.CONFIG.with(ServerSettings.DRAIN_DELAY, LONG);
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter())) {
      var client = new Client(server.uri());
      assertEquals("", client.get("/health").headers().firstValue("Connection").orElse(""));
      assertTrue(client.get("/metrics").body().contains("mcp_echo_draining 0.0\n"));
      Thread drain = started(server::drain);
      untilItDrains(client);

      HttpResponse<String> health = client.get("/health");
      HttpResponse<String> call = client.postJson(Client.GREET);
      assertEquals(503, health.statusCode());
      assertTrue(health.body().startsWith("{\"status\":\"draining\","), health.body());
      assertEquals(Client.GREETING, call.body());
      assertEquals("close", call.headers().firstValue("Connection").orElse(""));
      assertEquals(200, client.get("/livez").statusCode());
      assertTrue(client.get("/metrics").body().contains("mcp_echo_draining 1.0\n"));

      drain.interrupt();
      drain.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /nothing", "GET /mcp", "POST /health", "DELETE /mcp"})
  void whateverIsAskedWhileItDrainsClosesTheConnection(String request) throws Exception {
    Settings settings = Servers.CONFIG.with(ServerSettings.DRAIN_DELAY, LONG);
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter())) {
      var client = new Client(server.uri());
      Thread drain = started(server::drain);
      untilItDrains(client);
      String[] words = request.split(" ");

      HttpResponse<String> answer = client.method(words[0], words[1]);
      assertEquals("close", answer.headers().firstValue("Connection").orElse(""));

      drain.interrupt();
      drain.join();
    }
  }

  @Test
  void trial_o02_aCallThatRunsFinishesByItself() throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.DRAIN_DELAY, Duration.ZERO)
            .with(ServerSettings.STOP_TIMEOUT, LONG);
    try (EchoHttpServer server = Servers.start(settings, waiting())) {
      var client = new Client(server.uri());
      CompletableFuture<HttpResponse<String>> call =
          inBackground(() -> client.postJson(Client.GREET));
      running.await();
      Thread drain = started(server::drain);
      untilItIsRefused(server.uri());
      mayEnd.countDown();
      drain.join();

      assertEquals(Client.GREETING, call.get(20, TimeUnit.SECONDS).body());
    }
  }

  @Test
  void trial_o02_aCallThatOutlastsTheStopTimeoutIsCancelledWithAnAnswer() throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.DRAIN_DELAY, Duration.ZERO)
            .with(ServerSettings.STOP_TIMEOUT, Duration.ZERO);
    try (EchoHttpServer server = Servers.start(settings, waiting())) {
      var client = new Client(server.uri());
      CompletableFuture<HttpResponse<String>> call =
          inBackground(() -> client.postJson(Client.GREET));
      running.await();
      server.drain();

      HttpResponse<String> answer = call.get(20, TimeUnit.SECONDS);
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("stop"), answer.body());
    }
  }

  @Test
  void whatIsForOperatorsIsServedAtTheirAddressAlone() throws Exception {
    Settings settings = Servers.CONFIG.with(ServerSettings.MANAGEMENT_PORT, 0);
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter())) {
      var clients = new Client(server.uri());
      var operators =
          new Client(URI.create("http://127.0.0.1:" + server.managementPort() + "/mcp"));

      for (String path : Drain.FOR_OPERATORS) {
        assertEquals(404, clients.get(path).statusCode(), path);
        assertEquals(200, operators.get(path).statusCode(), path);
      }
      assertEquals(200, clients.postJson(Client.GREET).statusCode());
      assertEquals(404, operators.postJson(Client.GREET).statusCode());
      assertTrue(clients.get("/health").body().startsWith("{\"jsonrpc\":"));
    }
  }

  @Test
  void aManagementPortInUseIsToldByItsName() throws Exception {
    try (var taken = new ServerSocket(0)) {
      Settings settings = Servers.CONFIG.with(ServerSettings.MANAGEMENT_PORT, taken.getLocalPort());
      var refused = assertThrows(ConfigurationException.class, () -> Servers.start(settings));

      assertTrue(refused.getMessage().contains("set MCP_ECHO_MANAGEMENT_PORT to"));
    }
  }

  @Test
  void aManagementHostThatIsNoneIsToldByItsName() {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.MANAGEMENT_PORT, 0)
            .with(ServerSettings.MANAGEMENT_HOST, "no such host");
    var refused = assertThrows(ConfigurationException.class, () -> Servers.start(settings));

    assertTrue(refused.getMessage().contains("set MCP_ECHO_MANAGEMENT_HOST to"));
  }

  @Test
  void trial_o09_theProgramEndsWithStatus0AfterSoManyRequests() throws Exception {
    Process program =
        program(Map.of("ECHO_STATELESS_MAX_REQUESTS", "3", "MCP_ECHO_DRAIN_DELAY", "0"));
    try {
      var client = new Client(uri(program));
      for (int i = 0; i < 9; i++) {
        assertEquals(200, client.get("/livez").statusCode());
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(200, client.postJson(Client.GREET).statusCode());
      }

      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, program.exitValue());
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void trial_o09_oneRequestIsServedWhenOneIsAllAndHealthIsNone() throws Exception {
    Process program =
        program(Map.of("ECHO_STATELESS_MAX_REQUESTS", "1", "MCP_ECHO_DRAIN_DELAY", "0"));
    try {
      URI uri = uri(program);
      var client = new Client(uri);
      for (String path : Drain.FOR_OPERATORS) {
        HttpResponse<String> answer = client.get(path);
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.headers().firstValue("Connection").orElse(""));
      }
      HttpResponse<String> call = client.postJson(Client.GREET);

      assertEquals(200, call.statusCode());
      assertEquals("close", call.headers().firstValue("Connection").orElse(""));
      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, program.exitValue());
      assertThrows(ConnectException.class, () -> new Client(uri).get("/livez"));
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void whatIsRefusedAtAPathCountsAsARequestToo() throws Exception {
    Process program =
        program(Map.of("ECHO_STATELESS_MAX_REQUESTS", "2", "MCP_ECHO_DRAIN_DELAY", "0"));
    try {
      var client = new Client(uri(program));
      assertEquals(404, client.get("/elsewhere").statusCode());
      assertEquals(405, client.get("/mcp").statusCode());

      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, program.exitValue());
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void trial_o02_aStreamThatOutlastsTheStopTimeoutEndsWithItsAnswer() throws Exception {
    try (EchoHttpServer server = Servers.start(AT_ONCE, streaming());
        var client = new RawHttp(server.uri())) {
      client.post(STREAM);
      client.readUntil("\"progress\":1");
      server.drain();

      String rest = client.rest();
      assertTrue(rest.contains("\"id\":1,\"result\":{"), rest);
      assertTrue(rest.contains("stop"), rest);
      assertTrue(rest.endsWith("\n\n\r\n0\r\n\r\n"), rest);
    }
  }

  @Test
  void trial_o02_aStreamThatNobodyReadsDoesNotKeepTheServer() throws Exception {
    var begun = new CountDownLatch(1);
    Tool flood =
        Servers.tool(
            "greet",
            call -> {
              for (int i = 1; !Thread.interrupted(); i++) {
                call.progress().report(i, 1_000_000, "x".repeat(1_000));
                begun.countDown();
              }
              return ToolResult.text("hello");
            });
    try (EchoHttpServer server = Servers.start(AT_ONCE, flood);
        var client = new RawHttp(server.uri())) {
      client.post(STREAM);
      begun.await();
      server.drain();

      assertThrows(ConnectException.class, () -> new Client(server.uri()).get("/livez"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "3600, 2"})
  void trial_o02_theProgramEndsWithTheStatusOfSigtermAfterADrainOrAtASecondSignal(
      String delay, int signals) throws Exception {
    Process program = program(Map.of("MCP_ECHO_DRAIN_DELAY", delay));
    try {
      var client = new Client(uri(program));
      assertEquals(200, client.get("/health").statusCode());
      program.destroy();
      if (signals == 2) {
        untilItDrains(client);
        program.destroy();
      }

      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
      assertEquals(143, program.exitValue());
    } finally {
      program.destroyForcibly();
    }
  }

  private Tool streaming() {
    return Servers.tool(
        "greet",
        call -> {
          call.progress().report(1, 2, "");
          mayEnd.await();
          return ToolResult.text("hello");
        });
  }

  private Tool waiting() {
    return Servers.tool(
        "greet",
        call -> {
          running.countDown();
          mayEnd.await();
          return ToolResult.text("hello");
        });
  }

  private static Process program(Map<String, String> variables) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().put("MCP_ECHO_PORT", "0");
    builder.environment().putAll(variables);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static URI uri(Process program) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    return URI.create(lines.readLine().replace("mcp-echo listens on ", ""));
  }

  private static void untilItDrains(Client client) throws Exception {
    while (client.get("/health").statusCode() != 503) {
      Thread.onSpinWait();
    }
  }

  /** A new client has no connection that it could use again. */
  private static void untilItIsRefused(URI uri) throws Exception {
    try {
      while (new Client(uri).get("/livez").statusCode() == 200) {
        Thread.onSpinWait();
      }
    } catch (ConnectException e) {
      // No new connection is taken.
    }
  }

  private static Thread started(Runnable task) {
    var thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> task) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.call();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}

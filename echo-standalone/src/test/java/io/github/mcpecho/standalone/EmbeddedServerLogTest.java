package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a server within a test logs. */
@Isolated("It reads what is logged.")
class EmbeddedServerLogTest {
  private static final Settings LISTED =
      Servers.CONFIG.with(HttpSettings.ALLOWED_HOSTS, List.of("echo.example"));

  @AutoClose final LogCapture log = new LogCapture("", Level.INFO);

  @BeforeEach
  void resetLevels() {
    // Whatever the program set in this JVM: levels are not set in somebody's test.
    Logger.getLogger("org.eclipse.jetty").setLevel(null);
    Logger.getLogger("org.eclipse.jetty.util.thread.QueuedThreadPool").setLevel(null);
    Logger.getLogger("io.github.mcpecho").setLevel(null);
  }

  @Test
  void startAndStopAreSilent() {
    startAndStop(Servers.CONFIG);

    assertEquals(List.of(), logged());
  }

  @Test
  void stoppingWhileAToolRunsIsSilent() throws Exception {
    var inside = new CountDownLatch(2);
    var go = new CountDownLatch(1);
    Tool waits =
        Servers.tool(
            "waits",
            call -> {
              inside.countDown();
              go.await();
              return ToolResult.text("stopped");
            });
    Tool isDeaf =
        Servers.tool(
            "deaf",
            call -> {
              inside.countDown();
              while (go.getCount() > 0) {
                Thread.onSpinWait();
              }
              return ToolResult.text("not stopped");
            });
    var clients = new ArrayList<RawHttp>();
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, waits, isDeaf)) {
      for (String tool : List.of("waits", "deaf")) {
        var client = new RawHttp(server.uri());
        clients.add(client);
        client.send(calling(tool, server));
      }
      assertTrue(inside.await(20, TimeUnit.SECONDS));
    } finally {
      go.countDown();
      for (RawHttp client : clients) {
        client.close();
      }
    }

    assertEquals(List.of(), logged());
  }

  @Test
  void whoeverServesAnyHostIsWarned() {
    startAndStop(Servers.CONFIG.with(ServerSettings.HOST, "0.0.0.0"));

    assertEquals(
        List.of(
            "WARNING Any Host is served, so a web page can reach this server by DNS rebinding: list"
                + " the hosts that clients use in MCP_ECHO_ALLOWED_HOSTS, or * if something in"
                + " front checks them"),
        logged());
  }

  @Test
  void whoeverListsHostsIsNotWarned() {
    startAndStop(LISTED.with(ServerSettings.HOST, "0.0.0.0"));

    assertEquals(List.of(), logged());
  }

  @Test
  void whoeverAsksForTokensIsToldWhatThatIsWorth() {
    EchoHttpServer.start(Servers.CONFIG.with(EchoSettings.CHALLENGE, true)).close();

    assertEquals(
        List.of(
            "WARNING Challenge mode: without MCP_ECHO_JWKS_FILE no signature is verified: a"
                + " rehearsal, not protection",
            "WARNING Challenge mode: without MCP_ECHO_PUBLIC_URL the request itself says for whom"
                + " its token has to be: a rehearsal, not protection",
            "WARNING Challenge mode: without MCP_ECHO_AUTHORIZATION_SERVERS the resource metadata"
                + " tells no client where to get a token"),
        logged());
  }

  private List<String> logged() {
    return log.rest().stream()
        .filter(message -> message.getLevel().intValue() >= Level.INFO.intValue())
        .map(message -> message.getLevel() + " " + new SimpleFormatter().formatMessage(message))
        .toList();
  }

  private static byte[] calling(String tool, EchoHttpServer server) {
    return RequestText.of("bare", Client.GREET.replace("greet", tool), server.port()).bytes();
  }

  private static void startAndStop(Settings config) {
    Servers.start(config, Servers.greeter()).close();
  }
}

package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.TestAuthority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server of the program, and those that are added to it while it runs. Thread-safe. */
final class Servers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TestServer.class.getName());

  private static final int FIRST = 0;
  private static final int MOST = 250;
  private static final int LONGEST_LINE = 300;

  /** An added server takes free ones unless it is told others. */
  private static final List<String> PORTS =
      List.of(ServerSettings.MANAGEMENT_PORT.name(), ServerSettings.PAGE_PORT.name());

  private final Map<String, String> variables;
  private final Optional<TestAuthority> authority;
  private final Map<Integer, ControlledServer> byNumber = new ConcurrentSkipListMap<>();
  private final FindingTally gone = new FindingTally();
  private int newest = FIRST;

  /**
   * @param variables of the program
   * @param authority certifies those that speak TLS; nothing if they do not
   */
  Servers(Map<String, String> variables, Optional<TestAuthority> authority) {
    this.variables = Map.copyOf(variables);
    this.authority = authority;
  }

  /**
   * Starts that of the program.
   *
   * @param control answers at {@link Control#PATH}, if something does
   * @throws ConfigurationException if it cannot be started so
   */
  McpEchoServer start(Script script, Optional<Control> control) {
    McpEchoServerBuilder builder = McpEchoServer.builder().environment(variables);
    control.ifPresent(asked -> builder.beside(Control.PATH, asked::answer));
    return start(FIRST, script, builder, variables).server();
  }

  /**
   * Adds one.
   *
   * @param settings variables that are others for it
   * @throws ConfigurationException if it cannot be started so
   */
  synchronized ControlledServer add(Script script, Map<String, String> settings) {
    if (byNumber.size() > MOST) {
      throw new ControlRefusal(409, "There are %d servers: delete some first".formatted(MOST));
    }
    var own = new HashMap<>(variables);
    own.keySet().removeAll(PORTS);
    own.put(ServerSettings.PORT.name(), "0");
    own.putAll(settings);
    ControlledServer added =
        start(newest + 1, script, McpEchoServer.builder().environment(own), own);
    newest++;
    return added;
  }

  private ControlledServer start(
      int number, Script script, McpEchoServerBuilder builder, Map<String, String> variables) {
    authority.ifPresent(builder::https);
    String prefix = number == FIRST ? "" : "Server " + number + ": ";
    // The access log has those to the endpoint: one line for each is enough.
    String inAccessLog =
        HttpSettings.ACCESS_LOG.in(variables).orElseThrow()
            ? ServerSettings.PATH.in(variables).orElseThrow()
            : "";
    builder.onAnswered(
        call -> {
          if (inAccessLog.isEmpty() || !call.isAtOrBelow(inAccessLog)) {
            log(prefix, call);
          }
        });
    var server =
        new ControlledServer(
            number, script.start(builder), script, gone, new AtomicBoolean(), new AtomicBoolean());
    byNumber.put(number, server);
    return server;
  }

  private static void log(String prefix, RecordedCall call) {
    LOG.log(System.Logger.Level.INFO, prefix + QuotedInput.of(call.toString(), LONGEST_LINE));
  }

  /** Returns that of the program. */
  ControlledServer first() {
    return find(FIRST).orElseThrow();
  }

  Optional<ControlledServer> find(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  List<ControlledServer> all() {
    return List.copyOf(byNumber.values());
  }

  /** Stops one that was added, and keeps what was wrong with its clients. */
  void delete(ControlledServer server) {
    if (server.number() == FIRST) {
      throw new ControlRefusal(409, "It is the server of the program, and lasts as long");
    }
    if (byNumber.remove(server.number(), server)) {
      server.deleted().set(true);
      server.server().close();
      gone.add(server.server());
    }
  }

  Optional<TestAuthority> authority() {
    return authority;
  }

  /**
   * Returns what was wrong with the clients of all, those that are gone too; once they are over.
   */
  FindingTally findings() {
    byNumber.values().forEach(server -> gone.add(server.server()));
    return gone;
  }

  @Override
  public void close() {
    new ArrayList<>(byNumber.values()).forEach(server -> server.server().close());
  }
}

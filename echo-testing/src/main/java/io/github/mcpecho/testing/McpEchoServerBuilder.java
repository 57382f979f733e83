package io.github.mcpecho.testing;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.diagnosis.clients.ClientConduct;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.ServerConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Settings of a {@link McpEchoServer}; each has a default. Not thread-safe. */
public final class McpEchoServerBuilder {
  private static final int KEY_BYTES = 32;

  /** A debugger may stop a test for longer than a server should wait elsewhere. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private EchoConfig.Builder echo = EchoConfig.builder();
  private Optional<Setup> setup = Optional.empty();
  private ServerConfig config = ServerConfig.DEFAULTS.withPort(0).withIdleTimeout(IDLE);

  McpEchoServerBuilder() {}

  /**
   * Takes every setting from the environment variables that the program reads, the port too. What
   * was set before is forgotten, the setup too.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public McpEchoServerBuilder environment(Map<String, String> variables) {
    config = ServerConfig.fromEnvironment(variables);
    echo = config.echo().toBuilder();
    setup = Optional.empty();
    return this;
  }

  /** Speaks only these revisions; by default all. */
  public McpEchoServerBuilder versions(ProtocolVersion first, ProtocolVersion... others) {
    echo.versions(EnumSet.of(first, others));
    return this;
  }

  /** Speaks only revision 2026-07-28. */
  public McpEchoServerBuilder modernOnly() {
    return versions(ProtocolVersion.V2026_07_28);
  }

  /**
   * Speaks only these revisions, such as {@code 2025-06-18}, of those before 2026-07-28; all of
   * them if none is named.
   *
   * @throws ConfigurationException if one is unknown, or not before 2026-07-28
   */
  public McpEchoServerBuilder legacyOnly(String... revisions) {
    var named = new TreeSet<>(List.of(revisions));
    Set<ProtocolVersion> legacy = EnumSet.allOf(ProtocolVersion.class);
    legacy.removeIf(
        version -> version.isModern() || !named.isEmpty() && !named.contains(version.wireName()));
    if (legacy.size() < named.size()) {
      throw new ConfigurationException("Not each of " + named + " is a revision before 2026-07-28");
    }
    echo.versions(legacy);
    return this;
  }

  /**
   * Refuses what a strict server would, see {@link
   * io.github.mcpecho.servlet.HttpSettings#strict()}; by default it serves that, and tells {@link
   * RecordedCall#findings}.
   */
  public McpEchoServerBuilder strict(boolean strict) {
    config = config.withHttp(config.http().withStrict(strict));
    return this;
  }

  /** Takes the time from this clock, in every tool too. */
  public McpEchoServerBuilder clock(Clock clock) {
    echo.clock(clock);
    return this;
  }

  /**
   * Has the endpoint at this path; by default at {@code /mcp}.
   *
   * @throws ConfigurationException if it cannot be the path of an endpoint
   */
  public McpEchoServerBuilder path(String path) {
    config = config.withPath(path);
    return this;
  }

  /** Has one tool more beside the nine. */
  public McpEchoServerBuilder tool(Tool tool) {
    echo.tool(tool);
    return this;
  }

  /**
   * Has this beneath the rules, such as {@code ProtectedResource} of package {@code oauth}. A later
   * one takes the place of an earlier one.
   */
  public McpEchoServerBuilder with(Setup newSetup) {
    setup = Optional.of(newSetup);
    return this;
  }

  /**
   * Changes what there is no method for here: tools that are off, checks of health, a public URL.
   */
  public McpEchoServerBuilder echo(Consumer<EchoConfig.Builder> change) {
    change.accept(echo);
    return this;
  }

  /** Changes how the endpoint treats HTTP: CORS, the guard, the longest body. */
  public McpEchoServerBuilder http(UnaryOperator<HttpSettings> change) {
    config = config.withHttp(change.apply(config.http()));
    return this;
  }

  /**
   * Refuses a request line and headers that are longer than this with 431; 32 KiB if not set.
   *
   * @param bytes from 1 KiB to 1 MiB
   * @throws ConfigurationException if it is out of range
   */
  public McpEchoServerBuilder maxHeaderBytes(int bytes) {
    config = config.withMaxHeaderBytes(bytes);
    return this;
  }

  /**
   * Closes a connection that has been silent for so long, as a proxy does; ten minutes if not set.
   *
   * @param timeout above zero, at most 365 days
   * @throws ConfigurationException if it is out of range
   */
  public McpEchoServerBuilder idleTimeout(Duration timeout) {
    config = config.withIdleTimeout(timeout);
    return this;
  }

  /** Listens at this port; by default at a free one, which no other server takes. */
  public McpEchoServerBuilder port(int port) {
    config = config.withPort(port);
    return this;
  }

  /**
   * Starts a server; it accepts connections when this returns. More than one may be started.
   *
   * @throws ConfigurationException if it cannot listen there
   */
  public McpEchoServer start() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    EchoConfig built = echo.build();
    var redactor = new Redactor(key);
    // A client may know another server that was at this port before, and go on with this one.
    var conduct = new ClientConduct(config.port() == 0, redactor);
    var reader = new CallReader(built.clock(), config.path(), redactor, conduct);
    return McpEchoServer.start(config.withEcho(built), reader, setup);
  }
}

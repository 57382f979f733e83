package io.github.mcpecho.testing;

import io.github.mcpecho.ConfigurationException;
import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.standalone.ServerConfig;
import io.github.mcpecho.tools.redaction.Redactor;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of a {@link McpEchoServer}; each has a default. Not thread-safe. */
public final class McpEchoServerBuilder {
  private static final int KEY_BYTES = 32;

  /** A debugger may stop a test for longer than a server should wait elsewhere. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private EchoConfig.Builder echo = EchoConfig.builder();
  private Clock clock = Clock.systemUTC();
  private Optional<Setup> setup = Optional.empty();
  private ServerConfig config = ServerConfig.DEFAULTS.withPort(0).withIdleTimeout(IDLE);

  McpEchoServerBuilder() {}

  /**
   * Takes every setting from the environment variables that the program reads, the port too. What
   * was set before is forgotten.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public McpEchoServerBuilder environment(Map<String, String> variables) {
    config = ServerConfig.fromEnvironment(variables);
    echo = config.echo().toBuilder();
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

  /** Does not speak revision 2026-07-28. */
  public McpEchoServerBuilder legacyOnly() {
    Set<ProtocolVersion> legacy = EnumSet.allOf(ProtocolVersion.class);
    legacy.removeIf(ProtocolVersion::isModern);
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
  public McpEchoServerBuilder clock(Clock newClock) {
    clock = newClock;
    echo.clock(newClock);
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

  /** Listens at this port; by default at a free one, which no other server takes. */
  public McpEchoServerBuilder port(int port) {
    config = config.withPort(port);
    return this;
  }

  /**
   * Starts the server; it accepts connections when this returns.
   *
   * @throws ConfigurationException if it cannot listen there
   */
  public McpEchoServer start() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return McpEchoServer.start(
        config.withEcho(echo.build()), new CallReader(clock, new Redactor(key)), setup);
  }
}

package io.github.mcpecho;

import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a server is like. Immutable: {@link #toBuilder} makes a changed copy.
 *
 * <p>{@link #fromEnvironment} reads the environment variables that the README lists.
 */
public final class EchoConfig {
  /** Every revision, every tool, a key of its own, the real clock and machine. */
  public static final EchoConfig DEFAULTS = new Builder().build();

  final ServedRevisions revisions;
  final ToolSelection selection;
  final List<Tool> moreTools;
  final List<HealthCheck> healthChecks;
  final List<ExchangeListener> listeners;
  final Duration runTimeLimit;
  final int maxJsonDepth;
  final Clock clock;
  final Map<String, String> environment;
  final Optional<SystemProbe> systemProbe;
  final PublicUrl publicUrl;
  final TrustedKeys trustedKeys;
  final Optional<ChallengeMode> challenge;
  final RandomGenerator random;
  final ServerKey key;
  final InstanceName instance;
  final boolean maskPersonal;

  private EchoConfig(Builder builder) {
    revisions = new ServedRevisions(builder.versions, builder.preferredLegacyVersion);
    selection = new ToolSelection(builder.enabledTools, builder.disabledTools);
    moreTools = List.copyOf(builder.moreTools);
    healthChecks = List.copyOf(builder.healthChecks);
    listeners = List.copyOf(builder.listeners);
    runTimeLimit = builder.runTimeLimit;
    maxJsonDepth = builder.maxJsonDepth;
    clock = builder.clock;
    environment = builder.environment;
    systemProbe = builder.systemProbe;
    publicUrl = builder.publicUrl;
    trustedKeys = builder.trustedKeys;
    challenge = builder.challenge;
    random = builder.random;
    key = builder.key;
    instance = builder.instance;
    maskPersonal = builder.maskPersonal;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the configuration from variables such as {@link System#getenv()}.
   *
   * @throws ConfigurationException if one of them cannot be used
   */
  public static EchoConfig fromEnvironment(Map<String, String> variables) {
    return EnvironmentSettings.read(variables);
  }

  /** Returns where the time is read from. */
  public Clock clock() {
    return clock;
  }

  /** Returns a builder that starts with this configuration. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    /** A call with its {@code _meta} is nested so deep. */
    static final int MIN_JSON_DEPTH = 8;

    static final int MAX_JSON_DEPTH = 1_000;

    private Set<ProtocolVersion> versions = EnumSet.allOf(ProtocolVersion.class);
    private Optional<ProtocolVersion> preferredLegacyVersion = Optional.empty();
    private Set<String> enabledTools = Set.of();
    private Set<String> disabledTools = Set.of();
    private final List<Tool> moreTools = new ArrayList<>();
    private final List<HealthCheck> healthChecks = new ArrayList<>();
    private final List<ExchangeListener> listeners = new ArrayList<>();
    private Duration runTimeLimit = Duration.ofSeconds(60);
    private int maxJsonDepth = Json.DEFAULT_MAX_DEPTH;
    private Clock clock = Clock.systemUTC();
    private Map<String, String> environment = Map.of();
    private Optional<SystemProbe> systemProbe = Optional.empty();
    private PublicUrl publicUrl = PublicUrl.UNKNOWN;
    private TrustedKeys trustedKeys = TrustedKeys.NONE;
    private Optional<ChallengeMode> challenge = Optional.empty();
    private RandomGenerator random = new SecureRandom();
    private ServerKey key = ServerKey.random();
    private InstanceName instance = InstanceName.random();
    private boolean maskPersonal;

    private Builder() {}

    private Builder(EchoConfig other) {
      versions = other.revisions.all();
      preferredLegacyVersion = other.revisions.preferred();
      enabledTools = other.selection.enabled();
      disabledTools = other.selection.disabled();
      moreTools.addAll(other.moreTools);
      healthChecks.addAll(other.healthChecks);
      listeners.addAll(other.listeners);
      runTimeLimit = other.runTimeLimit;
      maxJsonDepth = other.maxJsonDepth;
      clock = other.clock;
      environment = other.environment;
      systemProbe = other.systemProbe;
      publicUrl = other.publicUrl;
      trustedKeys = other.trustedKeys;
      challenge = other.challenge;
      random = other.random;
      key = other.key;
      instance = other.instance;
      maskPersonal = other.maskPersonal;
    }

    /** Serves only these revisions. */
    public Builder versions(Set<ProtocolVersion> only) {
      if (only.isEmpty()) {
        throw new ConfigurationException("At least one protocol version must be supported");
      }
      versions = EnumSet.copyOf(only);
      return this;
    }

    /**
     * Offers this revision to a client that initializes with an unknown one; the newest legacy
     * revision that is served if not set.
     */
    public Builder preferredLegacyVersion(ProtocolVersion version) {
      preferredLegacyVersion = Optional.of(version);
      return this;
    }

    /** Serves only the tools of these names; all of them if empty. */
    public Builder enabledTools(Set<String> names) {
      enabledTools = Set.copyOf(names);
      return this;
    }

    /** Does not serve the tools of these names. */
    public Builder disabledTools(Set<String> names) {
      disabledTools = Set.copyOf(names);
      return this;
    }

    /** Adds a tool after the nine. */
    public Builder tool(Tool tool) {
      moreTools.add(tool);
      return this;
    }

    /** Adds a check that {@code healthProbe} shows. */
    public Builder healthCheck(HealthCheck check) {
      healthChecks.add(check);
      return this;
    }

    /**
     * Tells this listener of every exchange of a servlet or a program; {@link
     * io.github.mcpecho.mcp.McpServer#handle} alone tells nobody.
     */
    public Builder listener(ExchangeListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Stops a tool after this time, 60 seconds if not set: its thread is interrupted, and a tool
     * that heeds neither that nor {@link io.github.mcpecho.mcp.Cancellation} runs on.
     *
     * @param limit above zero, at most 365 days
     */
    public Builder runTimeLimit(Duration limit) {
      Limits.requireTime("The run-time limit of tools (MCP_ECHO_TOOL_TIMEOUT)", limit);
      runTimeLimit = limit;
      return this;
    }

    /**
     * Refuses messages nested deeper than this; 64 if not set.
     *
     * @param depth from 8 to 1000
     */
    public Builder maxJsonDepth(int depth) {
      Limits.requireNumber(
          "The depth of a message (MCP_ECHO_MAX_JSON_DEPTH)",
          depth,
          MIN_JSON_DEPTH,
          MAX_JSON_DEPTH);
      maxJsonDepth = depth;
      return this;
    }

    /** Reads the time from here. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Shows these variables in {@code environmentDump}; none if not set. */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /** Takes readings of process and machine from here. */
    public Builder systemProbe(SystemProbe probe) {
      systemProbe = Optional.of(probe);
      return this;
    }

    /**
     * Says which URL clients use for the MCP endpoint; {@code authContext} compares it with what
     * the request gives away, and a {@link ChallengeMode} asks for tokens with this audience.
     *
     * @param url such as {@code https://mcp.example.com/mcp}
     */
    public Builder publicUrl(String url) {
      try {
        publicUrl = PublicUrl.of(url);
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException("MCP_ECHO_PUBLIC_URL cannot be used: " + e.getMessage());
      }
      return this;
    }

    /**
     * Lets {@code bearerDecode} and a {@link ChallengeMode} verify signatures with the public keys
     * in this file, a JWK set (RFC 7517 §5), which is read now.
     *
     * @throws ConfigurationException if the file cannot be used
     */
    public Builder jwksFile(Path file) {
      try {
        trustedKeys = TrustedKeys.fromFile(file);
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException("MCP_ECHO_JWKS_FILE cannot be used: " + e.getMessage());
      }
      return this;
    }

    /** Refuses requests without a fitting access token; everybody may call if not set. */
    public Builder challenge(ChallengeMode mode) {
      challenge = Optional.of(mode);
      return this;
    }

    /** Chooses a legend with this. */
    public Builder random(RandomGenerator generator) {
      random = generator;
      return this;
    }

    /**
     * Sets the secret that fingerprints and {@code requestState} are keyed with, at least 16
     * characters: servers that share it show the same fingerprint for the same secret, and can
     * continue each other's calls. Random if not set.
     */
    public Builder key(String secret) {
      key = ServerKey.of(secret);
      return this;
    }

    /**
     * Says by which name this server is told apart from others behind the same proxy, such as that
     * of its pod. Eight random hexadecimal digits if not set: the name of the machine is nobody's
     * business unless the operator says so.
     *
     * @param name at most 64 letters, digits, dots, colons, hyphens and underscores
     */
    public Builder instance(String name) {
      instance = new InstanceName(name);
      return this;
    }

    /**
     * Masks what tells who a person is, or from where, like a secret: identity headers, claims,
     * principals, e-mail and network addresses. They are shown if not set.
     */
    public Builder maskPersonal(boolean mask) {
      maskPersonal = mask;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws ConfigurationException if two settings contradict each other
     */
    public EchoConfig build() {
      return new EchoConfig(this);
    }
  }
}

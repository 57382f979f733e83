package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.SafeText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How an {@link McpServer} behaves. Immutable; made by a {@link Builder}. */
public final class McpServerSettings {
  /**
   * The longest that a tool may run: far above what anybody waits for, far below what a long of
   * nanoseconds holds.
   */
  public static final Duration LONGEST_RUN_TIME = Duration.ofDays(365);

  private static final int MAX_QUOTED = 100;
  private static final int MAX_LOOKED_AT = 20_000;

  final ServerInfo serverInfo;
  final List<Tool> tools;
  final Set<String> trustedTools;
  final Set<ProtocolVersion> versions;
  final ProtocolVersion preferredLegacyVersion;
  final Duration runTimeLimit;
  final int maxJsonDepth;
  final byte[] stateKey;
  final Clock clock;

  /** Makes a text of a request fit to be quoted in an error message: without secrets, short. */
  final UnaryOperator<String> redaction;

  final Redaction quotedRedaction;
  final Redaction toolRedaction;
  final RequestStatistics statistics;
  final ExchangeListener listener;
  final Optional<Authorization> authorization;

  private McpServerSettings(Builder builder) {
    serverInfo = builder.serverInfo;
    tools = List.copyOf(builder.tools);
    trustedTools = builder.trustedTools;
    versions = builder.versions;
    preferredLegacyVersion = builder.preferredLegacyVersion.orElseGet(() -> newest(versions));
    runTimeLimit = builder.runTimeLimit;
    maxJsonDepth = builder.maxJsonDepth;
    stateKey = builder.stateKey.orElseGet(McpServerSettings::randomKey);
    clock = builder.clock;
    quotedRedaction = builder.redaction.orElse(Redaction.NONE);
    redaction = quoting(quotedRedaction);
    toolRedaction = builder.redaction.orElse(Redaction.LENGTH_ONLY);
    statistics = builder.statistics;
    listener = ExchangeListener.all(List.of(statistics, builder.listener));
    authorization = builder.authorization;
  }

  /** Starts with every revision, these tools, and a default for everything else. */
  public static Builder builder(ServerInfo serverInfo, List<? extends Tool> tools) {
    return new Builder(serverInfo, tools);
  }

  private static ProtocolVersion newest(Set<ProtocolVersion> versions) {
    return Arrays.stream(ProtocolVersion.values())
        .filter(version -> !version.isModern() && versions.contains(version))
        .reduce((older, newer) -> newer)
        .orElse(ProtocolVersion.V2025_11_25);
  }

  /** Looks at the beginning only: the rest is not shown, and long texts are not sent by friends. */
  private static UnaryOperator<String> quoting(Redaction redaction) {
    return text -> {
      String beginning = text.substring(0, Math.min(text.length(), MAX_LOOKED_AT));
      String shown = redaction.text(beginning);
      return SafeText.escape(SafeText.cap(shown, MAX_QUOTED));
    };
  }

  private static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final ServerInfo serverInfo;
    private final List<? extends Tool> tools;
    private Set<String> trustedTools = Set.of();
    private Set<ProtocolVersion> versions = EnumSet.allOf(ProtocolVersion.class);
    private Optional<ProtocolVersion> preferredLegacyVersion = Optional.empty();
    private Duration runTimeLimit = Duration.ofSeconds(60);
    private int maxJsonDepth = Json.DEFAULT_MAX_DEPTH;
    private Optional<byte[]> stateKey = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private Optional<Redaction> redaction = Optional.empty();
    private RequestStatistics statistics = new RequestStatistics();
    private ExchangeListener listener = ExchangeListener.NONE;
    private Optional<Authorization> authorization = Optional.empty();

    private Builder(ServerInfo serverInfo, List<? extends Tool> tools) {
      this.serverInfo = serverInfo;
      this.tools = tools;
    }

    /**
     * Takes the schemas of the tools of these names as valid, and their results as what their
     * output schema says: for tools whose tests have shown both. Arguments are validated all the
     * same. None if not set.
     */
    public Builder trustedTools(Set<String> toolNames) {
      trustedTools = Set.copyOf(toolNames);
      return this;
    }

    /** Serves only these revisions, at least one. */
    public Builder versions(Set<ProtocolVersion> only) {
      if (only.isEmpty()) {
        throw new IllegalArgumentException("A server serves at least one revision");
      }
      versions = EnumSet.copyOf(only);
      return this;
    }

    /**
     * Offers this revision to a client that initializes with one that is not served; the newest
     * legacy revision if not set.
     */
    public Builder preferredLegacyVersion(ProtocolVersion version) {
      if (version.isModern()) {
        throw new IllegalArgumentException(version + " is not a revision to initialize");
      }
      preferredLegacyVersion = Optional.of(version);
      return this;
    }

    /**
     * Stops a tool after this time, 60 seconds if not set: its thread is interrupted, and a tool
     * that heeds neither that nor its {@link Cancellation} runs on.
     *
     * @param limit above zero, at most 365 days
     * @throws IllegalArgumentException if it is not
     */
    public Builder runTimeLimit(Duration limit) {
      if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST_RUN_TIME) > 0) {
        throw new IllegalArgumentException(
            "A run-time limit is above 0 and at most " + LONGEST_RUN_TIME.toDays() + " days");
      }
      runTimeLimit = limit;
      return this;
    }

    /**
     * Refuses bodies nested deeper than this; 64 if not set.
     *
     * @param depth from 1
     * @throws IllegalArgumentException if it is not
     */
    public Builder maxJsonDepth(int depth) {
      if (depth < 1) {
        throw new IllegalArgumentException("A message is nested at least one deep");
      }
      maxJsonDepth = depth;
      return this;
    }

    /**
     * Signs {@code requestState} with this key: servers that share it can continue each other's
     * calls. Random if not set.
     */
    public Builder stateKey(byte[] key) {
      stateKey = Optional.of(key.clone());
      return this;
    }

    /** Reads the time from here: when a request came, and whether a {@code requestState} is old. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /**
     * Sends any text of a request through this before an error message or a log quotes it, and
     * hands it to the tools. If not set, both quote what came, and tools are told lengths only.
     */
    public Builder redaction(Redaction newRedaction) {
      redaction = Optional.of(newRedaction);
      return this;
    }

    /**
     * Counts the exchanges that the listener is told of here, for tools that show the counts: none
     * with {@link McpServer#handle} alone.
     */
    public Builder statistics(RequestStatistics newStatistics) {
      statistics = newStatistics;
      return this;
    }

    /**
     * Tells this listener of every exchange of an adapter such as a servlet; {@link
     * McpServer#handle} alone tells nobody.
     */
    public Builder listener(ExchangeListener newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Lets an adapter such as a servlet ask this for each request; {@link McpServer#handle} alone
     * asks nobody. Everybody may call if not set.
     */
    public Builder authorization(Authorization newAuthorization) {
      authorization = Optional.of(newAuthorization);
      return this;
    }

    public McpServerSettings build() {
      return new McpServerSettings(this);
    }
  }
}

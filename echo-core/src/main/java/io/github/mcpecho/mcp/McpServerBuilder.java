package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.JacksonVersion;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.settings.ConfigurationException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Collects how an {@link McpServer} behaves. {@link McpServer#handle} alone tells no listener,
 * counts nothing and asks nobody: that is an adapter's. Not thread-safe.
 */
public final class McpServerBuilder {
  private static final int KEY_BYTES = 32;
  private static final int LEAST_KEY_BYTES = 16;
  private static final int LEAST_DEPTH = 8;
  private static final int MAX_QUOTED = 100;
  private static final int MAX_LOOKED_AT = 20_000;

  final ServerInfo serverInfo;
  final List<Tool> tools;
  Set<String> trustedTools = Set.of();
  Set<String> customNames = Set.of();
  Set<ProtocolVersion> versions = EnumSet.allOf(ProtocolVersion.class);
  Duration runTimeLimit = Duration.ofSeconds(60);
  Map<String, Duration> runTimeLimits = Map.of();
  final List<Prompt> prompts = new ArrayList<>();
  final List<Resource> resources = new ArrayList<>();
  Optional<Supplier<List<Resource>>> laterResources = Optional.empty();
  final List<ResourceTemplate> resourceTemplates = new ArrayList<>();
  final Map<ListKind, ChangeSource> listChanges = new EnumMap<>(ListKind.class);
  boolean completions = true;
  int pageSize = 1_000;
  int maxSubscriptions = 100;
  Duration longestSubscription = Duration.ofHours(1);
  int maxJsonDepth = Json.DEFAULT_MAX_DEPTH;
  Clock clock = Clock.systemUTC();
  RequestStatistics statistics = new RequestStatistics();
  ExchangeListener listener = ExchangeListener.NONE;
  Optional<Authorization> authorization = Optional.empty();
  String instance = "";
  private Optional<ProtocolVersion> preferredLegacyVersion = Optional.empty();
  private Optional<byte[]> stateKey = Optional.empty();
  private Optional<Redaction> redaction = Optional.empty();

  McpServerBuilder(ServerInfo serverInfo, List<? extends Tool> tools) {
    this.serverInfo = serverInfo;
    this.tools = List.copyOf(tools);
  }

  /**
   * Takes the schemas of these tools as valid, and their results as what their output schema says:
   * for tools whose tests have shown both. Arguments are validated all the same.
   */
  public McpServerBuilder trustedTools(Set<String> toolNames) {
    trustedTools = Set.copyOf(toolNames);
    return this;
  }

  /**
   * Lets tools and prompts have these names whatever they are, which some clients cannot use: for
   * tests of clients.
   */
  public McpServerBuilder customNames(Set<String> names) {
    customNames = Set.copyOf(names);
    return this;
  }

  /** Calls the server by this name in the access log, to tell it from others of its kind. */
  public McpServerBuilder instance(String name) {
    instance = name;
    return this;
  }

  /** Adds a prompt after those before. */
  public McpServerBuilder prompt(Prompt prompt) {
    prompts.add(prompt);
    return this;
  }

  /** Adds a resource after those before. */
  public McpServerBuilder resource(Resource resource) {
    resources.add(resource);
    return this;
  }

  /**
   * Adds resources after all others that are made when somebody first asks for one: many of them
   * would hold up the start. None of them can be subscribed to; one that has the URI of another is
   * left out.
   */
  public McpServerBuilder laterResources(Supplier<List<Resource>> made) {
    laterResources = Optional.of(made);
    return this;
  }

  /** Adds a template of resources after those before. */
  public McpServerBuilder resourceTemplate(ResourceTemplate template) {
    resourceTemplates.add(template);
    return this;
  }

  /** Serves completion or not, whatever the prompts and templates suggest; it does if not set. */
  public McpServerBuilder completions(boolean areServed) {
    completions = areServed;
    return this;
  }

  /** Tells clients that listen when the list of tools has changed, for some caller at least. */
  public McpServerBuilder toolChanges(ChangeSource changes) {
    listChanges.put(ListKind.TOOLS, Objects.requireNonNull(changes));
    return this;
  }

  /** Tells clients that listen when the list of prompts has changed, for some caller at least. */
  public McpServerBuilder promptChanges(ChangeSource changes) {
    listChanges.put(ListKind.PROMPTS, Objects.requireNonNull(changes));
    return this;
  }

  /** Tells clients that listen when the list of resources has changed, for some caller at least. */
  public McpServerBuilder resourceChanges(ChangeSource changes) {
    listChanges.put(ListKind.RESOURCES, Objects.requireNonNull(changes));
    return this;
  }

  /** Lists at most this many tools, prompts, resources or templates at once; 1,000 if not set. */
  public McpServerBuilder pageSize(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("A page has at least one item");
    }
    pageSize = items;
    return this;
  }

  /**
   * Lets this many clients listen to changes at once, each for this long; 100 and an hour if not
   * set. Each keeps a thread.
   *
   * @param most more are refused; 0 if nobody may listen
   */
  public McpServerBuilder subscriptions(int most, Duration longest) {
    if (most < 0) {
      throw new IllegalArgumentException("Nobody listens less than not at all");
    }
    requirePositive(longest);
    maxSubscriptions = most;
    longestSubscription = longest;
    return this;
  }

  /** Serves only these revisions, at least one. */
  public McpServerBuilder versions(Set<ProtocolVersion> only) {
    if (only.isEmpty()) {
      throw new IllegalArgumentException("A server serves at least one revision");
    }
    versions = EnumSet.copyOf(only);
    return this;
  }

  /** Offers this legacy revision to a client that initializes with an unknown one. */
  public McpServerBuilder preferredLegacyVersion(ProtocolVersion version) {
    if (version.isModern()) {
      throw new IllegalArgumentException(version.wireName() + " has no initialize");
    }
    preferredLegacyVersion = Optional.of(version);
    return this;
  }

  /** Interrupts the thread of a tool, prompt or resource after this time; 60 seconds if not set. */
  public McpServerBuilder runTimeLimit(Duration limit) {
    requirePositive(limit);
    runTimeLimit = limit;
    return this;
  }

  /** Gives these tools, by name, a time of their own. */
  public McpServerBuilder runTimeLimits(Map<String, Duration> limits) {
    limits.values().forEach(McpServerBuilder::requirePositive);
    runTimeLimits = Map.copyOf(limits);
    return this;
  }

  /** Refuses bodies nested deeper than this; 64 if not set. */
  public McpServerBuilder maxJsonDepth(int depth) {
    if (depth < LEAST_DEPTH) {
      throw new IllegalArgumentException("A message needs " + LEAST_DEPTH + " levels");
    }
    maxJsonDepth = depth;
    return this;
  }

  /**
   * Signs {@code requestState} and cursors with this: servers that share it continue each other's
   * calls and lists.
   *
   * @param key at least 16 bytes that nobody can guess
   */
  public McpServerBuilder stateKey(byte[] key) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException("A key has at least " + LEAST_KEY_BYTES + " bytes");
    }
    stateKey = Optional.of(key.clone());
    return this;
  }

  /** Reads the time from here. */
  public McpServerBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Sends any text of a request through this before an error message or a log quotes it, and hands
   * it to the tools. If not set, both quote what came, and tools are told lengths only.
   */
  public McpServerBuilder redaction(Redaction newRedaction) {
    redaction = Optional.of(newRedaction);
    return this;
  }

  /** Counts here what the listener is told of, for tools that show the counts. */
  public McpServerBuilder statistics(RequestStatistics newStatistics) {
    statistics = newStatistics;
    return this;
  }

  /** Lets an adapter such as a servlet tell this of every exchange. */
  public McpServerBuilder listener(ExchangeListener newListener) {
    listener = newListener;
    return this;
  }

  /** Lets an adapter such as a servlet ask this before it lets a request in. */
  public McpServerBuilder authorization(Authorization newAuthorization) {
    authorization = Optional.of(newAuthorization);
    return this;
  }

  /**
   * Returns a server.
   *
   * @throws IllegalArgumentException if a tool, prompt or resource cannot be registered
   * @throws ConfigurationException if Jackson is too old
   */
  public McpServer build() {
    Optional<String> problem = JacksonVersion.problem();
    if (problem.isPresent()) {
      throw new ConfigurationException(problem.get());
    }
    return new McpServer(this);
  }

  private static void requirePositive(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("A time has to be longer than nothing: " + time);
    }
  }

  ProtocolVersion preferredLegacyVersion() {
    return preferredLegacyVersion.orElseGet(
        () ->
            Arrays.stream(ProtocolVersion.values())
                .filter(version -> !version.isModern() && versions.contains(version))
                .reduce((older, newer) -> newer)
                .orElse(ProtocolVersion.V2025_11_25));
  }

  byte[] stateKey() {
    return stateKey.orElseGet(
        () -> {
          byte[] key = new byte[KEY_BYTES];
          new SecureRandom().nextBytes(key);
          return key;
        });
  }

  Redaction quotedRedaction() {
    return redaction.orElse(Redaction.NONE);
  }

  Redaction toolRedaction() {
    return redaction.orElse(Redaction.LENGTH_ONLY);
  }

  /**
   * Makes a text of a request fit to be quoted in an error message: without secrets, short. Looks
   * at its beginning only: the rest is not shown, and long texts are not sent by friends.
   */
  UnaryOperator<String> quoting() {
    Redaction quoted = quotedRedaction();
    return text -> {
      String beginning = text.substring(0, Math.min(text.length(), MAX_LOOKED_AT));
      String shown = quoted.text(beginning);
      int length = shown.length() + text.length() - beginning.length();
      return SafeText.escape(SafeText.cap(shown, MAX_QUOTED, length));
    };
  }
}

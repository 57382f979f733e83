package io.github.mcpecho.servlet;

import io.github.mcpecho.Environment;
import io.github.mcpecho.Limits;
import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How the endpoint treats HTTP. Start from {@link #DEFAULTS} and change what differs. Immutable.
 *
 * @param guard which Host and Origin are served
 * @param corsOrigins whose pages may read answers, as {@link OriginGuard#allowingOrigins} takes
 *     them; empty leaves CORS to the proxy in front
 * @param strict whether {@code Accept} must name both media types, as the revisions ask of clients
 * @param maxBodyBytes the longest body that is read, from 1; more is answered 413
 * @param readTimeout how long a body may take to arrive; more is answered 408. A servlet looks at
 *     the clock when bytes arrive; a body that stops arriving is ended by the container: by this
 *     project's program when this time is up, by another container after its own idle time
 * @param maxConcurrentRequests how many requests are served at once, from 1; more are answered 503,
 *     if the container has more threads than this: one that has fewer lets requests wait instead
 * @param keepAliveInterval how long a call may be silent before a comment is written; an answer
 *     that takes longer becomes a stream of events by it, unless the client accepts only JSON
 * @param accessLog whether a line for each request is logged at level INFO to {@link
 *     #ACCESS_LOGGER}, a JSON object; its {@code requestId} is then in the answer as {@code
 *     X-Request-Id}
 */
public record HttpSettings(
    OriginGuard guard,
    List<String> corsOrigins,
    boolean strict,
    int maxBodyBytes,
    Duration readTimeout,
    int maxConcurrentRequests,
    Duration keepAliveInterval,
    boolean accessLog) {

  /**
   * The name of the logger of the access log, for whoever wants its lines in a place of their own.
   */
  public static final String ACCESS_LOGGER = "io.github.mcpecho.access";

  /** For a servlet in somebody's container, and for the program. */
  public static final HttpSettings DEFAULTS =
      new HttpSettings(
          OriginGuard.fitting(),
          List.of(),
          false,
          4 * 1024 * 1024,
          Duration.ofSeconds(30),
          1_000,
          Duration.ofSeconds(15),
          false);

  private static final int MAX_READ_SECONDS = 3_600;

  /** The longest array that every JVM allocates. */
  private static final int MAX_BODY_BYTES = Integer.MAX_VALUE - 8;

  private static final int MAX_CONCURRENT_REQUESTS = 1_000_000;

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException if one of them is out of range, or no list of origins
   */
  public HttpSettings {
    corsOrigins = OriginPatterns.checked(corsOrigins);
    Limits.requireNumber("maxBodyBytes", maxBodyBytes, 1, MAX_BODY_BYTES);
    Limits.requireTime("readTimeout", readTimeout);
    Limits.requireNumber(
        "maxConcurrentRequests", maxConcurrentRequests, 1, MAX_CONCURRENT_REQUESTS);
    Limits.requireTime("keepAliveInterval", keepAliveInterval);
  }

  /** Reads these settings for a servlet in somebody's container. */
  public static HttpSettings fromEnvironment(Map<String, String> variables) {
    return DEFAULTS.withEnvironment(variables);
  }

  /**
   * Returns these settings, changed by {@code MCP_ECHO_ALLOWED_HOSTS}, {@code
   * MCP_ECHO_ALLOWED_ORIGINS}, {@code MCP_ECHO_CORS_ORIGINS}, {@code MCP_ECHO_STRICT}, {@code
   * MCP_ECHO_MAX_BODY_BYTES}, {@code MCP_ECHO_READ_TIMEOUT} (seconds), {@code
   * MCP_ECHO_MAX_CONCURRENT_REQUESTS}, {@code MCP_ECHO_ACCESS_LOG} and, without the latter, {@code
   * MCP_ECHO_DEBUG} where they are set.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public HttpSettings withEnvironment(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    OriginGuard guarded = names(environment, "MCP_ECHO_ALLOWED_HOSTS", guard::allowingHosts, guard);
    guarded = names(environment, "MCP_ECHO_ALLOWED_ORIGINS", guarded::allowingOrigins, guarded);
    return names(environment, "MCP_ECHO_CORS_ORIGINS", this::withCorsOrigins, this)
        .withGuard(guarded)
        .withStrict(environment.flag("MCP_ECHO_STRICT", strict))
        .withMaxBodyBytes(
            environment.number("MCP_ECHO_MAX_BODY_BYTES", 1, MAX_BODY_BYTES, maxBodyBytes))
        .withReadTimeout(
            environment.seconds("MCP_ECHO_READ_TIMEOUT", MAX_READ_SECONDS, readTimeout))
        .withMaxConcurrentRequests(
            environment.number(
                "MCP_ECHO_MAX_CONCURRENT_REQUESTS",
                1,
                MAX_CONCURRENT_REQUESTS,
                maxConcurrentRequests))
        .withAccessLog(
            environment.flag("MCP_ECHO_ACCESS_LOG", environment.flag("MCP_ECHO_DEBUG", accessLog)));
  }

  public HttpSettings withGuard(OriginGuard newGuard) {
    return new HttpSettings(
        newGuard,
        corsOrigins,
        strict,
        maxBodyBytes,
        readTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withCorsOrigins(List<String> newOrigins) {
    return new HttpSettings(
        guard,
        newOrigins,
        strict,
        maxBodyBytes,
        readTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withStrict(boolean newStrict) {
    return new HttpSettings(
        guard,
        corsOrigins,
        newStrict,
        maxBodyBytes,
        readTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withMaxBodyBytes(int newMax) {
    return new HttpSettings(
        guard,
        corsOrigins,
        strict,
        newMax,
        readTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withReadTimeout(Duration newTimeout) {
    return new HttpSettings(
        guard,
        corsOrigins,
        strict,
        maxBodyBytes,
        newTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withMaxConcurrentRequests(int newMax) {
    return new HttpSettings(
        guard,
        corsOrigins,
        strict,
        maxBodyBytes,
        readTimeout,
        newMax,
        keepAliveInterval,
        accessLog);
  }

  public HttpSettings withKeepAliveInterval(Duration newInterval) {
    return new HttpSettings(
        guard,
        corsOrigins,
        strict,
        maxBodyBytes,
        readTimeout,
        maxConcurrentRequests,
        newInterval,
        accessLog);
  }

  public HttpSettings withAccessLog(boolean newAccessLog) {
    return new HttpSettings(
        guard,
        corsOrigins,
        strict,
        maxBodyBytes,
        readTimeout,
        maxConcurrentRequests,
        keepAliveInterval,
        newAccessLog);
  }

  private static <T> T names(
      Environment environment, String variable, Function<List<String>, T> use, T otherwise) {
    List<String> names = environment.list(variable);
    if (names.isEmpty()) {
      return otherwise;
    }
    try {
      return use.apply(names);
    } catch (ConfigurationException e) {
      throw environment.invalid(variable, "has an entry that cannot be used: " + e.getMessage());
    }
  }
}

package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides from {@code Origin} and {@code Host} whether a browser was tricked into sending a request
 * (DNS rebinding, cross-site requests; <a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#security-warning">transport
 * security</a>). Requests without {@code Origin} do not come from a page and pass. Immutable.
 *
 * <p>DNS rebinding makes a name of the attacker mean this server, and then Host and Origin agree:
 * only a guard that knows its hosts stops it, one for loopback or one with a list of them.
 */
final class OriginGuard {
  private final boolean loopback;
  private final OriginPatterns hosts;
  private final OriginPatterns origins;
  private final List<String> shownHosts;
  private final List<String> shownOrigins;

  /**
   * @param loopback whether only this machine can connect. Host and Origin then name this machine,
   *     on any port; else Origin has the host that the request was sent to, on any port, which
   *     stops pages of other sites
   * @param hosts that are served, such as {@code echo.example.com}, {@code localhost:3000}, or
   *     {@code *}; their origins are allowed too. Without any, all are served unless this is
   *     loopback
   * @param origins that are allowed besides, such as {@code https://app.example.com}, {@code
   *     app.example.com} for any scheme and port, or {@code *}
   * @throws ConfigurationException if one of them is none
   */
  OriginGuard(boolean loopback, List<String> hosts, List<String> origins) {
    this.loopback = loopback;
    this.hosts = OriginPatterns.ofHosts(hosts);
    this.origins = OriginPatterns.of(origins);
    this.shownHosts = List.copyOf(hosts);
    this.shownOrigins = List.copyOf(origins);
  }

  /**
   * Returns the guard that these settings describe.
   *
   * @param loopback whether only this machine can connect
   */
  static OriginGuard of(Settings settings, boolean loopback) {
    return new OriginGuard(
        loopback,
        settings.get(HttpSettings.ALLOWED_HOSTS),
        settings.get(HttpSettings.ALLOWED_ORIGINS));
  }

  /** Returns the guard of a port for this machine alone, whatever hosts other ports serve. */
  static OriginGuard ofLoopbackPort(Settings settings) {
    return new OriginGuard(true, List.of(), settings.get(HttpSettings.ALLOWED_ORIGINS));
  }

  /** Returns whether requests to any one host are served. */
  boolean servesAnyHost() {
    return !loopback && hosts.isEmpty();
  }

  /**
   * Returns why the request is refused: what came, what is allowed, which setting changes it.
   *
   * @param alsoAllowed further origins that are allowed; their hosts are not
   * @param redaction done to what came
   */
  Optional<String> refusal(
      Headers headers, OriginPatterns alsoAllowed, UnaryOperator<String> redaction) {
    Optional<String> malformed = malformedHost(headers, redaction);
    if (malformed.isPresent()) {
      return malformed;
    }
    List<String> hostLines = headers.all("Host");
    Optional<Authority> host = host(hostLines);
    if (!hostLines.isEmpty() && !servesHost(host)) {
      return Optional.of(
          "%s is not allowed; allowed: %s; change it with MCP_ECHO_ALLOWED_HOSTS, a list of hosts"
              .formatted(arrived("Host", headers, redaction), allowedHosts()));
    }
    List<String> originLines = headers.all("Origin");
    return originLines.isEmpty() || origins.allowsAll()
        ? Optional.empty()
        : refusal(originLines, host, alsoAllowed)
            .map(why -> arrived("Origin", headers, redaction) + " " + why);
  }

  /** Returns what is wrong with Host if it is not one host (RFC 9112 §3.2). */
  Optional<String> malformedHost(Headers headers, UnaryOperator<String> redaction) {
    List<String> lines = headers.all("Host");
    if (lines.size() > 1) {
      return Optional.of(arrived("Host", headers, redaction) + " came as more than one line");
    }
    return lines.isEmpty() || hosts.allowsAll() || host(lines).isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s is not a host, with or without a port; an IPv6 address stands in brackets, and nothing is percent-encoded"
                .formatted(arrived("Host", headers, redaction)));
  }

  private Optional<String> refusal(
      List<String> lines, Optional<Authority> host, OriginPatterns alsoAllowed) {
    String line = lines.get(0).strip();
    Optional<Origin> origin = lines.size() > 1 ? Optional.empty() : Origin.parse(line);
    if (origin.isEmpty()) {
      return Optional.of(
          lines.size() > 1 || line.matches(".+[ ,].+")
              ? "is more than one origin: a browser sends one, so something on the way adds another"
              : "is not scheme://host or scheme://host:port, so only * in MCP_ECHO_ALLOWED_ORIGINS lets it"
                  + " in");
    }
    return allowsOrigin(origin.get(), host, alsoAllowed)
        ? Optional.empty()
        : Optional.of(
            "is not allowed; allowed: %s; change it with MCP_ECHO_ALLOWED_ORIGINS, a list of origins"
                .formatted(allowedOrigins()));
  }

  private static Optional<Authority> host(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Authority.parse(lines.get(0));
  }

  private boolean servesHost(Optional<Authority> host) {
    if (host.isEmpty()) {
      return hosts.allowsAll();
    }
    if (loopback && isLoopback(host.get())) {
      return true;
    }
    return hosts.isEmpty() ? !loopback : hosts.allows(host.get());
  }

  private boolean allowsOrigin(
      Origin origin, Optional<Authority> host, OriginPatterns alsoAllowed) {
    return origins.allows(origin)
        || alsoAllowed.allows(origin)
        || (!hosts.allowsAll() && hosts.allows(origin))
        || origin.isOfHttp()
            && (loopback
                ? isLoopback(origin.authority())
                : host.isPresent() && host.get().host().equals(origin.authority().host()));
  }

  /** Other names of this machine (RFC 6761 §6.3) are left out: nobody has to use one here. */
  private static boolean isLoopback(Authority authority) {
    Host host = authority.host();
    return host.node().equals("localhost") || host.isLoopbackAddress();
  }

  private String allowedHosts() {
    return listed(loopback ? "localhost, 127.0.0.1, [::1]" : "", shownHosts);
  }

  private String allowedOrigins() {
    return listed(
        loopback ? "those of localhost, 127.0.0.1, [::1]" : "those of the Host it is sent to",
        shownOrigins);
  }

  private static String listed(String rule, List<String> entries) {
    String list = String.join(", ", entries);
    return rule + (rule.isEmpty() || list.isEmpty() ? "" : ", ") + list;
  }

  private static String arrived(String header, Headers headers, UnaryOperator<String> redaction) {
    String came = quoted(header, headers, redaction);
    // Some expect the guard to believe X-Forwarded-Host; it does not.
    return headers.contains("X-Forwarded-Host")
        ? "%s (%s does not count)".formatted(came, quoted("X-Forwarded-Host", headers, redaction))
        : came;
  }

  private static String quoted(String header, Headers headers, UnaryOperator<String> redaction) {
    return "%s \"%s\"".formatted(header, redaction.apply(String.join(", ", headers.all(header))));
  }
}

package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What the X-Forwarded-* headers and their relatives say about the URL. */
final class ProxyHeaders {
  private static final List<String> PROTO =
      List.of("x-forwarded-proto", "x-forwarded-protocol", "x-forwarded-scheme", "x-scheme");
  private static final List<String> SWITCHES = List.of("x-forwarded-ssl", "front-end-https");
  private static final List<String> SIGNS_OF_A_PROXY =
      List.of(
          "x-forwarded-for",
          "x-real-ip",
          "via",
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-forwarded-server",
          "x-envoy-external-address",
          "cf-ray",
          "x-amzn-trace-id");

  private static final int MAX_PREFIX = 512;

  private final Headers headers;

  ProxyHeaders(Headers headers) {
    this.headers = headers;
  }

  Optional<String> scheme() {
    return PROTO.stream()
        .map(name -> first(name).map(v -> v.toLowerCase(Locale.ROOT)))
        .flatMap(Optional::stream)
        .filter(ProxyHeaders::isWebScheme)
        .findFirst()
        .or(this::switchedOn);
  }

  Optional<HostPort> host() {
    return first("x-forwarded-host").map(HostPort::of).filter(HostPort::isValid);
  }

  OptionalInt port() {
    return first("x-forwarded-port").map(HostPort::port).orElse(OptionalInt.empty());
  }

  Optional<String> prefix() {
    return first("x-forwarded-prefix")
        .map(prefix -> prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
        .filter(prefix -> prefix.startsWith("/") && !prefix.startsWith("//"))
        .filter(prefix -> prefix.length() <= MAX_PREFIX);
  }

  boolean isPresent() {
    return scheme().isPresent() || host().isPresent() || port().isPresent() || prefix().isPresent();
  }

  /** Returns what no client would send of itself: a proxy's header or an outdated protocol. */
  static Optional<String> signOfAProxy(CallContext context) {
    return SIGNS_OF_A_PROXY.stream()
        .filter(context.headers()::contains)
        .findFirst()
        .or(() -> Optional.of(context.protocol()).filter("HTTP/1.0"::equals));
  }

  /** Returns the first element of a header's list: what the proxy next to the client saw. */
  Optional<String> first(String name) {
    return headers
        .first(name)
        .map(list -> list.indexOf(',') < 0 ? list : list.substring(0, list.indexOf(',')))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  static boolean isWebScheme(String scheme) {
    return scheme.equals("https") || scheme.equals("http");
  }

  private Optional<String> switchedOn() {
    return SWITCHES.stream()
            .anyMatch(name -> first(name).filter(v -> v.equalsIgnoreCase("on")).isPresent())
        ? Optional.of("https")
        : Optional.empty();
  }
}

package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What the X-Forwarded-* headers and their relatives say about the URL. */
final class ProxyHeaders {
  private static final List<String> PROTO =
      List.of("x-forwarded-proto", "x-forwarded-protocol", "x-forwarded-scheme", "x-scheme");
  private static final List<String> SWITCHES = List.of("x-forwarded-ssl", "front-end-https");
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

  Optional<Authority> host() {
    return first("x-forwarded-host").flatMap(Authority::parse);
  }

  OptionalInt port() {
    return first("x-forwarded-port").map(ProxyHeaders::port).orElse(OptionalInt.empty());
  }

  /** Returns the number of a port that can be connected to, empty if the text is none. */
  static OptionalInt port(String text) {
    OptionalInt port = Authority.port(text);
    return port.orElse(0) > 0 ? port : OptionalInt.empty();
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

  /** Returns the first element of a header's list: what the proxy next to the client saw. */
  Optional<String> first(String name) {
    return headers.first(name).map(FieldList::first).filter(value -> !value.isEmpty());
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

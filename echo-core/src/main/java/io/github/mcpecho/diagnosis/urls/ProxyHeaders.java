package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.UrlPart;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** What the X-Forwarded-* headers and their relatives in the table of headers say about the URL. */
final class ProxyHeaders {
  private static final Set<String> SWITCHED_ON = Set.of("on", "true", "1");
  private static final int MAX_PREFIX = 512;

  private final Headers headers;
  private final String path;
  private final List<Said> said;

  private ProxyHeaders(CallContext context) {
    this.headers = context.headers();
    this.path = withoutSlash(ExternalUrls.path(context));
    this.said =
        RequestFacts.of(context).headers().stream()
            .filter(header -> header.kind().url().isPresent())
            .sorted(Comparator.comparingInt(header -> header.kind().position()))
            .map(Said::of)
            .filter(one -> !one.value.isEmpty())
            .toList();
  }

  /** Returns what they say in this request; read once. */
  static ProxyHeaders of(CallContext request) {
    return request.derived(ProxyHeaders.class, ProxyHeaders::new);
  }

  /** One header, and the first element of its list: what the proxy next to the client saw. */
  record Said(UrlPart part, String name, String value) {
    static Said of(KnownHeader header) {
      UrlPart part = header.kind().url().orElseThrow();
      return new Said(part, header.kind().name(), FieldList.first(header.value()));
    }

    Said with(String other) {
      return new Said(part, name, other);
    }

    @Override
    public String toString() {
      return name + " says " + value;
    }
  }

  private Stream<Said> said(UrlPart part) {
    return said.stream().filter(one -> one.part == part);
  }

  Optional<String> scheme() {
    return said(UrlPart.SCHEME)
        .flatMap(said -> webScheme(said.value).stream())
        .findFirst()
        .or(() -> switchedOn().findFirst().map(said -> "https"));
  }

  Optional<Authority> host() {
    return hosts().findFirst();
  }

  Stream<Authority> hosts() {
    return hostsSaid().flatMap(said -> Authority.parse(said.value).stream());
  }

  /** Returns the headers that name a host, alone or in a whole URL. */
  Stream<Said> hostsSaid() {
    return Stream.concat(
        said(UrlPart.HOST),
        said(UrlPart.URL)
            .flatMap(
                said ->
                    ExternalUrl.parse(said.value).stream()
                        .map(url -> said.with(url.origin().authority().toString()))));
  }

  OptionalInt port() {
    return said(UrlPart.PORT).findFirst().map(said -> port(said.value)).orElse(OptionalInt.empty());
  }

  /** Returns the number of a port that can be connected to, empty if the text is none. */
  static OptionalInt port(String text) {
    OptionalInt port = Authority.port(text);
    return port.orElse(0) > 0 ? port : OptionalInt.empty();
  }

  /** Returns what a proxy took off the beginning of the path: by its word, or by the whole path. */
  Optional<String> prefix() {
    return Stream.concat(
            said(UrlPart.PREFIX).map(said -> withoutSlash(said.value)),
            said(UrlPart.URL)
                .map(said -> withoutSlash(pathOf(said.value)))
                .filter(whole -> whole.endsWith(path))
                .map(whole -> whole.substring(0, whole.length() - path.length())))
        .filter(prefix -> prefix.startsWith("/") && !prefix.startsWith("//"))
        .filter(prefix -> prefix.length() <= MAX_PREFIX)
        .findFirst();
  }

  private static String pathOf(String url) {
    String whole = url.split("[?#]", 2)[0];
    int authority = whole.indexOf("://");
    int slash = whole.indexOf('/', authority < 0 ? 0 : authority + 3);
    return slash < 0 ? "" : whole.substring(slash);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  boolean isPresent() {
    return scheme().isPresent() || host().isPresent() || port().isPresent() || prefix().isPresent();
  }

  /** Returns what tells that the client used https, in any of the headers. */
  Optional<String> signOfTls() {
    return Stream.of(
            said(UrlPart.PORT).filter(port -> port.value.equals("443")),
            said(UrlPart.SCHEME)
                .filter(scheme -> webScheme(scheme.value).filter("https"::equals).isPresent()),
            switchedOn(),
            said(UrlPart.URL).filter(url -> url.value.startsWith("https://")),
            said(UrlPart.TLS_TRACE).map(trace -> trace.with("https")))
        .flatMap(signs -> signs.map(Said::toString))
        .findFirst();
  }

  /** Returns the first element of a header's list: what the proxy next to the client saw. */
  Optional<String> first(String name) {
    return headers.first(name).map(FieldList::first).filter(value -> !value.isEmpty());
  }

  /** Returns http or https, also where the proxy names the scheme of a WebSocket. */
  static Optional<String> webScheme(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> Optional.of("https");
      case "http", "ws" -> Optional.of("http");
      default -> Optional.empty();
    };
  }

  private Stream<Said> switchedOn() {
    return said(UrlPart.TLS_SWITCH)
        .filter(said -> SWITCHED_ON.contains(said.value.toLowerCase(Locale.ROOT)));
  }
}

package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.UrlPart;
import java.util.ArrayList;
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
    this.said = said(RequestFacts.of(context).headers());
  }

  private static List<Said> said(List<KnownHeader> headers) {
    var telling = new ArrayList<KnownHeader>(4);
    for (KnownHeader header : headers) {
      if (header.kind().url().isPresent()) {
        telling.add(header);
      }
    }
    telling.sort(Comparator.comparingInt(header -> header.kind().position()));
    var said = new ArrayList<Said>(telling.size());
    for (KnownHeader header : telling) {
      Said one = Said.of(header);
      if (!one.value.isEmpty()) {
        said.add(one);
      }
    }
    return said;
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
    for (Said one : said) {
      Optional<String> scheme =
          one.part == UrlPart.SCHEME ? webScheme(one.value) : Optional.empty();
      if (scheme.isPresent()) {
        return scheme;
      }
    }
    return switchedOn().findFirst().map(said -> "https");
  }

  Optional<Authority> host() {
    List<Authority> hosts = hosts();
    return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(0));
  }

  List<Authority> hosts() {
    var hosts = new ArrayList<Authority>(1);
    for (Said one : hostsSaid()) {
      Authority.parse(one.value).ifPresent(hosts::add);
    }
    return hosts;
  }

  /** Returns the headers that name a host, alone or, behind these, in a whole URL. */
  List<Said> hostsSaid() {
    var hosts = new ArrayList<Said>(1);
    for (Said one : said) {
      if (one.part == UrlPart.HOST) {
        hosts.add(one);
      }
    }
    for (Said one : said) {
      if (one.part == UrlPart.URL) {
        ExternalUrl.parse(one.value)
            .ifPresent(url -> hosts.add(one.with(url.origin().authority().toString())));
      }
    }
    return hosts;
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

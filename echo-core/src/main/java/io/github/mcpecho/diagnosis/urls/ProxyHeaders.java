package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.UrlPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the X-Forwarded-* headers and their relatives in the table of headers say about the URL. */
final class ProxyHeaders {
  private static final Set<String> SWITCHED_ON = Set.of("on", "true", "1");
  private static final Set<String> SWITCHED_OFF = Set.of("off", "false", "0");
  private static final int MAX_PREFIX = 512;

  /** The clearest first. */
  private static final List<UrlPart> SIGNS_OF_TLS =
      List.of(UrlPart.PORT, UrlPart.SCHEME, UrlPart.TLS_SWITCH, UrlPart.URL, UrlPart.TLS_TRACE);

  private final Headers headers;
  private final String path;
  private final List<Said> said;
  private final Optional<String> prefix;

  private ProxyHeaders(CallContext context) {
    this.headers = context.headers();
    this.path = withoutSlash(ExternalUrls.path(context));
    this.said = said(RequestFacts.of(context).headers());
    this.prefix = readPrefix();
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

  /** Returns whether each says one thing of its kind, so that none can contradict another. */
  static boolean areOrdinary(List<KnownHeader> headers) {
    var parts = EnumSet.noneOf(UrlPart.class);
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader header = headers.get(i);
      HeaderKind kind = header.kind();
      boolean isOdd =
          kind.disclosure() == Disclosure.FORWARDED
              || kind.url().isPresent()
                  && (!isOrdinary(kind.url().get(), header.value()) || !parts.add(kind.url().get()))
              || ProxyPlaceholders.mayHoldOne(kind, header.value());
      if (isOdd) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOrdinary(UrlPart part, String value) {
    return switch (part) {
      case SCHEME -> webScheme(value).isPresent();
      case HOST ->
          value.indexOf(':') < 0
              && Authority.isOne(value)
              && Host.hasLabels(value)
              && !ClientAddress.isObfuscated(value);
      case VISITOR -> !visitorScheme(value).equals("http");
      case PORT -> port(value).isPresent();
      case URL, TLS_TRACE -> true;
      default -> false;
    };
  }

  /** Returns what they say in this request; read once. */
  static ProxyHeaders of(CallContext request) {
    return request.derived(ProxyHeaders.class, ProxyHeaders::new);
  }

  /** One header, and the first element of its list: what the proxy next to the client saw. */
  record Said(UrlPart part, String name, String value) {
    static Said of(KnownHeader header) {
      UrlPart part = header.kind().url().orElseThrow();
      String value =
          part == UrlPart.VISITOR ? visitorScheme(header.value()) : FieldList.first(header.value());
      return new Said(part, header.kind().name(), value);
    }

    boolean isSignOfTls() {
      return switch (part) {
        case PORT -> value.equals("443");
        case SCHEME -> webScheme(value).filter("https"::equals).isPresent();
        case TLS_SWITCH -> SWITCHED_ON.contains(value.toLowerCase(Locale.ROOT));
        case URL -> value.startsWith("https://");
        case TLS_TRACE -> true;
        default -> false;
      };
    }

    Said with(String other) {
      return new Said(part, name, other);
    }

    @Override
    public String toString() {
      return name + " says " + value;
    }
  }

  Optional<String> scheme() {
    for (Said one : said) {
      Optional<String> scheme =
          one.part == UrlPart.SCHEME ? webScheme(one.value) : Optional.empty();
      if (scheme.isPresent()) {
        return scheme;
      }
    }
    for (Said one : said) {
      if (one.part == UrlPart.TLS_SWITCH && one.isSignOfTls()) {
        return Optional.of("https");
      }
    }
    return Optional.empty();
  }

  Optional<Authority> host() {
    List<Authority> hosts = hosts();
    return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(0));
  }

  List<Authority> hosts() {
    var hosts = new ArrayList<Authority>(1);
    for (Said one : hostsSaid()) {
      host(one.value).ifPresent(hosts::add);
    }
    return hosts;
  }

  /**
   * Returns the host that a proxy may say, empty if the text can be the name or address of none.
   */
  static Optional<Authority> host(String said) {
    return ClientAddress.isObfuscated(said)
        ? Optional.empty()
        : Authority.parse(said).filter(one -> Host.hasLabels(one.host().text()));
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
    for (Said one : said) {
      if (one.part == UrlPart.PORT) {
        return port(one.value);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the number of a port that can be connected to, empty if the text is none. */
  static OptionalInt port(String text) {
    OptionalInt port = Authority.port(text);
    return port.orElse(0) > 0 ? port : OptionalInt.empty();
  }

  /** Returns what a proxy took off the beginning of the path: by its word, or by the whole path. */
  Optional<String> prefix() {
    return prefix;
  }

  private Optional<String> readPrefix() {
    for (Said one : said) {
      boolean tells = one.part == UrlPart.PREFIX || one.part == UrlPart.SCRIPT_NAME;
      String begin = tells ? withoutSlash(one.value) : "";
      boolean isThere = one.part == UrlPart.SCRIPT_NAME && (path + "/").startsWith(begin + "/");
      if (!begin.isEmpty() && !isThere && isPrefix(begin)) {
        return Optional.of(begin);
      }
    }
    for (Said one : said) {
      String whole = one.part == UrlPart.URL ? withoutSlash(pathOf(one.value)) : "";
      String begin = whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
      if (isPrefix(begin)) {
        return Optional.of(begin);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the text is the beginning of a path, and of no URL. */
  static boolean isPrefix(String begin) {
    return begin.startsWith("/") && !begin.startsWith("//") && begin.length() <= MAX_PREFIX;
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
    for (UrlPart part : SIGNS_OF_TLS) {
      for (Said one : said) {
        if (one.part == part && one.isSignOfTls()) {
          return Optional.of((part == UrlPart.TLS_TRACE ? one.with("https") : one).toString());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the header that says that the client did not use https. */
  Optional<String> signOfHttp() {
    return said.stream()
        .filter(
            one ->
                one.part == UrlPart.TLS_SWITCH
                        && SWITCHED_OFF.contains(one.value.toLowerCase(Locale.ROOT))
                    || (one.part == UrlPart.SCHEME || one.part == UrlPart.VISITOR)
                        && webScheme(one.value).filter("http"::equals).isPresent())
        .findFirst()
        .map(Said::toString);
  }

  /** Returns the first element of a header's list: what the proxy next to the client saw. */
  Optional<String> first(String name) {
    return headers.first(name).map(FieldList::first).filter(value -> !value.isEmpty());
  }

  /** Returns the scheme in the JSON of CF-Visitor, empty if there is none. */
  private static String visitorScheme(String json) {
    return json.contains("\"https\"") ? "https" : json.contains("\"http\"") ? "http" : "";
  }

  /** Returns http or https, also where the proxy names the scheme of a WebSocket. */
  static Optional<String> webScheme(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> Optional.of("https");
      case "http", "ws" -> Optional.of("http");
      default -> Optional.empty();
    };
  }
}

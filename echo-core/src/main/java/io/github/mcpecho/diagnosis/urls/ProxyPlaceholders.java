package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds variables that a proxy should have replaced with the host, the scheme or an address. */
final class ProxyPlaceholders {
  private static final String ADDRESS = "ADDRESS";

  /** What stands between a scheme, a host, a port and a path in one value. */
  private static final Pattern SEPARATOR = Pattern.compile("[:/;]+|(?=[$])");

  /** With what names of variables begin that could be those of hosts. */
  private static final Set<String> NAMESPACES =
      Set.of("http", "req", "bereq", "ngx", "client", "ip");

  /** An extension (RFC 7239 §5.5) may be a signature, which is masked here. */
  private static final Map<String, String> OF_FORWARDED =
      new TreeMap<>(
          Map.of(
              "for",
              ADDRESS,
              "by",
              ADDRESS,
              "host",
              UrlPart.HOST.name(),
              "proto",
              UrlPart.SCHEME.name()));

  /** How proxies write what a header tells. */
  private static final Map<String, String> VARIABLES =
      TsvResource.rows(ProxyPlaceholders.class, "placeholder-fixes.tsv").stream()
          .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));

  private ProxyPlaceholders() {}

  /** What may stand for an address is no placeholder: unknown and _hidden (RFC 7239 §6). */
  static List<Finding> in(UrlFacts facts) {
    var findings = new ArrayList<Finding>(0);
    for (KnownHeader header : RequestFacts.of(facts.context()).headers()) {
      if (mayHoldOne(header.kind(), header.value())) {
        for (String value : values(header)) {
          found(part(header.kind()), header.kind().name(), value, facts).ifPresent(findings::add);
        }
      }
    }
    for (Forwarded.Hop hop : facts.forwarded().hops()) {
      OF_FORWARDED.forEach(
          (name, part) ->
              hop.parameter(name)
                  .filter(ProxyPlaceholders::mayHoldOne)
                  .flatMap(value -> found(part, "forwarded, " + name, value, facts))
                  .ifPresent(findings::add));
    }
    return findings;
  }

  /** Returns whether the header is one that proxies set, and its value is worth a closer look. */
  static boolean mayHoldOne(HeaderKind kind, String value) {
    if (kind.url().isPresent()) {
      return switch (kind.url().get()) {
        case URL -> isMade(beginOfUrl(value));
        case VISITOR -> false;
        default -> mayHoldOne(value);
      };
    }
    return kind.disclosure() == Disclosure.ADDRESS
        ? mayHoldOne(value)
        : kind.name().equals("host") && isMade(value);
  }

  /** Most values are names with a dot, addresses, numbers and schemes, which none is. */
  static boolean mayHoldOne(String value) {
    if (value.startsWith("[") || isInNamespace(value)) {
      return true;
    }
    boolean isWord = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isOfWord = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
      if (!isOfWord && "0123456789.:[]/, ".indexOf(c) < 0) {
        return true;
      }
      isWord &= isOfWord;
    }
    return isWord && ProxyHeaders.webScheme(value).isEmpty();
  }

  private static boolean isInNamespace(String value) {
    int dot = value.indexOf('.');
    return dot > 1
        && dot <= 6
        && value.charAt(0) > '9'
        && NAMESPACES.contains(value.substring(0, dot).toLowerCase(Locale.ROOT));
  }

  /** Returns whether it holds a character with which variables begin, and no name or address. */
  private static boolean isMade(String value) {
    return value.indexOf('$') >= 0 || value.indexOf('{') >= 0 || value.indexOf('%') >= 0;
  }

  /** Returns what stands before a path, which may hold anything; all of it if there is no path. */
  private static String beginOfUrl(String value) {
    int path = value.indexOf('/', Math.max(value.indexOf("://"), -3) + 3);
    return path < 0 ? value : value.substring(0, path);
  }

  /** A comma may stand within a variable as well as between two values. */
  private static List<String> values(KnownHeader header) {
    String value = header.value();
    if (header.kind().url().filter(UrlPart.URL::equals).isPresent()) {
      return List.of(beginOfUrl(value));
    }
    return in(value).isPresent() ? List.of(value) : FieldList.of(value);
  }

  private static Optional<Placeholder> in(String value) {
    Optional<Placeholder> whole = Placeholders.in(value);
    return whole.isPresent() || !isMade(value)
        ? whole
        : SEPARATOR
            .splitAsStream(value)
            .filter(ProxyPlaceholders::isMade)
            .flatMap(part -> Placeholders.in(part).stream())
            .findFirst();
  }

  /** The Host header has no part of its own. */
  private static String part(HeaderKind kind) {
    return kind.url()
        .map(UrlPart::name)
        .orElse(kind.disclosure() == Disclosure.ADDRESS ? ADDRESS : UrlPart.HOST.name());
  }

  private static Optional<Finding> found(String part, String place, String value, UrlFacts facts) {
    return in(value)
        .map(
            what ->
                what.found(
                    UrlFinding.URL_HEADER_PLACEHOLDER,
                    facts.redactor().evidence(place + ": " + what.words()),
                    "Write the variable as this proxy expands it ("
                        + VARIABLES.get(part)
                        + "), or take the line out."));
  }
}

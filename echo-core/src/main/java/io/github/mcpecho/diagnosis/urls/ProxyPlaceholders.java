package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds variables that a proxy should have replaced with the host, the scheme or an address. */
final class ProxyPlaceholders {
  private ProxyPlaceholders() {}

  /** What may stand for an address is no placeholder: unknown and _hidden (RFC 7239 §6). */
  static List<Finding> in(UrlFacts facts) {
    var findings = new ArrayList<Finding>(0);
    for (KnownHeader header : RequestFacts.of(facts.context()).headers()) {
      if (isOfProxy(header.kind()) && mayHoldOne(header.value())) {
        for (String value : FieldList.of(header.value())) {
          found(header.kind().name(), value, facts).ifPresent(findings::add);
        }
      }
    }
    for (Forwarded.Hop hop : facts.forwarded().hops()) {
      hop.parameters()
          .forEach(
              (name, value) -> {
                if (mayHoldOne(value)) {
                  found("forwarded, " + name, value, facts).ifPresent(findings::add);
                }
              });
    }
    return findings;
  }

  private static boolean isOfProxy(HeaderKind kind) {
    return kind.disclosure() == Disclosure.ADDRESS
        || kind.url().isPresent() && kind.url().get() != UrlPart.URL;
  }

  /** Most values are names with a dot, addresses, numbers and schemes, which none is. */
  static boolean mayHoldOne(String value) {
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

  private static Optional<Finding> found(String place, String value, UrlFacts facts) {
    return Placeholders.in(value)
        .map(
            what ->
                what.found(
                    UrlFinding.URL_HEADER_PLACEHOLDER,
                    facts.redactor().evidence(place + ": " + what.words())));
  }
}

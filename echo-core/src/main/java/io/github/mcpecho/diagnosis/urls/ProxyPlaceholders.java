package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Finds variables that a proxy should have replaced with the host, the scheme or an address. */
final class ProxyPlaceholders {
  private ProxyPlaceholders() {}

  /** What may stand for an address is no placeholder: unknown and _hidden (RFC 7239 §6). */
  static List<Finding> in(CallContext context, Forwarded forwarded, Redactor redactor) {
    Stream<Finding> ofLists =
        RequestFacts.of(context).headers().stream()
            .filter(header -> isOfProxy(header.kind()))
            .flatMap(
                header ->
                    FieldList.of(header.value()).stream()
                        .flatMap(value -> found(header, value, redactor)));
    Stream<Finding> standard =
        forwarded.hops().stream()
            .flatMap(hop -> hop.parameters().entrySet().stream())
            .flatMap(entry -> found("forwarded, " + entry.getKey(), entry.getValue(), redactor));
    return Stream.concat(ofLists, standard).toList();
  }

  private static boolean isOfProxy(HeaderKind kind) {
    return kind.disclosure() == Disclosure.ADDRESS
        || kind.url().filter(part -> part != UrlPart.URL).isPresent();
  }

  private static Stream<Finding> found(KnownHeader header, String value, Redactor redactor) {
    return found(header.kind().name(), value, redactor);
  }

  private static Stream<Finding> found(String place, String value, Redactor redactor) {
    return Placeholders.in(value)
        .map(
            what ->
                what.found(
                    UrlFinding.URL_HEADER_PLACEHOLDER,
                    redactor.evidence(place + ": " + what.words())))
        .stream();
  }
}

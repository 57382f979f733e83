package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.diagnosis.tokens.DecodedToken;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.redaction.Redactor;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Gathers what headers, container and token say about the caller. */
final class IdentityStatements {
  /** The family of this request's own token. */
  static final String BEARER = "bearer token";

  /** The source of what this request's own token says. */
  static final String BEARER_SOURCE = "the Authorization token";

  /** The family of headers of which only the beginning of the name is known. */
  private static final String UNKNOWN = "identity";

  /** Base64 of a brace and a quotation mark. */
  private static final String JWT = "eyJ";

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** RFC 5280 §4.2.1.6, uniformResourceIdentifier. */
  private static final Integer URI_NAME = 6;

  private static final int MAX_COPIES = 8;
  private static final int MAX_LIST = 64;
  private static final Json JSON = new Json(2);

  private IdentityStatements() {}

  /** Returns the statements of plain headers, of the container, then of tokens. */
  static List<IdentityStatement> of(
      CallContext context, Optional<DecodedToken> bearer, Redactor redactor) {
    Map<HeaderKind, List<Header>> headers = IdentityHeaders.in(context);
    boolean isRefused = CertificateVerdict.isRefused(context.headers());
    var statements = new ArrayList<IdentityStatement>();
    headers.forEach((kind, lines) -> statements.addAll(plain(kind, lines, isRefused, redactor)));
    headers.forEach((kind, lines) -> statements.addAll(claims(kind, lines)));
    statements.addAll(connection(context.connection()));
    bearer.ifPresent(token -> statements.addAll(token(BEARER_SOURCE, BEARER, token)));
    headers.forEach((kind, lines) -> statements.addAll(assertion(kind, lines)));
    statements.addAll(stray(statements, context, redactor));
    return heard(statements);
  }

  private static List<IdentityStatement> connection(CallContext.Connection connection) {
    var statements = new ArrayList<IdentityStatement>(0);
    connection
        .userPrincipal()
        .map(
            name ->
                new IdentityStatement(
                    "the container's user principal",
                    "servlet container",
                    CallerAttribute.USERNAME,
                    List.of(name),
                    Provenance.CONTAINER))
        .ifPresent(statements::add);
    connection
        .tls()
        .flatMap(TlsSession::clientCertificate)
        .map(
            certificate ->
                new IdentityStatement(
                    "the certificate of the TLS connection",
                    "mutual TLS",
                    CallerAttribute.CERTIFICATE,
                    List.of(elements(certificate)),
                    Provenance.TLS))
        .ifPresent(statements::add);
    return statements;
  }

  /**
   * Writes a certificate as proxies do: a workload has no subject, but a URI. The name comes with a
   * backslash before each of its quotation marks.
   */
  private static String elements(X509Certificate certificate) {
    var elements = new StringBuilder();
    String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    elements.append("Subject=\"").append(subject).append('"');
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(URI_NAME)) {
          elements.append(";URI=").append(name.get(1));
        }
      }
    } catch (CertificateParsingException e) {
      elements.append(";URI=");
    }
    return elements.toString();
  }

  /** A browser sends cookies to whoever set them, so that one counts only if there is no other. */
  private static List<IdentityStatement> stray(
      List<IdentityStatement> statements, CallContext context, Redactor redactor) {
    var stray = new ArrayList<IdentityStatement>(0);
    for (KnownHeader line : StrayCredentials.in(context)) {
      IdentityStatement said = authorization(line, redactor);
      if (statements.stream().noneMatch(other -> other.source().equals(said.source()))) {
        stray.add(said);
      }
    }
    if (stray.isEmpty() && statements.stream().noneMatch(IdentityStatement::counts)) {
      StrayCredentials.inCookies(context)
          .map(line -> authorization(line, redactor))
          .ifPresent(stray::add);
    }
    return stray;
  }

  private static IdentityStatement authorization(KnownHeader line, Redactor redactor) {
    return new IdentityStatement(
        StrayCredentials.name(line, redactor),
        line.kind().title(),
        CallerAttribute.AUTHORIZATION,
        List.of(line.value().strip()),
        Provenance.UNSIGNED);
  }

  /** Takes from a proxy what it says of somebody who, by its own words, has not signed in. */
  private static List<IdentityStatement> heard(List<IdentityStatement> statements) {
    if (statements.isEmpty()) {
      return List.of();
    }
    Set<String> ofNobody =
        statements.stream()
            .filter(said -> said.attribute() == CallerAttribute.ANONYMITY)
            .filter(said -> said.value().equalsIgnoreCase("true"))
            .map(IdentityStatement::family)
            .collect(Collectors.toSet());
    return statements.stream()
        .map(said -> ofNobody.contains(said.family()) ? said.with(Provenance.NOBODY) : said)
        .toList();
  }

  /** Cuts a flood of headers: all statements are compared with each other later. */
  private static List<IdentityStatement> plain(
      HeaderKind kind, List<Header> lines, boolean isCertificateRefused, Redactor redactor) {
    CallerAttribute attribute = kind.caller().orElseThrow();
    return attribute == CallerAttribute.TOKEN || attribute == CallerAttribute.CLAIMS
        ? List.of()
        : lines.stream()
            .limit(MAX_COPIES)
            .flatMap(line -> plain(kind, line, isCertificateRefused, redactor).stream())
            .toList();
  }

  private static List<IdentityStatement> plain(
      HeaderKind kind, Header line, boolean isCertificateRefused, Redactor redactor) {
    CallerAttribute attribute = kind.caller().orElseThrow();
    String value = line.value().strip();
    // Only the beginning of the name is known: the rest may be a secret.
    String source = kind.isPrefix() ? redactor.name(line.name()) : kind.name();
    if (attribute == CallerAttribute.OTHER && value.startsWith(JWT)) {
      return token(source, kind.title(), DecodedToken.decode(value));
    }
    // What stands apart may be a secret together only.
    boolean isList = attribute.isList() && redactor.text(line.value()).equals(line.value());
    List<String> values = isList ? list(line.value()) : List.of(value);
    if (values.isEmpty() || values.get(0).isEmpty()) {
      return List.of();
    }
    CallerAttribute said =
        attribute == CallerAttribute.OTHER && kind.family().equals(UNKNOWN)
            ? CallerAttribute.ofName(line.name())
            : attribute;
    Provenance provenance =
        said == CallerAttribute.CERTIFICATE && isCertificateRefused
            ? Provenance.REFUSED
            : Provenance.UNSIGNED;
    return List.of(new IdentityStatement(source, kind.title(), said, values, provenance));
  }

  private static List<IdentityStatement> claims(HeaderKind kind, List<Header> lines) {
    return kind.caller().orElseThrow() == CallerAttribute.CLAIMS
        ? PassedClaims.read(kind, lines.get(0).value())
        : List.of();
  }

  private static List<IdentityStatement> assertion(HeaderKind kind, List<Header> lines) {
    return kind.caller().orElseThrow() == CallerAttribute.TOKEN
        ? token(kind.name(), kind.title(), DecodedToken.decode(lines.get(0).value().strip()))
        : List.of();
  }

  private static List<IdentityStatement> token(String source, String family, DecodedToken token) {
    Provenance provenance = token.isSigned() ? Provenance.SIGNED : Provenance.UNSIGNED;
    return token
        .payload()
        .map(claims -> IdentityStatement.ofClaims(source, family, claims, provenance))
        .orElse(List.of());
  }

  /** Reads a JSON array, or words between commas, in quotes or not. */
  private static List<String> list(String value) {
    if (value.startsWith("[")) {
      try {
        return TokenClaim.strings(JSON.parse(value));
      } catch (MalformedJsonException e) {
        return List.of(value);
      }
    }
    return Arrays.stream(value.split("[,|]", MAX_LIST))
        .map(String::strip)
        .map(word -> QUOTED.matcher(word).replaceAll("$1"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}

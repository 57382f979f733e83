package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether the headers that tell who the caller is hold what they should. */
public final class CallerHeaders {
  private static final JsonNode NO_CLAIMS = MissingNode.getInstance();

  private CallerHeaders() {}

  private static final int MAX_NAMES = 8;
  private static final List<String> OF_CREDENTIALS =
      List.of("token", "secret", "password", "api-key", "apikey", "api_key", "access-key");
  private static final Set<Disclosure> OF_OTHERS =
      EnumSet.of(Disclosure.ADDRESS, Disclosure.FORWARDED, Disclosure.MIRRORED);
  private static final Set<String> OTHERS = Set.of("authorization", "host");

  /** Reports placeholders, and a credential that is in the place of another or in the wrong one. */
  public static List<Finding> judge(CallContext context, Redactor redactor) {
    var findings = new ArrayList<Finding>();
    for (KnownHeader header : RequestFacts.of(context).headers()) {
      if (isOfCaller(header)) {
        placeholder(header.name(), header.value(), redactor).ifPresent(findings::add);
      } else if (mayHoldVariable(header)) {
        variable(header, redactor).ifPresent(findings::add);
      }
    }
    platformToken(context).ifPresent(findings::add);
    elsewhere(context, redactor).ifPresent(findings::add);
    return findings;
  }

  /** Returns the finding if a credential arrived, and none as a token in Authorization. */
  private static Optional<Finding> elsewhere(CallContext context, Redactor redactor) {
    if (TokenFacts.of(context).holdsToken()) {
      return Optional.empty();
    }
    List<KnownHeader> stray = StrayCredentials.in(context);
    if (stray.isEmpty()) {
      Optional<KnownHeader> cookies = StrayCredentials.inCookies(context);
      if (cookies.isPresent() && !isCallerNamed(context)) {
        stray = List.of(cookies.get());
      }
    }
    if (stray.isEmpty()) {
      return Optional.empty();
    }
    String names =
        stray.stream()
            .map(line -> StrayCredentials.name(line, redactor))
            .distinct()
            .limit(MAX_NAMES)
            .collect(Collectors.joining(", "));
    HeaderFinding kind = HeaderFinding.AUTH_ARRIVED_ELSEWHERE;
    return Optional.of(kind.found(kind.meaning(), "arrived as " + names, nameFix(context)));
  }

  /** A browser sends cookies along with whatever says who the caller is. */
  private static boolean isCallerNamed(CallContext context) {
    CallContext.Connection connection = context.connection();
    return connection.userPrincipal().isPresent()
        || connection.tls().flatMap(TlsSession::clientCertificate).isPresent()
        || RequestFacts.of(context).headers().stream()
            .anyMatch(line -> line.kind().caller().isPresent() && !line.value().isBlank());
  }

  /** Returns what gives a credential its name back: no proxy is to blame if the client chose it. */
  public static String nameFix(CallContext context) {
    Intermediaries inFront = Intermediaries.of(context);
    String general = HeaderFinding.AUTH_ARRIVED_ELSEWHERE.fix();
    return inFront.fix(
        Intermediaries.RENAMED,
        StrayCredentials.isRenamed(context)
            ? inFront.fix(Intermediaries.AUTHORIZATION, general)
            : general);
  }

  /** The Authorization header has a finding of its own. */
  private static boolean isOfCaller(KnownHeader header) {
    HeaderKind kind = header.folded();
    return !header.name().equalsIgnoreCase("authorization")
        && (kind.caller().isPresent() || Placeholders.holdsCredential(kind));
  }

  /** Returns the finding if the value of this header is a placeholder. */
  public static Optional<Finding> placeholder(String name, String value, Redactor redactor) {
    return Placeholders.inHeader(name, value)
        .filter(what -> Nobody.namedBy(name, List.of(value)).isEmpty())
        .map(what -> found(redactor.name(name), what));
  }

  /** Headers of a proxy, and copies of the message, are judged by others. */
  private static boolean mayHoldVariable(KnownHeader header) {
    HeaderKind kind = header.kind();
    boolean mayHoldOne =
        kind.disclosure() == Disclosure.COOKIE
            || Placeholders.mayBeVariable(header.value())
            || isUnknownCredential(header);
    return mayHoldOne
        && kind.url().isEmpty()
        && !OF_OTHERS.contains(kind.disclosure())
        && !OTHERS.contains(kind.name());
  }

  private static Optional<Finding> variable(KnownHeader header, Redactor redactor) {
    if (header.kind().disclosure() == Disclosure.COOKIE) {
      return inCookie(header.value(), redactor);
    }
    Optional<Placeholder> found = Placeholders.variable(header.value());
    return (found.isEmpty() && isUnknownCredential(header)
            ? Placeholders.inCredential(header.value())
            : found)
        .map(what -> found(redactor.name(header.name()), what));
  }

  private static Optional<Finding> inCookie(String cookies, Redactor redactor) {
    if (cookies.indexOf('$') < 0 && cookies.indexOf('{') < 0 && cookies.indexOf('%') < 0) {
      return Optional.empty();
    }
    for (String cookie : cookies.split(";")) {
      int equals = cookie.indexOf('=');
      Optional<Placeholder> found =
          equals < 0
              ? Optional.empty()
              : Placeholders.variable(cookie.substring(equals + 1).strip());
      if (found.isPresent()) {
        String name = redactor.name(cookie.substring(0, equals).strip());
        return Optional.of(found("cookie " + name, found.get()));
      }
    }
    return Optional.empty();
  }

  /** Of a name that ends in key alone, the values may be words. */
  private static boolean isUnknownCredential(KnownHeader header) {
    return header.folded().disclosure() == Disclosure.UNKNOWN && endsAsCredential(header.name());
  }

  private static boolean endsAsCredential(String name) {
    for (int i = 0; i < OF_CREDENTIALS.size(); i++) {
      String end = OF_CREDENTIALS.get(i);
      if (name.regionMatches(true, name.length() - end.length(), end, 0, end.length())) {
        return true;
      }
    }
    return false;
  }

  private static Finding found(String place, Placeholder what) {
    return what.found(HeaderFinding.HEADER_PLACEHOLDER, place + ": " + what.words());
  }

  /** Returns the finding if the Authorization header holds the own token of a platform in front. */
  public static Optional<Finding> platformToken(CallContext context) {
    TokenFacts facts = TokenFacts.of(context);
    return facts
        .presented()
        .map(credential -> claims(facts, credential))
        .flatMap(claims -> Intermediaries.ownerOfToken(context, claims))
        .map(
            owner -> {
              HeaderFinding kind = HeaderFinding.AUTH_TOKEN_OF_PLATFORM;
              String fix = Intermediaries.fixOf(owner, "PLATFORM_TOKEN", kind.fix());
              return kind.found(kind.meaning(), "a token of " + owner, fix);
            });
  }

  /** A credential that is no token, such as a signature, has none. */
  private static JsonNode claims(TokenFacts facts, PresentedToken credential) {
    return credential.isBearer()
        ? facts.decoded(credential).payload().<JsonNode>map(found -> found).orElse(NO_CLAIMS)
        : NO_CLAIMS;
  }
}

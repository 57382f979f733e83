package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what the Authorization header should hold where it came under another name: under one that
 * is known for that, or, by its form, under one that is not known for anything else.
 */
public final class StrayCredentials {
  private static final String JWT =
      "eyJ[\\w-]+\\.(?:[\\w-]+\\.[\\w-]*|[\\w-]*\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+)";
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?i:bearer|dpop)\\s+[\\w.~+/-]{8,}=*|" + JWT);

  /** Under any other name a browser sends its session, which nobody can write as Authorization. */
  private static final Pattern COOKIE =
      Pattern.compile(
          "(?i:__(?:Host|Secure)-)?(?i:(?:access|auth|bearer|mcp)[-_]?token|authorization|bearer|jwt|token)"
              + "=\"?(?:"
              + JWT
              + ")\"?");

  /** The family of the names of which only the beginning is known. */
  private static final String UNKNOWN = "identity";

  /** Known to hold tokens of somebody else, or copies of the message. */
  private static final Set<Disclosure> OF_OTHERS = EnumSet.of(Disclosure.JWT, Disclosure.MIRRORED);

  private StrayCredentials() {}

  /** Returns the lines, but for cookies. */
  public static List<KnownHeader> in(CallContext request) {
    var found = new ArrayList<KnownHeader>(0);
    for (KnownHeader header : RequestFacts.of(request).headers()) {
      if (isOne(header) && !isPassedOn(header, request) && !isOfProxy(header, request)) {
        found.add(header);
      }
    }
    return found;
  }

  /** Returns the header with the cookies if one of them is a JWT by its name too. */
  public static Optional<KnownHeader> inCookies(CallContext request) {
    for (KnownHeader header : RequestFacts.of(request).headers()) {
      if (header.kind().disclosure() == Disclosure.COOKIE && holdsJwt(header.value())) {
        return Optional.of(header);
      }
    }
    return Optional.empty();
  }

  private static boolean holdsJwt(String cookies) {
    return Stream.of(cookies.split(";")).anyMatch(one -> COOKIE.matcher(one.strip()).matches());
  }

  /** Returns whether the first of them has a name that proxies give it; clients choose others. */
  public static boolean isRenamed(CallContext request) {
    return in(request).stream()
        .findFirst()
        .filter(line -> is(CallerAttribute.AUTHORIZATION, line.kind()))
        .isPresent();
  }

  /** Returns the lines in which a proxy passes on the access token that it got for the caller. */
  public static List<KnownHeader> accessTokens(CallContext request) {
    return RequestFacts.of(request).headers().stream()
        .filter(line -> is(CallerAttribute.TOKEN, line.kind()) || isPassedOn(line, request))
        .filter(line -> !line.value().isBlank() && isAccessToken(line.kind().name()))
        .toList();
  }

  /** Who copies the headers of an authenticating proxy names the user beside its access token. */
  private static boolean isPassedOn(KnownHeader header, CallContext request) {
    return is(CallerAttribute.CREDENTIAL, header.kind())
        && isAccessToken(header.kind().name())
        && RequestFacts.of(request).headers().stream()
            .anyMatch(line -> line.kind().family().equals(UNKNOWN) && !line.kind().isPrefix());
  }

  /** Who signs what it says of the caller proves to the platform behind it who it is itself. */
  private static boolean isOfProxy(KnownHeader header, CallContext request) {
    return header.kind().isOfPlatform()
        && RequestFacts.of(request).headers().stream().anyMatch(line -> line.kind().isAssertion());
  }

  /** Returns whether a header or claim of this name holds an access token. */
  public static boolean isAccessToken(String name) {
    return name.replaceAll("[-_]", "").endsWith("accesstoken");
  }

  /** Returns under which name the credential of the caller came, in words; empty if none did. */
  public static Optional<String> arrival(CallContext request, Redactor redactor) {
    return first(in(request), "a credential arrived as ", redactor)
        .or(() -> first(accessTokens(request), "an access token came as ", redactor))
        .or(() -> inCookies(request).map(line -> "a token arrived as " + name(line, redactor)));
  }

  private static Optional<String> first(List<KnownHeader> lines, String words, Redactor redactor) {
    return lines.stream().findFirst().map(line -> words + name(line, redactor));
  }

  /** Returns the name of the header as it may be shown. */
  public static String name(KnownHeader header, Redactor redactor) {
    return header.kind().isPrefix() ? redactor.name(header.name()) : header.kind().name();
  }

  private static boolean isOne(KnownHeader header) {
    boolean looksLikeOne =
        is(CallerAttribute.AUTHORIZATION, header.kind())
            || mayHoldOne(header.kind()) && isCredential(header.value().strip());
    return looksLikeOne && Placeholders.inHeader(header.name(), header.value()).isEmpty();
  }

  /** Most values are none at first sight. */
  private static boolean isCredential(String value) {
    boolean mayBe =
        value.startsWith("eyJ")
            || value.regionMatches(true, 0, "bearer", 0, "bearer".length())
            || value.regionMatches(true, 0, "dpop", 0, "dpop".length());
    return mayBe && CREDENTIAL.matcher(value).matches();
  }

  private static boolean mayHoldOne(HeaderKind kind) {
    boolean isFree = kind.caller().isEmpty();
    if (kind.isPrefix()) {
      return (isFree || kind.family().equals(UNKNOWN)) && !OF_OTHERS.contains(kind.disclosure());
    }
    return is(CallerAttribute.CREDENTIAL, kind)
        || isFree
            && kind.disclosure() == Disclosure.CREDENTIALS
            && !kind.name().equals("authorization");
  }

  private static boolean is(CallerAttribute attribute, HeaderKind kind) {
    return kind.caller().isPresent() && kind.caller().get() == attribute;
  }
}

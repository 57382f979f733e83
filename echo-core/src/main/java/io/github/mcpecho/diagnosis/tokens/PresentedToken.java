package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.uri.Percent;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A credential as it arrived, freed from what does not belong to it.
 *
 * @param place where it came from, for people
 * @param scheme as it was spelled, empty if there was none
 * @param token what is left; a secret, may be empty
 * @param findings what had to be stripped, and what else is odd
 */
public record PresentedToken(
    Source source, String place, Optional<String> scheme, String token, List<Finding> findings) {
  public enum Source {
    AUTHORIZATION_HEADER,
    QUERY,
    ARGUMENT
  }

  private static final Set<String> QUERY_NAMES =
      Set.of(
          "access_token",
          "id_token",
          "token",
          "bearer",
          "bearer_token",
          "jwt",
          "auth_token",
          "mcp_token",
          "authorization");

  private static final Pattern JWT =
      Pattern.compile("(?:(?i:bearer)\\s+)?eyJ[\\w-]+\\.[\\w-]+\\.[\\w.-]*");

  public PresentedToken {
    findings = List.copyOf(findings);
  }

  /** Returns the credential of the Authorization header if there is such a header. */
  static Optional<PresentedToken> inHeaders(Headers headers) {
    List<String> lines = headers.all("Authorization");
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var reader = new CredentialReader(Source.AUTHORIZATION_HEADER, "the Authorization header");
    if (lines.size() > 1) {
      reader.note(CredentialFinding.AUTH_HEADER_DUPLICATED, lines.size() + " header lines");
    }
    return Optional.of(reader.header(lines.get(0)));
  }

  /**
   * Returns the token with which this request comes: that of the Authorization header; without one,
   * that of the query, which a server must refuse.
   */
  public static Optional<PresentedToken> inRequest(CallContext context) {
    Optional<PresentedToken> header = TokenFacts.of(context).presented();
    return header
        .filter(presented -> presented.isBearer() && !presented.token().isEmpty())
        .or(() -> inQuery(context.target()))
        .or(() -> header);
  }

  /** Returns the token in a tool argument, where a scheme is allowed but not needed. */
  public static PresentedToken inArgument(String argument) {
    return new CredentialReader(Source.ARGUMENT, "the argument token").bare(argument);
  }

  /** Returns what there is to say about tokens in the query of a request target. */
  public static List<Finding> inTarget(String target) {
    return queryPair(target)
        .map(
            pair ->
                Stream.concat(
                        Placeholders.inCredential(value(pair)).stream()
                            .map(
                                what ->
                                    what.found(CredentialFinding.AUTH_PLACEHOLDER, what.words())),
                        Stream.of(CredentialFinding.AUTH_TOKEN_IN_QUERY.found(name(pair))))
                    .toList())
        .orElse(List.of());
  }

  /** Returns whether a request target sends a token the way of RFC 6750 §2.3. */
  public static boolean isSentInQuery(String target) {
    int query = target.indexOf('?');
    return query >= 0
        && Arrays.stream(target.substring(query + 1).split("&"))
            .anyMatch(pair -> Percent.decodeOrKeep(name(pair)).equals("access_token"));
  }

  private static Optional<PresentedToken> inQuery(String target) {
    return queryPair(target)
        .map(
            pair -> {
              String name = name(pair);
              var reader = new CredentialReader(Source.QUERY, "the query parameter " + name);
              reader.note(CredentialFinding.AUTH_TOKEN_IN_QUERY, name);
              return reader.bare(value(pair));
            });
  }

  /** Returns the first parameter with the name of a token, or with a JWT under any name. */
  private static Optional<String> queryPair(String target) {
    int query = target.indexOf('?');
    return query < 0
        ? Optional.empty()
        : Arrays.stream(target.substring(query + 1).split("&"))
            .filter(
                pair ->
                    QUERY_NAMES.contains(Percent.decodeOrKeep(name(pair)).toLowerCase(Locale.ROOT))
                        || JWT.matcher(value(pair)).matches())
            .findFirst();
  }

  private static String value(String pair) {
    return Percent.decodeOrKeep(pair.substring(Math.min(name(pair).length() + 1, pair.length())));
  }

  private static String name(String pair) {
    int end = pair.indexOf('=');
    return end < 0 ? pair : pair.substring(0, end);
  }

  /** Returns whether it came as an argument, so that the headers around it say nothing of it. */
  public boolean isArgument() {
    return source == Source.ARGUMENT;
  }

  /** Returns whether it came in the query of the request target. */
  public boolean isInQuery() {
    return source == Source.QUERY;
  }

  /** Returns whether it is an access token, by its scheme or, if that is another one, its form. */
  public boolean isBearer() {
    return scheme.isEmpty() || hasBearerScheme() || has(CredentialFinding.AUTH_SCHEME_NOT_BEARER);
  }

  /** Returns whether something else was sent that stands for a token. */
  public boolean isPlaceholder() {
    return has(CredentialFinding.AUTH_PLACEHOLDER);
  }

  /** Returns whether this was found about the way in which it was sent. */
  public boolean has(FindingKind kind) {
    return findings.stream().anyMatch(finding -> finding.kind() == kind);
  }

  /** Returns whether the scheme is one that carries an access token: Bearer or DPoP. */
  public boolean hasBearerScheme() {
    return hasScheme("bearer") || hasScheme("dpop");
  }

  /** Returns whether the scheme is this one, in any case. */
  public boolean hasScheme(String lowerCase) {
    return scheme.isPresent() && scheme.get().equalsIgnoreCase(lowerCase);
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return place + ", scheme " + scheme.orElse("none") + ", " + token.length() + " characters";
  }
}

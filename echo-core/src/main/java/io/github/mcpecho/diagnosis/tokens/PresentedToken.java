package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.List;
import java.util.Optional;

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

  /** Returns what there is to say about tokens and keys in the query of a request target. */
  public static List<Finding> inTarget(String target) {
    return QueryParameter.credential(target).map(QueryParameter::findings).orElse(List.of());
  }

  /** Returns whether a request target sends a token the way of RFC 6750 §2.3. */
  public static boolean isSentInQuery(String target) {
    return QueryParameter.isAccessTokenIn(target);
  }

  private static Optional<PresentedToken> inQuery(String target) {
    return QueryParameter.token(target)
        .map(
            sent -> {
              var reader =
                  new CredentialReader(Source.QUERY, "the query parameter " + sent.shownName());
              reader.note(CredentialFinding.AUTH_TOKEN_IN_QUERY, sent.shownName());
              return reader.bare(sent.value());
            });
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

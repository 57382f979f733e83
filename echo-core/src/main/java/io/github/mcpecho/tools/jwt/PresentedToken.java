package io.github.mcpecho.tools.jwt;

import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A credential as it arrived, freed from what does not belong to it.
 *
 * @param source where it came from, for people
 * @param scheme as it was spelled, empty if there was none
 * @param token what is left; a secret, may be empty
 * @param findings what had to be stripped, and what else is odd
 */
public record PresentedToken(
    String source, Optional<String> scheme, String token, List<Finding> findings) {
  private static final String ARGUMENT = "the argument token";
  private static final Set<String> QUERY_NAMES =
      Set.of("access_token", "id_token", "token", "bearer", "bearer_token", "jwt");

  public PresentedToken {
    findings = List.copyOf(findings);
  }

  /** Returns the credential of the Authorization header if there is such a header. */
  public static Optional<PresentedToken> inHeaders(Headers headers) {
    List<String> lines = headers.all("Authorization");
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var reader = new CredentialReader();
    if (lines.size() > 1) {
      reader.note(CredentialFinding.AUTH_HEADER_DUPLICATED, lines.size() + " header lines");
    }
    return Optional.of(reader.header("the Authorization header", lines.get(0)));
  }

  /** Returns the token in a tool argument, where a scheme is allowed but not needed. */
  public static PresentedToken inArgument(String argument) {
    return new CredentialReader().argument(ARGUMENT, argument);
  }

  /** Returns what there is to say about tokens in the query of a request target. */
  public static List<Finding> inTarget(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return List.of();
    }
    for (String pair : target.substring(query + 1).split("&")) {
      int end = pair.indexOf('=');
      String name = end < 0 ? pair : pair.substring(0, end);
      if (QUERY_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        return List.of(CredentialFinding.AUTH_TOKEN_IN_QUERY.found(name));
      }
    }
    return List.of();
  }

  /** Returns whether it came as an argument, so that the headers around it say nothing of it. */
  public boolean isArgument() {
    return source.equals(ARGUMENT);
  }

  /** Returns whether the scheme is one that carries an access token: Bearer or DPoP. */
  public boolean isBearer() {
    return scheme.isEmpty() || hasScheme("bearer") || hasScheme("dpop");
  }

  /** Returns whether the scheme is this one, in any case. */
  public boolean hasScheme(String lowerCase) {
    return scheme.map(s -> s.toLowerCase(Locale.ROOT).equals(lowerCase)).orElse(false);
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return source + ", scheme " + scheme.orElse("none") + ", " + token.length() + " characters";
  }
}

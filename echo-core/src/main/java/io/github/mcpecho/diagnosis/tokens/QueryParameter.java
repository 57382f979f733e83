package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.internal.redaction.SecretNames;
import io.github.mcpecho.internal.redaction.TokenPrefixes;
import io.github.mcpecho.internal.uri.Percent;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A parameter in the query of a request target.
 *
 * @param name as it was sent
 * @param value decoded; may be a secret
 */
record QueryParameter(String name, String value) {
  private static final Set<String> NAMES_OF_TOKENS =
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

  private static final Pattern NAME = Pattern.compile("(?!eyJ)[\\w.~%+-]{1,64}");

  private static final Pattern JWT =
      Pattern.compile("(?:(?i:bearer)\\s+)?eyJ[\\w-]+\\.[\\w-]+\\.[\\w.-]*");

  /** Returns the first one with the name of a token, or with a JWT under any name. */
  static Optional<QueryParameter> token(String target) {
    return first(target, QueryParameter::isToken);
  }

  /** Returns the token, else the first one that lets the caller in without being one. */
  static Optional<QueryParameter> credential(String target) {
    return token(target).or(() -> first(target, QueryParameter::isCredential));
  }

  /** Returns whether a token is sent the way of RFC 6750 §2.3. */
  static boolean isAccessTokenIn(String target) {
    return first(target, one -> one.decodedName().equals("access_token")).isPresent();
  }

  /** Returns what there is to say about a credential that came so. */
  List<Finding> findings() {
    return Stream.concat(
            Placeholders.inCredential(value).stream()
                .map(what -> what.found(CredentialFinding.AUTH_PLACEHOLDER, what.words())),
            Stream.of(CredentialFinding.AUTH_TOKEN_IN_QUERY.found(shownName())))
        .toList();
  }

  /** Returns the name, unless it is a token itself or no name at all. */
  String shownName() {
    return NAME.matcher(name).matches() && !TokenPrefixes.issuer(name).isPresent()
        ? name
        : "a parameter";
  }

  private static Optional<QueryParameter> first(
      String target, Predicate<QueryParameter> condition) {
    int query = target.indexOf('?');
    return query < 0
        ? Optional.empty()
        : Stream.of(target.substring(query + 1).split("&"))
            .map(QueryParameter::of)
            .filter(condition)
            .findFirst();
  }

  private static QueryParameter of(String pair) {
    String[] parts = pair.split("=", 2);
    return new QueryParameter(parts[0], parts.length == 1 ? "" : Percent.decodeOrKeep(parts[1]));
  }

  private boolean isToken() {
    return NAMES_OF_TOKENS.contains(decodedName().toLowerCase(Locale.ROOT))
        || JWT.matcher(value).matches();
  }

  private boolean isCredential() {
    return SecretNames.isCredential(decodedName(), value);
  }

  private String decodedName() {
    return Percent.decodeOrKeep(name);
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return shownName() + ", " + value.length() + " characters";
  }
}

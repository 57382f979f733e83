package io.github.mcpecho.testing.oauth;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Scopes as RFC 6749 §3.3 writes them: tokens with a space between. */
final class ScopeSyntax {
  private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private ScopeSyntax() {}

  /**
   * @throws IllegalArgumentException if one is no scope token
   */
  static List<String> of(List<String> scopes) {
    for (String scope : scopes) {
      if (!TOKEN.matcher(scope).matches()) {
        throw new IllegalArgumentException("Not a scope: \"" + scope + "\"");
      }
    }
    return List.copyOf(scopes);
  }

  static Set<String> parse(Optional<String> parameter) {
    Set<String> scopes = Step.words(parameter.orElse(""));
    if (!scopes.stream().allMatch(scope -> TOKEN.matcher(scope).matches())) {
      throw OAuthError.INVALID_SCOPE.because(
          "A scope has a character that RFC 6749 does not allow");
    }
    return scopes;
  }
}

package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.CallerAttribute;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the user of HTTP Basic (RFC 7617), to be compared with what a proxy says. */
final class BasicUser {
  private BasicUser() {}

  static Optional<IdentityStatement> in(CallContext request) {
    return TokenFacts.of(request)
        .presented()
        .filter(credential -> credential.hasScheme("basic"))
        .flatMap(BasicUser::user)
        .map(
            user ->
                new IdentityStatement(
                    "the Authorization header",
                    "HTTP Basic",
                    CallerAttribute.USERNAME,
                    List.of(user),
                    Provenance.UNSIGNED));
  }

  private static Optional<String> user(PresentedToken credential) {
    try {
      String pair =
          new String(Base64.getDecoder().decode(credential.token()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon > 0 ? Optional.of(pair.substring(0, colon)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.urls.PublicUrl;
import java.util.List;

/**
 * What the operator demands of a token. Immutable.
 *
 * @param publicUrl the URL of this server, which is an audience that it accepts
 * @param audiences what it accepts beside that URL
 * @param issuers of which {@code iss} has to be one; any issuer will do if empty
 * @param scopes what a token has to grant, all of it
 * @param keys with which signatures are verified
 * @param enforced whether a token that breaks a rule is refused, and not only judged
 */
public record TokenPolicy(
    PublicUrl publicUrl,
    List<String> audiences,
    List<String> issuers,
    List<String> scopes,
    TrustedKeys keys,
    boolean enforced) {
  public static final TokenPolicy NONE = of(PublicUrl.UNKNOWN, List.of());

  public TokenPolicy {
    audiences = List.copyOf(audiences);
    issuers = List.copyOf(issuers);
    scopes = List.copyOf(scopes);
  }

  /** Demands tokens for this URL with these scopes. */
  public static TokenPolicy of(PublicUrl publicUrl, List<String> scopes) {
    return new TokenPolicy(publicUrl, List.of(), List.of(), scopes, TrustedKeys.NONE, false);
  }
}

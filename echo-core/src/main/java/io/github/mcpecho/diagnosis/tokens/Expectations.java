package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import java.util.ArrayList;
import java.util.List;

/**
 * What a token should say. Immutable.
 *
 * @param audiences of which {@code aud} should hold one; none is expected if empty
 * @param certain whether the audiences were configured or given; those taken from the URL of a
 *     request are a guess
 * @param issuers of which {@code iss} should be one; none is expected if empty
 * @param scopes what should all be granted
 */
record Expectations(
    List<String> audiences, boolean certain, List<String> issuers, List<String> scopes) {

  Expectations {
    audiences = List.copyOf(audiences);
    issuers = List.copyOf(issuers);
    scopes = List.copyOf(scopes);
  }

  /**
   * Returns what the operator demands.
   *
   * @param pasted whether the token came as an argument, so that the URL of the request says
   *     nothing of it
   */
  static Expectations of(TokenPolicy policy, ExternalUrls urls, boolean pasted) {
    boolean certain = urls.isConfigured() || policy.enforced();
    var audiences = new ArrayList<String>();
    if (certain || !pasted) {
      audiences.add(urls.resource());
      if (!certain && urls.best().endsWith("/")) {
        // The client may have asked for a token for the very URL that it calls.
        audiences.add(urls.best());
      }
      audiences.addAll(policy.audiences());
    }
    return new Expectations(audiences, certain, policy.issuers(), policy.scopes());
  }

  Expectations withAudience(String audience) {
    return new Expectations(List.of(audience), true, issuers, scopes);
  }

  Expectations withIssuer(String issuer) {
    return new Expectations(audiences, certain, List.of(issuer), scopes);
  }

  Expectations withScopes(List<String> others) {
    return others.isEmpty() ? this : new Expectations(audiences, certain, issuers, others);
  }
}

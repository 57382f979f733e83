package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.RecordedCall;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * The identity provider of an enterprise, which exchanges an ID token for a grant to the
 * authorization server of a resource (SEP-990, RFC 8693).
 *
 * @param clients who its clients are to the authorization server; with none it is not there
 */
record IdentityProvider(Map<String, String> clients) {
  /** {@code typ} of the grant, an ID-JAG. */
  static final String GRANT_TYPE = "oauth-id-jag+jwt";

  static final String PATH = "/idp";

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";

  /** Returns nothing if the call is to none of its paths. */
  Optional<HttpAnswer> answer(RecordedCall call, Urls urls) {
    String issuer = urls.at(PATH);
    if (clients.isEmpty()) {
      return Optional.empty();
    }
    if (call.path().equals(PATH + ServerMetadata.TOKEN)) {
      return AuthorizationServer.of("POST", call, () -> exchange(call, issuer));
    }
    return ServerMetadata.paths(PATH).subList(1, 3).contains(call.path())
        ? AuthorizationServer.of("GET", call, () -> HttpAnswer.json(200, metadata(issuer)))
        : Optional.empty();
  }

  private static ObjectNode metadata(String issuer) {
    ObjectNode document =
        Json.object()
            .put("issuer", issuer)
            .put("authorization_endpoint", issuer + ServerMetadata.AUTHORIZE)
            .put("token_endpoint", issuer + ServerMetadata.TOKEN);
    document.putArray("grant_types_supported").add(EXCHANGE);
    return document;
  }

  private HttpAnswer exchange(RecordedCall call, String issuer) {
    OAuthParameters parameters = TokenEndpoint.parameters(call);
    if (!parameters.required("grant_type").equals(EXCHANGE)) {
      throw OAuthError.UNSUPPORTED_GRANT_TYPE.because("This grant_type is not supported");
    }
    requireType(parameters, "subject_token_type", "id_token");
    requireType(parameters, "requested_token_type", "id-jag");
    Instant now = call.context().receivedAt();
    Assertion user =
        Assertion.check(
            parameters.required("subject_token"),
            TestKeys.issuer().getKeys(),
            new ArrayList<>(clients.keySet()),
            now);
    if (!user.claim("iss").equals(issuer)) {
      throw OAuthError.INVALID_GRANT.because("The ID token has another issuer");
    }
    String clientId = clients.values().iterator().next();
    String grant =
        TestTokens.jwt(Clock.fixed(now, ZoneOffset.UTC))
            .type(GRANT_TYPE)
            .issuer(issuer)
            .subject(user.claim("sub"))
            .audience(parameters.required("audience"))
            .claim("client_id", clientId)
            .claim("resource", parameters.required("resource"))
            .compact();
    return HttpAnswer.json(
        200,
        Json.object()
            .put("access_token", grant)
            .put("issued_token_type", TOKEN_TYPE + "id-jag")
            .put("token_type", "N_A"));
  }

  private static void requireType(OAuthParameters parameters, String name, String type) {
    if (!parameters.required(name).equals(TOKEN_TYPE + type)) {
      throw OAuthError.INVALID_REQUEST.because(name + " has to be " + TOKEN_TYPE + type);
    }
  }
}

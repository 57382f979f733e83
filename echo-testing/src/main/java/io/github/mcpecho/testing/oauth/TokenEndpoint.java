package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.OAuthNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Gives tokens (RFC 6749 §5). */
record TokenEndpoint(
    ProtectedResource settings,
    Clients clients,
    Grants grants,
    Supplier<ProtocolVersion> revision,
    DpopProofs proofs) {
  private static final String FORM = "application/x-www-form-urlencoded";

  HttpAnswer answer(RecordedCall call, Urls urls) {
    if (settings.has(Variation.TOKEN_ENDPOINT_DOWN)) {
      return HttpAnswer.html(503, "Service Unavailable");
    }
    if (!isForm(call)) {
      throw OAuthError.INVALID_REQUEST.because("The body has to be " + FORM);
    }
    try {
      return HttpAnswer.json(200, exchange(parameters(call), call, urls));
    } catch (OAuthException e) {
      return e.error() == OAuthError.USE_DPOP_NONCE
          ? e.toAnswer().with("DPoP-Nonce", proofs.nonce())
          : challenged(e, call);
    }
  }

  static boolean isForm(RecordedCall call) {
    return call.headers()
        .first("Content-Type")
        .flatMap(MediaType::parse)
        .filter(type -> type.is(FORM))
        .isPresent();
  }

  /** A client that tried Basic is told that it may again (RFC 6749 §5.2). */
  private static HttpAnswer challenged(OAuthException e, RecordedCall call) {
    return e.error() == OAuthError.INVALID_CLIENT && call.headers().contains("Authorization")
        ? e.toAnswer().with("WWW-Authenticate", "Basic realm=\"mcp\"")
        : e.toAnswer();
  }

  static OAuthParameters parameters(RecordedCall call) {
    try {
      return OAuthParameters.of(call);
    } catch (IllegalArgumentException e) {
      throw OAuthError.INVALID_REQUEST.because("The parameters are not well encoded");
    }
  }

  private ObjectNode exchange(OAuthParameters parameters, RecordedCall call, Urls urls) {
    Client client = clients.authenticate(call, parameters, urls);
    String grantType = parameters.required("grant_type");
    if (!Client.GRANTS.contains(grantType)) {
      throw OAuthError.UNSUPPORTED_GRANT_TYPE.because("This grant_type is not supported");
    }
    if (!client.grantTypes().contains(grantType)) {
      throw OAuthError.UNAUTHORIZED_CLIENT.because("The client did not register for this grant");
    }
    Instant now = call.context().receivedAt();
    String url = urls.at(urls.serverPath(ServerMetadata.TOKEN));
    if (grantType.equals(OAuthNames.JWT_BEARER)) {
      Optional<String> key = thumbprint(call, url);
      return response(byAssertion(client, parameters, now, urls).boundTo(key), now, urls);
    }
    String resource = new ResourceParameter(settings, urls, revision.get()).of(parameters);
    Optional<String> thumbprint = thumbprint(call, url);
    Grant grant =
        switch (grantType) {
          case "authorization_code" -> byCode(client, parameters, now);
          case "refresh_token" -> byRefreshToken(client, parameters, thumbprint);
          default -> byClient(client, parameters, resource);
        };
    if (!grant.resource().equals(resource)) {
      throw OAuthError.INVALID_TARGET.because("resource is another one than the user approved");
    }
    boolean refreshable =
        !grantType.equals(OAuthNames.CLIENT_CREDENTIALS)
            && client.grantTypes().contains("refresh_token");
    Grant bound = grant.boundTo(thumbprint);
    Set<String> fewer = ScopeSyntax.parse(parameters.single("scope"));
    boolean narrowed = grantType.equals("refresh_token") && !fewer.isEmpty();
    ObjectNode response = response(narrowed ? bound.withScopes(fewer) : bound, now, urls);
    if (refreshable && !settings.has(Variation.NO_REFRESH_TOKEN)) {
      // It is for all that the user approved, whatever was asked for this time (RFC 6749 §6).
      response.put("refresh_token", grants.refreshTokens().addUnder("refresh-", bound));
    }
    return response;
  }

  private Optional<String> thumbprint(RecordedCall call, String url) {
    return settings.wantsProofs()
        ? Optional.of(proofs.thumbprint(call, url, Optional.empty()))
        : Optional.empty();
  }

  /**
   * By a JWT of a workload, or by one that the identity provider of an enterprise made for this
   * client and a resource (RFC 7523 §2.1).
   */
  private Grant byAssertion(Client client, OAuthParameters parameters, Instant now, Urls urls) {
    Assertion assertion =
        Assertion.check(
            parameters.required("assertion"), TestKeys.issuer().getKeys(), urls.audiences(), now);
    var named = new ResourceParameter(settings, urls, revision.get());
    String resource = parameters.all("resource").isEmpty() ? urls.resource() : named.of(parameters);
    if (assertion.type().equals(IdentityProvider.GRANT_TYPE)) {
      if (!assertion.claim("client_id").equals(client.id())) {
        throw refused("The assertion is for another client");
      }
      resource = assertion.claim("resource");
      if (named.known(resource).isEmpty()) {
        throw refused("The assertion is for another resource");
      }
    }
    Set<String> scopes = ScopeSyntax.parse(parameters.single("scope"));
    return new Grant(client.id(), resource, scopes, Optional.empty());
  }

  private Grant byCode(Client client, OAuthParameters parameters, Instant now) {
    Grants.Code code =
        grants
            .codes()
            .take(parameters.required("code"))
            .orElseThrow(() -> refused("There is no such code, or it was used before"));
    if (settings.has(Variation.CODE_REJECTED)) {
      throw refused("The code is not accepted");
    }
    if (!code.grant().clientId().equals(client.id())) {
      throw refused("The code is another client's");
    }
    if (!now.isBefore(code.expiry())) {
      throw refused("The code expired");
    }
    Optional<String> redirectUri = parameters.single("redirect_uri");
    if (redirectUri.isPresent() && !redirectUri.get().equals(code.redirectUri())) {
      throw refused("redirect_uri is another one than that of the code");
    }
    if (settings.has(Variation.UNDEMANDING)) {
      return code.grant();
    }
    byte[] verifier = parameters.required("code_verifier").getBytes(StandardCharsets.US_ASCII);
    if (!Hashes.base64Url(Hashes.sha256(verifier)).equals(code.challenge())) {
      throw refused("code_verifier does not fit to the code_challenge");
    }
    return code.grant();
  }

  private Grant byRefreshToken(
      Client client, OAuthParameters parameters, Optional<String> thumbprint) {
    if (settings.has(Variation.REFRESH_MISREPORTED)) {
      throw OAuthError.INVALID_REQUEST.because("The token request is not valid");
    }
    String token = parameters.required("refresh_token");
    Grant grant = grants.refreshTokens().get(token).orElseThrow(TokenEndpoint::usedRefreshToken);
    if (settings.has(Variation.REFRESH_REJECTED)) {
      throw refused("The refresh token is not accepted");
    }
    if (!grant.clientId().equals(client.id())) {
      throw refused("The refresh token is another client's");
    }
    if (client.secret().isEmpty() && !grant.thumbprint().equals(thumbprint)) {
      throw refused("The refresh token is bound to another key");
    }
    Set<String> fewer = ScopeSyntax.parse(parameters.single("scope"));
    if (!grant.scopes().containsAll(fewer)) {
      throw OAuthError.INVALID_SCOPE.because("The user did not approve of these scopes");
    }
    // What was refused may be asked for otherwise: only now it is used.
    return grants.refreshTokens().take(token).orElseThrow(TokenEndpoint::usedRefreshToken);
  }

  private static OAuthException usedRefreshToken() {
    return refused("There is no such refresh token, or it was used before");
  }

  private static Grant byClient(Client client, OAuthParameters parameters, String resource) {
    if (client.secret().isEmpty() && client.key().isEmpty()) {
      throw OAuthError.UNAUTHORIZED_CLIENT.because("This grant is for clients with a secret");
    }
    Set<String> scopes = ScopeSyntax.parse(parameters.single("scope"));
    return new Grant(client.id(), resource, scopes, Optional.empty());
  }

  private ObjectNode response(Grant grant, Instant now, Urls urls) {
    boolean bound = grant.thumbprint().isPresent();
    ObjectNode response =
        Json.object()
            .put("access_token", accessToken(grant, now, urls))
            .put("token_type", bound ? "DPoP" : "Bearer")
            .put("expires_in", settings.tokenLifetime().toSeconds());
    if (!grant.scopes().isEmpty()) {
      response.put("scope", String.join(" ", grant.scopes()));
    }
    return response;
  }

  private String accessToken(Grant grant, Instant now, Urls urls) {
    TestToken token =
        TestTokens.jwt(Clock.fixed(now, ZoneOffset.UTC))
            .issuer(urls.issuer())
            .audience(grant.resource())
            .scopes(grant.scopes().toArray(String[]::new))
            .lifetime(settings.tokenLifetime())
            .claim("client_id", grant.clientId())
            .claim("jti", UUID.randomUUID().toString());
    TestToken bound = grant.thumbprint().map(token::boundTo).orElse(token);
    return bound.with(settings.flaws().toArray(TokenFlaw[]::new)).compact();
  }

  private static OAuthException refused(String description) {
    return OAuthError.INVALID_GRANT.because(description);
  }
}

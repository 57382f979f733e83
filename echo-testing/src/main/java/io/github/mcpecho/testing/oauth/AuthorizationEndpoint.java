package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Approves at once and sends the user back, with a code or with what is wrong (RFC 6749 §4.1). */
record AuthorizationEndpoint(
    ProtectedResource settings,
    Clients clients,
    Grants grants,
    Supplier<ProtocolVersion> revision) {
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /** A client or redirect URI that is not known gets no redirect: it may be anybody's. */
  HttpAnswer answer(RecordedCall call, Urls urls) {
    OAuthParameters parameters = TokenEndpoint.parameters(call);
    Client client =
        clients
            .find(parameters.required("client_id"))
            .orElseThrow(() -> OAuthError.INVALID_REQUEST.because("There is no such client"));
    String redirectUri = redirectUri(client, parameters);
    if (!client.isAt(redirectUri)) {
      throw OAuthError.INVALID_REQUEST.because("The client did not register this redirect_uri");
    }
    var response = new LinkedHashMap<String, String>();
    try {
      Grants.Code code = approve(client, redirectUri, parameters, call, urls);
      response.put("code", grants.codes().addUnder("code-", code));
    } catch (OAuthException e) {
      response.put("error", e.error().code());
      response.put("error_description", e.description());
    }
    state(parameters).ifPresent(state -> response.put("state", state));
    iss(urls).ifPresent(iss -> response.put("iss", iss));
    return HttpAnswer.redirect(
        redirectUri + (redirectUri.contains("?") ? "&" : "?") + form(response));
  }

  /** Who has one alone need not say it (OAuth 2.1 §4.1.1). */
  private static String redirectUri(Client client, OAuthParameters parameters) {
    boolean hasOne = client.redirectUris().size() == 1;
    return hasOne && parameters.all("redirect_uri").isEmpty()
        ? client.redirectUris().get(0)
        : parameters.required("redirect_uri");
  }

  private Grants.Code approve(
      Client client, String redirectUri, OAuthParameters parameters, RecordedCall call, Urls urls) {
    if (!parameters.required("response_type").equals("code")) {
      throw OAuthError.UNSUPPORTED_RESPONSE_TYPE.because("response_type has to be code");
    }
    if (!client.grantTypes().contains("authorization_code")) {
      throw OAuthError.UNAUTHORIZED_CLIENT.because("The client did not register for this grant");
    }
    String challenge =
        settings.has(Variation.UNDEMANDING)
            ? parameters.first("code_challenge").orElse("")
            : challenge(parameters);
    String resource = new ResourceParameter(settings, urls, revision.get()).of(parameters);
    Set<String> scopes = ScopeSyntax.parse(parameters.single("scope"));
    if (settings.has(Variation.ACCESS_DENIED)) {
      throw OAuthError.ACCESS_DENIED.because("The user says no");
    }
    Instant expiry = call.context().receivedAt().plus(CODE_LIFETIME);
    var grant = new Grant(client.id(), resource, scopes, Optional.empty());
    return new Grants.Code(grant, redirectUri, challenge, expiry);
  }

  private static String challenge(OAuthParameters parameters) {
    String challenge = parameters.required("code_challenge");
    if (!parameters.single("code_challenge_method").equals(Optional.of("S256"))) {
      throw OAuthError.INVALID_REQUEST.because("code_challenge_method has to be S256");
    }
    if (!AuthorizationRequest.isChallenge(challenge)) {
      throw OAuthError.INVALID_REQUEST.because("code_challenge is no SHA-256 in base64url");
    }
    return challenge;
  }

  private Optional<String> state(OAuthParameters parameters) {
    Optional<String> state = parameters.first("state");
    return settings.has(Variation.STATE_WRONG) ? Optional.of("another-state") : state;
  }

  private Optional<String> iss(Urls urls) {
    if (settings.has(Variation.ISS_MISSING) || settings.has(Variation.ISS_NOT_ADVERTISED)) {
      return Optional.empty();
    }
    if (settings.has(Variation.ISS_WRONG) || settings.has(Variation.ISS_UNEXPECTED)) {
      return Optional.of("https://another-issuer.example");
    }
    return Optional.of(urls.issuer() + (settings.has(Variation.ISS_NORMALIZED) ? "/" : ""));
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}

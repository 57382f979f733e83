package io.github.mcpecho.testing.oauth;

import static io.github.mcpecho.diagnosis.clients.AuthorizationFinding.*;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A rule for clients, of those that a server can see.
 *
 * @param places the calls that it is about
 * @param breach returns the evidence if the rule is broken
 */
record ConductRule(
    List<Place> places, AuthorizationFinding finding, Function<Step, Optional<String>> breach) {
  static final List<ConductRule> ALL =
      List.of(
          at(Place.RESOURCE_METADATA, OAUTH_RESOURCE_METADATA_ORDER, Discovery::resourceOrder),
          at(Place.SERVER_METADATA, OAUTH_SERVER_METADATA_ORDER, Discovery::serverOrder),
          at(Place.SERVER_METADATA, OAUTH_DISCOVERY_VERSION, Discovery::withoutVersion),
          at(Place.AUTHORIZATION, OAUTH_DISCOVERY_SKIPPED, Discovery::skipped),
          onward(OAUTH_RESOURCE_MISMATCH, Discovery::resourceMismatch),
          onward(OAUTH_ISSUER_MISMATCH, Discovery::issuerMismatch),
          at(Place.REGISTRATION, OAUTH_REGISTRATION_ORDER, Registration::order),
          at(Place.REGISTRATION, OAUTH_APPLICATION_TYPE, Registration::applicationType),
          at(Place.REGISTRATION, OAUTH_APPLICATION_TYPE_UNFIT, Registration::unfitType),
          at(Place.REGISTRATION, OAUTH_REDIRECT_INSECURE, Registration::insecureRedirects),
          at(Place.REGISTRATION, OAUTH_REDIRECT_INVALID, Registration::invalidRedirects),
          at(Place.REGISTRATION, OAUTH_REDIRECT_UNREGISTERED, Registration::withoutRedirects),
          at(Place.AUTHORIZATION, OAUTH_REDIRECT_INSECURE, AuthorizationRequest::insecureRedirect),
          at(Place.AUTHORIZATION, OAUTH_REDIRECT_INVALID, AuthorizationRequest::invalidRedirect),
          at(Place.AUTHORIZATION, OAUTH_REDIRECT_UNREGISTERED, AuthorizationRequest::redirect),
          at(Place.AUTHORIZATION, OAUTH_CLIENT_ID, AuthorizationRequest::clientId),
          asking(OAUTH_CLIENT_UNKNOWN, AuthorizationRequest::unknownClient),
          at(Place.AUTHORIZATION, OAUTH_CLIENT_OF_ANOTHER_SERVER, Registration::elsewhere),
          onward(OAUTH_GRANT_FORBIDDEN, RequestedGrant::forbidden),
          asking(OAUTH_GRANT_NOT_OFFERED, RequestedGrant::notOffered),
          asking(OAUTH_GRANT_UNREGISTERED, RequestedGrant::unregistered),
          at(Place.AUTHORIZATION, OAUTH_PKCE_NOT_ADVERTISED, AuthorizationRequest::pkceUnknown),
          at(Place.AUTHORIZATION, OAUTH_PKCE_MISSING, AuthorizationRequest::withoutPkce),
          at(Place.AUTHORIZATION, OAUTH_PKCE_PLAIN, AuthorizationRequest::plainPkce),
          at(Place.AUTHORIZATION, OAUTH_PKCE_CHALLENGE, AuthorizationRequest::challenge),
          at(Place.AUTHORIZATION, OAUTH_CLIENT_ID_QUERY, AuthorizationRequest::documentWithQuery),
          asking(OAUTH_PARAMETER_REPEATED, AuthorizationRequest::repeated),
          asking(OAUTH_RESOURCE_MISSING, NamedResource::missing),
          asking(OAUTH_RESOURCE_OTHER, NamedResource::other),
          asking(OAUTH_RESOURCE_SLASH, NamedResource::withSlash),
          at(Place.AUTHORIZATION, OAUTH_STATE_MISSING, AuthorizationRequest::withoutState),
          at(Place.AUTHORIZATION, OAUTH_SCOPE, RequestedScopes::notThoseNamed),
          at(Place.AUTHORIZATION, OAUTH_SCOPE_DROPPED, RequestedScopes::dropped),
          at(Place.AUTHORIZATION, OAUTH_OFFLINE_ACCESS, RequestedScopes::offlineAccess),
          at(Place.AUTHORIZATION, OAUTH_REFRESH_UNREGISTERED, RequestedScopes::withoutRefresh),
          at(Place.AUTHORIZATION, OAUTH_RETRY_LIMIT, AuthorizationRequest::again),
          at(Place.TOKEN_OTHERWISE, OAUTH_TOKEN_REQUEST_FORM, TokenRequest::noForm),
          at(Place.TOKEN, OAUTH_CLIENT_OF_ANOTHER_SERVER, Registration::elsewhere),
          at(Place.TOKEN, OAUTH_CLIENT_AUTHENTICATION, TokenRequest::authentication),
          at(Place.TOKEN, OAUTH_PKCE_NOT_ADVERTISED, TokenRequest::pkceUnknown),
          at(Place.TOKEN, OAUTH_PKCE_VERIFIER, TokenRequest::verifier),
          at(Place.TOKEN, OAUTH_REDIRECT_UNREGISTERED, TokenRequest::redirect),
          at(Place.TOKEN, OAUTH_SCOPE, TokenRequest::scopes),
          at(Place.TOKEN, OAUTH_STATE_IGNORED, TokenRequest::state),
          at(Place.TOKEN, OAUTH_ISS_MISSING, TokenRequest::issMissing),
          at(Place.TOKEN, OAUTH_ISS_IGNORED, TokenRequest::issIgnored),
          at(Place.TOKEN, OAUTH_CODE_REUSED, TokenRequest::codeAgain),
          at(Place.TOKEN, OAUTH_REFRESH_SCOPE, TokenRequest::moreScopes),
          at(Place.TOKEN, OAUTH_REFRESH_REUSED, TokenRequest::refreshTokenAgain),
          at(Place.TOKEN, OAUTH_DPOP, TokenRequest::proof),
          at(Place.ENDPOINT, OAUTH_TOKEN_MISSING, TokenUse::missing),
          at(Place.ENDPOINT, OAUTH_TOKEN_LEFT_OUT, TokenUse::leftOut),
          at(Place.ENDPOINT, OAUTH_TOKEN_FOREIGN, TokenUse::foreign),
          at(Place.ENDPOINT, OAUTH_DPOP, TokenUse::proof),
          new ConductRule(
              List.of(
                  Place.RESOURCE_METADATA,
                  Place.SERVER_METADATA,
                  Place.REGISTRATION,
                  Place.AUTHORIZATION,
                  Place.TOKEN,
                  Place.TOKEN_OTHERWISE,
                  Place.ELSEWHERE),
              OAUTH_TOKEN_ELSEWHERE,
              TokenUse::elsewhere));

  /** What can be said of a request that lacks what the others look at. */
  static final List<ConductRule> OF_INCOMPLETE =
      List.of(asking(OAUTH_PARAMETER_MISSING, AuthorizationRequest::incomplete));

  private static ConductRule at(
      Place place, AuthorizationFinding finding, Function<Step, Optional<String>> breach) {
    return new ConductRule(List.of(place), finding, breach);
  }

  private static ConductRule asking(
      AuthorizationFinding finding, Function<Step, Optional<String>> breach) {
    return new ConductRule(List.of(Place.AUTHORIZATION, Place.TOKEN), finding, breach);
  }

  /** About whoever goes on after the metadata. */
  private static ConductRule onward(
      AuthorizationFinding finding, Function<Step, Optional<String>> breach) {
    return new ConductRule(
        List.of(Place.REGISTRATION, Place.AUTHORIZATION, Place.TOKEN), finding, breach);
  }
}

package io.github.mcpecho.diagnosis.identity;

import static io.github.mcpecho.diagnosis.identity.Attribute.CERTIFICATE;
import static io.github.mcpecho.diagnosis.identity.Attribute.CLIENT_ID;
import static io.github.mcpecho.diagnosis.identity.Attribute.CREDENTIAL;
import static io.github.mcpecho.diagnosis.identity.Attribute.EMAIL;
import static io.github.mcpecho.diagnosis.identity.Attribute.GROUPS;
import static io.github.mcpecho.diagnosis.identity.Attribute.NAME;
import static io.github.mcpecho.diagnosis.identity.Attribute.ROLES;
import static io.github.mcpecho.diagnosis.identity.Attribute.TOKEN;
import static io.github.mcpecho.diagnosis.identity.Attribute.USERNAME;
import static io.github.mcpecho.diagnosis.identity.Attribute.USER_ID;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request header in which a known product says who the caller is.
 *
 * @param name in lower case
 */
record IdentityHeader(String name, String family, Attribute attribute) {
  private static final Map<String, IdentityHeader> KNOWN = known();
  private static final List<String> TELLING_STARTS =
      List.of("x-auth-", "x-user-", "x-identity-", "x-oidc-", "x-sso-");

  /** Returns all known headers, the most telling first. */
  static List<IdentityHeader> all() {
    return List.copyOf(KNOWN.values());
  }

  /** Returns the known header of this name, in any case. */
  static Optional<IdentityHeader> of(String name) {
    return Optional.ofNullable(KNOWN.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the known header that some servers read from this name with underscores. */
  static Optional<IdentityHeader> ofUnderscored(String name) {
    return name.indexOf('_') < 0 ? Optional.empty() : of(name.replace('_', '-'));
  }

  /** Returns whether an unknown header has a name that speaks of the caller. */
  static boolean isTelling(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !KNOWN.containsKey(lower) && TELLING_STARTS.stream().anyMatch(lower::startsWith);
  }

  private static Map<String, IdentityHeader> known() {
    return new Table()
        .family("ForwardAuth gateway")
        .row(USER_ID, "x-user-id")
        .row(USERNAME, "x-user-name", "x-username")
        .row(EMAIL, "x-user-email")
        .row(ROLES, "x-user-roles", "x-user-role")
        .row(GROUPS, "x-user-groups")
        .row(CLIENT_ID, "x-client-id", "x-oauth-client")
        .family("oauth2-proxy (auth request)")
        .row(USER_ID, "x-auth-request-user")
        .row(USERNAME, "x-auth-request-preferred-username")
        .row(EMAIL, "x-auth-request-email")
        .row(GROUPS, "x-auth-request-groups")
        .row(TOKEN, "x-auth-request-access-token")
        .family("oauth2-proxy")
        .row(USER_ID, "x-forwarded-user")
        .row(USERNAME, "x-forwarded-preferred-username")
        .row(EMAIL, "x-forwarded-email", "gap-auth")
        .row(GROUPS, "x-forwarded-groups")
        .row(TOKEN, "x-forwarded-access-token")
        .family("Authelia")
        .row(USERNAME, "remote-user")
        .row(NAME, "remote-name")
        .row(EMAIL, "remote-email")
        .row(GROUPS, "remote-groups")
        .family("authentik")
        .row(USER_ID, "x-authentik-uid")
        .row(USERNAME, "x-authentik-username")
        .row(NAME, "x-authentik-name")
        .row(EMAIL, "x-authentik-email")
        .row(GROUPS, "x-authentik-groups")
        .row(ROLES, "x-authentik-entitlements")
        .row(TOKEN, "x-authentik-jwt")
        .family("Pomerium")
        .row(TOKEN, "x-pomerium-jwt-assertion")
        .row(USER_ID, "x-pomerium-claim-sub", "x-pomerium-claim-user")
        .row(NAME, "x-pomerium-claim-name")
        .row(EMAIL, "x-pomerium-claim-email")
        .row(GROUPS, "x-pomerium-claim-groups")
        .family("Cloudflare Access")
        .row(TOKEN, "cf-access-jwt-assertion")
        .row(EMAIL, "cf-access-authenticated-user-email")
        .row(CLIENT_ID, "cf-access-client-id")
        .family("AWS Application Load Balancer")
        .row(TOKEN, "x-amzn-oidc-data", "x-amzn-oidc-accesstoken")
        .row(USER_ID, "x-amzn-oidc-identity")
        .family("Google IAP")
        .row(TOKEN, "x-goog-iap-jwt-assertion")
        .row(USER_ID, "x-goog-authenticated-user-id")
        .row(EMAIL, "x-goog-authenticated-user-email")
        .family("Azure App Service")
        .row(USER_ID, "x-ms-client-principal-id")
        .row(USERNAME, "x-ms-client-principal-name")
        .row(TOKEN, "x-ms-token-aad-id-token", "x-ms-token-aad-access-token")
        .family("Tailscale Serve")
        .row(USERNAME, "tailscale-user-login")
        .row(NAME, "tailscale-user-name")
        .family("ngrok")
        .row(USER_ID, "ngrok-auth-user-id")
        .row(NAME, "ngrok-auth-user-name")
        .row(EMAIL, "ngrok-auth-user-email")
        .family("Replit")
        .row(USER_ID, "x-replit-user-id")
        .row(USERNAME, "x-replit-user-name")
        .row(ROLES, "x-replit-user-roles")
        .family("Louketo, Gatekeeper")
        .row(USER_ID, "x-auth-userid", "x-auth-subject")
        .row(USERNAME, "x-auth-username")
        .row(EMAIL, "x-auth-email")
        .row(ROLES, "x-auth-roles")
        .row(GROUPS, "x-auth-groups")
        .family("an authenticating proxy")
        .row(USERNAME, "x-webauth-user", "x-remote-user")
        .row(NAME, "x-webauth-name", "x-remote-name")
        .row(EMAIL, "x-webauth-email", "x-remote-email")
        .row(GROUPS, "x-remote-group")
        .row(TOKEN, "x-jwt-assertion", "x-jwt-token")
        .family("Kong, APISIX")
        .row(CLIENT_ID, "x-consumer-id", "x-consumer-custom-id", "x-consumer-username")
        .row(USER_ID, "x-authenticated-userid")
        .row(GROUPS, "x-consumer-groups")
        .family("API key")
        .row(CREDENTIAL, "x-api-key", "api-key", "apikey", "x-apikey", "x-mcp-key")
        .row(CREDENTIAL, "x-auth-token", "x-access-token", "private-token")
        .row(CREDENTIAL, "ocp-apim-subscription-key", "x-goog-api-key")
        .family("Envoy")
        .row(CERTIFICATE, "x-forwarded-client-cert")
        .family("Traefik")
        .row(CERTIFICATE, "x-forwarded-tls-client-cert", "x-forwarded-tls-client-cert-info")
        .family("RFC 9440")
        .row(CERTIFICATE, "client-cert")
        .family("nginx")
        .row(CERTIFICATE, "x-ssl-cert", "x-ssl-client-cert", "ssl-client-cert")
        .row(CERTIFICATE, "x-ssl-client-s-dn", "x-ssl-client-dn", "ssl-client-subject-dn")
        .family("IIS ARR, Azure App Service")
        .row(CERTIFICATE, "x-arr-clientcert")
        .family("AWS Application Load Balancer")
        .row(CERTIFICATE, "x-amzn-mtls-clientcert", "x-amzn-mtls-clientcert-leaf")
        .row(CERTIFICATE, "x-amzn-mtls-clientcert-subject")
        .rows;
  }

  private static final class Table {
    private final Map<String, IdentityHeader> rows = new LinkedHashMap<>();
    private String family = "";

    Table family(String newFamily) {
      family = newFamily;
      return this;
    }

    Table row(Attribute attribute, String... names) {
      for (String name : names) {
        rows.put(name, new IdentityHeader(name, family, attribute));
      }
      return this;
    }
  }
}

package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The scenarios about authorization: which server each has, and what is looked at. */
final class AuthorizationScenarios {
  private static final String[] OPEN = {"initialize", "notifications/initialized"};

  static final Map<String, Supplier<Play>> PLAYS = new HashMap<>();

  static {
    addMetadata();
    addScopes();
    addClients();
    addResponses();
    addExtensions();
  }

  private AuthorizationScenarios() {}

  /** One that is content with little, so that one mistake does not hide another. */
  private static ProtectedResource server() {
    return ProtectedResource.create().with(Variation.UNDEMANDING);
  }

  /** One that clients have to register at. */
  private static ProtectedResource registering() {
    return server().with(Variation.NO_CLIENT_ID_METADATA_DOCUMENT);
  }

  /** One that knows its clients beforehand. */
  static ProtectedResource knowing(String authMethod) {
    return registering().with(Variation.NO_REGISTRATION).authMethods(authMethod);
  }

  private static void addMetadata() {
    PLAYS.put(
        "auth/metadata-default",
        () ->
            new AuthorizationPlay(
                registering(), MetadataDiscovery::hideRoot, MetadataDiscovery::withoutRoot));
    PLAYS.put(
        "auth/metadata-var1",
        () ->
            new AuthorizationPlay(
                registering().challenging(Challenges.noMetadata()).with(Variation.OPENID_ONLY),
                MetadataDiscovery::hideRoot,
                NamedResource::note));
    add(
        "metadata-var2",
        registering().challenging(Challenges.rootOnlyPrm()).with(Variation.ISSUER_WITH_PATH),
        MetadataDiscovery::atPath);
    add(
        "metadata-var3",
        registering()
            .challenging(Challenges.headerOnlyPrm())
            .with(Variation.ISSUER_WITH_PATH, Variation.OPENID_APPENDED_ONLY),
        MetadataDiscovery::atPath);
    add(
        "metadata-issuer-mismatch",
        registering().with(Variation.ISSUER_MISMATCH, Variation.ENDPOINTS_ELSEWHERE),
        MetadataDiscovery::issuerMismatch);
    add(
        "resource-mismatch",
        registering().challenging(Challenges.wrongResource("https://evil.example.com/mcp")),
        MetadataDiscovery::resourceMismatch);
  }

  private static void addScopes() {
    add(
        "scope-from-www-authenticate",
        registering().requiring("mcp:basic"),
        ScopeSelection.including(
            "Client scope selection from WWW-Authenticate header", "mcp:basic"));
    String[] three = {"mcp:basic", "mcp:read", "mcp:write"};
    add(
        "scope-from-scopes-supported",
        registering().publishing(three),
        ScopeSelection.including("Client scope selection from scopes_supported", three));
    add("scope-omitted-when-undefined", registering(), ScopeSelection::omitted);
    add(
        "scope-step-up",
        registering()
            .requiring("mcp:basic")
            .requiringFor("test-tool", "mcp:write")
            .with(Variation.SCOPES_PER_OPERATION, Variation.NO_REFRESH_TOKEN)
            .publishing("mcp:profile")
            .openFor(OPEN),
        ScopeSelection::stepUp);
    add(
        "scope-retry-limit",
        registering()
            .requiring("mcp:admin")
            .with(Variation.ALWAYS_403, Variation.NO_REFRESH_TOKEN)
            .openFor(OPEN),
        ScopeSelection::retryLimit);
    add(
        "offline-access-scope",
        server().publishing("mcp:basic").offering("mcp:basic", "offline_access"),
        ScopeSelection::offlineAccess);
    add(
        "offline-access-not-supported",
        registering().publishing("mcp:basic", "mcp:read").offering("mcp:basic", "mcp:read"),
        ScopeSelection::noOfflineAccess);
  }

  private static void addClients() {
    add("basic-cimd", server(), ClientIdentity::document);
    for (String method : List.of("client_secret_basic", "client_secret_post", "none")) {
      add(
          "token-endpoint-auth-" + method.replace("client_secret_", ""),
          registering().authMethods(method),
          new TokenEndpointAuthentication(method));
    }
    add(
        "pre-registration",
        registering()
            .with(Variation.NO_REGISTRATION)
            .authMethods("client_secret_basic")
            .client("pre-registered-client", "pre-registered-secret"),
        ClientIdentity::known);
    add(
        "authorization-server-migration",
        registering().requiring("mcp:basic").migratingAfter(1).openFor(OPEN),
        ClientIdentity::migration);
  }

  private static void addResponses() {
    add(
        "iss-supported",
        registering(),
        IssuerOfResponse.accepted("Client accepts matching iss when advertised"));
    add(
        "iss-not-advertised",
        registering().with(Variation.ISS_NOT_ADVERTISED),
        IssuerOfResponse.accepted("Client proceeds when iss absent and not advertised"));
    add(
        "iss-supported-missing",
        registering().with(Variation.ISS_MISSING),
        IssuerOfResponse.rejected("Client rejects missing iss when required"));
    add(
        "iss-wrong-issuer",
        registering().with(Variation.ISS_WRONG),
        IssuerOfResponse.rejected("Client rejects mismatched iss"));
    add(
        "iss-unexpected",
        registering().with(Variation.ISS_UNEXPECTED),
        IssuerOfResponse.rejected("Client compares unadvertised iss and rejects mismatch"));
    add(
        "iss-normalized",
        registering().with(Variation.ISS_NORMALIZED),
        IssuerOfResponse.rejected("Client compares iss without URL normalization"));
  }

  private static void addExtensions() {
    PLAYS.put("auth/client-credentials-jwt", ClientCredentials::withKey);
    PLAYS.put("auth/client-credentials-basic", ClientCredentials::withSecret);
    PLAYS.put("auth/enterprise-managed-authorization", JwtGrants::enterprise);
    PLAYS.put("auth/wif-jwt-bearer", JwtGrants::workload);
    add("dpop", registering().with(Variation.DPOP_REQUIRED), SenderConstraint::proofs);
    add("dpop-nonce", registering().with(Variation.DPOP_NONCE), SenderConstraint::nonces);
  }

  private static void add(
      String name, ProtectedResource resource, BiConsumer<AuthorizationFlow, Checks> verdict) {
    PLAYS.put("auth/" + name, () -> new AuthorizationPlay(resource, verdict));
  }
}

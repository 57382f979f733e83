package io.github.mcpecho.diagnosis.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.tokens.AccessTokenRules;
import io.github.mcpecho.diagnosis.tokens.ClaimFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.SafeClaims;
import io.github.mcpecho.diagnosis.tokens.SenderChecks;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.AuthorizationRefusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Refuses what a server that follows MCP's authorization would refuse, with the same challenge, and
 * serves the same metadata. A rehearsal: without keys whoever writes a JWT or any other token gets
 * in, and without a public URL the request itself says for whom its token has to be. A DPoP proof
 * is verified, but may come again: no call remembers another. Thread-safe.
 */
public final class TokenAuthorization implements Authorization {
  private static final System.Logger LOG = System.getLogger(TokenAuthorization.class.getName());
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Clock clock;
  private final Redactor redactor;
  private final SafeClaims claims;
  private final PublicUrl publicUrl;
  private final TrustedKeys keys;
  private final List<String> scopes;
  private final List<String> authorizationServers;

  /**
   * Asks for a token with all these scopes, from one of these issuers.
   *
   * @param authorizationServers issuer identifiers (RFC 8414 §2); if empty, the metadata names none
   *     and any issuer will do
   */
  public TokenAuthorization(
      Clock clock,
      Redactor redactor,
      PublicUrl publicUrl,
      TrustedKeys keys,
      List<String> scopes,
      List<String> authorizationServers) {
    this.clock = clock;
    this.redactor = redactor;
    this.claims = new SafeClaims(redactor);
    this.publicUrl = publicUrl;
    this.keys = keys;
    this.scopes = List.copyOf(scopes);
    this.authorizationServers = List.copyOf(authorizationServers);
  }

  /** Logs what keeps this from being protection, or clients from finding where to log in. */
  public void warnOfWhatIsMissing() {
    if (keys.isEmpty()) {
      warn("without MCP_ECHO_JWKS_FILE no signature is verified: a rehearsal, not protection");
    }
    if (!publicUrl.isKnown()) {
      warn(
          "without MCP_ECHO_PUBLIC_URL the request itself says for whom its token has to be: a"
              + " rehearsal, not protection");
    }
    if (authorizationServers.isEmpty()) {
      warn(
          "without MCP_ECHO_AUTHORIZATION_SERVERS the resource metadata tells no client where to"
              + " get a token");
    }
  }

  private static void warn(String what) {
    LOG.log(System.Logger.Level.WARNING, "Challenge mode: {0}", what);
  }

  @Override
  public Optional<AuthorizationRefusal> refusal(CallContext request) {
    ExternalUrls urls = ExternalUrls.of(request, publicUrl, redactor);
    var challenge = new BearerChallenge(urls.metadata(), scopes);
    return denial(request, urls)
        .map(
            denial ->
                new AuthorizationRefusal(
                    denial.error().status(), challenge.to(denial), denial.reason()));
  }

  @Override
  public Optional<byte[]> metadata(CallContext endpoint, String path) {
    ExternalUrls urls = ExternalUrls.of(endpoint, publicUrl, redactor);
    return urls.hasMetadataBehind(path)
        ? Optional.of(JSON.write(metadata(urls)))
        : Optional.empty();
  }

  private ObjectNode metadata(ExternalUrls urls) {
    ObjectNode metadata = Json.object().put("resource", urls.resource());
    // A list without elements must be left out (RFC 9728 §3.2).
    if (!authorizationServers.isEmpty()) {
      authorizationServers.forEach(metadata.putArray("authorization_servers")::add);
    }
    if (!scopes.isEmpty()) {
      scopes.forEach(metadata.putArray("scopes_supported")::add);
    }
    metadata.putArray("bearer_methods_supported").add("header");
    SenderChecks.PROOF_ALGORITHMS.forEach(
        metadata.putArray("dpop_signing_alg_values_supported")::add);
    return metadata.put("resource_name", "MCP Echo");
  }

  private Optional<Denial> denial(CallContext request, ExternalUrls urls) {
    Optional<PresentedToken> presented = TokenFacts.of(request).presented();
    return new CredentialRules(request, presented)
        .denial()
        .or(() -> presented.flatMap(token -> denial(token, request, urls)));
  }

  private Optional<Denial> denial(
      PresentedToken presented, CallContext request, ExternalUrls urls) {
    TokenFacts facts = TokenFacts.of(request);
    Instant now = clock.instant();
    var rules = new AccessTokenRules(now, urls.resource(), authorizationServers, keys, claims);
    String scheme = CredentialRules.scheme(presented);
    return rules
        .brokenBy(presented, facts)
        .map(broken -> Denial.of(AccessError.INVALID_TOKEN, scheme, broken))
        .or(() -> SenderRules.denial(presented, facts.ofSender(presented, urls, now, claims)))
        .or(
            () ->
                AccessTokenRules.grants(facts.decoded(presented), scopes)
                    ? Optional.empty()
                    : Optional.of(
                        Denial.of(
                            AccessError.INSUFFICIENT_SCOPE,
                            scheme,
                            ClaimFinding.AUTH_SCOPE_MISSING.found(""))));
  }
}

package io.github.mcpecho.diagnosis.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.SenderChecks;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Authorization;
import java.time.Clock;
import java.util.Optional;

/**
 * The challenge mode: refuses what a server that follows MCP's authorization refuses, with the same
 * challenge, and serves the same metadata. It is a rehearsal and protects nothing. Without keys it
 * verifies no signature, so a JWT that anybody wrote is accepted, and any opaque token. Without a
 * public URL it takes the expected audience from the request itself. It verifies a DPoP proof but
 * does not notice a repeated one, since no call remembers another. Thread-safe.
 */
public final class TokenAuthorization implements Authorization {
  private static final System.Logger LOG = System.getLogger(TokenAuthorization.class.getName());
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final Clock clock;
  private final Redactor redactor;
  private final TokenPolicy policy;
  private final TokenJudge judge;

  /**
   * Demands tokens that meet this policy. The metadata names its issuers as authorization servers.
   */
  public TokenAuthorization(Clock clock, Redactor redactor, TokenPolicy policy) {
    this.clock = clock;
    this.redactor = redactor;
    this.policy = policy;
    this.judge = new TokenJudge(policy, redactor);
  }

  /** Logs which settings are missing to verify tokens, and for clients to find where to log in. */
  public void warnOfWhatIsMissing() {
    if (policy.keys().isEmpty()) {
      warn("without MCP_ECHO_JWKS_FILE no signature is verified: a rehearsal, not protection");
    }
    if (!policy.publicUrl().isKnown()) {
      warn(
          "without MCP_ECHO_PUBLIC_URL the request itself says for whom its token has to be: a"
              + " rehearsal, not protection");
    }
    if (policy.issuers().isEmpty()) {
      warn(
          "without MCP_ECHO_AUTHORIZATION_SERVERS the resource metadata tells no client where to"
              + " get a token");
    }
  }

  private static void warn(String what) {
    LOG.log(System.Logger.Level.WARNING, "Challenge mode: {0}", what);
  }

  @Override
  public Optional<Authorization.Refusal> refusal(CallContext request) {
    ExternalUrls urls = ExternalUrls.of(request, policy.publicUrl(), redactor);
    var challenge = new BearerChallenge(urls.metadata(), policy.scopes());
    return denial(request)
        .map(
            denial ->
                new Authorization.Refusal(
                    denial.error().status(),
                    challenge.to(denial),
                    denial.reason(),
                    denial.evidence()));
  }

  @Override
  public Optional<byte[]> metadata(CallContext endpoint, String path) {
    ExternalUrls urls = ExternalUrls.of(endpoint, policy.publicUrl(), redactor);
    return urls.hasMetadataBehind(path)
        ? Optional.of(JSON.write(metadata(urls)))
        : Optional.empty();
  }

  private ObjectNode metadata(ExternalUrls urls) {
    ObjectNode metadata = Json.object().put("resource", urls.resource());
    // A list without elements must be left out (RFC 9728 §3.2).
    if (!policy.issuers().isEmpty()) {
      policy.issuers().forEach(metadata.putArray("authorization_servers")::add);
    }
    if (!policy.scopes().isEmpty()) {
      policy.scopes().forEach(metadata.putArray("scopes_supported")::add);
    }
    metadata.putArray("bearer_methods_supported").add("header");
    SenderChecks.PROOF_ALGORITHMS.forEach(
        metadata.putArray("dpop_signing_alg_values_supported")::add);
    return metadata.put("resource_name", "MCP Echo");
  }

  private Optional<Denial> denial(CallContext request) {
    Optional<PresentedToken> presented = TokenFacts.of(request).presented();
    return CredentialRules.denial(request, presented)
        .or(() -> presented.flatMap(token -> denial(token, request)));
  }

  private Optional<Denial> denial(PresentedToken presented, CallContext request) {
    return judge
        .judge(request, presented, clock.instant())
        .refusal()
        .map(
            broken ->
                Denial.of(
                    AccessError.of(broken.kind()), CredentialRules.scheme(presented), broken));
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server that follows the rules refuses (RFC 9068 §4, RFC 8725 §3, MCP authorization: token
 * audience binding and validation). A token that only its issuer can judge, an opaque or encrypted
 * one, breaks no rule unless there are keys to verify it with. Thread-safe.
 *
 * @param now by this server's clock; 60 seconds of difference are forgiven, as most libraries do
 * @param audience the identifier of this server, which {@code aud} has to equal or contain
 * @param issuers of which {@code iss} has to be one; any issuer will do if empty
 * @param keys with which the signature is verified; if there are none, it is not looked at
 */
public record AccessTokenRules(
    Instant now, String audience, List<String> issuers, TrustedKeys keys, SafeClaims safe) {
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final List<FindingKind> BUILD =
      List.of(
          TokenFinding.TOKEN_TOO_LONG,
          TokenFinding.TOKEN_PART_UNREADABLE,
          TokenFinding.TOKEN_ENCODING,
          TokenFinding.TOKEN_PAYLOAD_DETACHED,
          JoseHeaderFinding.TOKEN_ALG_NONE,
          JoseHeaderFinding.TOKEN_ALG_MISSING,
          TokenFinding.TOKEN_NOT_SIGNED);

  private static final List<FindingKind> PURPOSE =
      List.of(
          JoseHeaderFinding.TOKEN_CRITICAL_UNKNOWN,
          JoseHeaderFinding.TOKEN_TYPE_WRONG,
          ClaimFinding.TOKEN_KIND_WRONG);

  private static final List<FindingKind> AUDIENCE =
      List.of(ClaimFinding.TOKEN_AUDIENCE_MISSING, ClaimFinding.AUTH_AUDIENCE_MISMATCH);

  public AccessTokenRules {
    issuers = List.copyOf(issuers);
  }

  /**
   * Returns the first rule that the token breaks: how it is built, who signed it, what it is for,
   * when, for whom, by whom. Nothing of the token is in it.
   */
  public Optional<Finding> brokenBy(PresentedToken presented, TokenFacts facts) {
    Optional<ObjectNode> payload = facts.decoded(presented).payload();
    var expected =
        new Expectations(
            Optional.of(audience), Expectations.AudienceSource.GIVEN, Optional.empty(), List.of());
    Set<FindingKind> found =
        facts.checks(presented, now, safe).ofRules(expected, "").stream()
            .map(Finding::kind)
            .collect(Collectors.toSet());
    return first(BUILD, found)
        .or(() -> signature(facts.verification(presented, keys)))
        .or(() -> first(PURPOSE, found))
        .or(() -> payload.flatMap(this::times))
        .or(() -> first(List.of(ClaimFinding.TOKEN_EXPIRY_REQUIRED), found))
        .or(() -> first(AUDIENCE, found))
        .or(() -> payload.flatMap(this::issuer));
  }

  /** Returns whether all these scopes are granted, as far as can be read. */
  public static boolean grants(DecodedToken token, List<String> scopes) {
    return token
        .payload()
        .map(payload -> GrantedScopes.of(payload).granted().containsAll(scopes))
        .orElse(true);
  }

  private static Optional<Finding> first(List<FindingKind> kinds, Set<FindingKind> found) {
    return kinds.stream().filter(found::contains).findFirst().map(AccessTokenRules::bare);
  }

  private static Optional<Finding> signature(Verification verification) {
    return verification == Verification.NO_SIGNATURE
        ? Optional.of(TokenFinding.TOKEN_NOT_SIGNED.found(verification.words(), ""))
        : verification.finding();
  }

  private Optional<Finding> times(ObjectNode payload) {
    return Stream.of("exp", "nbf")
        .map(payload::path)
        .filter(claim -> !claim.isMissingNode())
        .flatMap(claim -> form(claim).stream())
        .findFirst()
        .or(() -> validity(payload));
  }

  private static Optional<Finding> form(JsonNode claim) {
    return switch (NumericDate.of(claim).form()) {
      case SECONDS, FRACTION -> Optional.empty();
      case MILLISECONDS -> Optional.of(bare(ClaimFinding.TOKEN_TIME_IN_MILLISECONDS));
      case STRING, NONSENSE -> Optional.of(bare(ClaimFinding.TOKEN_TIME_NOT_A_NUMBER));
    };
  }

  private Optional<Finding> validity(ObjectNode payload) {
    if (TimeChecks.isAccepted(payload, now, LEEWAY)) {
      return Optional.empty();
    }
    boolean early = TimeChecks.time(payload, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent();
    return Optional.of(bare(early ? ClaimFinding.TOKEN_NOT_YET_VALID : ClaimFinding.TOKEN_EXPIRED));
  }

  private Optional<Finding> issuer(ObjectNode payload) {
    String issuer = payload.path("iss").asText();
    return issuers.isEmpty() || issuers.contains(issuer)
        ? Optional.empty()
        : Optional.of(bare(ClaimFinding.AUTH_ISSUER_MISMATCH));
  }

  private static Finding bare(FindingKind kind) {
    return kind.found("");
  }
}

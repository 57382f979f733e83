package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Judges a credential for the tools and the challenge mode, so that all of them agree. A server
 * refuses it exactly if one of the findings is an error. Thread-safe.
 */
public final class TokenJudge {
  /** What follows from the URL of a request alone, and from no URL that is in doubt. */
  private static final Set<FindingKind> INFERRED =
      Set.of(
          ClaimFinding.AUTH_AUDIENCE_DIFFERS,
          ClaimFinding.AUTH_AUDIENCE_ORIGIN,
          ClaimFinding.AUTH_AUDIENCE_NO_URL);

  private final TokenPolicy policy;
  private final Redactor redactor;
  private final SafeClaims safe;

  public TokenJudge(TokenPolicy policy, Redactor redactor) {
    this.policy = policy;
    this.redactor = redactor;
    this.safe = new SafeClaims(redactor);
  }

  /**
   * Returns the verdict on a credential of this request, made at the first call.
   *
   * @param now by this server's clock
   */
  public Judgement judge(CallContext request, PresentedToken presented, Instant now) {
    return judge(request, presented, now, expectations(request, presented));
  }

  /** Returns what there is to say about the URL of a request, and about what names its sender. */
  public List<Finding> ofUrl(CallContext request) {
    return ExternalUrls.judge(request, policy.publicUrl(), redactor);
  }

  /** Returns what the operator expects of a credential of this request. */
  Expectations expectations(CallContext request, PresentedToken presented) {
    return Expectations.of(policy, urls(request), presented.isArgument());
  }

  /**
   * Returns for what the audience of a credential was not compared with the URL of the request:
   * what is wrong with that URL. Nothing if it is an expected one, or the operator says what to
   * expect.
   */
  public List<Finding> doubts(CallContext request, PresentedToken presented) {
    if (!presented.isBearer() || presented.isArgument()) {
      return List.of();
    }
    List<String> actual =
        TokenFacts.of(request)
            .decoded(presented)
            .payload()
            .map(AudienceChecks::audiences)
            .orElse(List.of());
    if (actual.isEmpty()) {
      return List.of();
    }
    Expectations expected = expectations(request, presented);
    return expected.certain() || actual.stream().anyMatch(expected.audiences()::contains)
        ? List.of()
        : urls(request).doubts(actual);
  }

  Judgement judge(
      CallContext request, PresentedToken presented, Instant now, Expectations expected) {
    return request.derived(
        List.of(TokenJudge.class, presented, policy, safe, expected),
        fresh -> fresh(fresh, presented, now, expected));
  }

  /** Returns what becomes of the signature of a credential of this request. */
  Verification verification(CallContext request, PresentedToken presented) {
    return TokenFacts.of(request).verification(presented, policy.keys());
  }

  private ExternalUrls urls(CallContext request) {
    return ExternalUrls.of(request, policy.publicUrl(), redactor);
  }

  private Judgement fresh(
      CallContext request, PresentedToken presented, Instant now, Expectations expected) {
    var findings = new ArrayList<>(presented.findings());
    if (!presented.isBearer() || presented.token().isEmpty()) {
      return Judgement.of(findings, kind -> Optional.empty());
    }
    DecodedToken token = TokenFacts.of(request).decoded(presented);
    var parts = new TokenParts(presented.token(), token);
    Optional<Issuer> issuer = Issuer.of(parts);
    boolean omitsPrefix =
        issuer.flatMap(known -> known.fix(ClaimFinding.AUTH_SCOPE_PREFIX, parts)).isPresent();
    boolean writesLists =
        issuer.filter(known -> known.has(ClaimFinding.TOKEN_SCOPE_LIST)).isPresent();
    token
        .header()
        .ifPresent(h -> findings.addAll(new HeaderChecks(h, token.payload(), safe).findings()));
    token
        .innerHeader()
        .ifPresent(
            h -> findings.addAll(new HeaderChecks(h, token.payload(), safe).findingsInside()));
    for (Finding finding : token.findings()) {
      // Nobody expects the parts of a token in what stands for one, or is something else.
      boolean isExpected = !presented.isPlaceholder() || finding.severity() != Severity.ERROR;
      if (isExpected && !presented.has(ClaimFinding.TOKEN_KIND_WRONG)) {
        findings.add(told(finding, presented, expected));
      }
    }
    Verification verification = verification(request, presented);
    verification.finding().ifPresent(findings::add);
    if (verification.isVerified() && has(token.findings(), TokenFinding.TOKEN_ENCRYPTED)) {
      // Only the issuer knows the claims of an opaque token, the audience among them.
      findings.add(TokenFinding.TOKEN_NOT_VERIFIABLE.found("the token inside is encrypted"));
    }
    if (!isOfAnotherKind(findings)) {
      token
          .payload()
          .ifPresent(
              payload -> findings.addAll(claims(request, payload, token, issuer, now, expected)));
    }
    if (!isOfAnotherKind(findings)) {
      if (!presented.isArgument()) {
        findings.addAll(new SenderChecks(request, urls(request), now, safe).of(presented, token));
      }
      token
          .payload()
          .ifPresent(
              payload ->
                  findings.addAll(
                      new ScopeChecks(payload, omitsPrefix, writesLists, safe)
                          .findings(expected.scopes(), urls(request).metadata())));
    }
    if (isOfAnotherKind(findings)) {
      // Its issuer alone checks it, and may do so with a secret.
      findings.removeIf(
          finding ->
              finding.kind() == JoseHeaderFinding.TOKEN_ALG_SYMMETRIC
                  || finding.kind() == TokenFinding.TOKEN_SIGNATURE_UNSUPPORTED);
    }
    issuer.ifPresent(known -> findings.removeIf(told -> known.isUsual(told.kind(), parts)));
    boolean sound = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (sound && token.hasClaimsOfItsOwn() && Jose.refuses(presented.token())) {
      findings.add(JoseHeaderFinding.TOKEN_REFUSED_BY_LIBRARY.found(""));
    }
    Supplier<Optional<String>> ofProxy =
        () ->
            presented.isArgument()
                ? Optional.empty()
                : Intermediaries.of(request).advice(Intermediaries.ID_TOKEN);
    return Judgement.of(findings, new TokenFixes(findings, issuer, parts, ofProxy)::of);
  }

  /** A key of another service is no matter of ours, unless a token for this server is expected. */
  private Finding told(Finding finding, PresentedToken presented, Expectations expected) {
    boolean isExpectant =
        expected.certain()
            || !expected.issuers().isEmpty()
            || !policy.audiences().isEmpty()
            || !policy.keys().isEmpty();
    return finding.kind() == TokenFinding.TOKEN_OPAQUE
            && !presented.isPlaceholder()
            && isExpectant
            && IssuedToken.isOfAnother(presented.token(), expected.issuers())
        ? TokenFinding.TOKEN_OTHER_SERVICE.found(finding.evidence())
        : finding;
  }

  private static boolean has(List<Finding> findings, FindingKind kind) {
    for (Finding finding : findings) {
      if (finding.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** What it says of times, audience, scopes and keys is then meant for another use. */
  private static boolean isOfAnotherKind(List<Finding> findings) {
    return has(findings, JoseHeaderFinding.TOKEN_TYPE_WRONG)
        || has(findings, ClaimFinding.TOKEN_KIND_WRONG);
  }

  private List<Finding> claims(
      CallContext request,
      ObjectNode payload,
      DecodedToken token,
      Optional<Issuer> issuer,
      Instant now,
      Expectations expected) {
    Optional<TokenKind.Told> otherKind = TokenKind.other(payload);
    if (otherKind.isPresent()) {
      return List.of(ClaimFinding.TOKEN_KIND_WRONG.found(otherKind.get().evidence()));
    }
    boolean accessToken =
        Stream.concat(token.header().stream(), token.innerHeader().stream())
            .anyMatch(TokenType::isAccess);
    var findings = new ArrayList<Finding>();
    var claims = new ClaimChecks(payload, accessToken, issuer, safe);
    claims.purpose().ifPresent(findings::add);
    findings.addAll(new TimeChecks(payload, accessToken, now, safe).findings());
    new AudienceChecks(payload, claims.use(), safe)
        .finding(expected)
        .filter(
            found ->
                !INFERRED.contains(found.kind())
                    || urls(request).doubts(AudienceChecks.audiences(payload)).isEmpty())
        .ifPresent(findings::add);
    findings.addAll(claims.findings(expected.issuers()));
    return findings;
  }
}

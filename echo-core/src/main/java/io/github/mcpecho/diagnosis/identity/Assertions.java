package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.tokens.ClaimFinding;
import io.github.mcpecho.diagnosis.tokens.JoseHeaderFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFinding;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges what a proxy signs about the caller as any other token, as far as nobody has to know for
 * whom it is meant: its times and whether it is signed.
 */
final class Assertions {
  private static final String RENEW =
      "The proxy makes it anew, so this one is an old copy: let the proxy remove it from what"
          + " comes from outside; else compare the clocks.";
  private static final String SIGN =
      "Let the proxy sign it, and remove it from what comes from outside.";
  private static final Map<FindingKind, String> FIXES =
      Map.of(
          ClaimFinding.TOKEN_EXPIRED, RENEW,
          ClaimFinding.TOKEN_NOT_YET_VALID, RENEW,
          ClaimFinding.TOKEN_CLOCK_SKEW, RENEW,
          JoseHeaderFinding.TOKEN_ALG_NONE, SIGN,
          TokenFinding.TOKEN_NOT_SIGNED, SIGN);

  private Assertions() {}

  /**
   * Returns what is wrong with the assertions of a request.
   *
   * @param now by this server's clock
   */
  static List<Finding> judge(CallContext request, TokenJudge judge, Instant now) {
    return IdentityHeaders.in(request).entrySet().stream()
        .filter(entry -> entry.getKey().isAssertion())
        .flatMap(
            entry -> {
              HeaderKind kind = entry.getKey();
              return judge
                  .judge(request, presented(kind, entry.getValue()), now)
                  .findings()
                  .stream()
                  .flatMap(finding -> of(kind, finding));
            })
        .toList();
  }

  private static PresentedToken presented(HeaderKind kind, List<Header> lines) {
    String value = lines.get(0).value().strip();
    return new PresentedToken(
        PresentedToken.Source.ARGUMENT, kind.name(), Optional.empty(), value, List.of());
  }

  private static Stream<Finding> of(HeaderKind kind, Finding finding) {
    String fix = FIXES.get(finding.kind());
    String evidence = finding.evidence().isEmpty() ? "" : ": " + finding.evidence();
    return fix == null
        ? Stream.empty()
        : Stream.of(finding.kind().found(finding.message(), kind.name() + evidence, fix));
  }
}

package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;

/** How a client proves that a token is its own. */
final class SenderConstraint {
  private SenderConstraint() {}

  static void proofs(AuthorizationFlow flow, Checks checks) {
    checks.noteEach(
        flow.tokenRequests(),
        "DpopTokenRequestProof",
        SenderConstraint::hasSoundProof,
        "the token request came without a proof, or with a wrong one");
    for (RecordedCall call : flow.authorized()) {
      checks.note(
          "DpopAuthScheme",
          call.headers().first("Authorization").orElse("").regionMatches(true, 0, "DPoP ", 0, 5),
          "the token came with another scheme than DPoP");
      checks.note(
          "DpopFreshProof",
          hasSoundProof(call),
          "a call came without a proof, with a wrong one, or with one that was used before");
    }
  }

  static void nonces(AuthorizationFlow flow, Checks checks) {
    proofs(flow, checks);
    noteNonce("DpopAsNonce", flow.tokenRequests(), checks);
    noteNonce("DpopRsNonce", flow.authorized(), checks);
  }

  private static boolean hasSoundProof(RecordedCall call) {
    return call.headers().contains("DPoP") && !Findings.has(call, AuthorizationFinding.OAUTH_DPOP);
  }

  /** What the call is answered otherwise does not matter. */
  private static void noteNonce(String check, List<RecordedCall> calls, Checks checks) {
    boolean challenged = calls.stream().anyMatch(SenderConstraint::isChallenged);
    checks.note(
        check,
        challenged
            && calls.stream()
                .anyMatch(
                    call ->
                        hasSoundProof(call)
                            && !isChallenged(call)
                            && call.status().orElse(401) != 401),
        challenged ? "it did not come again with the nonce" : "nothing of it needed the nonce");
  }

  private static boolean isChallenged(RecordedCall call) {
    return call.answerHeaders().contains("DPoP-Nonce");
  }
}

package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what a script can read of a response that is no answer to a preflight. */
final class ExposureJudge {
  private static final String CHALLENGE = "www-authenticate";
  private static final String SESSION = "mcp-session-id";
  private static final String WILDCARD = "*";

  private final CorsRequest request;
  private final CorsResponse response;
  private final List<String> exposed;
  private final List<CorsCheck> checks = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private ExposureJudge(CorsRequest request, CorsResponse response) {
    this.request = request;
    this.response = response;
    this.exposed = response.list("access-control-expose-headers", true);
  }

  /**
   * Judges a response.
   *
   * @param readable whether the browser shows the response to the script at all
   */
  static CorsVerdict judge(CorsRequest request, CorsResponse response, boolean readable) {
    var judge = new ExposureJudge(request, response);
    Optional<RenamedHeader> renamed = RenamedHeader.of(CHALLENGE, response.headers());
    renamed.ifPresent(judge::judgeRenamed);
    if (response.status().filter(status -> status == 401).isPresent()) {
      judge.judgeChallenge(readable, renamed.isPresent());
    }
    if (response.headers().contains(SESSION)) {
      judge.judgeHeader(SESSION, "Mcp-Session-Id", CorsFinding.CORS_SESSION_ID_UNREADABLE);
    }
    if (judge.exposed.contains(WILDCARD) && request.credentials()) {
      judge.note(CorsFinding.CORS_EXPOSE_WILDCARD_CREDENTIALS);
    }
    return new CorsVerdict(judge.checks, judge.findings);
  }

  private void judgeRenamed(RenamedHeader renamed) {
    checks.add(CorsCheck.refused("challenge", "WWW-Authenticate renamed by " + renamed.product()));
    CorsFinding kind = CorsFinding.CORS_CHALLENGE_RENAMED;
    findings.add(kind.found(kind.meaning(), renamed.name(), renamed.fix()));
  }

  private void judgeChallenge(boolean readable, boolean renamed) {
    if (!readable) {
      checks.add(
          CorsCheck.refused("challenge", "401 not readable: a network error for the script"));
      note(CorsFinding.CORS_CHALLENGE_HIDDEN);
    } else if (renamed) {
      return;
    } else if (!response.headers().contains(CHALLENGE)) {
      checks.add(CorsCheck.refused("challenge", "401 without WWW-Authenticate"));
      note(CorsFinding.CORS_CHALLENGE_ABSENT);
    } else {
      judgeHeader(CHALLENGE, "WWW-Authenticate", CorsFinding.CORS_CHALLENGE_UNREADABLE);
    }
  }

  private void judgeHeader(String name, String shown, CorsFinding kind) {
    if (CorsResponse.allows(exposed, name, request)) {
      checks.add(CorsCheck.allowed(name, shown + " readable"));
    } else {
      checks.add(CorsCheck.refused(name, shown + " not readable"));
      note(kind);
    }
  }

  private void note(CorsFinding kind) {
    findings.add(kind.found(""));
  }
}

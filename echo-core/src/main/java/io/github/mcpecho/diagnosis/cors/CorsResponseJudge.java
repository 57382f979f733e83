package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges a response to a cross-origin request, in the order in which a browser does. */
final class CorsResponseJudge {
  static final String ALLOW_ORIGIN = "access-control-allow-origin";
  static final String ALLOW_CREDENTIALS = "access-control-allow-credentials";
  private static final String WILDCARD = "*";

  private final CorsRequest request;
  private final CorsResponse response;
  private final Redactor redactor;
  private final List<CorsCheck> checks = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private CorsResponseJudge(CorsRequest request, CorsResponse response, Redactor redactor) {
    this.request = request;
    this.response = response;
    this.redactor = redactor;
  }

  /** Judges a response; an absent origin is judged as one that the response may name. */
  static CorsVerdict judge(CorsRequest request, CorsResponse response, Redactor redactor) {
    var judge = new CorsResponseJudge(request, response, redactor);
    request.malformed(redactor).ifPresent(judge.findings::add);
    if (!response.preflight()) {
      response.redirect().ifPresent(judge::judgeRedirect);
    }
    if (response.isStatusOfFailedPreflight()) {
      return PreflightJudge.judge(request, response, redactor);
    }
    boolean readable = judge.judgeOrigin();
    readable &= judge.judgeCredentials();
    judge.judgeVary();
    CorsVerdict rest =
        response.preflight()
            ? PreflightJudge.judge(request, response, redactor)
            : ExposureJudge.judge(request, response, readable);
    judge.checks.addAll(rest.checks());
    for (Finding finding : rest.findings()) {
      // Whatever else is wrong with a preflight that was refused, the refusal is the cause.
      boolean isCause = finding.kind() == CorsFinding.CORS_PREFLIGHT_STATUS;
      judge.findings.add(isCause ? 0 : judge.findings.size(), finding);
    }
    return new CorsVerdict(judge.checks, judge.findings);
  }

  private void judgeRedirect(Redirect redirect) {
    note(
        redirect.isFollowed(request)
            ? CorsFinding.CORS_REDIRECT_FOLLOWED
            : CorsFinding.CORS_REDIRECTED,
        redirect.shown(redactor));
  }

  private boolean judgeOrigin() {
    Optional<String> allowed = response.value(ALLOW_ORIGIN);
    if (allowed.isEmpty()
        && response.redirect().filter(to -> !to.isFollowed(request)).isPresent()) {
      // Report the redirect only: adding CORS headers to the page behind it is no fix.
      checks.add(CorsCheck.refused("origin", "Origin not allowed: the request was redirected"));
      return false;
    }
    Optional<Refusal> behind = response.preflight() ? Optional.empty() : response.refusal();
    if (allowed.isEmpty() && behind.isPresent()) {
      // Report what answers only: adding CORS headers to its page is no fix.
      String status = "status " + response.status().orElseThrow();
      checks.add(CorsCheck.refused("origin", "Origin not allowed by the answer with " + status));
      findings.add(behind.get().found(CorsFinding.CORS_ERROR_HIDDEN, status));
      return false;
    }
    if (allowed.isEmpty()) {
      return refuseOrigin(CorsFinding.CORS_ORIGIN_MISSING, "no Access-Control-Allow-Origin", "");
    }
    String value = allowed.get();
    if (isRepeated()) {
      return refuseOrigin(CorsFinding.CORS_ORIGIN_REPEATED, "several values", shown(value));
    }
    if (value.equals(WILDCARD)) {
      return judgeWildcard();
    }
    if (value.equals(Origin.OPAQUE)) {
      note(CorsFinding.CORS_ORIGIN_NULL_ALLOWED, "");
    }
    Optional<String> origin =
        request.meantOrigin(redactor).or(request::origin).filter(text -> !text.equals(value));
    if (origin.isPresent()) {
      String difference = OriginSpelling.difference(value, origin.get());
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_DIFFERS,
          difference,
          "allowed " + shown(value) + ", origin " + shown(origin.get()) + ": " + difference);
    }
    checks.add(CorsCheck.allowed("origin", "Origin allowed"));
    return true;
  }

  /** Counts two lines, and one line into which a proxy joined them. */
  private boolean isRepeated() {
    List<String> values = response.list(ALLOW_ORIGIN, false);
    return response.headers().all(ALLOW_ORIGIN).size() > 1
        || values.size() > 1 && values.stream().distinct().count() == 1;
  }

  private boolean judgeWildcard() {
    if (request.credentials()) {
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_WILDCARD_CREDENTIALS, "* is no wildcard with credentials", "");
    }
    note(CorsFinding.CORS_ORIGIN_WILDCARD, "");
    checks.add(CorsCheck.allowed("origin", "Origin allowed, as every other"));
    return true;
  }

  private boolean judgeCredentials() {
    if (!request.credentials()) {
      checks.add(
          CorsCheck.notApplicable(
              "credentials",
              "Credentials not asked for; a bearer token set by the script is none"));
      return true;
    }
    Optional<String> allowed = response.value(ALLOW_CREDENTIALS);
    if (allowed.filter("true"::equals).isPresent()) {
      checks.add(CorsCheck.allowed("credentials", "Credentials allowed"));
      return true;
    }
    checks.add(CorsCheck.refused("credentials", "Credentials not allowed"));
    boolean misspelt = allowed.filter("true"::equalsIgnoreCase).isPresent();
    note(
        misspelt ? CorsFinding.CORS_CREDENTIALS_SPELLING : CorsFinding.CORS_CREDENTIALS_MISSING,
        allowed.map(this::shown).orElse(""));
    return false;
  }

  private void judgeVary() {
    boolean namesOrigin =
        response.list(ALLOW_ORIGIN, false).stream().anyMatch(value -> !value.equals(WILDCARD));
    List<String> vary = response.list("vary", true);
    if (namesOrigin && !vary.contains("origin") && !vary.contains(WILDCARD)) {
      note(CorsFinding.CORS_VARY_MISSING, "");
    }
  }

  private boolean refuseOrigin(CorsFinding kind, String why, String evidence) {
    checks.add(CorsCheck.refused("origin", "Origin not allowed: " + why));
    note(kind, evidence);
    return false;
  }

  private void note(CorsFinding kind, String evidence) {
    findings.add(kind.found(request, evidence, redactor));
  }

  private String shown(String value) {
    return redactor.evidence(value);
  }
}

package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a request without a response: whether the expected headers would let it pass. */
final class CorsRequestJudge {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

  private final CorsRequest request;
  private final Headers headers;
  private final Redactor redactor;
  private final List<CorsCheck> checks = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private CorsRequestJudge(CorsRequest request, Headers headers, Redactor redactor) {
    this.request = request;
    this.headers = headers;
    this.redactor = redactor;
  }

  /**
   * Judges a request.
   *
   * @param headers of the call itself, for the host it went to
   */
  static CorsVerdict judge(CorsRequest request, Headers headers, Redactor redactor) {
    var judge = new CorsRequestJudge(request, headers, redactor);
    if (request.origin().isEmpty()) {
      judge.checks.add(
          CorsCheck.notApplicable(
              "origin",
              "No Origin header: this is no cross-origin request of a browser. Programs and"
                  + " server-side connectors send none, and CORS does not concern them"));
    } else {
      judge.judgeOrigin(request.origin().get());
      judge.judgeMethod();
      judge.judgeHeaders();
      judge.judgeCredentials();
    }
    return new CorsVerdict(judge.checks, judge.findings);
  }

  private void judgeOrigin(String origin) {
    if (request.isOpaque()) {
      refuse("origin", "Origin not allowed: null", CorsFinding.CORS_ORIGIN_NULL);
    } else if (!request.hasProperOrigin()) {
      checks.add(CorsCheck.refused("origin", "Origin not allowed: not written as a browser does"));
      request.malformed(redactor).ifPresent(findings::add);
    } else {
      checks.add(CorsCheck.expected("origin", "Origin allowed"));
      if (isOwn(Origin.parse(origin))) {
        note(CorsFinding.CORS_SAME_ORIGIN, redactor.evidence(origin));
      }
    }
  }

  /** Takes the scheme of the origin for that of this server, which is not known. */
  private boolean isOwn(Optional<Origin> origin) {
    return origin.isPresent()
        && headers
            .first("host")
            .flatMap(Authority::parse)
            .map(host -> Origin.of(origin.get().scheme(), host))
            .equals(origin);
  }

  private void judgeMethod() {
    checks.add(
        METHODS.contains(request.method())
            ? CorsCheck.expected("method", "Method allowed")
            : CorsCheck.refused(
                "method", "Method not allowed: " + redactor.evidence(request.method())));
  }

  private void judgeHeaders() {
    List<String> others =
        request.headers().stream().filter(name -> !CorsHeaders.isSent(name)).toList();
    checks.add(
        CorsCheck.expected(
            "headers",
            others.isEmpty()
                ? "Headers allowed"
                : "Headers allowed, if these of no MCP revision are listed too: "
                    + redactor.evidence(String.join(", ", others))));
  }

  private void judgeCredentials() {
    checks.add(
        request.hasProperOrigin()
            ? CorsCheck.expected("credentials", "Credentials allowed")
            : CorsCheck.refused("credentials", "Credentials not allowed without a proper origin"));
  }

  private void refuse(String subject, String text, CorsFinding kind) {
    checks.add(CorsCheck.refused(subject, text));
    note(kind, redactor.evidence(request.origin().orElse("")));
  }

  private void note(CorsFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }
}

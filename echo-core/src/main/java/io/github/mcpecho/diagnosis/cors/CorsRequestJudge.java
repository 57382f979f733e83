package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.cors.CorsCheck.Verdict;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a request without a response: whether the expected headers would let it pass. */
final class CorsRequestJudge {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

  private final CorsRequest request;
  private final Headers headers;
  private final Judgement judgement;

  private CorsRequestJudge(CorsRequest request, Headers headers, Redactor redactor) {
    this.request = request;
    this.headers = headers;
    this.judgement = new Judgement(request, redactor);
  }

  /**
   * @param headers of the call itself, for the host it went to
   */
  static CorsVerdict judge(CorsRequest request, Headers headers, Redactor redactor) {
    var judge = new CorsRequestJudge(request, headers, redactor);
    request
        .origin()
        .ifPresentOrElse(
            judge::judge,
            () ->
                judge.judgement.check(
                    Verdict.NOT_APPLICABLE,
                    "origin",
                    "No Origin header: this is no cross-origin request of a browser. Programs and"
                        + " server-side connectors send none, and CORS does not concern them"));
    return judge.judgement.verdict();
  }

  private void judge(String origin) {
    judgeOrigin(origin);
    String method = request.method();
    if (METHODS.contains(method)) {
      judgement.check(Verdict.EXPECTED, "method", "Method allowed");
    } else {
      judgement.refused("method", "Method not allowed: " + judgement.shown(method));
    }
    judgeHeaders();
    if (!request.hasProperOrigin()) {
      judgement.refused("credentials", "Credentials not allowed without a proper origin");
    } else if (request.mayHaveCredentials()) {
      judgement.check(Verdict.EXPECTED, "credentials", "Credentials allowed");
    } else {
      judgement.check(Verdict.NOT_APPLICABLE, "credentials", CorsRequest.WITHOUT_CREDENTIALS);
    }
  }

  private void judgeOrigin(String origin) {
    if (request.isOpaque()) {
      judgement.refused("origin", "Origin not allowed: null");
      judgement.note(CorsFinding.CORS_ORIGIN_NULL, judgement.shown(origin));
    } else if (!request.hasProperOrigin()) {
      judgement.refused("origin", "Origin not allowed: not written as a browser does");
      request.malformed(judgement.redactor()).ifPresent(judgement::note);
    } else {
      judgement.check(Verdict.EXPECTED, "origin", "Origin allowed");
      if (isOwn(Origin.parse(origin))) {
        judgement.note(CorsFinding.CORS_SAME_ORIGIN, judgement.shown(origin));
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

  private void judgeHeaders() {
    List<String> others =
        request.headers().stream().filter(name -> !CorsHeaders.isSent(name)).toList();
    judgement.check(
        Verdict.EXPECTED,
        "headers",
        others.isEmpty()
            ? "Headers allowed"
            : "Headers allowed, if these of no MCP revision are listed too: "
                + judgement.shown(String.join(", ", others)));
  }
}

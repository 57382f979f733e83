package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;

/** Judges the answers to the requests of a web page, for whoever has sent these. */
public final class CorsJudge {
  private final CorsRequest request;
  private final Redactor redactor;

  /** Judges a POST of a page that sends what every client of MCP does, without cookies. */
  public CorsJudge(String origin, Redactor redactor) {
    this(origin, "POST", CorsRequest.SENT_BY_NEWEST, redactor);
  }

  /** Judges a request of a page with these headers, without cookies. */
  public CorsJudge(String origin, String method, List<String> headers, Redactor redactor) {
    this.request = new CorsRequest(Optional.of(origin), method, headers, false, false, false);
    this.redactor = redactor;
  }

  public List<String> headers() {
    return request.headers();
  }

  /**
   * Returns what a browser objects to in the answer to its preflight. Of one that is refused the
   * refusal is all that counts: what its headers would have allowed, nobody can tell.
   */
  public List<Finding> preflight(int status, Headers headers, String body) {
    List<Finding> all = judge(status, headers, body, true);
    List<Finding> refusal =
        all.stream().filter(one -> one.kind() == CorsFinding.CORS_PREFLIGHT_STATUS).toList();
    return refusal.isEmpty() ? all : refusal;
  }

  /** Returns what a browser objects to in the answer to the request itself. */
  public List<Finding> response(int status, Headers headers, String body) {
    return judge(status, headers, body, false);
  }

  private List<Finding> judge(int status, Headers headers, String body, boolean preflight) {
    Optional<Redirect> redirect =
        CorsResponse.isRedirect(status)
            ? Optional.of(Redirect.of(status, Optional.empty(), Headers.NONE, headers, false))
            : Optional.empty();
    var response = new CorsResponse(Optional.of(status), headers, preflight, redirect, body);
    return CorsResponseJudge.judge(request, response, redactor).findings();
  }
}

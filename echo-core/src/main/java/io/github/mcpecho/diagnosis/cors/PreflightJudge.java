package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Judges the answer to a preflight: status, method, headers, how long it is kept. */
final class PreflightJudge {
  private static final String WILDCARD = "*";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "POST");

  private final CorsRequest request;
  private final CorsResponse response;
  private final Redactor redactor;
  private final List<CorsCheck> checks = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private PreflightJudge(CorsRequest request, CorsResponse response, Redactor redactor) {
    this.request = request;
    this.response = response;
    this.redactor = redactor;
  }

  static CorsVerdict judge(CorsRequest request, CorsResponse response, Redactor redactor) {
    var judge = new PreflightJudge(request, response, redactor);
    judge.judgeStatus();
    boolean redirected = response.status().filter(CorsResponse::isRedirect).isPresent();
    if (!redirected && !response.isStatusOfFailedPreflight()) {
      judge.judgeLists();
      judge.judgeMethod();
      judge.judgeHeaders();
      judge.judgeMaxAge();
    }
    return new CorsVerdict(judge.checks, judge.findings);
  }

  private void judgeStatus() {
    if (response.status().isEmpty()) {
      checks.add(CorsCheck.notApplicable("status", "Preflight status not given"));
      return;
    }
    int status = response.status().get();
    if (CorsResponse.isOk(status)) {
      checks.add(CorsCheck.allowed("status", "Preflight status " + status + " accepted"));
      return;
    }
    checks.add(CorsCheck.refused("status", "Preflight status " + status + " not accepted"));
    String seen =
        "status " + status + response.redirect().map(to -> " " + to.shown(redactor)).orElse("");
    if (CorsResponse.isRedirect(status)) {
      note(CorsFinding.CORS_PREFLIGHT_REDIRECT, seen);
      return;
    }
    CorsFinding kind = CorsFinding.CORS_PREFLIGHT_STATUS;
    findings.add(
        response
            .refusal()
            .map(behind -> behind.found(kind, seen))
            .orElseGet(() -> kind.found(seen)));
  }

  /** One element that is no name makes the whole preflight fail, as Fetch says. */
  private void judgeLists() {
    for (String name : List.of("access-control-allow-methods", "access-control-allow-headers")) {
      response.list(name, false).stream()
          .filter(element -> !Token.is(element))
          .findFirst()
          .ifPresent(
              element -> {
                checks.add(CorsCheck.refused("list", name + " is no list of names"));
                note(CorsFinding.CORS_LIST_MALFORMED, shown(name + ": " + element));
              });
    }
  }

  private void judgeMethod() {
    String method = request.method();
    List<String> allowed = response.list("access-control-allow-methods", false);
    boolean wildcard = allowed.contains(WILDCARD);
    if (allowed.contains(method) || wildcard && !request.credentials()) {
      checks.add(CorsCheck.allowed("method", "Method allowed"));
    } else if (SAFE_METHODS.contains(method)) {
      checks.add(CorsCheck.allowed("method", "Method allowed: " + method + " needs no permission"));
    } else {
      checks.add(CorsCheck.refused("method", "Method not allowed: " + shown(method)));
      note(
          wildcard ? CorsFinding.CORS_METHOD_WILDCARD_CREDENTIALS : CorsFinding.CORS_METHOD_MISSING,
          shown(method + " is not among " + String.join(", ", allowed)));
    }
  }

  private void judgeHeaders() {
    List<String> allowed = response.list("access-control-allow-headers", true);
    boolean wildcard = allowed.contains(WILDCARD);
    List<String> missing =
        request.headers().stream()
            .filter(name -> !CorsResponse.allows(allowed, name, request))
            .toList();
    if (missing.isEmpty()) {
      checks.add(CorsCheck.allowed("headers", "Headers allowed"));
    } else {
      String names = shown(String.join(", ", missing));
      checks.add(CorsCheck.refused("headers", "Headers not allowed: " + names));
      note(kindOf(wildcard), names);
    }
    List<String> later = otherThan(missing, CorsRequest.SENT_BY_NEWEST, allowed);
    // A server that repeats the list it was asked for will allow later headers too.
    boolean reflected =
        !request.assumed() && Set.copyOf(allowed).equals(Set.copyOf(request.headers()));
    if (!later.isEmpty() && !reflected) {
      List<String> legacy =
          otherThan(missing, CorsHeaders.SENT, allowed).stream()
              .filter(name -> HeaderCatalogue.find(name).is(CorsRole.LEGACY))
              .toList();
      String before = legacy.isEmpty() ? "" : "; before 2026-07-28 " + String.join(", ", legacy);
      note(CorsFinding.CORS_MCP_HEADERS_MISSING, String.join(", ", later) + before);
    }
  }

  private List<String> otherThan(List<String> known, List<String> sent, List<String> allowed) {
    return sent.stream()
        .filter(name -> !known.contains(name) && !CorsResponse.allows(allowed, name, request))
        .toList();
  }

  private CorsFinding kindOf(boolean wildcard) {
    if (!wildcard) {
      return CorsFinding.CORS_HEADERS_MISSING;
    }
    return request.credentials()
        ? CorsFinding.CORS_HEADERS_WILDCARD_CREDENTIALS
        : CorsFinding.CORS_AUTHORIZATION_NOT_COVERED;
  }

  private void judgeMaxAge() {
    OptionalLong seconds =
        response
            .value("access-control-max-age")
            .filter(value -> value.matches("[0-9]{1,18}"))
            .map(value -> OptionalLong.of(Long.parseLong(value)))
            .orElse(OptionalLong.empty());
    if (seconds.isEmpty()) {
      note(CorsFinding.CORS_MAX_AGE, "none: a preflight every 5 seconds");
    } else if (seconds.getAsLong() > CorsHeaders.MAX_AGE) {
      note(CorsFinding.CORS_MAX_AGE, seconds.getAsLong() + " seconds: no browser keeps it so long");
    }
  }

  private void note(CorsFinding kind, String evidence) {
    findings.add(kind.found(request, evidence, redactor));
  }

  private String shown(String value) {
    return redactor.evidence(value);
  }
}

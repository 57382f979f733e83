package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.cors.CorsCheck.Verdict;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the answer to a preflight: status, method, headers, how long it is kept. */
record PreflightJudge(CorsRequest request, CorsResponse response, Judgement judgement) {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "POST");

  void judge() {
    judgeStatus();
    boolean redirected = response.status().filter(CorsResponse::isRedirect).isPresent();
    if (!redirected && !response.isStatusOfFailedPreflight()) {
      judgeLists();
      judgeMethod();
      judgeHeaders();
      judgeMaxAge();
    }
  }

  private void judgeStatus() {
    if (response.status().isEmpty()) {
      judgement.check(Verdict.NOT_APPLICABLE, "status", "Preflight status not given");
      return;
    }
    int status = response.status().get();
    if (CorsResponse.isOk(status)) {
      judgement.allowed("status", "Preflight status " + status + " accepted");
      return;
    }
    judgement.refused("status", "Preflight status " + status + " not accepted");
    String seen =
        "status "
            + status
            + response.redirect().map(to -> " " + to.shown(judgement.redactor())).orElse("");
    CorsFinding kind =
        CorsResponse.isRedirect(status)
            ? CorsFinding.CORS_PREFLIGHT_REDIRECT
            : CorsFinding.CORS_PREFLIGHT_STATUS;
    // Whatever else is wrong with a preflight that was refused, the refusal is the cause.
    judgement.noteFirst(
        response
            .refusal()
            .or(() -> response.redirect().flatMap(Redirect::causeOfPreflight))
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
                judgement.refused("list", name + " is no list of names");
                judgement.note(
                    CorsFinding.CORS_LIST_MALFORMED, judgement.shown(name + ": " + element));
              });
    }
  }

  private void judgeMethod() {
    String method = request.method();
    List<String> allowed = response.list("access-control-allow-methods", false);
    boolean wildcard = allowed.contains(CorsResponse.WILDCARD);
    if (allowed.contains(method) || wildcard && !request.credentials()) {
      judgement.allowed("method", "Method allowed");
    } else if (SAFE_METHODS.contains(method)) {
      judgement.allowed("method", "Method allowed: " + method + " needs no permission");
    } else {
      judgement.refused("method", "Method not allowed: " + judgement.shown(method));
      judgement.note(
          wildcard ? CorsFinding.CORS_METHOD_WILDCARD_CREDENTIALS : CorsFinding.CORS_METHOD_MISSING,
          judgement.shown(
              allowed.isEmpty()
                  ? method + ": there is no list of methods"
                  : method + " is not among " + String.join(", ", allowed)));
    }
  }

  private void judgeHeaders() {
    List<String> allowed = response.list("access-control-allow-headers", true);
    boolean wildcard = allowed.contains(CorsResponse.WILDCARD);
    List<String> missing =
        request.headers().stream()
            .filter(name -> !CorsResponse.allows(allowed, name, request))
            .toList();
    if (missing.isEmpty()) {
      judgement.allowed("headers", "Headers allowed");
    } else {
      String names = judgement.shown(String.join(", ", missing));
      judgement.refused("headers", "Headers not allowed: " + names);
      judgement.note(kindOf(wildcard), names);
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
      judgement.note(CorsFinding.CORS_MCP_HEADERS_MISSING, String.join(", ", later) + before);
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
    Optional<Long> seconds =
        response
            .value("access-control-max-age")
            .filter(value -> value.matches("[0-9]{1,18}"))
            .map(Long::valueOf);
    if (seconds.isEmpty()) {
      judgement.note(CorsFinding.CORS_MAX_AGE, "none: a preflight every 5 seconds");
    } else if (seconds.get() > CorsHeaders.MAX_AGE) {
      judgement.note(
          CorsFinding.CORS_MAX_AGE, seconds.get() + " seconds: no browser keeps it so long");
    }
  }
}

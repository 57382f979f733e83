package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ToolArguments;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request, the response that was pasted, if one was, and what a browser makes of them. */
record CorsCase(CorsRequest request, Optional<CorsResponse> response, CorsVerdict verdict) {
  static CorsCase of(
      ToolArguments arguments, Optional<Paste> paste, Headers call, Redactor redactor) {
    Optional<BrowserMessage> message = paste.flatMap(Paste::message);
    List<Exchange> exchanges = paste.map(Paste::exchanges).orElse(List.of());
    Optional<Exchange> keptBack = paste.flatMap(Paste::keptBack);
    var cases = new ArrayList<CorsCase>();
    Optional<Redirect> before = Optional.empty();
    for (Exchange exchange : exchanges) {
      CorsRequest request = CorsRequest.of(arguments, message, exchange, call, redactor);
      CorsResponse response = CorsResponse.of(arguments, exchange, before, request);
      CorsVerdict verdict = CorsResponseJudge.judge(request, response, redactor);
      cases.add(new CorsCase(request, Optional.of(response), verdict));
      Optional<Redirect> redirect = exchange.redirect();
      if (redirect.filter(to -> to.isFollowed(request)).isPresent() && verdict.isRefused()) {
        // No browser goes on.
        break;
      }
      Optional<Redirect> first = before.filter(to -> !to.isFollowed(request));
      before = redirect.map(first::orElse);
    }
    if (!cases.isEmpty()) {
      CorsCase judged = decisive(cases);
      return message
          .map(said -> said.verdict(judged.request, redactor))
          .or(
              () ->
                  keptBack
                      .filter(any -> !judged.verdict.isRefused())
                      .map(unanswered -> unknown(unanswered, redactor)))
          .map(judged::with)
          .orElse(judged);
    }
    Exchange nothing = keptBack.orElseGet(Exchange::new);
    CorsRequest request = CorsRequest.of(arguments, message, nothing, call, redactor);
    if (message.isPresent()) {
      return new CorsCase(request, Optional.empty(), message.get().verdict(request, redactor));
    }
    CorsResponse told = CorsResponse.of(arguments, nothing, Optional.empty(), request);
    if (told.isStatusOfFailedPreflight()) {
      return new CorsCase(
          request, Optional.of(told), CorsResponseJudge.judge(request, told, redactor));
    }
    var asked =
        new CorsCase(request, Optional.empty(), CorsRequestJudge.judge(request, call, redactor));
    return keptBack.map(unanswered -> asked.with(unknown(unanswered, redactor))).orElse(asked);
  }

  private static CorsVerdict unknown(Exchange unanswered, Redactor redactor) {
    String error =
        unanswered.keptBack().filter(said -> !said.isEmpty()).map(", "::concat).orElse("");
    Finding finding =
        CorsFinding.CORS_RESPONSE_UNKNOWN.found(redactor.evidence("status 0" + error));
    return new CorsVerdict(List.of(), List.of(finding));
  }

  /** Returns the first preflight that fails, else the last response. */
  private static CorsCase decisive(List<CorsCase> cases) {
    return cases.stream()
        .filter(one -> one.response.filter(CorsResponse::preflight).isPresent())
        .filter(one -> one.verdict.isRefused())
        .findFirst()
        .orElse(cases.get(cases.size() - 1));
  }

  /** Adds what the browser found that the headers do not show. */
  private CorsCase with(CorsVerdict said) {
    var findings = new ArrayList<Finding>(verdict.findings());
    List<FindingKind> known = findings.stream().map(Finding::kind).toList();
    said.findings().stream()
        .filter(finding -> !known.contains(finding.kind()))
        .filter(finding -> finding.kind() != CorsFinding.CORS_ORIGIN_REFUSED)
        .forEach(findings::add);
    return new CorsCase(request, response, new CorsVerdict(verdict.checks(), findings));
  }
}

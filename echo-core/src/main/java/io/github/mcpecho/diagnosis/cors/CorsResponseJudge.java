package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.cors.CorsCheck.Verdict;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.List;
import java.util.Optional;

/** Judges a response to a cross-origin request, in the order in which a browser does. */
final class CorsResponseJudge {
  static final String ALLOW_ORIGIN = "access-control-allow-origin";
  static final String ALLOW_CREDENTIALS = "access-control-allow-credentials";

  private final CorsRequest request;
  private final CorsResponse response;
  private final Judgement judgement;

  private CorsResponseJudge(CorsRequest request, CorsResponse response, Redactor redactor) {
    this.request = request;
    this.response = response;
    this.judgement = new Judgement(request, redactor);
  }

  /** Judges a response; an absent origin is judged as one that the response may name. */
  static CorsVerdict judge(CorsRequest request, CorsResponse response, Redactor redactor) {
    var judge = new CorsResponseJudge(request, response, redactor);
    judge.judge();
    return judge.judgement.verdict();
  }

  private void judge() {
    if (!response.isStatusOfFailedPreflight()) {
      request.malformed(judgement.redactor()).ifPresent(judgement::note);
      if (!response.preflight()) {
        response.redirect().ifPresent(this::judgeRedirect);
      }
      boolean readable = judgeOrigin();
      readable &= judgeCredentials();
      judgeVary();
      if (!response.preflight()) {
        new ExposureJudge(request, response, judgement).judge(readable);
        return;
      }
    }
    new PreflightJudge(request, response, judgement).judge();
  }

  private void judgeRedirect(Redirect redirect) {
    String shown = redirect.shown(judgement.redactor());
    if (redirect.isFollowed(request)) {
      judgement.note(CorsFinding.CORS_REDIRECT_FOLLOWED, shown);
    } else {
      judgement.note(CorsFinding.CORS_REDIRECTED, shown, redirect.cause());
    }
  }

  private boolean judgeOrigin() {
    Optional<String> allowed = response.value(ALLOW_ORIGIN);
    if (allowed.isEmpty()
        && response.redirect().filter(to -> !to.isFollowed(request)).isPresent()) {
      // Report the redirect only: adding CORS headers to the page behind it is no fix.
      judgement.refused("origin", "Origin not allowed: the request was redirected");
      return false;
    }
    Optional<Refusal> behind = response.preflight() ? Optional.empty() : response.refusal();
    if (allowed.isEmpty() && behind.isPresent()) {
      // Report what answers only: adding CORS headers to its page is no fix.
      String status = "status " + response.status().orElseThrow();
      judgement.refused("origin", "Origin not allowed by the answer with " + status);
      judgement.note(behind.get().found(CorsFinding.CORS_ERROR_HIDDEN, status));
      return false;
    }
    if (allowed.isEmpty()) {
      return refuseOrigin(CorsFinding.CORS_ORIGIN_MISSING, "no Access-Control-Allow-Origin", "");
    }
    String value = allowed.get();
    if (isRepeated()) {
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_REPEATED, "several values", judgement.shown(value));
    }
    if (OriginSpelling.isList(value)) {
      return refuseOrigin(CorsFinding.CORS_ORIGIN_LIST, "a list", judgement.shown(value));
    }
    if (value.equals(CorsResponse.WILDCARD)) {
      return judgeWildcard();
    }
    Optional<Placeholder> placeholder = OriginSpelling.placeholder(value);
    if (placeholder.isPresent()) {
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_PLACEHOLDER, "a placeholder", placeholder.get().words());
    }
    if (value.equals(Origin.OPAQUE)) {
      judgement.note(CorsFinding.CORS_ORIGIN_NULL_ALLOWED, "");
    }
    Optional<String> origin =
        request
            .meantOrigin(judgement.redactor())
            .or(request::origin)
            .filter(text -> !text.equals(value));
    if (origin.isPresent()) {
      String difference = OriginSpelling.difference(value, origin.get());
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_DIFFERS,
          difference,
          "allowed "
              + judgement.shown(value)
              + ", origin "
              + judgement.shown(origin.get())
              + ": "
              + difference);
    }
    judgement.allowed("origin", "Origin allowed");
    return true;
  }

  /** Counts two lines, and one line into which a proxy joined them. */
  private boolean isRepeated() {
    return response.headers().all(ALLOW_ORIGIN).size() > 1
        || OriginSpelling.isOfTwoPlaces(response.list(ALLOW_ORIGIN, false));
  }

  private boolean judgeWildcard() {
    if (request.credentials()) {
      return refuseOrigin(
          CorsFinding.CORS_ORIGIN_WILDCARD_CREDENTIALS, "* is no wildcard with credentials", "");
    }
    judgement.note(CorsFinding.CORS_ORIGIN_WILDCARD, "");
    judgement.allowed("origin", "Origin allowed, as every other");
    return true;
  }

  private boolean judgeCredentials() {
    if (!request.credentials()) {
      judgement.check(Verdict.NOT_APPLICABLE, "credentials", CorsRequest.WITHOUT_CREDENTIALS);
      return true;
    }
    Optional<String> allowed = response.value(ALLOW_CREDENTIALS);
    if (allowed.filter("true"::equals).isPresent()) {
      judgement.allowed("credentials", "Credentials allowed");
      return true;
    }
    judgement.refused("credentials", "Credentials not allowed");
    boolean misspelt = allowed.filter("true"::equalsIgnoreCase).isPresent();
    judgement.note(
        misspelt ? CorsFinding.CORS_CREDENTIALS_SPELLING : CorsFinding.CORS_CREDENTIALS_MISSING,
        allowed.map(judgement::shown).orElse(""));
    return false;
  }

  /**
   * Looks at an answer that a cache may keep and that names the origin of the request: one that
   * names another does not follow it. What answers OPTIONS no cache keeps (RFC 9110 §9.3.7).
   */
  private void judgeVary() {
    List<String> vary = response.list("vary", true);
    if (!response.preflight()
        && request.origin().isPresent()
        && request.origin().equals(response.value(ALLOW_ORIGIN))
        && !response.list("cache-control", true).contains("no-store")
        && !vary.contains("origin")
        && !vary.contains(CorsResponse.WILDCARD)) {
      judgement.note(CorsFinding.CORS_VARY_MISSING, "");
    }
  }

  private boolean refuseOrigin(CorsFinding kind, String why, String evidence) {
    judgement.refused("origin", "Origin not allowed: " + why);
    judgement.note(kind, evidence);
    return false;
  }
}

package io.github.mcpecho.diagnosis.cors;

import java.util.List;
import java.util.Optional;

/** Judges what a script can read of a response that is no answer to a preflight. */
final class ExposureJudge {
  private static final String CHALLENGE = "www-authenticate";
  private static final String SESSION = "mcp-session-id";

  private final CorsRequest request;
  private final CorsResponse response;
  private final List<String> exposed;
  private final Judgement judgement;

  ExposureJudge(CorsRequest request, CorsResponse response, Judgement judgement) {
    this.request = request;
    this.response = response;
    this.judgement = judgement;
    this.exposed = response.list("access-control-expose-headers", true);
  }

  /**
   * Judges a response.
   *
   * @param readable whether the browser shows the response to the script at all
   */
  void judge(boolean readable) {
    Optional<RenamedHeader> renamed = RenamedHeader.of(CHALLENGE, response.headers());
    renamed.ifPresent(this::judgeRenamed);
    // Who gives no status shows a 401 by its challenge (RFC 9110 §11.6.1).
    if (response
        .status()
        .map(status -> status == 401)
        .orElse(response.headers().contains(CHALLENGE))) {
      judgeChallenge(readable, renamed.isPresent());
    }
    if (response.headers().contains(SESSION)) {
      judgeHeader(SESSION, "Mcp-Session-Id", CorsFinding.CORS_SESSION_ID_UNREADABLE);
    }
    if (exposed.contains(CorsResponse.WILDCARD) && request.credentials()) {
      judgement.note(CorsFinding.CORS_EXPOSE_WILDCARD_CREDENTIALS, "");
    }
  }

  private void judgeRenamed(RenamedHeader renamed) {
    judgement.refused("challenge", "WWW-Authenticate renamed by " + renamed.product());
    CorsFinding kind = CorsFinding.CORS_CHALLENGE_RENAMED;
    judgement.note(kind.found(kind.meaning(), renamed.name(), renamed.fix()));
  }

  private void judgeChallenge(boolean readable, boolean renamed) {
    if (!readable) {
      judgement.refused("challenge", "401 not readable: a network error for the script");
      var hidden = CorsFinding.CORS_CHALLENGE_HIDDEN;
      boolean isCause =
          !response.headers().contains(CorsResponseJudge.ALLOW_ORIGIN)
              && response.refusal().isEmpty();
      if (isCause) {
        judgement.noteFirst(hidden.found(""));
      } else {
        judgement.note(hidden, "");
      }
    } else if (renamed) {
      return;
    } else if (!response.headers().contains(CHALLENGE)) {
      judgement.refused("challenge", "401 without WWW-Authenticate");
      judgement.note(CorsFinding.CORS_CHALLENGE_ABSENT, "");
    } else {
      judgeHeader(CHALLENGE, "WWW-Authenticate", CorsFinding.CORS_CHALLENGE_UNREADABLE);
    }
  }

  private void judgeHeader(String name, String shown, CorsFinding kind) {
    if (CorsResponse.allows(exposed, name, request)) {
      judgement.allowed(name, shown + " readable");
    } else {
      judgement.refused(name, shown + " not readable");
      judgement.note(kind, "");
    }
  }
}

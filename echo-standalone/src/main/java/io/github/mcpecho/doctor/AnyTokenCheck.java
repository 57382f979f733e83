package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.Optional;

/** Whether a server that asks for a token looks at it: one that nobody gave out is none. */
final class AnyTokenCheck extends Check {
  AnyTokenCheck() {
    super(Leg.AUTHORIZATION, "a token that nobody gave out", Need.HTTP, Need.SERVER, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    // Who asks for something else than a bearer token takes none.
    boolean isAsked =
        examination
            .refusal()
            .filter(
                refusal ->
                    Challenge.of(refusal).isPresent()
                        || !refusal.headers().contains("WWW-Authenticate"))
            .isPresent();
    if (!isAsked) {
      return;
    }
    Result greeted = examination.send(withToken(examination.greetingWithoutToken()));
    Optional<Conversation> talk =
        Handshake.of(ProtocolVersion.V2025_11_25, greeted, examination).conversation();
    if (talk.isEmpty()) {
      judgeRefusal(Reply.of(greeted), examination.shown(), notes);
      return;
    }
    Request list = talk.get().toolsList().withoutCredentials();
    Reply listed = talk.get().send(withToken(list));
    if (FarEnd.of(talk.get(), listed).isPresent()) {
      unchecked("mcp-echo refuses what speaks against a token: it may have no keys", notes);
    } else if (listed.isResult() && !talk.get().send(list).isResult()) {
      // What is open to all says nothing of tokens.
      notes.found(
          DoctorFinding.AUTHORIZATION_ANY_TOKEN,
          "initialize and tools/list get results with the token "
              + AuthorizationCheck.CANARY
              + ", and without one status 401");
    }
  }

  /** By another status than 401 a client does not learn that its token is what is wrong. */
  private void judgeRefusal(Reply reply, Shown shown, Notes notes) {
    boolean isOfServer = reply.answer().flatMap(AnswererJudge::known).isEmpty();
    // Whoever redirects a client with a token to a login has looked at it.
    boolean isRedirect = reply.answer().filter(Answer::isRedirect).isPresent();
    boolean isOfToken =
        reply.status() == 403 || reply.status() >= 500 || reply.asksForTokenInWords();
    if (reply.asksForToken()) {
      notes.fine(leg(), "a token that nobody gave out is refused");
    } else if (isRedirect || isOfServer && isOfToken) {
      notes.found(DoctorFinding.AUTHORIZATION_INVALID_TOKEN_STATUS, reply.problem(shown));
    } else {
      notes.unchecked(leg(), name(), reply.problem(shown));
    }
  }

  private static Request withToken(Request request) {
    return request.with("Authorization", "Bearer " + AuthorizationCheck.CANARY);
  }
}

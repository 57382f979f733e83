package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a session lives on when the next request comes on another connection. */
final class SessionCheck extends Check {
  private static final int REQUESTS = 4;

  /** By which word servers say what is missing. */
  private static final Pattern SESSION = Pattern.compile("session", Pattern.CASE_INSENSITIVE);

  SessionCheck() {
    super(Leg.PROTOCOL, "sessions", Need.MCP);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Conversation> talk =
        examination.first().conversation().filter(one -> one.session().isPresent());
    if (talk.isEmpty()) {
      checkMissing(examination, notes);
      return;
    }
    Optional<Reply> example =
        examination.first().initialized().map(Reply::of).filter(SessionCheck::isRefused);
    int lost = example.isPresent() ? 1 : 0;
    for (int request = 0; request < REQUESTS; request++) {
      Reply reply = talk.get().send(talk.get().toolsList());
      if (isRefused(reply)) {
        lost++;
        example = Optional.of(reply);
      }
    }
    if (lost > 0) {
      examination.loseSessions();
      notes.found(
          DoctorFinding.PROTOCOL_SESSION_LOST,
          "%s of %s requests on new connections: %s"
              .formatted(lost, REQUESTS + 1, example.orElseThrow().problem(examination.shown())));
    } else {
      notes.found(DoctorFinding.PROTOCOL_SESSIONS, "");
    }
  }

  /** A server that keeps sessions, and whose answer to the handshake has arrived without one. */
  private void checkMissing(Examination examination, Notes notes) {
    Optional<Reply> refused =
        examination
            .first()
            .conversation()
            .map(talk -> talk.send(talk.toolsList()))
            .filter(reply -> isOfSession(reply, examination.shown()));
    if (refused.isPresent()) {
      examination.loseSessions();
      notes.found(DoctorFinding.BACK_SESSION_ID_LOST, refused.get().problem(examination.shown()));
    } else {
      notes.fine(leg(), "keeps no sessions, so any server behind the URL can answer");
    }
  }

  private static boolean isRefused(Reply reply) {
    return reply.status() == 404 || reply.status() == 400;
  }

  /** Returns whether a server refuses a message because it knows no session of it. */
  static boolean isOfSession(Reply reply, Shown shown) {
    return isRefused(reply) && SESSION.matcher(reply.problem(shown)).find();
  }
}

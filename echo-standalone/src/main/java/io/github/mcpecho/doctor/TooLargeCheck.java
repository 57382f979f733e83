package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.servlet.HttpSettings;
import java.util.Arrays;
import java.util.Optional;

/** Whether the refusal of a body that is too large for the server comes back as it says it. */
final class TooLargeCheck extends Check {
  private static final int MOST_BYTES = 5 * 1024 * 1024;

  TooLargeCheck() {
    super(Leg.BACK, "the refusal of a body that is too large", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    int limit =
        end.settings()
            .path(HttpSettings.MAX_BODY_BYTES.name())
            .path("value")
            .asInt(Integer.MAX_VALUE);
    if (limit < 1 || limit > MOST_BYTES) {
      unchecked("the far end says no limit below 5 MiB", notes);
      return;
    }
    byte[] body = new byte[limit + 1];
    Arrays.fill(body, (byte) ' ');
    Conversation talk = end.conversation();
    Reply reply = talk.send(talk.toolsList().withBody(body));
    String what = "a body of " + body.length + " bytes: ";
    if (reply.status() == 413 && reply.message().isPresent()) {
      notes.fine(leg(), "the refusal of a body that is too large comes back as the server says it");
    } else if (reply.status() != 413 && isOfOthers(reply)) {
      notes.found(DoctorFinding.BACK_ERROR_REPLACED, what + reply.problem(examination.shown()));
    } else {
      // Whatever stands before the server may have a limit of its own.
      unchecked(what + reply.problem(examination.shown()), notes);
    }
  }

  private static boolean isOfOthers(Reply reply) {
    Optional<Answer> answer = reply.answer();
    return answer.filter(got -> got.isRedirect() || Page.of(got).isPresent()).isPresent();
  }
}

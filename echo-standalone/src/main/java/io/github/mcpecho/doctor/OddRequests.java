package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which of some odd requests are refused, though a sound one gets a result. Not thread-safe. */
final class OddRequests {
  private static final String NOT_STEADY = "the same request is let in, and then it is not";
  private static final int CRASHED = 500;

  private final List<String> refused = new ArrayList<>();
  private boolean isSteady = true;
  private boolean isRule;

  /** Sends an odd request; if that is refused, it and the sound one are sent again. */
  void ask(String what, Supplier<Reply> odd, Supplier<Reply> sound, Shown shown) {
    Reply reply = odd.get();
    if (reply.isResult()) {
      isRule = true;
    } else if (Twice.isRefused(reply, odd, sound)) {
      isRule |= reply.status() < CRASHED;
      refused.add(what + ": " + reply.problem(shown));
    } else {
      isSteady = false;
    }
  }

  /**
   * Notes what came of them: a finding of this kind, or that all is fine. Who fails at all of them
   * alike has no rule about them.
   */
  void note(Check check, DoctorFinding kind, String fine, Notes notes) {
    if (!refused.isEmpty() && isRule) {
      notes.found(check.leg(), kind.found(String.join("; ", refused)));
    } else if (isSteady && refused.isEmpty()) {
      notes.fine(check.leg(), fine);
    } else {
      notes.unchecked(check.leg(), check.name(), NOT_STEADY);
    }
  }
}

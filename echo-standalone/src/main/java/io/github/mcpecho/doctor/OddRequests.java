package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Requests that are odd in one way each, though they mean what a sound one means that gets a
 * result.
 *
 * @param odd by what is odd about each
 */
record OddRequests(Request sound, Map<String, Request> odd) {
  private static final String NOT_STEADY = "the same request is let in, and then it is not";
  private static final int CRASHED = 500;

  /** Sends them ahead. */
  void begin(Examination examination) {
    examination.ahead(List.of(sound));
    examination.ahead(List.copyOf(odd.values()));
  }

  /**
   * Notes which are refused, each and the sound one sent again: a finding of this kind, or that all
   * is fine. Who fails at all of them alike has no rule about them.
   */
  void check(Check check, DoctorFinding kind, String fine, Examination examination, Notes notes) {
    Supplier<Reply> plain = () -> Reply.of(examination.send(sound));
    if (!plain.get().isResult()) {
      notes.unchecked(check.leg(), check.name(), "a sound request gets no result to compare with");
      return;
    }
    var refused = new ArrayList<String>();
    boolean isSteady = true;
    boolean isRule = false;
    for (Map.Entry<String, Request> one : odd.entrySet()) {
      // Who is refused as one too many may be so for what is odd alone.
      Supplier<Reply> again =
          () -> Reply.of(examination.exchanges().sendUntilSteady(one.getValue()));
      Reply reply = again.get();
      if (reply.isResult()) {
        isRule = true;
      } else if (Twice.isRefused(reply, again, plain)) {
        isRule |= reply.status() < CRASHED;
        refused.add(one.getKey() + ": " + reply.problem(examination.shown()));
      } else {
        isSteady = false;
      }
    }
    if (!refused.isEmpty() && isRule) {
      notes.found(check.leg(), kind.found(String.join("; ", refused)));
    } else if (isSteady && refused.isEmpty()) {
      notes.fine(check.leg(), fine);
    } else {
      notes.unchecked(check.leg(), check.name(), NOT_STEADY);
    }
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** How long a stream may last in which events come all the time, up to what the user allows. */
final class LongStreamCheck extends Check {
  /** What the far end sends at most. */
  private static final int MOST_EVENTS = 50;

  LongStreamCheck() {
    super(Leg.STREAMS, "a long stream", Need.ECHO, Need.TIME, Need.IDLE);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Duration longest = examination.order().idle;
    int events = (int) Math.min(MOST_EVENTS, Math.max(1, longest.toSeconds()));
    var plan = new Streamed.Plan(events, longest.dividedBy(events), Duration.ZERO, true);
    Streamed streamed = Streamed.ask(examination.echo(), plan, UnaryOperator.identity());
    if (streamed.isCut()) {
      notes.found(
          DoctorFinding.STREAMS_LIFE_LIMIT,
          "cut after %s s, with an event every %s ms"
              .formatted(streamed.whole().toSeconds(), plan.interval().toMillis()));
    } else if (!streamed.reply().isResult()) {
      unchecked(streamed.reply().problem(examination.shown()), notes);
    } else if (streamed.reply().result().path("isError").asBoolean()) {
      unchecked("the far end streams no longer than MCP_ECHO_MAX_IDLE_PROBE allows", notes);
    } else {
      notes.fine(leg(), "a stream of " + longest.toSeconds() + " s comes to its end");
    }
  }
}

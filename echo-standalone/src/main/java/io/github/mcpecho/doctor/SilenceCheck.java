package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** How long a stream may be silent, up to what the user allows. */
final class SilenceCheck extends Check {
  SilenceCheck() {
    super(Leg.STREAMS, "long silence", Need.ECHO, Need.TIME, Need.IDLE);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Duration longest = examination.order().idle;
    Duration spent = Duration.ZERO;
    Duration passed = Duration.ZERO;
    for (Duration silence : examination.order().waits.longer()) {
      spent = spent.plus(silence);
      if (spent.compareTo(longest) > 0) {
        break;
      }
      Streamed streamed =
          Streamed.ask(
              examination.echo(),
              new Streamed.Plan(1, Duration.ofMillis(100), silence, false),
              UnaryOperator.identity());
      if (streamed.isCut()) {
        notes.found(
            DoctorFinding.STREAMS_SILENCE_LIMIT,
            "cut after %s s of silence; %s s pass"
                .formatted(streamed.whole().toSeconds(), passed.toSeconds()));
        return;
      }
      if (!streamed.reply().isResult() || streamed.reply().result().path("isError").asBoolean()) {
        notes.unchecked(
            leg(),
            silence.toSeconds() + " s of silence",
            "the far end will not be silent for so long: MCP_ECHO_MAX_IDLE_PROBE");
        break;
      }
      passed = silence;
    }
    if (!passed.isZero()) {
      notes.fine(leg(), passed.toSeconds() + " s of silence pass");
    } else if (spent.compareTo(longest) > 0) {
      unchecked("--idle is shorter than the shortest that is tried", notes);
    }
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Whether several streams at once are as good as one: agents call many tools together. */
final class ManyStreamsCheck extends Check {
  private static final int STREAMS = 6;
  private static final Streamed.Plan PLAN =
      new Streamed.Plan(4, Duration.ofMillis(100), Duration.ZERO, true);

  ManyStreamsCheck() {
    super(Leg.STREAMS, "several streams at once", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    List<Streamed> streams =
        examination
            .exchanges()
            .sendTogether(Collections.nCopies(STREAMS, Streamed.request(end, PLAN)))
            .stream()
            .map(result -> Streamed.of(result, PLAN))
            .toList();
    List<Streamed> failed = streams.stream().filter(one -> !one.reply().isResult()).toList();
    Duration longest = streams.stream().map(Streamed::whole).max(Duration::compareTo).orElseThrow();
    if (failed.size() == STREAMS) {
      unchecked(failed.get(0).reply().problem(examination.shown()), notes);
    } else if (!failed.isEmpty()) {
      notes.found(
          DoctorFinding.STREAMS_MANY_FAIL,
          "%s of %s at once: %s"
              .formatted(
                  failed.size(), STREAMS, failed.get(0).reply().problem(examination.shown())));
    } else if (longest.compareTo(PLAN.length().multipliedBy(STREAMS * 2L).dividedBy(3)) > 0) {
      notes.found(
          DoctorFinding.STREAMS_ONE_BY_ONE,
          "each takes %s ms, the last of %s took %s ms"
              .formatted(PLAN.length().toMillis(), STREAMS, longest.toMillis()));
    } else {
      notes.fine(leg(), STREAMS + " streams at once come as one does");
    }
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import java.time.Duration;
import java.util.Optional;

/** Whether the stream that answers a message ends after the response. */
final class StreamEndCheck extends Check {
  private static final Duration LOOK = Duration.ofSeconds(2);

  StreamEndCheck() {
    super(Leg.STREAMS, "the end of a stream", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    if (isStream(examination)) {
      examination.exchanges().begin(whole(examination));
    }
  }

  @Override
  void run(Examination examination, Notes notes) {
    if (!isStream(examination)) {
      return;
    }
    Optional<Answer> answer = examination.send(whole(examination)).answer();
    answer.ifPresent(got -> AnswerForm.checkMessages(got, examination.shown(), notes));
    Optional<Duration> open = answer.flatMap(StreamEndCheck::open);
    if (open.filter(time -> time.compareTo(LOOK.dividedBy(2)) > 0).isPresent()) {
      notes.found(
          DoctorFinding.STREAMS_STAYS_OPEN,
          "tools/list: the stream is open %s ms after the response"
              .formatted(open.get().toMillis()));
    } else if (answer.filter(got -> got.end() == Answer.End.COMPLETE).isPresent()) {
      notes.fine(leg(), "a stream ends after its response");
    }
  }

  private static boolean isStream(Examination examination) {
    return examination.list().answer().filter(got -> got.is("text/event-stream")).isPresent();
  }

  private static Request whole(Examination examination) {
    return examination
        .talk()
        .toolsList()
        .within(LOOK.plus(examination.exchanges().slowest().multipliedBy(2)))
        .until(event -> false);
  }

  /** Returns for how long a stream that did not end was watched after its response. */
  private static Optional<Duration> open(Answer answer) {
    return answer.events().stream()
        .filter(event -> answer.end() == Answer.End.TOO_SLOW && Reply.isResponse(event.data()))
        .findFirst()
        .map(event -> answer.timing().whole().minus(event.after()));
  }
}

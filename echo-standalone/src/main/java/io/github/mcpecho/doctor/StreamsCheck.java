package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Whether events come one by one, and a stream outlives a short silence. */
final class StreamsCheck implements Check {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** Longer than the two seconds that impatient proxies wait. */
  private static final Duration SILENCE = Duration.ofMillis(2_500);

  private static final Streamed.Plan AIDED = new Streamed.Plan(4, INTERVAL, SILENCE, true);
  private static final Streamed.Plan UNAIDED = new Streamed.Plan(4, INTERVAL, Duration.ZERO, false);

  @Override
  public Leg leg() {
    return Leg.STREAMS;
  }

  @Override
  public String name() {
    return "events one by one";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ECHO, Need.TIME);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    FarEnd end = examination.farEnd().orElseThrow();
    int before = notes.count();
    Streamed aided =
        Streamed.ask(end, AIDED, request -> request.with("Accept-Encoding", "gzip, br"));
    checkEncoding(aided, examination, notes);
    if (aided.isCut()) {
      notes.found(leg(), DoctorFinding.STREAMS_CUT.found(seen(aided)));
    } else if (!aided.reply().isResult()) {
      notes.unchecked(leg(), name(), aided.reply().problem(examination.shown()));
      return;
    } else if (aided.progress().isEmpty()) {
      notes.found(
          Leg.CONTENT,
          DoctorFinding.CONTENT_PROGRESS_LOST.found(
              "the far end says that it sent " + aided.sent() + " events, none came"));
      return;
    } else if (!aided.hasToken()) {
      notes.found(Leg.CONTENT, DoctorFinding.CONTENT_PROGRESS_TOKEN.found(""));
    }
    if (aided.isLump()) {
      notes.found(leg(), DoctorFinding.STREAMS_HELD_BACK.found(seen(aided)));
      return;
    }
    Streamed unaided = Streamed.ask(end, UNAIDED, UnaryOperator.identity());
    if (unaided.isLump()) {
      notes.found(leg(), DoctorFinding.STREAMS_HELD_BACK_UNASKED.found(seen(unaided)));
    }
    if (notes.count() == before) {
      notes.fine(leg(), "events come one by one, and a short silence ends no stream");
    }
  }

  /** A compressor holds back what does not fill its window. */
  private void checkEncoding(Streamed streamed, Examination examination, Notes notes) {
    Optional<String> coding =
        streamed
            .reply()
            .http()
            .answer()
            .filter(answer -> answer.is("text/event-stream"))
            .map(Answer::headers)
            .flatMap(headers -> headers.first("Content-Encoding"))
            .filter(value -> !value.equalsIgnoreCase("identity"));
    coding.ifPresent(
        value ->
            notes.found(
                leg(),
                DoctorFinding.STREAMS_COMPRESSED.found(
                    "Content-Encoding: " + examination.shown().evidence(value))));
  }

  private static String seen(Streamed streamed) {
    return streamed.progress().size()
        + " of "
        + streamed.asked()
        + " events, sent every "
        + streamed.interval().toMillis()
        + " ms, came within "
        + streamed.spread().toMillis()
        + " ms"
        + (streamed.isCut()
            ? "; the connection ended after "
                + streamed.whole().orElse(Duration.ZERO).toMillis()
                + " ms, without the answer"
            : "");
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import java.time.Duration;
import java.util.List;

/** Whether events come one by one, and a stream outlives a short silence. */
final class StreamsCheck extends Check {
  private static final int EVENTS = 4;

  StreamsCheck() {
    super(Leg.STREAMS, "events one by one", Need.ECHO, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.exchanges().begin(silent(examination));
  }

  private static Request silent(Examination examination) {
    return Streamed.request(examination.echo(), plan(examination));
  }

  private static Streamed.Plan plan(Examination examination) {
    Waits waits = examination.order().waits;
    return new Streamed.Plan(1, waits.interval(), waits.silence(), true);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    int before = notes.count();
    Duration interval = examination.order().waits.interval();
    var helped = new Streamed.Plan(EVENTS, interval, Duration.ZERO, true);
    var unhelped = new Streamed.Plan(EVENTS, interval, Duration.ZERO, false);
    Streamed silent = Streamed.of(examination.send(silent(examination)), plan(examination));
    List<Result> both =
        examination
            .exchanges()
            .sendTogether(List.of(compressible(end, helped), Streamed.request(end, unhelped)));
    Streamed aided = Streamed.of(both.get(0), helped);
    Streamed unaided = Streamed.of(both.get(1), unhelped);
    checkEncoding(aided, examination, notes);
    boolean isOfOtherType =
        aided
            .reply()
            .answer()
            .filter(Answer::isSuccess)
            .filter(answer -> !AnswerForm.isOfOneType(answer, examination.shown(), notes))
            .isPresent();
    if (isOfOtherType && aided.progress().isEmpty()) {
      unchecked("what comes is not said to be a stream of events", notes);
      return;
    } else if (aided.runsTogether()) {
      notes.found(AnswerForm.lostLines());
      return;
    } else if (aided.isEmpty() || silent.isEmpty()) {
      notes.found(
          DoctorFinding.STREAMS_CUT.found(
              "A stream comes without its events: its head is there, and its body is empty.",
              ended(aided.isEmpty() ? aided : silent),
              "Look in each proxy for what drops the body of an answer that does not say its length:"
                  + " a filter, a cache or a client inside it that reads by Content-Length."));
    } else if (aided.isCut()) {
      notes.found(
          DoctorFinding.STREAMS_CUT.found(
              "A stream ends before its answer, although events come all the time.", ended(aided)));
    } else if (silent.isCut()) {
      notes.found(
          DoctorFinding.STREAMS_CUT,
          "%s, in a silence of %s ms that the doctor asked for"
              .formatted(ended(silent), plan(examination).silence().toMillis()));
    } else if (!aided.reply().isResult()) {
      unchecked(aided.reply().problem(examination.shown()), notes);
      return;
    } else if (aided.progress().isEmpty()) {
      notes.found(
          DoctorFinding.CONTENT_PROGRESS_LOST,
          "the far end says that it sent " + aided.sent() + " events, none came");
      return;
    } else if (!aided.otherTokens().isEmpty()) {
      notes.found(
          DoctorFinding.CONTENT_PROGRESS_TOKEN,
          "it comes with " + examination.shown().evidence(String.join(", ", aided.otherTokens())));
    }
    if (isHeldBack(aided, end, helped)) {
      notes.found(DoctorFinding.STREAMS_HELD_BACK, seen(aided));
    } else if (unaided.isLump() && !aided.isLump()) {
      notes.found(DoctorFinding.STREAMS_HELD_BACK_UNASKED, seen(unaided));
    }
    notes.fineUnlessFound(
        before, leg(), "events come one by one, and a short silence ends no stream");
  }

  private static Request compressible(FarEnd end, Streamed.Plan plan) {
    return Streamed.request(end, plan).with("Accept-Encoding", "gzip");
  }

  /** A machine that is busy for a moment looks the same, but not twice. */
  private static boolean isHeldBack(Streamed streamed, FarEnd end, Streamed.Plan plan) {
    return streamed.isLump()
        && Streamed.of(end.conversation().exchanges().send(compressible(end, plan)), plan).isLump();
  }

  /** A compressor holds back what does not fill its window. */
  private void checkEncoding(Streamed streamed, Examination examination, Notes notes) {
    streamed
        .reply()
        .answer()
        .filter(answer -> answer.is("text/event-stream"))
        .map(Answer::headers)
        .flatMap(headers -> headers.first("Content-Encoding"))
        .filter(value -> !value.equalsIgnoreCase("identity"))
        .ifPresent(
            value ->
                notes.found(
                    DoctorFinding.STREAMS_COMPRESSED,
                    "Content-Encoding: " + examination.shown().evidence(value)));
  }

  private static String seen(Streamed streamed) {
    return "%s of %s events, sent every %s ms, came within %s ms"
        .formatted(
            streamed.progress().size(),
            streamed.plan().events(),
            streamed.plan().interval().toMillis(),
            streamed.spread().toMillis());
  }

  private static String ended(Streamed streamed) {
    return "%s of %s and no answer came until the stream ended, after %s ms"
        .formatted(
            streamed.progress().size(),
            Words.count(streamed.plan().events(), "event"),
            streamed.whole().toMillis());
  }
}

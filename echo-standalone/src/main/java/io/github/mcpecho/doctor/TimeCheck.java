package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.http.HttpDate;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How long a call takes, step by step, and what the clocks say. */
final class TimeCheck extends Check {
  private static final int CALLS = 5;
  private static final int FEW_CALLS = 3;

  private static final Duration SKEW = Duration.ofSeconds(60);

  TimeCheck() {
    super(Leg.TIME, "times and clocks", Need.MCP);
  }

  @Override
  void run(Examination examination, Notes notes) {
    List<Reply> replies = replies(examination);
    List<Answer> answers = answers(replies);
    if (answers.isEmpty()) {
      unchecked("no answer", notes);
      return;
    }
    answers.stream()
        .map(TimeCheck::skew)
        .flatMap(Optional::stream)
        .filter(skew -> skew.abs().compareTo(SKEW) > 0)
        .findFirst()
        .ifPresent(
            skew ->
                notes.found(
                    DoctorFinding.TIME_CLOCKS_DIFFER,
                    "Date is " + skew.toSeconds() + " s off the clock here"));
    if (!examination.order().quick && !examination.isSlow()) {
      ServersInTurn.check(replies, examination, notes);
    }
    if (examination.order().quick) {
      notes.unchecked(leg(), "more calls than one", Need.TIME.missing());
    } else if (examination.isSlow()) {
      notes.unchecked(leg(), "more calls than one", Need.SPEED.missing());
    }
    Duration whole = median(answers, Answer.Timing::whole);
    String text =
        "connect %s, TLS %s, first byte %s, whole answer %s, the worst of %s %s%s%s"
            .formatted(
                millis(median(answers, Answer.Timing::connect)),
                millis(median(answers, Answer.Timing::handshake)),
                millis(median(answers, Answer.Timing::firstByte)),
                millis(whole),
                answers.size(),
                millis(
                    answers.stream().map(a -> a.timing().whole()).max(Duration::compareTo).get()),
                atTheServer(examination),
                pastTheProxies(examination));
    if (examination.isLate(whole)) {
      notes.found(DoctorFinding.TIME_SLOW, text);
    } else {
      notes.fine(leg(), text);
      checkFirst(examination, DoctorFinding.TIME_FIRST_SLOW, "later answers were quick", notes);
    }
  }

  /** Notes that the first answer was slow, and what came then. */
  static void checkFirst(Examination examination, DoctorFinding kind, String then, Notes notes) {
    examination
        .first()
        .reply()
        .http()
        .took()
        .filter(examination::isLate)
        .ifPresent(whole -> notes.found(kind, "the handshake took " + millis(whole) + "; " + then));
  }

  private static List<Answer> answers(List<Reply> replies) {
    return replies.stream().flatMap(reply -> reply.answer().stream()).toList();
  }

  private static List<Reply> replies(Examination examination) {
    if (examination.isSlow() && examination.hasConversed()) {
      return List.of(examination.list());
    }
    var replies = new ArrayList<Reply>();
    Optional<Conversation> talk = examination.conversation();
    int calls = examination.order().quick ? 1 : examination.isLeisurely() ? FEW_CALLS : CALLS;
    for (int call = 0; call < calls && talk.isPresent(); call++) {
      replies.add(talk.get().send(talk.get().toolsList()));
    }
    return replies;
  }

  /** The server measures by a clock of its own, so that only what it took can be compared. */
  private static String atTheServer(Examination examination) {
    if (examination.order().quick || examination.isSlow()) {
      return "";
    }
    return examination
        .farEnd()
        .map(end -> end.call(FarEnd.REQUEST_TIMING, Json.object()))
        .filter(Reply::isResult)
        .map(reply -> Math.max(0, reply.report().at("/performance/totalMs").asDouble()))
        .map(
            millis ->
                String.format(
                    Locale.ROOT, "; the server says that a call takes it %.0f ms", millis))
        .orElse("");
  }

  private static String pastTheProxies(Examination examination) {
    List<Answer> answers = answers(examination.past().map(TimeCheck::replies).orElse(List.of()));
    return answers.isEmpty()
        ? ""
        : "; past the proxies " + millis(median(answers, Answer.Timing::whole));
  }

  private static Duration median(List<Answer> answers, Function<Answer.Timing, Duration> step) {
    List<Duration> times = answers.stream().map(Answer::timing).map(step).sorted().toList();
    return times.get(times.size() / 2);
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }

  private static Optional<Duration> skew(Answer answer) {
    return answer
        .header("Date")
        .flatMap(HttpDate::parse)
        .map(date -> Duration.between(Instant.now(), date));
  }
}

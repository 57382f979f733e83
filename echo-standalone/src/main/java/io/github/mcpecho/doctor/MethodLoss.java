package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the POST of the handshake arrives as a GET: a hop that follows a redirect by itself asks
 * so at 301, 302 and 303 (RFC 9110 §15.4.2), and the server answers what it answers to a GET.
 */
final class MethodLoss {
  /** What says that a method is refused is short. */
  private static final int LONGEST = 2_000;

  private static final Duration LOOK = Duration.ofMillis(1_500);

  private static final List<Pattern> MARKS =
      TsvResource.rows(MethodLoss.class, "method-losses.tsv").stream()
          .map(row -> Expressions.compile(row[0], Pattern.DOTALL))
          .toList();

  private MethodLoss() {}

  /** Returns that it does, if what came says so, and comes to a GET too. */
  static Optional<Finding> of(Examination examination, Reply reply) {
    String said = said(reply, examination.shown());
    boolean isLost =
        examination.isBlind()
            || MARKS.stream().anyMatch(mark -> mark.matcher(said).find())
                && said.equals(said(examination.ask(get(examination)), examination.shown()));
    if (!isLost) {
      return Optional.empty();
    }
    return Optional.of(
        DoctorFinding.THERE_REQUEST_CHANGED.found(
            "A POST arrives as a GET: a hop changes the method, or follows a redirect by itself.",
            "the method: POST and GET are answered alike, " + reply.problem(examination.shown()),
            "Look in each proxy for the URL that it sends to: where the server redirects that, as"
                + " by a slash at its end or to https, name the URL that it redirects to. A hop"
                + " that sets a method must leave it (nginx: no proxy_method)."));
  }

  private static String said(Reply reply, Shown shown) {
    return reply.header("Allow").map(allow -> "Allow: " + allow + "; ").orElse("")
        + reply.problem(shown)
        + reply.answer().map(Answer::text).filter(text -> text.length() < LONGEST).orElse("");
  }

  /**
   * Returns the stream without events that is opened for a message that is none, as for a GET. A
   * server says at once what is wrong with a message, unless it waits for none.
   */
  static Optional<Result> streamForAll(Examination examination) {
    List<Result> results =
        examination.exchanges().sendTogether(List.of(broken(examination), get(examination)));
    return results.stream().allMatch(one -> isEmptyStream(one.answer()))
        ? Optional.of(results.get(0))
        : Optional.empty();
  }

  private static boolean isEmptyStream(Optional<Answer> answer) {
    return answer
        .filter(Answer::isSuccess)
        .filter(one -> one.is("text/event-stream") && one.events().isEmpty())
        .filter(one -> one.end() == Answer.End.TOO_SLOW && !AnswerForm.isUnended(one))
        .isPresent();
  }

  private static Request broken(Examination examination) {
    return Messages.post(examination.uri(), "{".getBytes(StandardCharsets.UTF_8)).within(LOOK);
  }

  private static Request get(Examination examination) {
    return Request.of("GET", examination.uri()).with("Accept", Messages.ACCEPT).within(LOOK);
  }
}

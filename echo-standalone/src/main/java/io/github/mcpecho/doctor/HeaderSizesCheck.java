package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.http.Header;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a header line may be, and all of them: tokens with many groups are long, and cookies add
 * up.
 */
final class HeaderSizesCheck extends Check {
  private static final int KIB = 1_024;
  private static final int SMALLEST = 512;

  /**
   * What is sent, how much of it at most, how much has to pass, and what it means that it does not.
   */
  private record Lines(
      String what, int each, int large, int usual, DoctorFinding limit, DoctorFinding low) {}

  private static final Lines ONE_LINE =
      new Lines(
          "a header line",
          Integer.MAX_VALUE,
          16 * KIB,
          7 * KIB,
          DoctorFinding.THERE_HEADER_LIMIT,
          DoctorFinding.THERE_HEADER_LIMIT_LOW);

  private static final Lines SEVERAL_LINES =
      new Lines(
          "a head",
          KIB,
          24 * KIB,
          12 * KIB,
          DoctorFinding.THERE_HEAD_LIMIT,
          DoctorFinding.THERE_HEAD_LIMIT_LOW);

  HeaderSizesCheck() {
    super(Leg.THERE, "long headers", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.ahead(
        List.of(
            request(examination, ONE_LINE, 0),
            request(examination, ONE_LINE, ONE_LINE.large()),
            request(examination, SEVERAL_LINES, SEVERAL_LINES.large())));
  }

  @Override
  void run(Examination examination, Notes notes) {
    if (!passes(ask(examination, ONE_LINE, 0))) {
      unchecked("tools/list gets no result to compare with", notes);
      return;
    }
    look(examination, ONE_LINE, notes);
    look(examination, SEVERAL_LINES, notes);
  }

  /** Halves until it passes. */
  private void look(Examination examination, Lines lines, Notes notes) {
    Reply large = ask(examination, lines, lines.large());
    if (passes(large)) {
      notes.fine(leg(), lines.what() + " of " + lines.large() / KIB + " KiB passes");
      return;
    }
    int failing = lines.large();
    Reply refused = large;
    int tried = lines.usual();
    Reply reply = ask(examination, lines, tried);
    while (!passes(reply) && tried > SMALLEST) {
      failing = tried;
      refused = reply;
      tried /= 2;
      reply = ask(examination, lines, tried);
    }
    String evidence =
        lines.what()
            + " of "
            + failing
            + " bytes: "
            + refused.problem(examination.shown())
            + (passes(reply) ? "; " + tried + " bytes pass" : "");
    notes.found(failing > lines.usual() ? lines.limit() : lines.low(), evidence);
  }

  /** Any answer of the server itself will do, also one that is longer than what is read of it. */
  private static boolean passes(Reply reply) {
    boolean isAnswer =
        reply.message().isPresent() || reply.answer().filter(HeaderSizesCheck::isOf).isPresent();
    return isAnswer && reply.status() != 431 && reply.status() != 400;
  }

  private static boolean isOf(Answer answer) {
    return answer.isSuccess() && answer.end() == Answer.End.TOO_LONG;
  }

  private static Reply ask(Examination examination, Lines lines, int bytes) {
    return examination.talk().send(request(examination, lines, bytes));
  }

  private static Request request(Examination examination, Lines lines, int bytes) {
    var padding = new ArrayList<Header>();
    for (int left = bytes; left > 0; left -= lines.each()) {
      String value = "pad ".repeat(Math.min(left, lines.each()) / 4).strip();
      padding.add(new Header("X-Doctor-Padding" + padding.size(), value));
    }
    return examination.talk().toolsList().with(padding);
  }
}

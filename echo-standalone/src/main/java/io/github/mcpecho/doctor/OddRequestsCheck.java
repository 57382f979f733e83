package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether requests are refused that are odd in one way each, though they mean what a sound one
 * means that gets a result. Who fails at all of them alike has no rule about them.
 */
abstract class OddRequestsCheck extends Check {
  private final DoctorFinding kind;
  private final List<String[]> rows;
  private final String fine;

  /**
   * Looks at each row of a table.
   *
   * @param kind what it means that one is refused
   * @param table what is odd, and the text that is
   * @param fine what is said if none is refused, perhaps with their number
   */
  OddRequestsCheck(String name, DoctorFinding kind, String table, String fine) {
    super(Leg.of(kind), name, Need.MCP, Need.TIME);
    this.kind = kind;
    this.rows = TsvResource.rows(OddRequestsCheck.class, table);
    this.fine = fine.formatted(rows.size());
  }

  abstract Request sound(Examination examination);

  abstract Request odd(Examination examination, String text);

  @Override
  void begin(Examination examination) {
    examination.ahead(List.of(sound(examination)));
    examination.ahead(rows.stream().map(row -> odd(examination, row[1])).toList());
  }

  @Override
  void run(Examination examination, Notes notes) {
    Request sound = sound(examination);
    Supplier<Reply> plain = () -> atOnce(sound, examination);
    if (!examination.ask(sound).isResult()) {
      unchecked("a sound request gets no result to compare with", notes);
      return;
    }
    var refused = new ArrayList<String>();
    boolean isSteady = true;
    boolean isRule = false;
    for (String[] row : rows) {
      Request odd = odd(examination, row[1]);
      Supplier<Reply> again = () -> atOnce(odd, examination);
      Reply reply = again.get();
      if (isOneTooMany(reply)) {
        if (isOneTooMany(plain.get())) {
          // What comes then comes more slowly.
          examination.ask(sound);
        }
        reply = again.get();
      }
      if (reply.isResult()) {
        isRule = true;
      } else if (isRefusedAgain(reply, again, plain)) {
        isRule |= reply.status() < 500;
        refused.add(row[0] + ": " + reply.problem(examination.shown()));
      } else {
        isSteady = false;
      }
    }
    if (!refused.isEmpty() && isRule) {
      notes.found(kind, String.join("; ", refused));
    } else if (isSteady && refused.isEmpty()) {
      notes.fine(leg(), fine);
    } else {
      unchecked("the same request is let in, and then it is not", notes);
    }
  }

  /** Who is refused as one too many may be so for what is odd alone. */
  private static Reply atOnce(Request request, Examination examination) {
    return Reply.of(examination.exchanges().sendUntilSteady(request));
  }

  private static boolean isOneTooMany(Reply reply) {
    return reply.status() == 429;
  }
}

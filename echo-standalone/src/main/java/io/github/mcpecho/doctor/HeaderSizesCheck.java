package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Set;

/** How long a header line may be: tokens with many groups are long. */
final class HeaderSizesCheck implements Check {
  private static final int KIB = 1_024;
  private static final int USUAL = 7 * KIB;
  private static final int LARGE = 16 * KIB;
  private static final int SMALLEST = 512;

  @Override
  public Leg leg() {
    return Leg.THERE;
  }

  @Override
  public String name() {
    return "long header lines";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.MCP, Need.TIME);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    Reply large = ask(examination, LARGE);
    if (passes(large)) {
      notes.fine(leg(), "a header line of 16 KiB passes");
      return;
    }
    int failing = LARGE;
    Reply refused = large;
    int tried = USUAL;
    Reply reply = ask(examination, tried);
    while (!passes(reply) && tried > SMALLEST) {
      failing = tried;
      refused = reply;
      tried /= 2;
      reply = ask(examination, tried);
    }
    String evidence =
        "a line of "
            + failing
            + " bytes: "
            + refused.problem(examination.shown())
            + (passes(reply) ? "; " + tried + " bytes pass" : "");
    notes.found(
        leg(),
        (failing > USUAL ? DoctorFinding.THERE_HEADER_LIMIT : DoctorFinding.THERE_HEADER_LIMIT_LOW)
            .found(evidence));
  }

  /** Any answer of the server itself will do. */
  private static boolean passes(Reply reply) {
    return reply.message().isPresent() && reply.status() != 431 && reply.status() != 400;
  }

  private static Reply ask(Examination examination, int bytes) {
    Conversation talk = examination.conversation().orElseThrow();
    return talk.ask(
        "tools/list",
        Json.object(),
        request -> request.with("X-Doctor-Padding", "pad ".repeat(bytes / 4).strip()));
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.Optional;

/** Whether clients are refused for what they call themselves. */
final class AgentsCheck extends OddRequestsCheck {
  private static final String TABLE = "agents.tsv";

  AgentsCheck() {
    super(
        "clients by name",
        DoctorFinding.AGENTS_REFUSED,
        TABLE,
        "%s clients are let in, whatever they call themselves");
  }

  @Override
  Request sound(Examination examination) {
    return examination.talk().toolsList();
  }

  @Override
  Request odd(Examination examination, String agent) {
    return named(sound(examination), agent);
  }

  private static Request named(Request request, String agent) {
    return request.replacing("User-Agent", agent);
  }

  /** Returns that the doctor itself is refused for its name, if another client is not. */
  static Optional<Finding> refusedByName(Examination examination, Answer refusal) {
    if (refusal.status() != 403 || examination.order().quick) {
      return Optional.empty();
    }
    Request request = Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25);
    return TsvResource.rows(AgentsCheck.class, TABLE).stream()
        .filter(agent -> examination.ask(named(request, agent[1])).isResult())
        .findFirst()
        .filter(
            agent ->
                isRefusedAgain(
                    Reply.of(refusal),
                    () -> examination.ask(request),
                    () -> examination.ask(named(request, agent[1]))))
        .map(
            agent ->
                DoctorFinding.AGENTS_REFUSED.found(
                    "mcp-echo-doctor: %s; %s gets a result"
                        .formatted(Page.seen(refusal, examination.shown()), agent[0])));
  }
}

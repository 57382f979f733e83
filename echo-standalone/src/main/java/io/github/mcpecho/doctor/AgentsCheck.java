package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Whether clients are refused for what they call themselves. */
final class AgentsCheck extends Check {
  /** Client, and what it sends as User-Agent. */
  private static final List<String[]> AGENTS = TsvResource.rows(AgentsCheck.class, "agents.tsv");

  private static final int FORBIDDEN = 403;

  AgentsCheck() {
    super(Leg.AGENTS, "clients by name", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    odd(examination).begin(examination);
  }

  @Override
  void run(Examination examination, Notes notes) {
    odd(examination)
        .check(
            this,
            DoctorFinding.AGENTS_REFUSED,
            AGENTS.size() + " clients are let in, whatever they call themselves",
            examination,
            notes);
  }

  private static OddRequests odd(Examination examination) {
    Request sound = examination.talk().toolsList();
    var odd = new LinkedHashMap<String, Request>();
    AGENTS.forEach(agent -> odd.put(agent[0], named(sound, agent)));
    return new OddRequests(sound, odd);
  }

  private static Request named(Request request, String[] agent) {
    return request.replacing("User-Agent", agent[1]);
  }

  /** Returns that the doctor itself is refused for its name, if another client is not. */
  static Optional<Finding> refusedByName(Examination examination, Answer refusal) {
    if (refusal.status() != FORBIDDEN || examination.order().quick) {
      return Optional.empty();
    }
    Request request = Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25);
    return AGENTS.stream()
        .filter(agent -> Reply.of(examination.send(named(request, agent))).isResult())
        .findFirst()
        .filter(
            agent ->
                Twice.isRefused(
                    Reply.of(refusal),
                    () -> Reply.of(examination.send(request)),
                    () -> Reply.of(examination.send(named(request, agent)))))
        .map(
            agent ->
                DoctorFinding.AGENTS_REFUSED.found(
                    "mcp-echo-doctor: %s; %s gets a result"
                        .formatted(Page.seen(refusal, examination.shown()), agent[0])));
  }
}

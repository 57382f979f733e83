package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether clients are refused for what they call themselves. */
final class AgentsCheck implements Check {
  /** Client, and what it sends as User-Agent. */
  private static final List<String[]> AGENTS = TsvResource.rows(AgentsCheck.class, "agents.tsv");

  @Override
  public Leg leg() {
    return Leg.AGENTS;
  }

  @Override
  public String name() {
    return "clients by name";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.MCP, Need.TIME);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    Conversation talk = examination.conversation().orElseThrow();
    Request request = talk.request("tools/list", Json.object());
    if (!Reply.of(examination.send(request)).isResult()) {
      notes.unchecked(leg(), name(), "tools/list gets no result to compare with");
      return;
    }
    var refused = new ArrayList<String>();
    for (String[] agent : AGENTS) {
      Reply reply = Reply.of(examination.send(request.replacing("User-Agent", agent[1])));
      if (!reply.isResult()) {
        refused.add(agent[0] + ": " + reply.problem(examination.shown()));
      }
    }
    if (refused.isEmpty()) {
      notes.fine(leg(), AGENTS.size() + " clients are let in, whatever they call themselves");
    } else {
      notes.found(leg(), DoctorFinding.AGENTS_REFUSED.found(String.join("; ", refused)));
    }
  }
}

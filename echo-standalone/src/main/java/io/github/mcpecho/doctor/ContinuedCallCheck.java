package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.Optional;

/**
 * Whether a call that one server has begun is continued by another: in calls of several rounds the
 * client brings back what it was given (MCP 2026-07-28, basic/patterns/mrtr).
 */
final class ContinuedCallCheck extends Check {
  private static final int CALLS = 4;
  private static final String STATE = "requestState";

  ContinuedCallCheck() {
    super(Leg.REPLICAS, "a call of two rounds", Need.ECHO, Need.PLAIN, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    if (!end.conversation().revision().isModern() || !end.isOfThisVersion()) {
      unchecked("it takes 2026-07-28, and the far end in the version of this program", notes);
      return;
    }
    ObjectNode params =
        Conversation.call(end.prefix() + FarEnd.PRINT_HEADER, Json.object().put("continued", true));
    Reply first = ask(end, params);
    String state = first.result().path(STATE).asText();
    if (state.isEmpty()) {
      lost("the first round", first, examination.shown(), notes);
      return;
    }
    params.put(STATE, state);
    for (int call = 0; call < CALLS; call++) {
      Reply reply = ask(end, params);
      Optional<Arrival> arrival = Arrival.of(reply);
      if (!reply.isResult()) {
        notes.found(DoctorFinding.REPLICAS_STATE_REFUSED, reply.problem(examination.shown()));
        return;
      }
      if (arrival.isEmpty()) {
        lost("the second round", reply, examination.shown(), notes);
        return;
      }
      if (!arrival.get().begunBy().equals(arrival.get().instance())) {
        notes.fine(leg(), "a call that one server has begun is continued by another");
        return;
      }
    }
    notes.fine(leg(), "a call of two rounds comes through");
  }

  private static Reply ask(FarEnd end, ObjectNode params) {
    return end.conversation().ask(McpMethod.TOOLS_CALL.wireName(), params);
  }

  private static void lost(String round, Reply reply, Shown shown, Notes notes) {
    notes.found(DoctorFinding.CONTENT_INPUT_REQUIRED_LOST, round + ": " + reply.said(shown));
  }
}

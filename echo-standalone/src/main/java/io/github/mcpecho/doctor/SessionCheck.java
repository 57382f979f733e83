package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.Optional;

/** Whether a session lives on when the next request comes on another connection. */
final class SessionCheck extends Check {
  private static final int REQUESTS = 4;

  SessionCheck() {
    super(Leg.PROTOCOL, "sessions", Need.MCP);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Conversation> talk =
        examination.first().conversation().filter(one -> one.session().isPresent());
    if (talk.isEmpty()) {
      notes.fine(leg(), "keeps no sessions, so any server behind the URL can answer");
      return;
    }
    int lost = 0;
    Optional<Reply> example = Optional.empty();
    for (int request = 0; request < REQUESTS; request++) {
      Reply reply = talk.get().ask(McpMethod.TOOLS_LIST.wireName(), Json.object());
      if (reply.status() == 404 || reply.status() == 400) {
        lost++;
        example = Optional.of(reply);
      }
    }
    if (lost > 0) {
      notes.found(
          leg(),
          DoctorFinding.PROTOCOL_SESSION_LOST.found(
              lost
                  + " of "
                  + REQUESTS
                  + " requests on new connections: "
                  + example.orElseThrow().problem(examination.shown())));
    } else {
      notes.found(leg(), DoctorFinding.PROTOCOL_SESSIONS.found(""));
    }
  }
}

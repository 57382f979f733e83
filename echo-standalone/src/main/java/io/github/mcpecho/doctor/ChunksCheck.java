package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import java.util.List;

/** Whether a body in chunks is taken, whose length nobody says beforehand. */
final class ChunksCheck extends Check {
  ChunksCheck() {
    super(Leg.THERE, "bodies in chunks", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.ahead(List.of(examination.talk().toolsList().inChunks()));
  }

  @Override
  void run(Examination examination, Notes notes) {
    Conversation talk = examination.talk();
    Request whole = talk.toolsList();
    Reply chunked = talk.send(whole.inChunks());
    if (chunked.isResult()) {
      notes.fine(leg(), "a body in chunks is taken");
    } else if (!isUnanswered(chunked, examination.shown(), notes)
        && isRefusedAgain(chunked, () -> talk.send(whole.inChunks()), () -> talk.send(whole))) {
      notes.found(DoctorFinding.THERE_CHUNKS_REFUSED, chunked.problem(examination.shown()));
    }
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.Optional;

/** Who answers the first handshake in the place of a server of MCP. */
final class Stranger {
  private Stranger() {}

  /** Returns what is wrong with who answers; nothing if a server of MCP may answer so. */
  static Optional<Diagnosis.Located> of(Examination examination) {
    Reply reply = examination.first().reply();
    return reply.answer().flatMap(answer -> of(examination, reply, answer));
  }

  private static Optional<Diagnosis.Located> of(
      Examination examination, Reply reply, Answer answer) {
    if (reply.isSilent() && isHeldByCompression(answer)) {
      return at(
          Leg.STREAMS,
          Optional.of(
              DoctorFinding.STREAMS_HELD_BACK.found(
                  "The head of a compressed event stream comes, and no event: what compresses holds"
                      + " events back until it has enough of them.",
                  reply.problem(examination.shown())
                      + "; Content-Encoding: "
                      + examination
                          .shown()
                          .header(
                              "Content-Encoding", answer.header("Content-Encoding").orElseThrow()),
                  DoctorFinding.STREAMS_COMPRESSED.fix())));
    }
    Optional<Finding> loss =
        AnswererJudge.known(answer).isPresent()
            ? Optional.empty()
            : MethodLoss.of(examination, reply);
    if (loss.isPresent()) {
      return at(Leg.THERE, loss);
    }
    if (reply.message().isPresent() && !isNothingThere(reply) && !isDenied(reply, answer)) {
      return Optional.empty();
    }
    if (reply.isSilent() && !AnswerForm.isUnended(answer)) {
      return at(
          Leg.REACH,
          Optional.of(DoctorFinding.REACH_SILENT.found(reply.problem(examination.shown()))));
    }
    if (AnswererJudge.known(answer).isEmpty() && examination.deniesToken()) {
      return Optional.empty();
    }
    var judge = new AnswererJudge(examination);
    return at(Leg.AGENTS, AgentsCheck.refusedByName(examination, answer))
        .or(() -> at(Leg.REACH, OldTransport.of(examination, answer)))
        .or(() -> judge.finding(answer).map(Stranger::at))
        .or(
            () ->
                speaksAnother(examination)
                    ? Optional.empty()
                    : at(Leg.REACH, judge.ofAnApi(answer)));
  }

  private static Optional<Diagnosis.Located> at(Leg leg, Optional<Finding> finding) {
    return finding.map(one -> new Diagnosis.Located(leg, one));
  }

  private static Diagnosis.Located at(Finding finding) {
    return new Diagnosis.Located(Leg.of((DoctorFinding) finding.kind()), finding);
  }

  private static boolean isHeldByCompression(Answer answer) {
    return answer.isSuccess()
        && answer.is("text/event-stream")
        && answer.header("Content-Encoding").isPresent()
        && answer.events().isEmpty();
  }

  /** What refuses one revision in JSON of its own may know another. */
  private static boolean speaksAnother(Examination examination) {
    Reply reply = examination.handshake(ProtocolVersion.V2026_07_28).reply();
    return reply.message().isPresent() && !isNothingThere(reply)
        || examination.handshake(ProtocolVersion.V2025_06_18).conversation().isPresent();
  }

  /**
   * A server of MCP takes a POST at its endpoint. A modern one refuses a legacy handshake with 404
   * too, as an unknown method.
   */
  private static boolean isNothingThere(Reply reply) {
    return reply.status() == 405
        || reply.status() == 404 && reply.error() != JsonRpcError.METHOD_NOT_FOUND;
  }

  /** A guard of hosts may deny a request in JSON-RPC. */
  private static boolean isDenied(Reply reply, Answer answer) {
    return reply.error() != 0 && AnswererJudge.known(answer).isPresent();
  }
}

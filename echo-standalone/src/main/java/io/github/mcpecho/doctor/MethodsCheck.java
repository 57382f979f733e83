package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What JSON-RPC demands of every server: unknown methods, ids, batches; and ping. */
final class MethodsCheck extends Check {
  private static final String UNKNOWN = "doctor/unknown";
  private static final IntNode NUMBER = IntNode.valueOf(4711);

  MethodsCheck() {
    super(Leg.PROTOCOL, "unknown methods, ids, batches, ping", Need.MCP, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Conversation talk = examination.talk();
    int before = notes.count();
    checkUnknownMethod(talk, examination.shown(), notes);
    checkId(talk, examination.shown(), notes);
    examination
        .first()
        .conversation()
        .ifPresent(legacy -> checkPing(legacy, examination.shown(), notes));
    checkBatch(examination, notes);
    notes.fineUnlessFound(
        before, leg(), "refuses what it does not know, and answers each id as it came");
  }

  private void checkUnknownMethod(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.ask(UNKNOWN, Json.object());
    if (isUnanswered("an unknown method", reply, shown, notes)) {
      return;
    }
    if (reply.message().isEmpty()) {
      notes.found(DoctorFinding.BACK_ERROR_REPLACED, "an unknown method: " + reply.problem(shown));
    } else if (reply.error() != JsonRpcError.METHOD_NOT_FOUND) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_METHOD, reply.said(shown));
    } else if (talk.revision().isModern() && reply.status() != 404) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_METHOD_STATUS, "status " + reply.status());
    }
  }

  /** A number stays a number: a client finds its request by it. */
  private void checkId(Conversation talk, Shown shown, Notes notes) {
    Request sound = talk.toolsList();
    ObjectNode message = (ObjectNode) Messages.JSON.parse(sound.body());
    Result result =
        talk.exchanges()
            .send(
                sound
                    .withBody(Messages.JSON.write(message.set("id", NUMBER)))
                    .until(event -> Reply.isAnyResponse(event.data())));
    Envelope.checkId(Reply.messages(result), NUMBER, shown, notes);
  }

  private void checkPing(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.ask(McpMethod.PING.wireName(), Json.object());
    if (!isUnanswered("ping", reply, shown, notes) && !reply.isResult()) {
      notes.found(DoctorFinding.PROTOCOL_PING, reply.problem(shown));
    }
  }

  /** Only 2025-03-26 has batches, and its servers must take them. */
  private void checkBatch(Examination examination, Notes notes) {
    Optional<Conversation> talk =
        examination
            .handshake(ProtocolVersion.V2025_03_26)
            .conversation()
            .filter(one -> one.revision() == ProtocolVersion.V2025_03_26);
    if (talk.isEmpty()) {
      return;
    }
    Request ping = talk.get().request(McpMethod.PING.wireName(), Json.object());
    String one = new String(ping.body(), StandardCharsets.UTF_8);
    String batch = "[" + one + "," + one.replace(Messages.ID, Messages.ID + "-2") + "]";
    Result result =
        examination.send(
            ping.withBody(batch.getBytes(StandardCharsets.UTF_8))
                .until(event -> Reply.isAnyResponse(event.data())));
    boolean answered =
        result.answer().filter(Answer::isSuccess).stream()
            .flatMap(Reply::texts)
            .anyMatch(text -> text.contains(Messages.ID) && text.contains("\"result\""));
    if (!answered) {
      notes.found(DoctorFinding.PROTOCOL_BATCH, Reply.of(result).problem(examination.shown()));
    }
  }
}

package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.IntNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What JSON-RPC demands of every server: unknown methods, ids, batches; and ping. */
final class MethodsCheck extends Check {
  private static final String UNKNOWN = "doctor/unknown";
  private static final IntNode NUMBER = IntNode.valueOf(4711);

  MethodsCheck() {
    super(Leg.PROTOCOL, "unknown methods, ids, batches, ping", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.ahead(List.of(unknown(examination.talk()), numbered(examination.talk())));
    examination.first().conversation().ifPresent(talk -> examination.ahead(List.of(ping(talk))));
    batch(examination).ifPresent(batch -> examination.ahead(List.of(batch)));
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
    Reply reply = talk.send(unknown(talk));
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
    Envelope.checkId(Reply.messages(talk.exchanges().send(numbered(talk))), NUMBER, shown, notes);
  }

  private void checkPing(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.send(ping(talk));
    if (!isUnanswered("ping", reply, shown, notes) && !reply.isResult()) {
      notes.found(DoctorFinding.PROTOCOL_PING, reply.problem(shown));
    }
  }

  /** Only 2025-03-26 has batches, and its servers must take them. */
  private void checkBatch(Examination examination, Notes notes) {
    batch(examination)
        .map(examination::send)
        .filter(result -> !isAnswered(result))
        .ifPresent(
            result ->
                notes.found(
                    DoctorFinding.PROTOCOL_BATCH, Reply.of(result).problem(examination.shown())));
  }

  private static boolean isAnswered(Result result) {
    return result.answer().filter(Answer::isSuccess).stream()
        .flatMap(Reply::texts)
        .anyMatch(text -> text.contains(Messages.ID) && text.contains("\"result\""));
  }

  private static Request unknown(Conversation talk) {
    return talk.request(UNKNOWN, Json.object());
  }

  private static Request numbered(Conversation talk) {
    return Messages.changed(talk.toolsList(), message -> message.set("id", NUMBER))
        .until(event -> Reply.isAnyResponse(event.data()));
  }

  private static Request ping(Conversation talk) {
    return talk.request(McpMethod.PING.wireName(), Json.object());
  }

  private static Optional<Request> batch(Examination examination) {
    return examination
        .handshake(ProtocolVersion.V2025_03_26)
        .conversation()
        .filter(talk -> talk.revision() == ProtocolVersion.V2025_03_26)
        .map(MethodsCheck::batch);
  }

  private static Request batch(Conversation talk) {
    Request ping = ping(talk);
    String one = new String(ping.body(), StandardCharsets.UTF_8);
    String both = "[" + one + "," + one.replace(Messages.ID, Messages.ID + "-2") + "]";
    return ping.withBody(both.getBytes(StandardCharsets.UTF_8))
        .until(event -> Reply.isAnyResponse(event.data()));
  }
}

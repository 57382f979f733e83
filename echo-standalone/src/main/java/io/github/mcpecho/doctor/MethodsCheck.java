package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.FindingKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What JSON-RPC demands of every server: unknown methods, ids, batches; and ping. */
final class MethodsCheck extends Check {
  private static final String UNKNOWN = "doctor/unknown";

  /** A tool that no server has, so that nothing runs. */
  private static final String NO_TOOL = "mcp-echo-doctor-none";

  /** Who refuses by the method of a message, so that a client sees tools and can call none. */
  private static final Set<FindingKind> OF_A_GUARD =
      Set.of(
          DoctorFinding.REACH_DENIED, DoctorFinding.REACH_BOT_CHALLENGE, DoctorFinding.REACH_LOGIN);

  /** A number stays a number, and a text of digits a text: a client finds its request by it. */
  private static final List<JsonNode> IDS =
      List.of(IntNode.valueOf(4711), TextNode.valueOf("4712"));

  /** The first that a double is not (RFC 8259 §6). */
  static final JsonNode DIGITS = LongNode.valueOf((1L << 53) + 1);

  MethodsCheck() {
    super(Leg.PROTOCOL, "unknown methods, ids, batches, ping", Need.MCP, Need.TIME);
  }

  @Override
  List<Probe> probes(Examination examination, Notes notes) {
    Conversation talk = examination.talk();
    Shown shown = examination.shown();
    var probes = new ArrayList<Probe>();
    probes.add(
        new Probe(
            talk.request(UNKNOWN, Json.object()),
            reply -> judgeUnknown(reply, talk.revision(), shown, notes)));
    if (examination.farEnd().isEmpty() && talk.offers("tools")) {
      probes.add(
          new Probe(
              talk.request(
                  McpMethod.TOOLS_CALL.wireName(), Conversation.call(NO_TOOL, Json.object())),
              reply -> judgeCall(reply, examination, notes)));
    }
    for (JsonNode id : IDS) {
      probes.add(new Probe(numbered(talk, id), reply -> Envelope.checkId(reply, id, shown, notes)));
    }
    probes.add(new Probe(numbered(talk, DIGITS), reply -> judgeDigits(reply, examination, notes)));
    examination
        .first()
        .conversation()
        .map(legacy -> new Probe(ping(legacy), reply -> judgePing(reply, shown, notes)))
        .ifPresent(probes::add);
    // Only 2025-03-26 has batches, and its servers must take them.
    examination
        .handshake(ProtocolVersion.V2025_03_26)
        .conversation()
        .filter(legacy -> legacy.revision() == ProtocolVersion.V2025_03_26)
        .map(legacy -> new Probe(batch(legacy), reply -> judgeBatch(reply, shown, notes)))
        .ifPresent(probes::add);
    return probes;
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    ask(examination, notes);
    notes.fineUnlessFound(
        before, leg(), "refuses what it does not know, and answers each id as it came");
  }

  private void judgeUnknown(Reply reply, ProtocolVersion revision, Shown shown, Notes notes) {
    if (isUnanswered("an unknown method", reply, shown, notes)) {
      return;
    }
    Envelope.checkError(reply, shown, notes);
    if (reply.message().isEmpty()) {
      // What comes with another id, or with nothing, is told as that.
      if (notes.lacks(DoctorFinding.PROTOCOL_ID_CHANGED) && !Envelope.isEmpty(reply)) {
        notes.found(
            DoctorFinding.BACK_ERROR_REPLACED, "an unknown method: " + reply.problem(shown));
      }
    } else if (reply.error() == JsonRpcError.INVALID_PARAMS && !revision.isModern()) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_METHOD_PARAMS, reply.said(shown));
    } else if (reply.error() != JsonRpcError.METHOD_NOT_FOUND) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_METHOD, reply.said(shown));
    } else if (revision.isModern() && reply.status() != 404) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_METHOD_STATUS, "status " + reply.status());
    }
  }

  /** A client that counts from 0 never sends one; on the way to mcp-echo it is not lost there. */
  private static void judgeDigits(Reply reply, Examination examination, Notes notes) {
    Reply.messages(reply.http()).stream()
        .filter(message -> message.has("result"))
        .map(message -> message.path("id"))
        .filter(id -> id.isNumber() && !id.equals(DIGITS))
        .findFirst()
        .ifPresent(
            id ->
                notes.found(
                    examination.farEnd().isPresent()
                        ? DoctorFinding.THERE_DIGITS_LOST
                        : DoctorFinding.PROTOCOL_DIGITS_LOST,
                    "an id: sent "
                        + DIGITS
                        + ", got "
                        + examination.shown().evidence(id.toString())));
  }

  /**
   * What a server says of a tool that it does not have is up to it, and a gateway may have a list
   * of those that are allowed: only a page, or a product that is known, is taken for a guard.
   */
  private void judgeCall(Reply reply, Examination examination, Notes notes) {
    if (reply.message().isPresent() || isUnanswered(reply, examination.shown(), notes)) {
      return;
    }
    reply
        .answer()
        .filter(answer -> Page.of(answer).isPresent() || AnswererJudge.known(answer).isPresent())
        .flatMap(new AnswererJudge(examination)::finding)
        .filter(finding -> OF_A_GUARD.contains(finding.kind()))
        .ifPresent(finding -> notes.found(Leg.REACH, to(McpMethod.TOOLS_CALL.wireName(), finding)));
  }

  private void judgePing(Reply reply, Shown shown, Notes notes) {
    if (!isUnanswered("ping", reply, shown, notes) && !reply.isResult()) {
      Envelope.checkError(reply, shown, notes);
      if (!Envelope.isEmpty(reply)) {
        notes.found(DoctorFinding.PROTOCOL_PING, reply.problem(shown));
      }
    }
  }

  private void judgeBatch(Reply reply, Shown shown, Notes notes) {
    if (isUnanswered(reply, shown, notes)) {
      return;
    }
    boolean isAnswered =
        reply.answer().filter(Answer::isSuccess).stream()
            .flatMap(Reply::texts)
            .anyMatch(text -> text.contains(Messages.ID) && text.contains("\"result\""));
    if (!isAnswered) {
      notes.found(DoctorFinding.PROTOCOL_BATCH, reply.problem(shown));
    }
  }

  private static Request numbered(Conversation talk, JsonNode id) {
    return Messages.changed(talk.toolsList(), message -> message.set("id", id))
        .until(event -> Reply.isAnyResponse(event.data()));
  }

  private static Request ping(Conversation talk) {
    return talk.request(McpMethod.PING.wireName(), Json.object());
  }

  private static Request batch(Conversation talk) {
    Request ping = ping(talk);
    String one = new String(ping.body(), StandardCharsets.UTF_8);
    String both = "[" + one + "," + one.replace(Messages.ID, Messages.ID + "-2") + "]";
    return ping.withBody(both.getBytes(StandardCharsets.UTF_8))
        .until(event -> Reply.isAnyResponse(event.data()));
  }
}

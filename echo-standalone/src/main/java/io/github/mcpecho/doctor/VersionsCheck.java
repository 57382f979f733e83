package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/** Whether unknown revisions are refused, and headers that say something else than the body. */
final class VersionsCheck extends Check {
  private static final String NO_REVISION = "2099-01-01";
  private static final int BAD_REQUEST = 400;

  VersionsCheck() {
    super(Leg.PROTOCOL, "unknown revisions, headers that lie", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    if (examination.talk().revision().isModern()) {
      examination.ahead(List.of(unknown(examination.talk()), lying(examination.talk())));
    }
    examination
        .first()
        .conversation()
        .ifPresent(
            legacy -> examination.ahead(List.of(unknownHeader(legacy), unknown(examination))));
  }

  private static Request unknown(Conversation talk) {
    return Messages.changed(
        unknownHeader(talk),
        message ->
            message
                .withObjectProperty("params")
                .withObjectProperty("_meta")
                .put(MetaKeys.PROTOCOL_VERSION, NO_REVISION));
  }

  private static Request lying(Conversation talk) {
    return talk.toolsList().replacing(McpHeaderNames.METHOD, McpMethod.PROMPTS_LIST.wireName());
  }

  private static Request unknownHeader(Conversation talk) {
    return talk.toolsList().replacing(McpHeaderNames.PROTOCOL_VERSION, NO_REVISION);
  }

  private static Request unknown(Examination examination) {
    return Messages.changed(
        Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25),
        message -> message.withObjectProperty("params").put("protocolVersion", NO_REVISION));
  }

  @Override
  void run(Examination examination, Notes notes) {
    Conversation talk = examination.talk();
    if (examination.list().message().isEmpty()) {
      notes.unchecked(leg(), name(), "tools/list gets no answer to compare with");
      return;
    }
    int before = notes.count();
    if (talk.revision().isModern()) {
      checkUnknownRevision(talk, examination.shown(), notes);
      checkHeaderThatLies(talk, examination.shown(), notes);
    }
    examination
        .first()
        .conversation()
        .ifPresent(
            legacy -> {
              checkUnknownHeader(legacy, examination.shown(), notes);
              checkClaim(examination, notes);
            });
    notes.fineUnlessFound(before, leg(), "refuses unknown revisions, and says so in JSON");
  }

  private void checkUnknownRevision(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.send(unknown(talk));
    if (isUnanswered("an unknown revision", reply, shown, notes)) {
      return;
    }
    if (reply.error() != McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION
        || reply.status() != BAD_REQUEST) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_REVISION, reply.said(shown));
    }
  }

  private void checkHeaderThatLies(Conversation talk, Shown shown, Notes notes) {
    Reply reply = talk.send(lying(talk));
    if (isUnanswered("a header that lies", reply, shown, notes)) {
      return;
    }
    if (reply.isResult()) {
      notes.found(DoctorFinding.PROTOCOL_HEADER_NOT_COMPARED, reply.said(shown));
    } else if (reply.error() != McpErrorCodes.HEADER_MISMATCH || reply.status() != BAD_REQUEST) {
      notes.found(DoctorFinding.PROTOCOL_HEADER_MISMATCH, reply.said(shown));
    }
  }

  /** A server that does not know a revision names one that it speaks. */
  private void checkClaim(Examination examination, Notes notes) {
    Reply reply = Reply.of(examination.send(unknown(examination)));
    if (reply.result().path("protocolVersion").asText().equals(NO_REVISION)) {
      notes.found(
          leg(),
          DoctorFinding.PROTOCOL_UNKNOWN_REVISION.found(
              "The server claims to speak a revision that does not exist: it repeats what it is"
                  + " asked for.",
              "initialize with " + NO_REVISION + ": " + reply.problem(examination.shown()),
              "Answer initialize with a revision that the server speaks."));
    }
  }

  /** Between the handshakes the header alone says it (2025-06-18 and 2025-11-25). */
  private void checkUnknownHeader(Conversation talk, Shown shown, Notes notes) {
    Optional<Reply> reply =
        Optional.of(talk)
            .filter(one -> one.revision().hasVersionHeader())
            .map(one -> one.send(unknownHeader(one)));
    reply
        .filter(
            got ->
                got.status() != BAD_REQUEST
                    && !isUnanswered("an unknown version header", got, shown, notes))
        .ifPresent(
            got -> notes.found(DoctorFinding.PROTOCOL_UNKNOWN_VERSION_HEADER, got.said(shown)));
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;

/** Whether unknown revisions are refused, and headers that say something else than the body. */
final class VersionsCheck extends Check {
  private static final String NO_REVISION = "2099-01-01";

  VersionsCheck() {
    super(Leg.PROTOCOL, "unknown revisions, headers that lie", Need.MCP, Need.TIME);
  }

  @Override
  List<Probe> probes(Examination examination, Notes notes) {
    Shown shown = examination.shown();
    var probes = new ArrayList<Probe>();
    Conversation talk = examination.talk();
    if (talk.revision().isModern()) {
      probes.add(new Probe(unknown(talk), reply -> judgeUnknown(reply, shown, notes)));
      probes.add(new Probe(lying(talk), reply -> judgeHeaderThatLies(reply, shown, notes)));
    }
    examination
        .first()
        .conversation()
        .ifPresent(
            legacy -> {
              // Between the handshakes the header alone says it (2025-06-18 and 2025-11-25).
              if (legacy.revision().hasVersionHeader()) {
                probes.add(
                    new Probe(
                        unknownHeader(legacy), reply -> judgeUnknownHeader(reply, shown, notes)));
              }
              probes.add(new Probe(unknown(examination), reply -> judgeClaim(reply, shown, notes)));
            });
    return probes;
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
    if (examination.list().message().isEmpty()) {
      unchecked("tools/list gets no answer to compare with", notes);
      return;
    }
    int before = notes.count();
    ask(examination, notes);
    notes.fineUnlessFound(before, leg(), "refuses unknown revisions");
  }

  private void judgeUnknown(Reply reply, Shown shown, Notes notes) {
    boolean isRefused =
        reply.error() == McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION && reply.status() == 400;
    if (!isUnanswered("an unknown revision", reply, shown, notes) && !isRefused) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_REVISION, reply.said(shown));
    } else if (isRefused && reply.revisions().isEmpty()) {
      notes.found(
          DoctorFinding.PROTOCOL_UNKNOWN_REVISION,
          reply.said(shown) + ", without the revisions that are supported");
    }
  }

  private void judgeHeaderThatLies(Reply reply, Shown shown, Notes notes) {
    boolean isRefused = reply.error() == McpErrorCodes.HEADER_MISMATCH && reply.status() == 400;
    if (!isUnanswered("a header that lies", reply, shown, notes) && !isRefused) {
      notes.found(
          reply.isResult()
              ? DoctorFinding.PROTOCOL_HEADER_NOT_COMPARED
              : DoctorFinding.PROTOCOL_HEADER_MISMATCH,
          reply.said(shown));
    }
  }

  /** A server that does not know a revision names one that it speaks. */
  private void judgeClaim(Reply reply, Shown shown, Notes notes) {
    if (reply.result().path("protocolVersion").asText().equals(NO_REVISION)) {
      notes.found(
          DoctorFinding.PROTOCOL_UNKNOWN_REVISION.found(
              "The server claims to speak a revision that does not exist: it repeats what it is"
                  + " asked for.",
              "initialize with " + NO_REVISION + ": " + reply.problem(shown),
              "Answer initialize with a revision that the server speaks."));
    }
  }

  private void judgeUnknownHeader(Reply reply, Shown shown, Notes notes) {
    if (reply.status() != 400 && !isUnanswered("an unknown version header", reply, shown, notes)) {
      notes.found(DoctorFinding.PROTOCOL_UNKNOWN_VERSION_HEADER, reply.said(shown));
    }
  }
}

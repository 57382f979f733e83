package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.report.Finding;
import java.util.Optional;
import java.util.Set;

/** Whether anything is answered after the handshake: where nothing is, that is all to be said. */
final class AfterHandshake {
  private AfterHandshake() {}

  /** Returns what meets the messages after the handshake; nothing if they can be judged. */
  static Optional<Finding> of(Examination examination) {
    return examination.conversation().flatMap(talk -> of(talk, examination));
  }

  private static Optional<Finding> of(Conversation talk, Examination examination) {
    Shown shown = examination.shown();
    Optional<Reply> told = examination.first().initialized();
    if (told.filter(Reply::isSilent).isPresent()) {
      return silent(Notifications.INITIALIZED, told.get(), shown);
    }
    Reply list = examination.list();
    if (list.isSilent()) {
      return silent(McpMethod.TOOLS_LIST.wireName(), list, shown);
    }
    if (list.asksForTokenInWords()) {
      DoctorFinding kind =
          examination.order().authorization().isPresent()
              ? DoctorFinding.AUTHORIZATION_TOKEN_REFUSED
              : DoctorFinding.AUTHORIZATION_NOT_401;
      return Optional.of(kind.found("tools/list: " + list.problem(shown)));
    }
    if (talk.revision().isModern()
        && SessionCheck.isOfSession(list)
        // Of several servers one may know it.
        && SessionCheck.isOfSession(talk.send(talk.toolsList()))) {
      return Optional.of(
          DoctorFinding.PROTOCOL_ONLY_HANDSHAKE.found(
              "The handshake of 2026-07-28 works, and what comes after it is asked for a session,"
                  + " which that revision does not have.",
              "tools/list: " + list.problem(shown),
              "Let what keeps sessions pass messages of 2026-07-28 without one, or refuse"
                  + " server/discover with 404 and -32601: clients then fall back."));
    }
    // SessionCheck says where the session gets lost.
    if (!isRefused(list)
        || SessionCheck.isOfSession(list)
        || !isLike(list, talk.ask(McpMethod.PING.wireName(), Json.object()))) {
      return Optional.empty();
    }
    DoctorFinding kind = DoctorFinding.PROTOCOL_ONLY_HANDSHAKE;
    String problem = list.problem(shown);
    return Optional.of(
        kind.found(
            kind.meaning(),
            "tools/list and ping: " + problem,
            RevisionsCheck.fix(Set.of(problem), kind.fix())));
  }

  private static Optional<Finding> silent(String method, Reply reply, Shown shown) {
    return Optional.of(
        DoctorFinding.PROTOCOL_SILENT.found(
            method + ": " + reply.problem(shown) + "; the handshake was answered"));
  }

  static boolean isOfToken(Finding finding) {
    return ((DoctorFinding) finding.kind()).name().startsWith("AUTHORIZATION_");
  }

  /** Who wants a token, or denies it to this client, is asked about that. */
  private static boolean isRefused(Reply reply) {
    return reply.message().isEmpty()
        && (reply.status() == 202 || reply.status() >= 400)
        && reply.status() != 401
        && reply.status() != 403;
  }

  private static boolean isLike(Reply one, Reply other) {
    return other.message().isEmpty() && other.status() == one.status();
  }
}

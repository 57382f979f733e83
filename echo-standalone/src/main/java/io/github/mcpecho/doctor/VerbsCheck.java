package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the other methods of HTTP get at the endpoint. */
final class VerbsCheck extends Check {
  private static final Duration LOOK = Duration.ofMillis(1_500);

  VerbsCheck() {
    super(Leg.PROTOCOL, "DELETE, OPTIONS", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.ahead(others(examination));
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    checkOthers(examination, notes);
    notes.fineUnlessFound(before, leg(), "takes DELETE and OPTIONS, or refuses them as it has to");
  }

  /** Who is slow is given time. */
  private static Duration look(Examination examination) {
    Duration twice = examination.exchanges().slowest().multipliedBy(2);
    return twice.compareTo(LOOK) > 0 ? twice : LOOK;
  }

  /** Whoever refuses them says so; a page, a redirect or a crash is of somebody else. */
  private void checkOthers(Examination examination, Notes notes) {
    var others = new ArrayList<String>();
    for (Request request : others(examination)) {
      Reply reply = Reply.of(examination.send(request));
      if (reply.answer().isEmpty()) {
        others.add(request.method() + ": " + reply.problem(examination.shown()));
      }
      reply
          .answer()
          .filter(
              answer ->
                  answer.status() >= 500 && answer.status() != 501
                      || isOfOthers(answer)
                      || isUnknown(request, answer))
          .ifPresent(
              answer ->
                  others.add(request.method() + ": " + Page.seen(answer, examination.shown())));
    }
    if (!others.isEmpty()) {
      notes.found(DoctorFinding.PROTOCOL_OTHER_VERBS, String.join("; ", others));
    }
  }

  private static List<Request> others(Examination examination) {
    // The session of a revision that nothing else is asked in can be ended.
    Optional<String> session =
        examination
            .handshake(ProtocolVersion.V2024_11_05)
            .conversation()
            .flatMap(Conversation::session);
    Request delete = Request.of("DELETE", examination.uri()).within(look(examination));
    return List.of(
        session.map(id -> delete.with(McpHeaderNames.SESSION_ID, id)).orElse(delete),
        Request.of("OPTIONS", examination.uri()).within(look(examination)));
  }

  /** Who gives a session out, and lets nobody end it, says so with 405. */
  private static boolean isUnknown(Request request, Answer answer) {
    boolean isOfSession =
        request.headers().stream().anyMatch(h -> h.name().equals(McpHeaderNames.SESSION_ID));
    return isOfSession && (answer.status() == 404 || answer.status() == 400);
  }

  private static boolean isOfOthers(Answer answer) {
    return answer.isRedirect() || answer.isSuccess() && Page.of(answer).isPresent();
  }
}

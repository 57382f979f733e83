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
  /** A stream that a GET opens has no end. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  VerbsCheck() {
    super(Leg.PROTOCOL, "GET, DELETE, OPTIONS", Need.MCP, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    checkGet(examination, notes);
    checkOthers(examination, notes);
    notes.fineUnlessFound(
        before, leg(), "takes GET, DELETE and OPTIONS, or refuses them as it has to");
  }

  /** A GET opens a stream of what the server has to say, or is refused with 405. */
  private void checkGet(Examination examination, Notes notes) {
    Request request =
        Request.of("GET", examination.uri())
            .with("Accept", "text/event-stream")
            .within(look(examination));
    Reply reply = Reply.of(examination.send(request));
    if (isUnanswered(reply, examination.shown(), notes)) {
      return;
    }
    reply
        .answer()
        .filter(answer -> answer.status() != 405 && !isStream(answer) && answer.status() != 400)
        .ifPresent(
            answer ->
                notes.found(DoctorFinding.PROTOCOL_GET, Page.seen(answer, examination.shown())));
  }

  /** Who is slow is given time. */
  private static Duration look(Examination examination) {
    Duration twice = examination.exchanges().slowest().multipliedBy(2);
    return twice.compareTo(LOOK) > 0 ? twice : LOOK;
  }

  /** Whoever refuses them says so; a page, a redirect or a crash is of somebody else. */
  private void checkOthers(Examination examination, Notes notes) {
    var others = new ArrayList<String>();
    // The session of a revision that nothing else is asked in can be ended.
    Optional<String> session =
        examination
            .handshake(ProtocolVersion.V2024_11_05)
            .conversation()
            .flatMap(Conversation::session);
    Request delete = Request.of("DELETE", examination.uri());
    List<Request> requests =
        List.of(
            session.map(id -> delete.with(McpHeaderNames.SESSION_ID, id)).orElse(delete),
            Request.of("OPTIONS", examination.uri()));
    for (Request request : requests) {
      Reply reply = Reply.of(examination.send(request.within(look(examination))));
      if (reply.answer().isEmpty()) {
        others.add(request.method() + ": " + reply.problem(examination.shown()));
      }
      reply
          .answer()
          .filter(answer -> answer.status() >= 500 && answer.status() != 501 || isOfOthers(answer))
          .ifPresent(
              answer ->
                  others.add(request.method() + ": " + Page.seen(answer, examination.shown())));
    }
    if (!others.isEmpty()) {
      notes.found(DoctorFinding.PROTOCOL_OTHER_VERBS, String.join("; ", others));
    }
  }

  private static boolean isOfOthers(Answer answer) {
    return answer.isRedirect() || answer.isSuccess() && Page.of(answer).isPresent();
  }

  private static boolean isStream(Answer answer) {
    return answer.isSuccess() && answer.is("text/event-stream");
  }
}

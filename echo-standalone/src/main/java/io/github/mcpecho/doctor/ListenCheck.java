package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.Optional;

/**
 * What a client gets that listens: a GET opens a stream of what the server has to say, at once, or
 * is refused with 405.
 */
final class ListenCheck extends Check {
  private static final String AT_ONCE =
      "Let the server send the head of its answer before it has an event to send, and what is in"
          + " front pass that on (nginx: proxy_buffering off); or answer 405 with Allow: POST.";

  ListenCheck() {
    super(Leg.PROTOCOL, "GET", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.exchanges().begin(listen(examination));
  }

  @Override
  void run(Examination examination, Notes notes) {
    Reply reply = Reply.of(examination.send(listen(examination)));
    Optional<Answer> answer = reply.answer();
    boolean isLate = answer.filter(got -> isLate(got, examination)).isPresent();
    if (answer.isEmpty()) {
      found("GET: " + reply.problem(examination.shown()), AT_ONCE, notes);
    } else if (isLate || !isSound(answer.get(), examination)) {
      String seen = Page.seen(answer.get(), examination.shown());
      found(
          isLate ? seen + " after " + answer.get().timing().firstByte().toMillis() + " ms" : seen,
          isLate ? AT_ONCE : DoctorFinding.PROTOCOL_GET.fix(),
          notes);
    } else {
      notes.fine(leg(), "GET opens a stream, or is refused as it has to be");
    }
  }

  private void found(String evidence, String fix, Notes notes) {
    DoctorFinding kind = DoctorFinding.PROTOCOL_GET;
    notes.found(leg(), kind.found(kind.meaning(), evidence, fix));
  }

  /** Who is late with everything is told that by itself. */
  private static boolean isLate(Answer answer, Examination examination) {
    return examination.isLate(answer.timing().firstByte())
        && examination.exchanges().fastest().filter(examination::isLate).isEmpty();
  }

  /**
   * Who keeps sessions refuses who has none with 400; a server of the newest revision alone may.
   */
  private static boolean isSound(Answer answer, Examination examination) {
    boolean isStream = answer.isSuccess() && answer.is("text/event-stream");
    boolean isLegacy = examination.first().conversation().isPresent();
    return isStream || answer.status() == 405 || answer.status() == 400 && !isLegacy;
  }

  /** The session of a revision that little else is asked in bears a client that comes and goes. */
  private static Request listen(Examination examination) {
    Request request =
        Request.of("GET", examination.uri())
            .with("Accept", "text/event-stream")
            .within(examination.order().patience)
            .until(Answer.Event.OPEN::equals);
    return examination
        .handshake(ProtocolVersion.V2025_06_18)
        .conversation()
        .map(talk -> withSession(request, talk))
        .orElse(request);
  }

  private static Request withSession(Request request, Conversation talk) {
    Request asked =
        talk.revision().hasVersionHeader()
            ? request.with(McpHeaderNames.PROTOCOL_VERSION, talk.revision().wireName())
            : request;
    return talk.session().map(id -> asked.with(McpHeaderNames.SESSION_ID, id)).orElse(asked);
  }
}

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

  private static final String AT_ONCE =
      "Let the server send the head of its answer before it has an event to send, and what is in"
          + " front pass that on (nginx: proxy_buffering off); or answer 405 with Allow: POST.";

  VerbsCheck() {
    super(Leg.PROTOCOL, "GET, DELETE, OPTIONS", Need.MCP, Need.TIME);
  }

  @Override
  void begin(Examination examination) {
    examination.exchanges().begin(listen(examination));
    examination.ahead(others(examination));
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    checkGet(examination, notes);
    checkOthers(examination, notes);
    notes.fineUnlessFound(
        before, leg(), "takes GET, DELETE and OPTIONS, or refuses them as it has to");
  }

  /** A GET opens a stream of what the server has to say, at once, or is refused with 405. */
  private void checkGet(Examination examination, Notes notes) {
    Reply reply = examination.ask(listen(examination));
    Optional<Answer> answer = reply.answer();
    boolean isLate = answer.filter(got -> isLate(got, examination)).isPresent();
    if (answer.isEmpty()) {
      notes.found(
          DoctorFinding.PROTOCOL_GET, "GET: " + reply.problem(examination.shown()), AT_ONCE);
    } else if (isLate || !isSound(answer.get(), examination)) {
      String seen = Page.seen(answer.get(), examination.shown());
      if (isLate) {
        String late = seen + " after " + answer.get().timing().firstByte().toMillis() + " ms";
        notes.found(DoctorFinding.PROTOCOL_GET, late, AT_ONCE);
      } else {
        notes.found(DoctorFinding.PROTOCOL_GET, seen);
      }
    }
  }

  /** Who is late with everything is told that by itself. */
  private static boolean isLate(Answer answer, Examination examination) {
    return answer.status() != 405
        && examination.isLate(answer.timing().firstByte())
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
        .or(() -> examination.first().conversation())
        .map(talk -> Messages.inSession(request, talk.revision(), talk.session()))
        .orElse(request);
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
      Reply reply = examination.ask(request);
      objection(request, reply, examination.shown())
          .ifPresent(what -> others.add(request.method() + ": " + what));
      if (isOfSession(request) && reply.answer().filter(Answer::isSuccess).isPresent()) {
        Conversation ended =
            examination.handshake(ProtocolVersion.V2024_11_05).conversation().orElseThrow();
        SessionCheck.checkUnknown(ended.send(ended.toolsList()), examination.shown(), notes);
      }
    }
    notes.foundAny(DoctorFinding.PROTOCOL_OTHER_VERBS, String.join("; ", others));
  }

  private static Optional<String> objection(Request request, Reply reply, Shown shown) {
    return reply.answer().isEmpty()
        ? Optional.of(reply.problem(shown))
        : reply
            .answer()
            .filter(
                answer ->
                    answer.status() >= 500 && answer.status() != 501
                        || isOfOthers(answer)
                        || isUnknown(request, answer))
            .map(answer -> Page.seen(answer, shown));
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
    return isOfSession(request) && (answer.status() == 404 || answer.status() == 400);
  }

  private static boolean isOfSession(Request request) {
    return request.headers().stream().anyMatch(h -> h.name().equals(McpHeaderNames.SESSION_ID));
  }

  private static boolean isOfOthers(Answer answer) {
    return answer.isRedirect()
        || answer.isSuccess() && Page.of(answer).isPresent() && !isOfAFramework(answer);
  }

  /** Express 4 names the methods of its routes, in the body too, as text/html. */
  private static boolean isOfAFramework(Answer answer) {
    return answer
        .header("Allow")
        .filter(allow -> answer.text().strip().equals(allow.strip()))
        .isPresent();
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Contacts;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.report.Finding;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * HTTP+SSE, the transport of 2024-11-05: a GET opens a stream, whose first event says where
 * messages are sent. A client that is refused its POST looks for it (MCP basic/transports,
 * backwards compatibility).
 */
final class OldTransport {
  /** Its first event comes at once. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  private final Examination examination;

  private static final String LATER =
      "A client comes in by HTTP+SSE, the transport of 2024-11-05, and a message that it sends then"
          + " gets no result.";

  private Optional<OldWalk> walk = Optional.empty();

  private OldTransport(Examination examination) {
    this.examination = examination;
  }

  /** Returns that the URL speaks it, if it does, and whether a message is answered. */
  static Optional<Finding> of(Examination examination, Answer refusal) {
    boolean isOpened = endpoint(refusal).isPresent();
    Optional<Answer> stream =
        isOpened ? Optional.of(refusal) : stream(examination, examination.uri(), refusal);
    String opens =
        "%s %s opens a stream".formatted(isOpened ? "POST" : "GET", examination.shownUrl());
    Optional<String> place = stream.flatMap(OldTransport::endpoint);
    if (place.isPresent()) {
      return Optional.of(new OldTransport(examination).walked(place.get(), opens));
    }
    boolean takesNoMessage = refusal.status() == 405 || refusal.status() == 202;
    return stream
        .filter(any -> takesNoMessage)
        .map(
            any ->
                "POST is answered with status %s, and %s%s, and no event endpoint in time"
                    .formatted(
                        refusal.status(),
                        opens,
                        examination
                            .shown()
                            .quoted(any.text())
                            .map(" that begins with "::concat)
                            .orElse("")))
        .map(DoctorFinding.REACH_OLD_TRANSPORT_BROKEN::found);
  }

  /** Returns where a URL that refused a message wants messages, if it speaks it. */
  static Optional<String> endpoint(Examination examination, URI uri, Answer refusal) {
    return stream(examination, uri, refusal).flatMap(OldTransport::endpoint);
  }

  /** Sends messages where the stream says while it is open. */
  private Finding walked(String place, String opens) {
    String seen =
        opens
            + " that says: send messages to "
            + examination.shown().url(resolved(place).map(URI::toString).orElse(place));
    if (resolved(place).filter(this::isOfSameOrigin).isEmpty()) {
      return DoctorFinding.REACH_OLD_TRANSPORT_BROKEN.found(
          seen + "; that is another origin, where clients send nothing");
    }
    examination.send(
        listen(examination.uri()).within(examination.order().patience).until(this::isOver));
    seen += walk.map(OldWalk::answers).orElse("");
    Optional<String> problem = walk.flatMap(OldWalk::problem);
    if (problem.isEmpty()) {
      return DoctorFinding.REACH_OLD_TRANSPORT.found(seen);
    }
    DoctorFinding kind = DoctorFinding.REACH_OLD_TRANSPORT_BROKEN;
    String meaning = walk.filter(OldWalk::isIn).isPresent() ? LATER : kind.meaning();
    return kind.found(meaning, seen + "; " + problem.get(), kind.fix());
  }

  private boolean isOver(Answer.Event event) {
    if (isFirst(event)) {
      walk =
          resolved(event.data())
              .filter(this::isOfSameOrigin)
              .map(there -> new OldWalk(examination, there));
      return walk.isEmpty() || walk.get().begin();
    }
    return walk.isPresent() && walk.get().goOn(event);
  }

  private boolean isOfSameOrigin(URI place) {
    return Contacts.origin(place).equals(Contacts.origin(examination.uri()));
  }

  private Optional<URI> resolved(String place) {
    try {
      return Optional.of(examination.uri().resolve(place.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Answer> stream(Examination examination, URI uri, Answer refusal) {
    boolean isRefused =
        refusal.status() >= 400 && refusal.status() < 500 && refusal.status() != 401;
    if (!isRefused && refusal.status() != 202) {
      return Optional.empty();
    }
    return examination
        .send(listen(uri).within(LOOK).until(OldTransport::isFirst))
        .answer()
        .filter(answer -> answer.isSuccess() && answer.is("text/event-stream"));
  }

  private static Request listen(URI uri) {
    return Request.of("GET", uri).with("Accept", "text/event-stream");
  }

  /** Returns where messages are to be sent, if this is a stream that says it. */
  static Optional<String> endpoint(Answer answer) {
    return answer.events().stream()
        .filter(OldTransport::isFirst)
        .findFirst()
        .map(Answer.Event::data);
  }

  /** Returns whether this is the event that says where messages are to be sent. */
  static boolean isFirst(Answer.Event event) {
    return event.name().equals("endpoint");
  }
}

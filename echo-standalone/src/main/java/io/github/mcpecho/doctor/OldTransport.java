package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
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

  private OldTransport() {}

  /** Returns that the URL speaks it, if it does. */
  static Optional<Finding> of(Examination examination, Answer refusal) {
    boolean isOpened = endpoint(refusal).isPresent();
    Optional<Answer> stream =
        isOpened ? Optional.of(refusal) : stream(examination, examination.uri(), refusal);
    String opens =
        "%s %s opens a stream".formatted(isOpened ? "POST" : "GET", examination.shownUrl());
    return stream
        .flatMap(OldTransport::endpoint)
        .map(place -> examination.shown().url(resolved(examination.uri(), place)))
        .map(place -> opens + " that says: send messages to " + place)
        .or(
            () ->
                stream
                    .filter(any -> refusal.status() == 405)
                    .map(any -> "POST is refused with status 405, and " + opens + " of events"))
        .or(
            () ->
                Optional.of(refusal)
                    .filter(any -> any.status() == 202 && Page.of(any).isEmpty())
                    .filter(any -> AnswererJudge.known(any).isEmpty())
                    .map(any -> "POST is answered with 202 alone: the response goes elsewhere"))
        .map(DoctorFinding.REACH_OLD_TRANSPORT::found);
  }

  /** Returns where a URL that refused a message wants messages, if it speaks it. */
  static Optional<String> endpoint(Examination examination, URI uri, Answer refusal) {
    return stream(examination, uri, refusal).flatMap(OldTransport::endpoint);
  }

  private static Optional<Answer> stream(Examination examination, URI uri, Answer refusal) {
    if (refusal.status() < 400 || refusal.status() >= 500 || refusal.status() == 401) {
      return Optional.empty();
    }
    Request listen =
        Request.of("GET", uri)
            .with("Accept", "text/event-stream")
            .within(LOOK)
            .until(OldTransport::isFirst);
    return examination
        .send(listen)
        .answer()
        .filter(answer -> answer.isSuccess() && answer.is("text/event-stream"));
  }

  private static Optional<String> endpoint(Answer answer) {
    return answer.events().stream()
        .filter(OldTransport::isFirst)
        .findFirst()
        .map(Answer.Event::data);
  }

  /** Returns whether this is the event that says where messages are to be sent. */
  static boolean isFirst(Answer.Event event) {
    return event.name().equals("endpoint");
  }

  private static String resolved(URI uri, String place) {
    try {
      return uri.resolve(place.strip()).toString();
    } catch (IllegalArgumentException e) {
      return place;
    }
  }
}

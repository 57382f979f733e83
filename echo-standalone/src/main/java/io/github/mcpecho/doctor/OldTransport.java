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
  private static final String FIRST = "endpoint";

  /** Its first event comes at once. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  private OldTransport() {}

  /** Returns that the URL speaks it, if it does. */
  static Optional<Finding> of(Examination examination, Answer refusal) {
    return endpoint(examination, examination.uri(), refusal)
        .map(
            place ->
                DoctorFinding.REACH_OLD_TRANSPORT.found(
                    "GET opens a stream that says: send messages to "
                        + examination.shown().url(resolved(examination.uri(), place))));
  }

  /** Returns where a URL that refused a message wants messages, if it speaks it. */
  static Optional<String> endpoint(Examination examination, URI uri, Answer refusal) {
    if (refusal.status() < 400 || refusal.status() >= 500 || refusal.status() == 401) {
      return Optional.empty();
    }
    Request listen =
        Request.of("GET", uri)
            .with("Accept", "text/event-stream")
            .within(LOOK)
            .until(event -> event.name().equals(FIRST));
    return examination.send(listen).answer().stream()
        .filter(answer -> answer.isSuccess() && answer.is("text/event-stream"))
        .flatMap(answer -> answer.events().stream())
        .filter(event -> event.name().equals(FIRST))
        .findFirst()
        .map(Answer.Event::data);
  }

  private static String resolved(URI uri, String place) {
    try {
      return uri.resolve(place.strip()).toString();
    } catch (IllegalArgumentException e) {
      return place;
    }
  }
}

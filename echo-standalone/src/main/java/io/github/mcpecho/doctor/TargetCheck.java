package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import java.net.URI;
import java.util.Optional;

/** What becomes of the path and the query. */
final class TargetCheck extends Check {
  TargetCheck() {
    super(Leg.THERE, "path and query", Need.ECHO, Need.PLAIN);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Arrival> arrival = examination.echo().arrival(TargetCheck::withQuery);
    if (arrival.isEmpty()) {
      notes.found(DoctorFinding.THERE_QUERY_REFUSED, "with ?doctor=canary");
      return;
    }
    String target = arrival.get().target();
    int query = target.indexOf('?');
    if (query < 0) {
      notes.found(DoctorFinding.THERE_QUERY_LOST, "with ?doctor=canary");
    }
    String arrived = query < 0 ? target : target.substring(0, query);
    String sent = examination.uri().getRawPath().isEmpty() ? "/" : examination.uri().getRawPath();
    if (arrived.equals(sent)) {
      notes.fine(leg(), "the path arrives as it was sent");
      return;
    }
    boolean bySlash = arrived.equals(sent + "/") || sent.equals(arrived + "/");
    notes.found(
        bySlash ? DoctorFinding.THERE_PATH_SLASH : DoctorFinding.THERE_PATH_CHANGED,
        "sent " + examination.shown().url(sent) + ", arrived " + examination.shown().url(arrived));
  }

  private static Request withQuery(Request request) {
    String url = request.uri().toString();
    String separator = request.uri().getRawQuery() == null ? "?" : "&";
    return request.to(URI.create(url + separator + "doctor=canary"));
  }
}

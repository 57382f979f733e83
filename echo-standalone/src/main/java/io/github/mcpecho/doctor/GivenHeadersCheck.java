package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.http.Header;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the headers that the user gave arrive, by their names. */
final class GivenHeadersCheck extends Check {
  /** Looked at by itself; what one hop says to the next. */
  private static final Set<String> OTHERS = Set.of("authorization", "host", "connection");

  GivenHeadersCheck() {
    super(Leg.THERE, "the headers that were given", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    List<String> names =
        examination.order().headers.stream()
            .map(Header::name)
            .filter(name -> !OTHERS.contains(name.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    Optional<Arrival> arrival = examination.plainArrival();
    if (names.isEmpty()) {
      return;
    }
    if (arrival.isEmpty()) {
      unchecked(Need.PLAIN.missing(), notes);
      return;
    }
    List<String> lost = names.stream().filter(name -> !arrival.get().has(name)).toList();
    if (lost.isEmpty()) {
      notes.fine(leg(), "the headers that were given arrive");
    } else {
      String evidence = examination.shown().evidence(String.join(", ", lost));
      notes.found(examination.advised(DoctorFinding.THERE_GIVEN_HEADER_LOST, evidence));
    }
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.http.Header;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a proxy that tells the server who the client is lets the client tell it too. Only what
 * the proxy sets itself, or has to know, is judged: nobody trusts other headers.
 */
final class InventedHeadersCheck extends Check {
  private static final String ADDRESS = "203.0.113.7";
  private static final String USER = "doctor";

  /** Who sets one of a row sets the others too, or should. */
  private static final List<List<String>> FAMILIES =
      List.of(
          List.of("X-Forwarded-User", "X-Forwarded-Email", "x_forwarded_user"),
          List.of("X-Auth-Request-User", "X-Auth-Request-Email", "x_auth_request_user"),
          List.of("Remote-User", "Remote-Email", "remote_user"));

  private static final List<String> IDENTITY = FAMILIES.stream().flatMap(List::stream).toList();
  private static final List<String> ADDRESSES =
      List.of("x-forwarded-for", "x-real-ip", "x-forwarded-proto");

  InventedHeadersCheck() {
    super(Leg.THERE, "headers that only a proxy may set", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Arrival> plain = examination.plainArrival();
    if (plain.isEmpty()
        || !plain.get().hasAny(Stream.concat(ADDRESSES.stream(), IDENTITY.stream()))) {
      unchecked("no proxy on the way sets any", notes);
      return;
    }
    Optional<Arrival> arrival = examination.echo().arrival(InventedHeadersCheck::invented);
    if (arrival.isEmpty()) {
      notes.fine(leg(), "what only a proxy may set is refused from a client");
      return;
    }
    int before = notes.count();
    checkAddress(examination, arrival.get(), notes);
    checkIdentity(plain.get(), arrival.get(), notes);
    notes.fineUnlessFound(before, leg(), "what the proxy sets, no client can make up");
  }

  private static Request invented(Request request) {
    return request
        .with("X-Forwarded-For", ADDRESS)
        .with("Forwarded", "for=" + ADDRESS)
        .with(IDENTITY.stream().map(name -> new Header(name, USER)).toList());
  }

  private void checkAddress(Examination examination, Arrival arrival, Notes notes) {
    Arrival plain = examination.plainArrival().orElseThrow();
    if (plain.has("x-forwarded-for")
        && arrival.values("x-forwarded-for").stream().anyMatch(v -> v.startsWith(ADDRESS))) {
      notes.found(
          examination.advised(
              DoctorFinding.THERE_ADDRESS_INVENTED, "X-Forwarded-For begins with " + ADDRESS));
    }
    boolean isReplaced =
        arrival.values("x-forwarded-for").stream().noneMatch(v -> v.contains(ADDRESS));
    if (plain.hasAny(ADDRESSES.stream())
        && isReplaced
        && arrival.values("forwarded").stream().anyMatch(v -> v.contains(ADDRESS))) {
      notes.found(
          examination.advised(
              DoctorFinding.THERE_FORWARDED_INVENTED,
              "X-Forwarded-For is replaced, Forwarded: for=" + ADDRESS + " passes"));
    }
  }

  private void checkIdentity(Arrival plain, Arrival arrival, Notes notes) {
    String passed =
        FAMILIES.stream()
            .filter(family -> plain.hasAny(family.stream()))
            .flatMap(List::stream)
            .filter(name -> arrival.values(name).contains(USER))
            .collect(Collectors.joining(", "));
    notes.foundAny(DoctorFinding.THERE_IDENTITY_INVENTED, passed);
  }
}

package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.urls.ConnectionFinding;
import io.github.mcpecho.diagnosis.urls.UrlFinding;
import io.github.mcpecho.doctor.exchange.Contacts;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By which URL the server takes itself to be called, and what else it finds wrong. */
final class OwnUrlCheck extends Check {
  /** What the server finds of these is what the way has made of a sound request. */
  private static final Map<String, FindingKind> OF_THE_WAY =
      Stream.<FindingKind[]>of(
              HeaderFinding.values(), ConnectionFinding.values(), McpHeaderFinding.values())
          .flatMap(Arrays::stream)
          .collect(Collectors.toUnmodifiableMap(FindingKind::name, kind -> kind));

  /** What it finds of its own URL is a guess, which the URL that was used may have refuted. */
  private static final Map<String, FindingKind> OF_THE_URL =
      Arrays.stream(UrlFinding.values())
          .collect(Collectors.toUnmodifiableMap(FindingKind::name, kind -> kind));

  OwnUrlCheck() {
    super(Leg.SERVER, "the URL that the server takes for its own", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    JsonNode report = examination.echo().call(FarEnd.AUTH_CONTEXT, Json.object()).report();
    Optional<URI> own = Document.uri(report.at("/externalUrl/resource").asText());
    if (own.isEmpty()) {
      unchecked("the far end does not say", notes);
      return;
    }
    int before = notes.count();
    difference(examination.uri(), own.get())
        .ifPresent(
            kind -> {
              String evidence =
                  "it is called at %s, and takes itself for %s"
                      .formatted(
                          examination.shownUrl(), examination.shown().url(own.get().toString()));
              notes.found(examination.advised(kind, evidence));
              takeOver(examination, report, ofTheUrl(kind, examination), notes);
            });
    checkClient(examination, notes);
    sayClient(examination, report, notes);
    takeOver(examination, report, OF_THE_WAY, notes);
    examination
        .plainArrival()
        .ifPresent(plain -> takeOver(examination, plain.report(), OF_THE_WAY, notes));
    notes.fineUnlessFound(
        before,
        leg(),
        "the server takes itself for " + examination.shown().url(own.get().toString()));
  }

  /** Returns in what they differ, the first of it. */
  private static Optional<DoctorFinding> difference(URI used, URI own) {
    Optional<Origin> here = Contacts.origin(used);
    Optional<Origin> there = Contacts.origin(own);
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    if (!there.get().authority().host().equals(here.get().authority().host())) {
      return Optional.of(DoctorFinding.SERVER_HOST_OTHER);
    }
    if (!there.get().scheme().equals(here.get().scheme())) {
      return Optional.of(DoctorFinding.SERVER_SCHEME_OTHER);
    }
    if (!there.equals(here)) {
      return Optional.of(DoctorFinding.SERVER_PORT_OTHER);
    }
    return path(own).equals(path(used))
        ? Optional.empty()
        : Optional.of(DoctorFinding.SERVER_PATH_OTHER);
  }

  /** No name was lost where the host is the one of the URL, or Host arrived as it was sent. */
  private static Map<String, FindingKind> ofTheUrl(DoctorFinding kind, Examination examination) {
    boolean lost =
        kind == DoctorFinding.SERVER_HOST_OTHER
            && examination
                .plainArrival()
                .map(plain -> plain.values("host"))
                .filter(List.of(examination.uri().getRawAuthority())::equals)
                .isEmpty();
    var kinds = new HashMap<>(OF_THE_URL);
    if (!lost) {
      kinds.remove(UrlFinding.URL_HOST_LOST.name());
    }
    return kinds;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A proxy that says nothing of the client leaves its own address in every log. */
  private void checkClient(Examination examination, Notes notes) {
    examination
        .plainArrival()
        .filter(Arrival::isProxied)
        .filter(
            arrival ->
                arrival.lines().stream()
                    .noneMatch(
                        line ->
                            line.name().endsWith("forwarded-for")
                                || line.name().equals("forwarded")
                                || line.name().endsWith("-ip")))
        .ifPresent(
            arrival ->
                notes.found(
                    examination.advised(
                        DoctorFinding.SERVER_CLIENT_UNKNOWN,
                        "a proxy is on the way, and no header names the client")));
  }

  /** Behind a translation of addresses the two differ, and both are right. */
  private void sayClient(Examination examination, JsonNode report, Notes notes) {
    Host taken = Host.ofNode(report.at("/request/ipAddress").asText());
    Optional<Host> own =
        examination
            .plainArrival()
            .map(arrival -> Host.ofNode(arrival.local().getAddress().getHostAddress()));
    if (!taken.node().isEmpty() && own.isPresent()) {
      notes.fine(
          leg(),
          "the server takes this client to be at "
              + examination.shown().evidence(taken.text())
              + (taken.equals(own.get()) ? ", as it is" : "; here it is at " + own.get().text()));
    }
  }

  /** What the far end says is its word; what it means is in the catalogue here. */
  private void takeOver(
      Examination examination, JsonNode report, Map<String, FindingKind> kinds, Notes notes) {
    for (JsonNode finding : report.path("findings")) {
      FindingKind kind = kinds.get(finding.path("id").asText());
      if (kind != null && kind.severity() != Severity.INFO && notes.lacks(kind)) {
        String said = finding.path("evidence").asText();
        String evidence =
            "the far end says"
                + (said.isBlank() ? " so" : ": " + examination.shown().evidence(said));
        notes.found(leg(), examination.advised(kind, evidence));
      }
    }
  }
}

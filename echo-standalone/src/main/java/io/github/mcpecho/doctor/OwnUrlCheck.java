package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.diagnosis.headers.HeaderFinding;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
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
    JsonNode report =
        examination
            .echo()
            .call(FarEnd.AUTH_CONTEXT, Json.object())
            .result()
            .path("structuredContent");
    Optional<URI> own = Document.uri(report.at("/externalUrl/resource").asText());
    if (own.isEmpty()) {
      notes.unchecked(leg(), name(), "the far end does not say");
      return;
    }
    int before = notes.count();
    if (compare(examination, own.get(), notes)) {
      takeOver(examination, report, ofTheUrl(examination), notes);
    }
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

  /** Returns whether they differ. */
  private boolean compare(Examination examination, URI own, Notes notes) {
    Optional<Origin> used = Contacts.origin(examination.uri());
    Optional<Origin> taken = Contacts.origin(own);
    if (used.isEmpty() || taken.isEmpty()) {
      return false;
    }
    DoctorFinding kind =
        !taken.get().authority().host().equals(used.get().authority().host())
            ? DoctorFinding.SERVER_HOST_OTHER
            : !taken.get().scheme().equals(used.get().scheme())
                ? DoctorFinding.SERVER_SCHEME_OTHER
                : !taken.equals(used)
                    ? DoctorFinding.SERVER_PORT_OTHER
                    : DoctorFinding.SERVER_PATH_OTHER;
    if (kind == DoctorFinding.SERVER_PATH_OTHER && path(own).equals(path(examination.uri()))) {
      return false;
    }
    String evidence =
        "it is called at %s, and takes itself for %s"
            .formatted(
                examination.shown().url(examination.uri().toString()),
                examination.shown().url(own.toString()));
    notes.found(leg(), examination.advised(kind, evidence));
    return true;
  }

  /** No name was lost where Host arrived as it was sent. */
  private static Map<String, FindingKind> ofTheUrl(Examination examination) {
    boolean arrived =
        examination
            .plainArrival()
            .filter(
                plain -> plain.values("host").equals(List.of(examination.uri().getRawAuthority())))
            .isPresent();
    return arrived
        ? OF_THE_URL.entrySet().stream()
            .filter(kind -> kind.getValue() != UrlFinding.URL_HOST_LOST)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue))
        : OF_THE_URL;
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
                    leg(),
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

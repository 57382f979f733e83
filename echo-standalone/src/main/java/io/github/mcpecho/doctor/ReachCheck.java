package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Tls;
import io.github.mcpecho.doctor.exchange.Validity;
import io.github.mcpecho.doctor.exchange.Wire;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.text.PatternTable;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who answers, if anybody does. */
final class ReachCheck extends Check {
  private static final Duration SOON = Duration.ofDays(14);

  /** Where these are, a server of MCP may be at another path. */
  private static final Set<FindingKind> ELSEWHERE =
      Set.of(
          DoctorFinding.REACH_NOT_FOUND,
          DoctorFinding.REACH_HTML,
          DoctorFinding.REACH_OTHER_APPLICATION,
          DoctorFinding.REACH_OLD_TRANSPORT,
          DoctorFinding.REACH_OLD_TRANSPORT_BROKEN);

  private static final PatternTable FIXES = new PatternTable(ReachCheck.class, "tls-fixes.tsv");

  ReachCheck() {
    super(Leg.REACH, "name, connection, certificate, who answers");
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    Reply reply = examination.first().reply();
    if (reply.http() instanceof Failure failure) {
      for (Failure fault : examination.exchanges().faults(examination.uri(), failure)) {
        String evidence = examination.shown().evidence(fault.detail());
        DoctorFinding kind = fault.trouble().kind();
        if (Leg.of(kind) != leg()) {
          notes.fine(leg(), "something answers in HTTP/1");
        }
        notes.found(kind, evidence, FIXES.first(List.of(evidence)).orElse(fix(kind, examination)));
      }
      return;
    }
    Answer answer = reply.answer().orElseThrow();
    Exchanges.Connected again = examination.exchanges().connectOfferingHttp2(examination.uri());
    checkOtherAddresses(again, notes);
    checkTransport(examination, answer, notes);
    Optional<Diagnosis.Located> stranger = examination.stranger();
    stranger.ifPresent(
        who -> notes.found(who.leg(), withNearby(who.finding(), answer, examination, notes)));
    // What is broken elsewhere has been reached.
    boolean isElsewhere = stranger.filter(who -> who.leg() != Leg.REACH).isPresent();
    boolean isReached = notes.count() == before + (isElsewhere ? 1 : 0);
    AnswerForm.check(reply, examination.shown(), notes);
    if (isReached) {
      notes.fine(leg(), described(answer) + others(again));
    }
  }

  private static String fix(DoctorFinding kind, Examination examination) {
    boolean isHere =
        examination.order().connectTo.isEmpty()
            && Host.ofNode(examination.uri().getHost()).scope() == HostScope.LOOPBACK;
    return isHere && kind == DoctorFinding.REACH_REFUSED
        ? "Start the server or the proxy on this machine, and let it listen on the port of the URL."
            + " In a container, localhost is that container alone."
        : kind.fix();
  }

  private Finding withNearby(Finding finding, Answer answer, Examination examination, Notes notes) {
    if (!ELSEWHERE.contains(finding.kind())) {
      return finding;
    }
    if (examination.order().quick) {
      notes.unchecked(leg(), "the usual paths of servers", Need.TIME.missing());
      return finding;
    }
    String nearby = Nearby.of(examination, isOld(finding));
    String evidence = finding.evidence() + nearby;
    // What takes no POST beside a server of MCP is a page of it.
    return answer.status() == 405 && !isOld(finding) && !nearby.isEmpty()
        ? DoctorFinding.REACH_NOT_FOUND.found(evidence)
        : finding.kind().found(finding.message(), evidence, finding.fix());
  }

  private static boolean isOld(Finding finding) {
    return finding.kind() == DoctorFinding.REACH_OLD_TRANSPORT
        || finding.kind() == DoctorFinding.REACH_OLD_TRANSPORT_BROKEN;
  }

  /** Clients try the addresses in order, and not all of them go on when one does not answer. */
  private void checkOtherAddresses(Exchanges.Connected connected, Notes notes) {
    connected.wire().ifPresent(Wire::close);
    if (connected.wire().isPresent() && !connected.failures().isEmpty()) {
      String evidence =
          connected.failures().stream().map(Failure::detail).collect(Collectors.joining(", "));
      notes.found(DoctorFinding.REACH_ADDRESS_DEAD, evidence);
    }
  }

  private void checkTransport(Examination examination, Answer answer, Notes notes) {
    // What says its length is told from what was cut.
    boolean hasLength = answer.header("Content-Length").isPresent();
    if (answer.version().equals("HTTP/1.0") && !hasLength) {
      notes.found(DoctorFinding.REACH_HTTP_1_0, answer.version());
    }
    answer.tls().map(Tls::validity).ifPresent(validity -> checkValidity(validity, notes));
    answer
        .tls()
        .flatMap(Tls::weakness)
        .ifPresent(
            weakness ->
                notes.found(DoctorFinding.REACH_TLS_WEAK, examination.shown().evidence(weakness)));
    boolean isLocal = Host.ofNode(examination.uri().getHost()).scope() == HostScope.LOOPBACK;
    if (answer.tls().isEmpty() && !isLocal && examination.order().connectTo.isEmpty()) {
      notes.found(
          examination.order().authorization().isPresent()
              ? DoctorFinding.REACH_TOKEN_IN_THE_CLEAR
              : DoctorFinding.REACH_WITHOUT_TLS,
          examination.shownUrl());
    }
  }

  /** Java lets a certificate pass that is itself among those to trust, however old it is. */
  private static void checkValidity(Validity validity, Notes notes) {
    Instant now = Instant.now();
    validity
        .objection(now)
        .ifPresentOrElse(
            objection -> notes.found(DoctorFinding.REACH_TLS_EXPIRED, objection),
            () ->
                validity
                    .objection(now.plus(SOON))
                    .ifPresent(soon -> notes.found(DoctorFinding.REACH_TLS_EXPIRES_SOON, soon)));
  }

  private static String described(Answer answer) {
    return answer.version()
        + " answers"
        + answer.tls().map(tls -> " over " + tls.version() + until(tls)).orElse(" without TLS");
  }

  /** The doctor itself speaks HTTP/1.1; most clients do too. */
  private static String others(Exchanges.Connected connected) {
    return connected
        .wire()
        .flatMap(Wire::tls)
        .map(tls -> tls.protocol().equals("h2") ? ", HTTP/2 for who asks" : ", no HTTP/2")
        .orElse("");
  }

  private static String until(Tls tls) {
    Instant end = tls.validity().notAfter();
    return end.equals(Instant.MAX) ? "" : ", certificate until " + end.toString().substring(0, 10);
  }
}

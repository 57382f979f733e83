package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Failure;
import io.github.mcpecho.doctor.exchange.Tls;
import io.github.mcpecho.doctor.exchange.Wire;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.time.Duration;
import java.time.Instant;
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
          DoctorFinding.REACH_OTHER_APPLICATION);

  ReachCheck() {
    super(Leg.REACH, "name, connection, certificate, who answers");
  }

  @Override
  void run(Examination examination, Notes notes) {
    int before = notes.count();
    Reply reply = examination.first().reply();
    if (reply.http() instanceof Failure failure) {
      String evidence = examination.shown().evidence(failure.detail());
      notes.found(failure.trouble().kind(), evidence);
      return;
    }
    Answer answer = reply.answer().orElseThrow();
    Exchanges.Connected again = examination.exchanges().connectOfferingHttp2(examination.uri());
    checkOtherAddresses(again, notes);
    checkTransport(examination, answer, notes);
    if (reply.message().isEmpty() && answer.end() == Answer.End.TOO_SLOW) {
      notes.found(DoctorFinding.REACH_SILENT, reply.problem(examination.shown()));
    } else if (reply.message().isEmpty() || isNothingThere(reply) || isDenied(reply, answer)) {
      explain(examination, answer, notes);
    }
    boolean isReached = notes.count() == before;
    AnswersCheck.checkForm(reply, examination, notes);
    if (isReached) {
      notes.fine(leg(), described(answer) + others(again));
    }
  }

  private void explain(Examination examination, Answer answer, Notes notes) {
    Optional<Finding> byName = AgentsCheck.refusedByName(examination, answer);
    Optional<Finding> old = OldTransport.of(examination, answer);
    if (byName.isPresent()) {
      notes.found(Leg.AGENTS, byName.get());
    } else if (old.isPresent()) {
      notes.found(leg(), old.get());
    } else {
      var judge = new AnswererJudge(examination);
      judge
          .finding(answer)
          .or(() -> isModern(examination) ? Optional.empty() : judge.ofAnApi(answer))
          .map(finding -> withNearby(finding, examination))
          .ifPresent(finding -> notes.found(leg(), finding));
    }
  }

  private static boolean isModern(Examination examination) {
    return examination.handshake(ProtocolVersion.V2026_07_28).reply().message().isPresent();
  }

  private static Finding withNearby(Finding finding, Examination examination) {
    return ELSEWHERE.contains(finding.kind()) && !examination.order().quick
        ? finding
            .kind()
            .found(finding.message(), finding.evidence() + Nearby.of(examination), finding.fix())
        : finding;
  }

  /** A modern server refuses a legacy handshake with this status too, as an unknown method. */
  private static boolean isNothingThere(Reply reply) {
    return reply.status() == 404 && reply.error() != JsonRpcError.METHOD_NOT_FOUND;
  }

  /** A guard of hosts may deny a request in JSON-RPC. */
  private static boolean isDenied(Reply reply, Answer answer) {
    return reply.error() != 0 && AnswererJudge.known(answer).isPresent();
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
    if (answer.version().equals("HTTP/1.0")) {
      notes.found(DoctorFinding.REACH_HTTP_1_0, answer.version());
    }
    Optional<Instant> end = answer.tls().map(Tls::notAfter);
    Instant now = Instant.now();
    if (end.isPresent() && end.get().isBefore(now.plus(SOON))) {
      // Java lets a certificate pass that is itself among those to trust, however old it is.
      notes.found(
          end.get().isBefore(now)
              ? DoctorFinding.REACH_TLS_EXPIRED
              : DoctorFinding.REACH_TLS_EXPIRES_SOON,
          "valid until " + end.get());
    }
    boolean isLocal = Host.ofNode(examination.uri().getHost()).scope() == HostScope.LOOPBACK;
    if (answer.tls().isEmpty() && !isLocal && examination.order().connectTo.isEmpty()) {
      notes.found(
          examination.order().authorization().isPresent()
              ? DoctorFinding.REACH_TOKEN_IN_THE_CLEAR
              : DoctorFinding.REACH_WITHOUT_TLS,
          examination.shown().url(examination.uri().toString()));
    }
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
    return tls.notAfter().equals(Instant.MAX)
        ? ""
        : ", certificate until " + tls.notAfter().toString().substring(0, 10);
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Wire;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who answers when one asks again and again, and whether all of them are alike. */
final class ReplicasCheck extends Check {
  private static final int CALLS = 5;
  private static final long PAUSE_MILLIS = 500;

  ReplicasCheck() {
    super(Leg.REPLICAS, "calls on new connections, and on an idle one", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Map<String, String> fingerprints = new TreeMap<>();
    var servers = new TreeSet<String>();
    FarEnd end = examination.echo();
    int failed = 0;
    Optional<String> problem = Optional.empty();
    for (int call = 0; call < CALLS; call++) {
      Reply reply =
          end.call(
              FarEnd.PRINT_HEADER,
              Json.object(),
              request -> request.with("X-Api-Key", AuthorizationCheck.CANARY));
      Optional<Arrival> arrival = Arrival.of(reply);
      arrival.ifPresent(got -> servers.add(Handshake.server(reply, examination.shown())));
      arrival.ifPresent(
          got ->
              fingerprints.put(
                  got.instance(),
                  got.lines("x-api-key").stream()
                      .flatMap(line -> line.fingerprint().stream())
                      .findFirst()
                      .orElse("")));
      if (arrival.isEmpty()) {
        problem = Optional.of(reply.problem(examination.shown()));
        failed++;
      }
    }
    int before = notes.count();
    if (failed == CALLS) {
      unchecked("no call gets a report: " + problem.orElse(""), notes);
      return;
    } else if (failed > 0) {
      notes.found(
          DoctorFinding.REPLICAS_SOME_FAIL,
          failed + " of " + CALLS + " calls: " + problem.orElse(""));
    }
    if (servers.size() > 1) {
      notes.found(DoctorFinding.REPLICAS_VERSIONS_DIFFER, String.join("; ", servers));
    }
    if (fingerprints.values().stream().filter(f -> !f.isEmpty()).distinct().count() > 1) {
      notes.found(
          DoctorFinding.REPLICAS_KEYS_DIFFER,
          "the far end says that " + fingerprints.size() + " servers answered");
    }
    if (fingerprints.size() > 1) {
      new AlikeServers(end, CALLS).compare(examination, notes);
    }
    checkIdle(end, examination, notes);
    notes.fineUnlessFound(
        before,
        leg(),
        fingerprints.size() < 2
            ? "one server answers"
            : fingerprints.size() + " servers answer, with one key");
  }

  /** Clients keep a connection, and some servers end it without a word. */
  private void checkIdle(FarEnd end, Examination examination, Notes notes) {
    Request request = end.conversation().toolsList();
    Exchanges.Connected connected = examination.exchanges().connect(request.uri());
    if (connected.wire().isEmpty()) {
      return;
    }
    try (Wire wire = connected.wire().get()) {
      Reply first = Reply.of(examination.exchanges().send(request, wire));
      boolean closes = first.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
      if (!first.isResult() || closes) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
      Reply second = Reply.of(examination.exchanges().send(request, wire));
      if (second.answer().isEmpty()) {
        notes.found(
            DoctorFinding.REPLICAS_CONNECTION_DROPPED,
            "after " + PAUSE_MILLIS + " ms: " + second.problem(examination.shown()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

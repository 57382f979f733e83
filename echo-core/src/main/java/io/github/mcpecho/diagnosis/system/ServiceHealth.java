package io.github.mcpecho.diagnosis.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.health.HealthCheck.Result;
import io.github.mcpecho.health.HealthCheck.Status;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the server itself and what the host's checks found. Not thread-safe.
 *
 * <p>Java has no event loop; what it would show is how long a request waits for its turn, so this
 * is what is measured, on the request at hand.
 */
final class ServiceHealth {
  private static final Duration LONG_WAIT = Duration.ofMillis(100);

  /** What everybody asks about: shown also if the host has no check for it. */
  private static final List<String> EXPECTED = List.of("Database", "Redis");

  private final Section.Builder section = Section.titled("services", "🌡️ Service Health");
  private final ArrayNode facts = Json.array();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param waited from the arrival of this request to its tool
   * @param warm whether the JVM has started long enough ago that a wait means something
   * @param outcomes what the host's checks found
   */
  static ReportPart judge(Duration waited, boolean warm, List<HealthChecks.Outcome> outcomes) {
    var health = new ServiceHealth();
    health.add("HTTP Server", Result.up("Running"));
    health.eventLoop(waited, warm);
    for (String name : EXPECTED) {
      Optional<HealthChecks.Outcome> own =
          outcomes.stream().filter(outcome -> outcome.name().equalsIgnoreCase(name)).findFirst();
      if (own.isEmpty()) {
        health.notConfigured(name);
      } else {
        health.checked(own.get());
      }
    }
    outcomes.stream()
        .filter(outcome -> EXPECTED.stream().noneMatch(outcome.name()::equalsIgnoreCase))
        .forEach(health::checked);
    return new ReportPart(health.section.value(health.facts), health.findings);
  }

  private void eventLoop(Duration waited, boolean warm) {
    if (waited.compareTo(LONG_WAIT) < 0) {
      add("Event Loop", Result.up("Responsive"));
      return;
    }
    String wait = Units.milliseconds(waited);
    if (!warm) {
      add("Event Loop", Result.up("Still warming up, this request waited " + wait));
      return;
    }
    add("Event Loop", Result.warning("Slow"));
    findings.add(SystemFinding.REQUEST_WAITED.found("This request waited " + wait, ""));
  }

  private void checked(HealthChecks.Outcome outcome) {
    add(outcome.name(), outcome.result());
    Status status = outcome.result().status();
    if (status != Status.UP) {
      SystemFinding kind =
          status == Status.DOWN ? SystemFinding.SERVICE_DOWN : SystemFinding.SERVICE_DEGRADED;
      String state = status == Status.DOWN ? " is down" : " does not work as it should";
      findings.add(kind.found(outcome.name() + state, outcome.result().detail()));
    }
  }

  private void add(String name, Result result) {
    line(
        name,
        result.status().sign(),
        result.status().name().toLowerCase(Locale.ROOT),
        result.detail());
  }

  private void notConfigured(String name) {
    line(name, "⚠️", "not_configured", "Not configured");
  }

  private void line(String name, String sign, String status, String detail) {
    section.text(name + ": " + sign + " " + detail);
    facts.addObject().put("name", name).put("status", status).put("detail", detail);
  }
}

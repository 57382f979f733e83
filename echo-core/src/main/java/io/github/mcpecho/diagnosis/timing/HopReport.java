package io.github.mcpecho.diagnosis.timing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.HttpDate;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges how long a request was under way, by the times that proxies and the client tell. Not
 * thread-safe.
 */
final class HopReport {
  /** Clocks that follow a time server agree better than this. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(100);

  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration DATE_TOLERANCE = Duration.ofMinutes(1);

  private final Section.Builder section = Section.titled("hops", "🛰️ Hop Time");
  private final ArrayNode facts = Json.array();
  private final List<Finding> findings = new ArrayList<>();
  private final Instant receivedAt;

  private HopReport(Instant receivedAt) {
    this.receivedAt = receivedAt;
  }

  /** Returns a section that may be empty, and what is wrong. */
  static ReportPart of(CallContext context) {
    var report = new HopReport(context.receivedAt());
    HopTime.of(context.headers()).forEach(report::hop);
    context.headers().first("Date").flatMap(HttpDate::parse).ifPresent(report::clientDate);
    return new ReportPart(report.section.value(report.facts), report.findings);
  }

  private void hop(HopTime hop) {
    Optional<Duration> before = hop.before(receivedAt);
    if (before.isEmpty()) {
      findings.add(TimingFinding.HOP_TIME_UNREADABLE.found(hop.header()));
      return;
    }
    Duration time = before.get();
    String shown = Units.milliseconds(time);
    section.text(hop.header() + ": " + shown + " before this server received the request");
    facts.addObject().put("header", hop.header()).put("beforeMs", Units.toMillis(time));
    if (time.plus(CLOCK_TOLERANCE).isNegative()) {
      findings.add(TimingFinding.HOP_CLOCK_SKEW.found(hop.header() + ": " + shown));
    } else if (time.compareTo(SLOW) >= 0) {
      findings.add(TimingFinding.HOP_SLOW.found(hop.header() + ": " + shown));
    }
  }

  /** The client's own clock, to the second (RFC 9110 §6.6.1). */
  private void clientDate(Instant date) {
    Duration difference = Duration.between(receivedAt, date);
    if (difference.abs().compareTo(DATE_TOLERANCE) > 0) {
      String direction = difference.isNegative() ? " behind" : " ahead of";
      findings.add(
          TimingFinding.CLIENT_CLOCK_SKEW.found(
              "Date is "
                  + Units.hoursMinutesSeconds(difference.abs())
                  + direction
                  + " this server's clock"));
    }
  }
}

package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says how this server has been answering, and judges the last five minutes of it. */
final class RequestHealth {
  private static final double NOTABLE_ERRORS = 0.01;
  private static final double NOTABLE_REFUSALS = 0.05;
  private static final double MANY_ERRORS = 0.25;

  private RequestHealth() {}

  static ReportPart judge(RequestStatistics.Snapshot numbers) {
    List<Finding> findings =
        Stream.concat(serverErrors(numbers).stream(), refusals(numbers).stream()).toList();
    return new ReportPart(metrics(numbers), findings);
  }

  private static Section.Builder metrics(RequestStatistics.Snapshot numbers) {
    var section = Section.titled("metrics", "📊 Performance Metrics");
    numbers
        .averageResponseTime()
        .ifPresentOrElse(
            time -> addResponseTime(section, Units.toMillis(time)),
            () -> section.text("Average Response Time: none yet, this is the first request"));
    return section
        .text("Request Rate: " + numbers.lastMinute() + " req/min")
        .fact("requestsLastMinute", numbers.lastMinute())
        .text("Error Rate: " + Units.percent(numbers.errorRate()) + blame(numbers))
        .fact("errorRate", numbers.errorRate())
        .text("Uptime: " + Units.hoursMinutesSeconds(numbers.uptime()))
        .fact("uptimeSeconds", numbers.uptime().toSeconds())
        .fact("serverErrorRate", numbers.serverErrorRate())
        .fact("recentServerErrorRate", numbers.recent().serverErrorRate())
        .fact("requestsHandled", numbers.handled())
        .fact("activeRequests", numbers.active());
  }

  private static Optional<Finding> serverErrors(RequestStatistics.Snapshot numbers) {
    RequestStatistics.Recent recent = numbers.recent();
    double rate = recent.serverErrorRate();
    if (rate < NOTABLE_ERRORS) {
      return Optional.empty();
    }
    SystemFinding kind =
        rate < MANY_ERRORS ? SystemFinding.SERVER_ERRORS : SystemFinding.SERVER_ERRORS_MANY;
    return Optional.of(kind.found(recent.serverErrors() + " of " + recent.handled()));
  }

  private static Optional<Finding> refusals(RequestStatistics.Snapshot numbers) {
    double rate = numbers.errorRate() - numbers.serverErrorRate();
    return rate < NOTABLE_REFUSALS
        ? Optional.empty()
        : Optional.of(
            SystemFinding.REQUESTS_REFUSED.found(
                Units.percent(rate) + " of " + numbers.handled() + " since the start"));
  }

  /** Explains an error rate: a server that refuses bad requests is well. */
  private static String blame(RequestStatistics.Snapshot numbers) {
    double recently = numbers.recent().serverErrorRate();
    return Math.max(numbers.errorRate(), recently) < NOTABLE_ERRORS
        ? ""
        : " (failures of this server: "
            + Units.percent(numbers.serverErrorRate())
            + ", in the last 5 minutes "
            + Units.percent(recently)
            + "; refused requests and failed tool calls do not count for the status)";
  }

  private static void addResponseTime(Section.Builder section, double millis) {
    section
        .text("Average Response Time: " + Units.decimal(millis, 1) + "ms")
        .fact("averageResponseTimeMs", millis);
  }
}

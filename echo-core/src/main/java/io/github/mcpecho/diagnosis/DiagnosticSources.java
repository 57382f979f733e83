package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the tools read besides the request.
 *
 * @param nanoTime measures durations, such as {@link System#nanoTime}
 * @param longestStream how long {@code requestTiming} may stream and be silent, in all
 * @param instance the name of this server among its replicas
 * @param settings the settings and the environment that they come from
 * @param tokens what the operator demands of a token
 * @param healthChecks the checks of the host that {@code healthProbe} runs
 */
public record DiagnosticSources(
    Clock clock,
    LongSupplier nanoTime,
    Duration longestStream,
    String instance,
    Settings settings,
    SystemProbe probe,
    RequestStatistics statistics,
    Redactor redactor,
    TokenPolicy tokens,
    List<HealthCheck> healthChecks,
    RandomGenerator random) {
  public DiagnosticSources {
    healthChecks = List.copyOf(healthChecks);
  }
}

package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
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
 * Where the tools look, apart from the request.
 *
 * @param nanoTime what durations are measured with, such as {@link System#nanoTime}
 * @param longestStream how long {@code requestTiming} may stream and be silent, in all
 * @param instance what this server is called among its replicas
 * @param settings what may be dumped, redacted, and the environment that they come from
 * @param publicUrl what the operator says clients call this server
 * @param trustedKeys what signatures of tokens are verified with
 * @param scopes what a challenge asks for
 * @param healthChecks what {@code healthProbe} shows besides this process
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
    PublicUrl publicUrl,
    TrustedKeys trustedKeys,
    List<String> scopes,
    List<HealthCheck> healthChecks,
    RandomGenerator random) {
  public DiagnosticSources {
    scopes = List.copyOf(scopes);
    healthChecks = List.copyOf(healthChecks);
  }
}

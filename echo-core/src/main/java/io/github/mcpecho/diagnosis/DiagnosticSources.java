package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.RequestStatistics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where the tools look, apart from the request.
 *
 * @param instance what this server is called among its replicas
 * @param environment variables that may be dumped, redacted
 * @param publicUrl what the operator says clients call this server
 * @param trustedKeys what signatures of tokens are verified with
 * @param scopes what a challenge asks for
 * @param healthChecks what {@code healthProbe} shows besides this process
 */
public record DiagnosticSources(
    Clock clock,
    String instance,
    Map<String, String> environment,
    SystemProbe probe,
    RequestStatistics statistics,
    Redactor redactor,
    PublicUrl publicUrl,
    TrustedKeys trustedKeys,
    List<String> scopes,
    List<HealthCheck> healthChecks,
    RandomGenerator random) {
  public DiagnosticSources {
    environment = Map.copyOf(environment);
    scopes = List.copyOf(scopes);
    healthChecks = List.copyOf(healthChecks);
  }
}

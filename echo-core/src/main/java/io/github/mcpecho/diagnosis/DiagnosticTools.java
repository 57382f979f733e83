package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.basic.EchoTool;
import io.github.mcpecho.diagnosis.basic.WhoIsTheGoatTool;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.system.EnvironmentDumpTool;
import io.github.mcpecho.diagnosis.system.HealthChecks;
import io.github.mcpecho.diagnosis.system.HealthProbeTool;
import io.github.mcpecho.diagnosis.timing.RequestTimingTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.mcp.Tool;
import java.time.Duration;
import java.util.List;

/** The nine tools, in the order they are listed. */
public final class DiagnosticTools {
  /** Longer than a healthy database takes, shorter than an orchestrator's patience. */
  private static final Duration HEALTH_CHECK_LIMIT = Duration.ofSeconds(2);

  private DiagnosticTools() {}

  public static List<Tool> all(DiagnosticSources sources) {
    return List.of(
        new EchoTool(),
        new PrintHeaderTool(sources.redactor(), sources.instance(), sources.tokens()),
        new BearerDecodeTool(
            sources.clock(), sources.redactor(), sources.tokens(), Identity::judgeAll),
        new AuthContextTool(sources.clock(), sources.redactor(), sources.tokens()),
        new RequestTimingTool(
            sources.clock(),
            sources.nanoTime(),
            sources.probe(),
            sources.statistics(),
            sources.longestStream()),
        new CorsAnalysisTool(sources.redactor()),
        new EnvironmentDumpTool(sources.settings(), sources.probe(), sources.redactor()),
        new HealthProbeTool(
            sources.clock(),
            sources.nanoTime(),
            sources.instance(),
            sources.probe(),
            sources.statistics(),
            new HealthChecks(sources.healthChecks(), HEALTH_CHECK_LIMIT, sources.redactor()::text),
            sources.redactor()),
        new WhoIsTheGoatTool(sources.random()));
  }
}

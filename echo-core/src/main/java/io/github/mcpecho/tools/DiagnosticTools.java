package io.github.mcpecho.tools;

import io.github.mcpecho.mcp.Tool;
import java.util.List;

/** The nine tools, in the order they are listed. */
public final class DiagnosticTools {
  private DiagnosticTools() {}

  /** Returns the tools, looking at these sources. */
  public static List<Tool> all(DiagnosticSources sources) {
    return List.of(
        new EchoTool(),
        new BearerDecodeTool(sources.clock(), sources.redactor()),
        new RequestTimingTool(sources.clock(), sources.probe()));
  }
}

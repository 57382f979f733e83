package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.basic.ClockResource;
import io.github.mcpecho.diagnosis.basic.EchoForms;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceTemplate;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What there is beside the nine tools, in the order it is listed. */
public final class DiagnosticOffer {
  private DiagnosticOffer() {}

  /**
   * Returns the prompts.
   *
   * @param tools the names of the tools that are served
   */
  public static List<Prompt> prompts(Set<String> tools) {
    return List.of(EchoForms.prompt(), new DiagnosePrompt(tools));
  }

  /** Returns the resources, which read the time from this clock. */
  public static List<Resource> resources(Clock clock) {
    return List.of(new ClockResource(clock), EchoForms.pixel(), FindingResources.all());
  }

  /** Returns a resource for each finding: to make them loads all findings, so make them late. */
  public static List<Resource> findings() {
    return FindingResources.each();
  }

  public static List<ResourceTemplate> templates() {
    return List.of(EchoForms.template(), FindingResources.template());
  }

  /** Returns the same tool, whose findings link to their resources for clients that ask. */
  public static Tool linked(Tool tool) {
    return new LinkedFindings(tool);
  }
}

package io.github.mcpecho.diagnosis.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.health.SystemProbe.Container;
import io.github.mcpecho.health.SystemProbe.ContainerEngine;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows how this server was configured, and where it runs, without giving a secret away. */
public final class EnvironmentDumpTool implements Tool {
  private static final int SHORT_ID = 12;
  private static final int LINE_WIDTH = 96;

  private final Map<String, String> environment;
  private final SystemProbe probe;
  private final Redactor redactor;

  public EnvironmentDumpTool(
      Map<String, String> environment, SystemProbe probe, Redactor redactor) {
    this.environment = environment;
    this.probe = probe;
    this.redactor = redactor;
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(EnvironmentDumpTool.class, "environmentDump")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    EnvironmentView view = EnvironmentView.of(environment, redactor);
    Report report =
        Report.titled("🔧 Environment Configuration (Sanitized)")
            .findings(view.findings())
            .addUnlessEmpty(values("mcp", "🌟 MCP Configuration", view.mcp()))
            .addUnlessEmpty(sensitive(view.sensitiveNames()))
            .addUnlessEmpty(values("runtime", "📊 Runtime Environment", view.runtime()))
            .addUnlessEmpty(others(view.otherNames()))
            .add(container(probe.container()))
            .build();
    return ToolResult.structured(report.toText(), report.toJson());
  }

  private static Section.Builder values(String key, String heading, Map<String, String> values) {
    var section = Section.titled(key, heading);
    values.forEach((name, value) -> section.field(name, name, value));
    return section;
  }

  private static Section.Builder sensitive(List<String> names) {
    var section = Section.titled("sensitive", "🔐 Sensitive Values (Hidden)");
    names.forEach(name -> section.text(name + ": ******* (hidden)"));
    return section.value(array(names));
  }

  private static Section.Builder others(List<String> names) {
    var section = Section.titled("otherNames", "🗂️ Other Variables (Names Only)");
    var line = new StringBuilder();
    for (String name : names) {
      if (line.length() + name.length() > LINE_WIDTH && !line.isEmpty()) {
        section.text(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    return (line.isEmpty() ? section : section.text(line.toString())).value(array(names));
  }

  private static Section container(Container container) {
    Optional<ContainerEngine> engine = container.engine();
    boolean docker = engine.equals(Optional.of(ContainerEngine.DOCKER));
    var section =
        Section.titled("container", "🐳 Container Detection")
            .field("docker", "Running in Docker", yesOrNo(docker), BooleanNode.valueOf(docker));
    engine.ifPresent(found -> section.fact("engine", TextNode.valueOf(found.title())));
    if (!docker) {
      engine.ifPresent(found -> section.text("Container Runtime: " + found.title()));
    }
    container.id().ifPresent(id -> section.field("id", "Container ID", id.substring(0, SHORT_ID)));
    return section
        .field(
            "kubernetes",
            "Kubernetes",
            yesOrNo(container.kubernetes()),
            BooleanNode.valueOf(container.kubernetes()))
        .build();
  }

  private static String yesOrNo(boolean answer) {
    return answer ? "✅ Yes" : "❌ No";
  }

  private static ArrayNode array(List<String> names) {
    ArrayNode array = Json.array();
    names.forEach(array::add);
    return array;
  }
}

package io.github.mcpecho.diagnosis.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.system.EnvironmentView.EffectiveSetting;
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
import io.github.mcpecho.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows how this server was configured, and where it runs, without giving a secret away. */
public record EnvironmentDumpTool(Settings settings, SystemProbe probe, Redactor redactor)
    implements Tool {
  private static final int SHORT_ID = 12;
  private static final int LINE_WIDTH = 96;

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(EnvironmentDumpTool.class, "environmentDump")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    EnvironmentView view = EnvironmentView.of(settings, redactor);
    Report report =
        Report.titled("🔧 Environment Configuration (Sanitized)")
            .findings(view.findings())
            .addUnlessEmpty(given(view))
            .addUnlessEmpty(atDefault(view.settings()))
            .add(effective(view.settings()))
            .addUnlessEmpty(sensitive(view.sensitiveNames()))
            .addUnlessEmpty(runtime(view.runtime()))
            .addUnlessEmpty(others(view.otherNames()))
            .add(container(probe.container()))
            .build();
    return report.toResult();
  }

  /** Leaves out the settings that another section shows: those of the platform, and secrets. */
  private static Section.Builder given(EnvironmentView view) {
    var section = Section.titled("mcp", "🌟 MCP Configuration");
    for (EffectiveSetting setting : view.settings()) {
      boolean usual = setting.source() == Settings.Source.ENVIRONMENT;
      boolean elsewhere =
          usual
              && (view.runtime().containsKey(setting.name())
                  || view.sensitiveNames().contains(setting.name()));
      if (setting.isSet() && !elsewhere) {
        String shown = setting.value() + (usual ? "" : " (" + setting.source() + ")");
        section.text(setting.name() + ": " + shown).fact(setting.name(), setting.value());
      }
    }
    return section;
  }

  private static Section.Builder atDefault(List<EffectiveSetting> settings) {
    var section = Section.remark("⚙️ Settings at Their Defaults");
    var unset = settings.stream().filter(setting -> !setting.isSet());
    wrap(section, unset.map(setting -> setting.name() + " (" + setting.value() + ")").toList());
    return section;
  }

  private static Section effective(List<EffectiveSetting> settings) {
    ObjectNode all = Json.object();
    for (EffectiveSetting setting : settings) {
      all.putObject(setting.name())
          .put("value", setting.value())
          .put("source", setting.source().toString())
          .put("default", setting.otherwise());
    }
    return Section.factOnly("settings", all);
  }

  private static Section.Builder runtime(Map<String, String> values) {
    var section = Section.titled("runtime", "📊 Runtime Environment");
    values.forEach((name, value) -> section.field(name, name, value));
    return section;
  }

  private static Section.Builder sensitive(List<String> names) {
    var section = Section.titled("sensitive", "🔐 Sensitive Values (Hidden)");
    names.forEach(name -> section.text(name + ": ******* (hidden)"));
    return section.value(names);
  }

  private static Section.Builder others(List<String> names) {
    var section = Section.titled("otherNames", "🗂️ Other Variables (Names Only)");
    wrap(section, names);
    return section.value(names);
  }

  private static void wrap(Section.Builder section, List<String> words) {
    var line = new StringBuilder();
    for (String word : words) {
      if (line.length() + word.length() > LINE_WIDTH && !line.isEmpty()) {
        section.text(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(word);
    }
    if (!line.isEmpty()) {
      section.text(line.toString());
    }
  }

  private static Section container(Container container) {
    Optional<ContainerEngine> engine = container.engine();
    boolean docker = engine.equals(Optional.of(ContainerEngine.DOCKER));
    var section =
        Section.titled("container", "🐳 Container Detection")
            .text("Running in Docker: " + yesOrNo(docker))
            .fact("docker", docker);
    engine.ifPresent(found -> section.fact("engine", found.title()));
    if (!docker) {
      engine.ifPresent(found -> section.text("Container Runtime: " + found.title()));
    }
    container.id().ifPresent(id -> section.field("id", "Container ID", id.substring(0, SHORT_ID)));
    return section
        .text("Kubernetes: " + yesOrNo(container.kubernetes()))
        .fact("kubernetes", container.kubernetes())
        .build();
  }

  private static String yesOrNo(boolean answer) {
    return answer ? "✅ Yes" : "❌ No";
  }
}

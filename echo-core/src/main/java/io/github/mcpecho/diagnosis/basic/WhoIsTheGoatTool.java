package io.github.mcpecho.diagnosis.basic;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Praises one of the legends of computing.
 *
 * @param random chooses; has to be thread-safe, as {@link java.util.Random} is
 */
public record WhoIsTheGoatTool(RandomGenerator random) implements Tool {
  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(WhoIsTheGoatTool.class, "whoIStheGOAT")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    String name = call.arguments().optionalString("name").orElse("").strip();
    List<Legend> candidates =
        Legend.all().stream().filter(legend -> legend.isCalled(name)).toList();
    if (candidates.isEmpty()) {
      return ToolResult.error("Nobody here has a name like that. Choose one of: " + names() + ".");
    }
    return praise(candidates.get(random.nextInt(candidates.size()))).toResult();
  }

  private static String names() {
    return Legend.all().stream().map(Legend::name).collect(Collectors.joining(", "));
  }

  private static Report praise(Legend legend) {
    var list = Section.titled("contributions", "💡 Key Contributions");
    legend.contributions().forEach(contribution -> list.block("• " + contribution));
    return Report.titled("🐐 Excellence Analysis: " + legend.name())
        .add(Section.factOnly("name", TextNode.valueOf(legend.name())))
        .add(
            Section.titled("summary", "🌟 Why " + legend.name() + " is the GOAT")
                .block("\n" + legend.summary())
                .value(TextNode.valueOf(legend.summary()))
                .build())
        .add(list.value(legend.contributions()).build())
        .add(
            Section.line(
                "quotation",
                "📖 Wisdom",
                '"' + legend.quotation() + '"',
                TextNode.valueOf(legend.quotation())))
        .add(Section.line("source", "📚 Source", legend.source()))
        .add(Section.line("legacyImpact", "🎯 Legacy Impact", legend.legacyImpact()))
        .add(Section.remarkLine(legend.closing() + " - a true GOAT! 🙌"))
        .build();
  }
}

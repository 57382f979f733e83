package io.github.mcpecho.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A tool whose findings link to the resources that explain them, for clients that ask for links:
 * not every client can show them, and models read a text without them more easily.
 */
record LinkedFindings(Tool tool) implements Tool {
  /** The member of {@code _meta} of a call that asks for links, {@code true}. */
  static final String ASKED_BY = "io.github.mcpecho/links";

  @Override
  public ToolDescriptor descriptor() {
    return tool.descriptor();
  }

  @Override
  public ToolOutcome call(ToolCall call) throws Exception {
    ToolOutcome outcome = tool.call(call);
    boolean asked = call.params().path("_meta").path(ASKED_BY).booleanValue();
    return asked && outcome instanceof ToolResult result ? linked(result) : outcome;
  }

  private static ToolResult linked(ToolResult result) {
    if (result.structuredContent().isEmpty()) {
      return result;
    }
    List<Content> content = new ArrayList<>(result.content());
    for (JsonNode finding : result.structuredContent().get().path("findings")) {
      content.add(FindingResources.link(finding.path("id").asText()));
    }
    return new ToolResult(content, result.structuredContent(), result.isError(), result.meta());
  }
}

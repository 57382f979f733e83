package io.github.mcpecho.testing.script;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;

/** A tool whose call goes wrong as its arguments say, for clients that cannot set headers. */
final class FaultTool implements Tool {
  static final String NAME = "fault";

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.of(
            NAME,
            "Makes the answer to this call go wrong in one of these ways: "
                + String.join(", ", BehaviourTable.names()))
        .withTitle("Break this answer")
        .withInputSchema(
            """
            {"type": "object",
             "properties": {"do": {"type": "string", "description": "what is to go wrong; its parameters stand beside it"}},
             "required": ["do"]}""");
  }

  @Override
  public ToolOutcome call(ToolCall call) {
    return ToolResult.text("Nothing went wrong.");
  }
}

package io.github.mcpecho;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import java.util.Optional;
import java.util.function.Predicate;

/** A tool that was asked once what it is. */
record DescribedTool(ToolDescriptor descriptor, Tool tool) implements Tool {
  static DescribedTool of(Tool tool) {
    return new DescribedTool(tool.descriptor(), tool);
  }

  String name() {
    return descriptor.name();
  }

  @Override
  public Optional<Predicate<CallContext>> visibility() {
    return tool.visibility();
  }

  @Override
  public ToolOutcome call(ToolCall call) throws Exception {
    return tool.call(call);
  }
}

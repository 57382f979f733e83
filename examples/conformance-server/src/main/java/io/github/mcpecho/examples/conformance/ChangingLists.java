package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.PromptCall;
import io.github.mcpecho.mcp.PromptDescriptor;
import io.github.mcpecho.mcp.PromptOutcome;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Two tools that change a list: something is there after every other call, and listeners are told.
 */
final class ChangingLists {
  private final AtomicLong toolChanges = new AtomicLong();
  private final AtomicLong promptChanges = new AtomicLong();

  void addTo(McpEcho.Builder echo) {
    echo.tool(
            Fixture.of(
                "test_trigger_tool_change",
                "Changes the list of tools",
                call -> ToolResult.text("Change " + toolChanges.incrementAndGet())))
        .tool(
            Fixture.of(
                "test_trigger_prompt_change",
                "Changes the list of prompts",
                call -> ToolResult.text("Change " + promptChanges.incrementAndGet())))
        .tool(new ToolNowAndThen())
        .prompt(new PromptNowAndThen())
        .toolChanges(toolChanges::get)
        .promptChanges(promptChanges::get);
  }

  private static Optional<Predicate<CallContext>> everyOtherTime(AtomicLong changes) {
    return Optional.of(caller -> changes.get() % 2 == 1);
  }

  private final class ToolNowAndThen implements Tool {
    @Override
    public ToolDescriptor descriptor() {
      return ToolDescriptor.of("test_tool_now_and_then", "Comes and goes");
    }

    @Override
    public ToolOutcome call(ToolCall call) {
      return ToolResult.text("Here I am.");
    }

    @Override
    public Optional<Predicate<CallContext>> visibility() {
      return everyOtherTime(toolChanges);
    }
  }

  private final class PromptNowAndThen implements Prompt {
    @Override
    public PromptDescriptor descriptor() {
      return PromptDescriptor.of("test_prompt_now_and_then", "Comes and goes");
    }

    @Override
    public PromptOutcome get(PromptCall call) {
      return PromptResult.user("Here I am.");
    }

    @Override
    public Optional<Predicate<CallContext>> visibility() {
      return everyOtherTime(promptChanges);
    }
  }
}

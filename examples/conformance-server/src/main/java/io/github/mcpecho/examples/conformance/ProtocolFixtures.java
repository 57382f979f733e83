package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;

/** Tools that use what surrounds a call: progress, client capabilities, the log level. */
final class ProtocolFixtures {
  private static final long STEP_MILLIS = 50;

  private ProtocolFixtures() {}

  static List<Tool> all() {
    return List.of(
        Fixture.of("test_tool_with_progress", "Reports progress", ProtocolFixtures::progress),
        Fixture.of(
            "test_missing_capability",
            "Refuses clients without the capability sampling",
            call -> {
              call.client().require("sampling");
              return ToolResult.text("The client can sample.");
            }),
        Fixture.always(
            "test_logging_tool",
            "Logs nothing to a client that set no log level",
            ToolResult.text("Nothing was logged.")));
  }

  private static ToolResult progress(ToolCall call) throws InterruptedException {
    for (int done = 0; done <= 100; done += 50) {
      call.cancellation().check();
      call.progress().report(done, 100, "");
      Thread.sleep(STEP_MILLIS);
    }
    return ToolResult.text("Done.");
  }
}

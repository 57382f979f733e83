package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.RecordedCall;
import java.util.List;

/** A call with numbers. */
final class ToolsCall implements Play {
  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (call.toolName().equals("add_numbers")) {
        checks.note(
            "ToolAddNumbers",
            call.argument("a").isNumber() && call.argument("b").isNumber(),
            "a and b of add_numbers are not numbers");
      }
    }
    Findings.noteForm(calls, checks);
  }
}

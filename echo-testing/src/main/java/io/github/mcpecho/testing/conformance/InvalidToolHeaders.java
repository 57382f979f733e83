package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A list with one valid tool, and others that a client must leave out of it. */
final class InvalidToolHeaders implements Play {
  private static final String REJECTS = "ClientRejectsInvalidTool_";

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    boolean listed = calls.stream().anyMatch(call -> McpMethod.TOOLS_LIST.is(call.rpcMethod()));
    if (!listed) {
      return;
    }
    Set<String> called = calls.stream().map(RecordedCall::toolName).collect(Collectors.toSet());
    checks.note("ClientInvalidToolHeadersToolsList", true, "");
    checks.note("ClientKeepsValidTool", called.contains("valid_tool"), "valid_tool was not called");
    for (Check check : checks.list()) {
      if (check.name().startsWith(REJECTS)) {
        checks.note(
            check.name(),
            !called.contains(check.name().substring(REJECTS.length())),
            "it was called");
      }
    }
  }
}

package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Set;

/** The headers that repeat method and name of a message. */
final class StandardHeaders implements Play {
  private static final Set<String> METHODS =
      Set.of(
          "server/discover",
          "initialize",
          "notifications/initialized",
          "tools/list",
          "tools/call",
          "resources/list",
          "resources/read",
          "prompts/list",
          "prompts/get");

  /** What every client does, whatever it is for. */
  private static final Set<String> CONNECTING =
      Set.of("server/discover", "initialize", "notifications/initialized");

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    if (calls.stream().map(RecordedCall::rpcMethod).noneMatch(StandardHeaders::isOfTask)) {
      checks.note("ClientMcpMethodHeader_tools_list", false, "nothing was listed, called or read");
    }
    for (RecordedCall call : calls) {
      if (METHODS.contains(call.rpcMethod())) {
        String method = call.rpcMethod().replace('/', '_');
        checks.note(
            "ClientMcpMethodHeader_" + method,
            repeats(call, McpHeaderNames.METHOD, McpHeaderFinding.MCP_METHOD_MISMATCH),
            "Mcp-Method is missing or another one");
        if (McpMethod.nameParam(call.rpcMethod()).isPresent()) {
          checks.note(
              "ClientMcpNameHeader_" + method,
              repeats(call, McpHeaderNames.NAME, McpHeaderFinding.MCP_NAME_MISMATCH)
                  && !Findings.has(call, McpHeaderFinding.MCP_NAME_UNDECODABLE),
              "Mcp-Name is missing or another one");
        }
      }
    }
  }

  private static boolean isOfTask(String method) {
    return METHODS.contains(method) && !CONNECTING.contains(method);
  }

  private static boolean repeats(RecordedCall call, String header, McpHeaderFinding otherwise) {
    return call.headers().contains(header) && !Findings.has(call, otherwise);
  }
}

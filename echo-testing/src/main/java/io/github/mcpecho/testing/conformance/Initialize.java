package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Set;

/** The handshake of the revisions up to 2025-11-25. */
final class Initialize implements Play {
  /** Those that the official suite negotiates. */
  private static final Set<String> REVISIONS = Set.of("2025-06-18", "2025-11-25", "2026-07-28");

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (McpMethod.INITIALIZE.is(call.rpcMethod())) {
        checks.note(
            "MCPClientInitialization",
            REVISIONS.contains(call.params().path("protocolVersion").asText())
                && !Findings.has(call, ClientFinding.CLIENT_INITIALIZE_INCOMPLETE),
            "initialize does not name a revision since 2025-06-18, the client and what it can");
      } else if (call.rpcMethod().equals(Notifications.INITIALIZED)) {
        checks.note("MCPClientInitialized", true, "");
      }
    }
  }
}

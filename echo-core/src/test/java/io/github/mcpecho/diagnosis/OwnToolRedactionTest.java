package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.ServerInfo;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnToolRedactionTest {
  /** Shows the first header, and the target of the request. */
  private static final class Careful implements Tool {
    @Override
    public ToolDescriptor descriptor() {
      return ToolDescriptor.of("careful", "Shows what it may.");
    }

    @Override
    public ToolOutcome call(ToolCall call) {
      Header header = call.context().headers().lines().get(0);
      return ToolResult.text(
          call.redaction().header(header.name(), header.value())
              + " "
              + call.redaction().text(call.context().target()));
    }
  }

  private static final CallContext CONTEXT =
      new CallContext(
          "POST",
          "/mcp?access_token=hunter2",
          "HTTP/1.1",
          Headers.of("X-Api-Key", "hunter2"),
          CallContext.Connection.LOOPBACK,
          ToolRun.NOW);

  @Test
  void redactionOfACallShowsWhatTheServersToolsWouldShow() {
    String shown = shown(McpEcho.builder().tool(new Careful()).build());

    assertTrue(shown.contains("\"(7 characters, fingerprint "), shown);
    assertTrue(shown.contains("/mcp?access_token=(7 characters, fingerprint "), shown);
    assertFalse(shown.contains("hunter2"), shown);
  }

  @Test
  void withoutARedactionOfItsOwnAServerShowsLengths() {
    var info = new ServerInfo("a", "A", "1", "");
    String shown = shown(McpServer.builder(info, List.of(new Careful())).build());

    assertTrue(shown.contains("\"(7 characters) (25 characters)\""), shown);
  }

  private static String shown(McpServer server) {
    byte[] call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"careful"}}"""
            .getBytes(StandardCharsets.UTF_8);
    return new String(server.handle(call, CONTEXT, Outbound.NONE).body(), StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.standalone;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ServerInfo;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.settings.Settings;
import java.time.Duration;
import java.util.List;

/** Servers with tools of these tests only. */
final class Servers {
  static final Settings CONFIG = ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0);

  private Servers() {}

  static EchoHttpServer start(Settings config, Tool... tools) {
    return EchoHttpServer.start(config, server(ExchangeListener.NONE, tools));
  }

  /** Its tools may take as long as a busy machine needs to fill a server. */
  static EchoHttpServer startPatient(Settings config, Tool... tools) {
    return EchoHttpServer.start(
        config, server(ExchangeListener.NONE, Duration.ofMinutes(5), tools));
  }

  static McpServer server(ExchangeListener listener, Tool... tools) {
    // Calls are looked at ten times within this limit.
    return server(listener, Duration.ofSeconds(5), tools);
  }

  private static McpServer server(ExchangeListener listener, Duration runTimeLimit, Tool... tools) {
    return McpServer.builder(new ServerInfo("test", "Test", "1.2.3", ""), List.of(tools))
        .runTimeLimit(runTimeLimit)
        .listener(listener)
        .build();
  }

  /** Answers with a text. */
  static Tool greeter() {
    return tool("greet", call -> ToolResult.text("hello"));
  }

  static Tool tool(String name, Body body) {
    return new Tool() {
      @Override
      public ToolDescriptor descriptor() {
        return ToolDescriptor.of(name, "A tool of a test");
      }

      @Override
      public ToolOutcome call(ToolCall call) throws Exception {
        return body.call(call);
      }
    };
  }

  /** What a tool does. */
  interface Body {
    ToolOutcome call(ToolCall call) throws Exception;
  }
}

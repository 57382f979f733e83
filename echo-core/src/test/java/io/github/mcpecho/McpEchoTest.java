package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class McpEchoTest {
  @Test
  void allowlistAndDenylistChooseTools() {
    McpServer server =
        configured(
                Map.of(
                    "MCP_ECHO_TOOLS", "echo, bearerDecode",
                    "MCP_ECHO_DISABLED_TOOLS", "bearerDecode"))
            .build();
    assertEquals(
        List.of("echo"),
        call(server, "tools/list", "{}").at("/result/tools").findValuesAsText("name"));
  }

  @Test
  void disabledToolIsUnknown() {
    McpServer server = McpEcho.builder().with(EchoSettings.DISABLED_TOOLS, List.of("echo")).build();
    assertEquals(
        "Invalid params: unknown tool: echo",
        call(server, "tools/call", "{\"name\":\"echo\"}").at("/error/message").textValue());
  }

  @Test
  void unknownToolInASettingIsRefusedWithThoseThatThereAre() {
    McpEcho.Builder echo = configured(Map.of("MCP_ECHO_TOOLS", "echo,Echo,ehco"));
    var e = assertThrows(ConfigurationException.class, echo::build);
    assertTrue(
        e.getMessage()
            .startsWith(
                "MCP_ECHO_TOOLS names Echo (did you mean echo?), ehco, but the tools are echo, "),
        e::getMessage);
  }

  @Test
  void leavingNoToolIsRefused() {
    McpEcho.Builder echo =
        configured(Map.of("MCP_ECHO_TOOLS", "echo", "MCP_ECHO_DISABLED_TOOLS", "echo"));
    var e = assertThrows(ConfigurationException.class, echo::build);
    assertEquals(
        "MCP_ECHO_TOOLS and MCP_ECHO_DISABLED_TOOLS leave no tool: enable at least one",
        e.getMessage());
  }

  @Test
  void secretInTheNameOfAToolIsNotQuoted() {
    String secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    JsonNode answer =
        call(McpEcho.builder().build(), "tools/call", "{\"name\":\"" + secret + "\"}");
    assertEquals(-32602, answer.at("/error/code").intValue());
    assertFalse(answer.toString().contains("16C7e42F"), answer::toString);
  }

  @Test
  void resultOfAnAddedToolIsCheckedAgainstItsOutputSchema() {
    var careless =
        new Tool() {
          @Override
          public ToolDescriptor descriptor() {
            return ToolDescriptor.of("careless", "Breaks its output schema.")
                .withOutputSchema("{\"type\":\"object\",\"required\":[\"n\"]}");
          }

          @Override
          public ToolResult call(ToolCall call) {
            return ToolResult.structured("", Json.object());
          }
        };
    McpServer server = McpEcho.builder().tool(careless).build();
    assertEquals(
        -32603, call(server, "tools/call", "{\"name\":\"careless\"}").at("/error/code").intValue());
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertTrue(McpEcho.version().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), McpEcho.version());
  }

  private static McpEcho.Builder configured(Map<String, String> variables) {
    return McpEcho.builder().settings(EchoSettings.DEFAULTS.withEnvironment(variables));
  }

  private static JsonNode call(McpServer server, String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    return new Json(64)
        .parse(
            server
                .handle(
                    body.getBytes(StandardCharsets.UTF_8),
                    CallContext.local(Headers.NONE, Instant.EPOCH),
                    Outbound.NONE)
                .body());
  }

  @Test
  void everyAddedToolIsAskedForItsDescriptorOnce() {
    var asked = new AtomicInteger();
    var counting =
        new Tool() {
          @Override
          public ToolDescriptor descriptor() {
            return ToolDescriptor.of("call" + asked.incrementAndGet(), "Counts.");
          }

          @Override
          public ToolResult call(ToolCall call) {
            return ToolResult.text("called");
          }
        };
    McpServer server =
        McpEcho.builder().tool(counting).with(EchoSettings.TOOLS, List.of("call1")).build();
    assertEquals(
        "called",
        call(server, "tools/call", "{\"name\":\"call1\"}").at("/result/content/0/text").asText());
    assertEquals(1, asked.get());
  }
}

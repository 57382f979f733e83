package io.github.mcpecho.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.InputRequest;
import io.github.mcpecho.mcp.InputRequired;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.Locale;
import java.util.function.Function;

/** The tools that the table of malformed requests calls, beside echo. */
enum MalformedRequestTool implements Tool {
  MIRROR(
      """
      {
        "type": "object",
        "properties": {
          "region": {"type": "string", "x-mcp-header": "Region"},
          "limit": {"type": "integer", "maximum": 9007199254740993, "x-mcp-header": "Limit"},
          "dryRun": {"type": "boolean", "x-mcp-header": "Dry-Run"},
          "deep": {
            "type": "object",
            "properties": {"zone": {"type": "string", "x-mcp-header": "Zone"}}
          }
        },
        "additionalProperties": false
      }
      """,
      call -> ToolResult.text("mirrored")),
  SAMPLER(
      call -> {
        call.client().require("sampling");
        return ToolResult.text("sampled");
      }),
  ASKER(call -> InputRequired.of("name", InputRequest.elicitation("Your name?", form()))),
  LIAR(call -> ToolResult.structured("none", Json.object())) {
    @Override
    public ToolDescriptor descriptor() {
      return super.descriptor().withOutputSchema("{\"type\":\"object\",\"required\":[\"a\"]}");
    }
  },
  THROWER(
      call -> {
        throw new IllegalStateException("a text that only the log may have");
      });

  private final String inputSchema;
  private final Function<ToolCall, ToolOutcome> behaviour;

  MalformedRequestTool(Function<ToolCall, ToolOutcome> behaviour) {
    this("{\"type\":\"object\",\"additionalProperties\":false}", behaviour);
  }

  MalformedRequestTool(String inputSchema, Function<ToolCall, ToolOutcome> behaviour) {
    this.inputSchema = inputSchema;
    this.behaviour = behaviour;
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.of(name().toLowerCase(Locale.ROOT), "For the table")
        .withInputSchema(inputSchema);
  }

  @Override
  public ToolOutcome call(ToolCall call) {
    return behaviour.apply(call);
  }

  private static ObjectNode form() {
    return Json.object().put("type", "object");
  }
}

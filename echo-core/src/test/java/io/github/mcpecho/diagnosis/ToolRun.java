package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import java.time.Instant;
import java.util.List;

/** The result of one call; whoever makes one has also checked it against the output schema. */
public record ToolRun(String text, JsonNode facts, boolean isError) {
  static final Instant NOW = Instant.parse("2024-12-20T12:00:00Z");

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  public static ToolRun of(Tool tool, Headers headers) {
    return of(tool, headers, "{}");
  }

  public static ToolRun of(Tool tool, Headers headers, String arguments) {
    return of(tool, CallContext.local(headers, NOW), (ObjectNode) JSON.parse(arguments));
  }

  public static ToolRun of(Tool tool, CallContext context, ObjectNode arguments) {
    return of(tool, context, arguments, Json.object());
  }

  public static ToolRun of(Tool tool, CallContext context, ObjectNode arguments, ObjectNode meta) {
    ObjectNode params = Json.object().put("name", "tool").set("arguments", arguments);
    if (!meta.isEmpty()) {
      params.set("_meta", meta);
    }
    try {
      ToolCall call = ToolCall.ofParams(params).withContext(context);
      return checked(tool, (ToolResult) tool.call(call));
    } catch (Exception e) {
      throw new AssertionError("A tool answers, whatever it is asked", e);
    }
  }

  /** Returns the ids of the findings, in the order of the text. */
  public List<String> findings() {
    return facts.path("findings").findValuesAsText("id");
  }

  public JsonNode finding(String id) {
    for (JsonNode finding : facts.path("findings")) {
      if (finding.path("id").asText().equals(id)) {
        return finding;
      }
    }
    throw new AssertionError("No " + id + " in " + findings());
  }

  private static ToolRun checked(Tool tool, ToolResult result) {
    String text = ((Content.Text) result.content().get(0)).text();
    if (result.isError()) {
      assertTrue(result.structuredContent().isEmpty());
      return new ToolRun(text, Json.object(), true);
    }
    JsonNode facts = JSON.parse(JSON.write(result.structuredContent().orElseThrow()));
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(tool.descriptor().outputSchema().orElseThrow());
    assertEquals(List.of(), schema.validate(facts));
    return new ToolRun(text, facts, false);
  }
}

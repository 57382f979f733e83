package io.github.mcpecho.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Tool;
import java.time.Instant;
import java.util.List;

/**
 * What one call of a {@link ToolCaller} gave.
 *
 * @param facts the structured content; an empty object if the call failed
 */
public record ToolRun(String text, JsonNode facts, boolean isError) {
  static final Instant NOW = Instant.parse("2024-12-20T12:00:00Z");

  public static ToolRun of(Tool tool, Headers headers) {
    return of(tool, headers, "{}");
  }

  public static ToolRun of(Tool tool, Headers headers, String arguments) {
    return ToolCaller.of(tool).withHeaders(headers).call(arguments);
  }

  public static ToolRun of(Tool tool, CallContext context, ObjectNode arguments) {
    return ToolCaller.of(tool).withContext(context).call(arguments);
  }

  public static ToolRun of(Tool tool, CallContext context, ObjectNode arguments, ObjectNode meta) {
    return ToolCaller.of(tool).withContext(context).withMeta(meta).call(arguments);
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
}

package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Progress;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import java.time.Instant;
import java.util.List;

/**
 * Calls a tool without a server around it. Arguments and results are held against the tool's own
 * schemas.
 */
public record ToolUnderTest(
    Tool tool, Headers headers, Instant receivedAt, Progress progress, Cancellation cancellation) {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  public static ToolUnderTest of(Tool tool) {
    return new ToolUnderTest(
        tool, Headers.NONE, Instant.EPOCH, Progress.SILENT, Cancellation.NEVER);
  }

  public ToolUnderTest withHeaders(Headers newHeaders) {
    return new ToolUnderTest(tool, newHeaders, receivedAt, progress, cancellation);
  }

  public ToolUnderTest receivedAt(Instant time) {
    return new ToolUnderTest(tool, headers, time, progress, cancellation);
  }

  public ToolUnderTest withProgress(Progress newProgress) {
    return new ToolUnderTest(tool, headers, receivedAt, newProgress, cancellation);
  }

  public ToolUnderTest withCancellation(Cancellation newCancellation) {
    return new ToolUnderTest(tool, headers, receivedAt, progress, newCancellation);
  }

  public ToolResult call() {
    return call("{}");
  }

  public ToolResult call(String arguments) {
    return call((ObjectNode) JSON.parse(arguments));
  }

  public ToolResult call(ObjectNode arguments) {
    assertValid(tool.descriptor().inputSchema(), arguments);
    ObjectNode params = Json.object().put("name", tool.descriptor().name());
    params.set("arguments", arguments);
    ToolCall call =
        ToolCall.ofParams(params)
            .withContext(CallContext.local(headers, receivedAt))
            .withProgress(progress)
            .withCancellation(cancellation);
    ToolResult result = assertInstanceOf(ToolResult.class, outcome(call));
    if (!result.isError()) {
      assertValid(
          tool.descriptor().outputSchema().orElseThrow(), result.structuredContent().orElseThrow());
    }
    return result;
  }

  private Object outcome(ToolCall call) {
    try {
      return tool.call(call);
    } catch (Exception e) {
      throw new AssertionError("The tool threw", e);
    }
  }

  public static String text(ToolResult result) {
    assertEquals(1, result.content().size());
    return assertInstanceOf(Content.Text.class, result.content().get(0)).text();
  }

  private static void assertValid(ObjectNode schema, JsonNode instance) {
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertEquals(List.of(), compiled.validate(instance), () -> instance.toPrettyString());
  }
}

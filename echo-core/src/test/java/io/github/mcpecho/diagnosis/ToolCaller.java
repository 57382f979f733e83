package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Progress;
import io.github.mcpecho.mcp.ResponseStream;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Calls a tool without a server around it. Arguments and results are held against the tool's own
 * schemas.
 */
public record ToolCaller(
    Tool tool,
    CallContext context,
    ObjectNode meta,
    Progress progress,
    Cancellation cancellation,
    ResponseStream stream) {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final Pattern FINDING_LINE = Pattern.compile("(?m)^  \\S+ ([A-Z0-9_]+): ");

  public static ToolCaller of(Tool tool) {
    return new ToolCaller(
        tool,
        received(Headers.NONE, ToolRun.NOW),
        Json.object(),
        Progress.SILENT,
        Cancellation.NEVER,
        Outbound.NONE);
  }

  public ToolCaller withContext(CallContext newContext) {
    return new ToolCaller(tool, newContext, meta, progress, cancellation, stream);
  }

  public ToolCaller withHeaders(Headers newHeaders) {
    return withContext(received(newHeaders, context.receivedAt()));
  }

  public ToolCaller receivedAt(Instant time) {
    return withContext(received(context.headers(), time));
  }

  /** Both clocks of a test go as one. */
  public static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }

  private static CallContext received(Headers headers, Instant time) {
    return CallContext.local(headers, time).withReceivedNanos(nanos(time));
  }

  public ToolCaller withMeta(ObjectNode newMeta) {
    return new ToolCaller(tool, context, newMeta, progress, cancellation, stream);
  }

  public ToolCaller withProgress(Progress newProgress) {
    return new ToolCaller(tool, context, meta, newProgress, cancellation, stream);
  }

  public ToolCaller withCancellation(Cancellation newCancellation) {
    return new ToolCaller(tool, context, meta, progress, newCancellation, stream);
  }

  public ToolCaller withStream(ResponseStream newStream) {
    return new ToolCaller(tool, context, meta, progress, cancellation, newStream);
  }

  public ToolRun call() {
    return call(Json.object());
  }

  public ToolRun call(String arguments) {
    return call((ObjectNode) JSON.parse(arguments));
  }

  public ToolRun call(ObjectNode arguments) {
    assertValid(tool.descriptor().inputSchema(), arguments);
    ObjectNode params = Json.object().put("name", tool.descriptor().name());
    params.set("arguments", arguments);
    if (!meta.isEmpty()) {
      params.set("_meta", meta);
    }
    ToolCall call =
        ToolCall.ofParams(params)
            .withContext(context)
            .withProgress(progress)
            .withCancellation(cancellation)
            .withStream(stream);
    return run(assertInstanceOf(ToolResult.class, outcome(call)));
  }

  private Object outcome(ToolCall call) {
    try {
      return tool.call(call);
    } catch (Exception e) {
      throw new AssertionError("A tool answers, whatever it is asked", e);
    }
  }

  private ToolRun run(ToolResult result) {
    assertEquals(1, result.content().size());
    String text = assertInstanceOf(Content.Text.class, result.content().get(0)).text();
    if (result.isError() && result.structuredContent().isEmpty()) {
      // The findings of a refused call are lines of its text.
      FINDING_LINE.matcher(text).results().forEach(line -> ProducedFindings.add(line.group(1)));
      return new ToolRun(text, Json.object(), true);
    }
    JsonNode facts = JSON.parse(JSON.write(result.structuredContent().orElseThrow()));
    assertValid(tool.descriptor().outputSchema().orElseThrow(), facts);
    var run = new ToolRun(text, facts, result.isError());
    run.findings().forEach(ProducedFindings::add);
    return run;
  }

  private static void assertValid(ObjectNode schema, JsonNode instance) {
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertEquals(List.of(), compiled.validate(instance), instance::toPrettyString);
  }
}

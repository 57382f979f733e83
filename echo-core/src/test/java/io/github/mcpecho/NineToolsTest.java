package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NineToolsTest {
  private static final Json JSON = new Json(64);

  private final McpServer server = McpEcho.builder().build();

  @Test
  void t02_areListedInTheOrderOfTheBrief() {
    assertEquals(
        NineTools.NAMES,
        StreamSupport.stream(tools().spliterator(), false)
            .map(tool -> tool.get("name").textValue())
            .toList());
  }

  @Test
  void haveSchemasThatAreValid() {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    for (JsonNode tool : tools()) {
      assertEquals(List.of(), metaSchema.validate(tool.get("inputSchema")));
      assertEquals(List.of(), metaSchema.validate(tool.get("outputSchema")));
    }
  }

  @Test
  void t14_sayThatTheyOnlyLookAndOnlyAtThisServer() {
    for (JsonNode tool : tools()) {
      assertTrue(tool.at("/annotations/readOnlyHint").booleanValue(), tool::toString);
      assertFalse(tool.at("/annotations/destructiveHint").booleanValue(), tool::toString);
      assertFalse(tool.at("/annotations/openWorldHint").booleanValue(), tool::toString);
    }
  }

  @Test
  void t05_sayWhatTheyTakeAndGive() {
    for (JsonNode tool : tools()) {
      assertFalse(tool.get("title").textValue().isBlank());
      assertFalse(tool.get("description").textValue().isBlank());
      assertFalse(tool.at("/inputSchema/additionalProperties").booleanValue(), tool::toString);
      assertTrue(tool.has("outputSchema"), tool::toString);
    }
  }

  @Test
  void t17_putNoArgumentIntoAHeader() {
    for (JsonNode tool : tools()) {
      assertFalse(tool.get("inputSchema").toString().contains("x-mcp-header"), tool::toString);
    }
  }

  @ParameterizedTest
  @FieldSource("io.github.mcpecho.fixtures.NineTools#NAMES")
  void t12_answerWithTextAndTheSameFactsAsTheirSchemaSays(String name) {
    JsonNode result = result(name);
    assertFalse(result.path("isError").booleanValue(), result::toString);
    assertFalse(result.at("/content/0/text").textValue().isBlank());
    JsonNode schema = tool(name).get("outputSchema");
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(result.get("structuredContent")));
  }

  @ParameterizedTest
  @FieldSource("io.github.mcpecho.fixtures.NineTools#NAMES")
  void t18_answerWithTextOnly(String name) {
    for (JsonNode block : result(name).get("content")) {
      assertEquals("text", block.get("type").textValue());
    }
  }

  private JsonNode tool(String name) {
    for (JsonNode tool : tools()) {
      if (tool.get("name").textValue().equals(name)) {
        return tool;
      }
    }
    throw new AssertionError(name);
  }

  private JsonNode result(String name) {
    String arguments = name.equals("echo") ? "{\"message\":\"Hello!\"}" : "{}";
    return call("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}");
  }

  private JsonNode tools() {
    return call("tools/list", "{}").get("tools");
  }

  private JsonNode call(String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    Headers headers =
        Headers.of(
            "Host",
            "localhost:3000",
            "Authorization",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
            "Origin",
            "https://app.example.com");
    return JSON.parse(
            server
                .handle(
                    body.getBytes(StandardCharsets.UTF_8),
                    CallContext.local(headers, Instant.now()),
                    Outbound.NONE)
                .body())
        .get("result");
  }
}

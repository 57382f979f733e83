package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.stream.Stream;

/** A schema with many keywords, which the client sends back as it has read it. */
final class SchemaPreservation implements Play {
  private static final String CHECK = "JsonSchema2020_12Client";
  private static final JsonNode ORIGINAL =
      ScenarioFile.read("json-schema-2020-12-preservation")
          .answers()
          .at("/tools~1list/tools/0/inputSchema");

  @Override
  public void judge(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (McpMethod.TOOLS_LIST.is(call.rpcMethod())) {
        checks.note(CHECK + "ToolFound", true, "");
      } else if (call.toolName().equals("json_schema_echo")) {
        JsonNode schema = call.argument("schema");
        checks.note(CHECK + "EchoCompleted", schema.isObject(), "schema is no object");
        if (schema.isObject()) {
          judge(schema, checks);
        }
      }
    }
    Findings.noteForm(calls, checks);
  }

  private static void judge(JsonNode schema, Checks checks) {
    notePreserved("$Schema", schema, checks, "/$schema");
    checks.note(
        CHECK + "$DefsPreserved", schema.path("$defs").has("address"), "$defs/address is lost");
    notePreserved("AdditionalProperties", schema, checks, "/additionalProperties");
    notePreserved("CompositionKeywords", schema, checks, "/allOf");
    notePreserved("ConditionalKeywords", schema, checks, "/if", "/then", "/else");
    notePreserved("AnchorKeyword", schema, checks, "/$defs/address/$anchor");
  }

  private static void notePreserved(
      String check, JsonNode schema, Checks checks, String... pointers) {
    List<String> lost =
        Stream.of(pointers)
            .filter(pointer -> !schema.at(pointer).equals(ORIGINAL.at(pointer)))
            .toList();
    checks.note(
        CHECK + check + "Preserved", lost.isEmpty(), String.join(", ", lost) + " is another");
  }
}

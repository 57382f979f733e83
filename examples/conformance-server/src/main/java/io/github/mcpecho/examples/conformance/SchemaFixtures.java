package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;

/** Tools whose input schema is the point. */
final class SchemaFixtures {
  private static final String EVERY_KEYWORD =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
          "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {
              "street": {"type": "string"},
              "city": {"type": "string"}
            }
          }
        },
        "properties": {
          "name": {"type": "string"},
          "address": {"$ref": "#/$defs/address"},
          "contactMethod": {"type": "string", "enum": ["phone", "email"]},
          "phone": {"type": "string"},
          "email": {"type": "string"}
        },
        "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
        "if": {
          "properties": {"contactMethod": {"const": "phone"}},
          "required": ["contactMethod"]
        },
        "then": {"required": ["phone"]},
        "else": {"required": ["email"]},
        "additionalProperties": false
      }
      """;

  private static final String MIRRORED =
      """
      {
        "type": "object",
        "properties": {
          "region": {"type": "string", "x-mcp-header": "Region"},
          "limit": {"type": "integer", "x-mcp-header": "Limit"},
          "dryRun": {"type": "boolean", "x-mcp-header": "Dry-Run"}
        },
        "required": ["region"],
        "additionalProperties": false
      }
      """;

  private SchemaFixtures() {}

  static List<Tool> all() {
    return List.of(
        new Fixture(
            ToolDescriptor.of("json_schema_2020_12_tool", "Has a schema of many keywords")
                .withInputSchema(EVERY_KEYWORD),
            call -> ToolResult.text("The arguments are valid.")),
        new Fixture(
            ToolDescriptor.of("test_custom_header", "Has parameters that are mirrored in headers")
                .withInputSchema(MIRRORED),
            call -> ToolResult.text(call.arguments().requiredString("region"))));
  }
}

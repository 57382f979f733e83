package io.github.mcpecho.mcp;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.schema.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolRegistryTest {
  private static final CallContext ANYBODY = CallContext.local(Headers.NONE, Calls.NOW);

  @Test
  void twoToolsOfOneNameAreRefused() {
    Tool tool = named("same");
    var e = assertThrows(IllegalArgumentException.class, () -> registry(tool, named("same")));
    assertEquals("Two tools are called same", e.getMessage());
  }

  @Test
  void namesAreCaseSensitive() {
    assertDoesNotThrow(() -> registry(named("a"), named("A")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\nb"})
  void t03_badNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> registry(named(name)));
  }

  @Test
  void aNameThatIsMeantAsItIsIsNotRefused() {
    assertDoesNotThrow(() -> registry(named("wetter-ü")));
    assertThrows(IllegalArgumentException.class, () -> registry(named("wetter-ä")));
  }

  @Test
  void t03_nameHasAtMost128Characters() {
    assertDoesNotThrow(() -> registry(named("a".repeat(128))));
    assertThrows(IllegalArgumentException.class, () -> registry(named("a".repeat(129))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {} | its inputSchema is not of type object
          {"type":"string"} | its inputSchema is not of type object
          """)
  void t04_aSchemaThatIsNotOfTypeObjectIsRefused(String schema, String reason) {
    assertRefused(schema, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
"""
{"type":"object","properties":7} | not a valid JSON Schema
{"type":"object","$schema":"http://json-schema.org/draft-07/schema#"} | the dialect http://json-schema.org/draft-07/schema# is not supported
{"type":"object","properties":{"a":{"$ref":"#/$defs/none"}}} | the schema cannot be used
{"type":"object","properties":{"a":{"$ref":"http://127.0.0.1:9/x"}}} | the schema cannot be used
""")
  void t06_aSchemaThatCannotBeJudgedByIsRefused(String schema, String reason) {
    assertRefused(schema, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
"""
{"type":"object","properties":{"a":{"type":"number","x-mcp-header":"A"}}} | x-mcp-header is for a string, an integer or a boolean only
{"type":"object","properties":{"a":{"type":["string","null"],"x-mcp-header":"A"}}} | x-mcp-header is for a string, an integer or a boolean only
{"type":"object","properties":{"a":{"x-mcp-header":"A"}}} | x-mcp-header is for a string, an integer or a boolean only
{"type":"object","properties":{"a":{"type":"string","x-mcp-header":""}}} | x-mcp-header is not a header name
{"type":"object","properties":{"a":{"type":"string","x-mcp-header":"a b"}}} | x-mcp-header is not a header name
{"type":"object","properties":{"a":{"type":"string","x-mcp-header":7}}} | x-mcp-header is not a header name
{"type":"object","properties":{"a":{"type":"string","x-mcp-header":"X"},"b":{"type":"string","x-mcp-header":"x"}}} | x-mcp-header twice: Mcp-Param-x
{"type":"object","properties":{"a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}}} | x-mcp-header stands where a chain of properties does not reach
{"type":"object","anyOf":[{"properties":{"a":{"type":"string","x-mcp-header":"A"}}}]} | x-mcp-header stands where a chain of properties does not reach
{"type":"object","$defs":{"d":{"type":"string","x-mcp-header":"A"}}} | x-mcp-header stands where a chain of properties does not reach
""")
  void t16_aMirroredParameterThatClientsWouldDropIsRefused(String schema, String reason) {
    assertRefused(schema, reason);
  }

  @Test
  void t06_depthAndSizeOfASchemaAreBounded() {
    assertThrows(
        MalformedJsonException.class,
        () -> ToolDescriptor.of("t", "d").withInputSchema(nested(70)));
    String property = "\"p%d\":{\"type\":\"string\"}";
    String properties =
        IntStream.range(0, 5_000).mapToObj(property::formatted).collect(joining(","));
    assertRefused(
        "{\"type\":\"object\",\"properties\":{" + properties + "}}",
        "the schema has more than 10000 parts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void t05_aToolWithoutADescriptionIsRefused(String description) {
    Tool tool = FakeTools.tool(ToolDescriptor.of("t", description), call -> ToolResult.text(""));
    var e = assertThrows(IllegalArgumentException.class, () -> registry(tool));
    assertEquals("Tool t cannot be registered: it has no description", e.getMessage());
  }

  @Test
  void t16_propertyCalledLikeTheAnnotationIsFine() {
    Tool tool =
        FakeTools.tool(
            ToolDescriptor.of("t", "d")
                .withInputSchema(
                    """
                    {"type":"object","properties":{"x-mcp-header":{"type":"string"}},
                     "default":{"x-mcp-header":"y"}}\
                    """),
            call -> ToolResult.text(""));
    assertDoesNotThrow(() -> registry(tool));
  }

  @Test
  void t04_schemaPassesThroughUntouched() {
    String schema =
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",\
        "$defs":{"a":{"$anchor":"x","type":"object"}},"properties":{"p":{"$ref":"#/$defs/a"}},\
        "if":{"required":["p"]},"then":{"minProperties":1},"additionalProperties":false}\
        """;
    var registry =
        registry(
            FakeTools.tool(
                ToolDescriptor.of("t", "d").withInputSchema(schema), call -> ToolResult.text("")));
    assertEquals(schema, registry.all().iterator().next().toJson().get("inputSchema").toString());
  }

  @Test
  void onlyTheNamedToolsAreTrusted() {
    var registry = registry(FakeTools.all(), Set.of("mistyped"));
    assertTrue(output(registry, "mistyped").isEmpty());
    assertTrue(output(registry, "typed").isPresent());
  }

  @Test
  void outputSchemaOfATrustedToolIsNotCompiled() {
    Tool tool =
        FakeTools.tool(
            ToolDescriptor.of("t", "d").withOutputSchema("{\"type\":\"object\",\"required\":7}"),
            call -> ToolResult.text(""));
    assertTrue(output(registry(List.of(tool), Set.of("t")), "t").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> registry(tool));
  }

  private static void assertRefused(String schema, String reason) {
    Tool tool =
        FakeTools.tool(
            ToolDescriptor.of("t", "d").withInputSchema(schema), call -> ToolResult.text(""));
    var e = assertThrows(IllegalArgumentException.class, () -> registry(tool));
    assertTrue(e.getMessage().startsWith("Tool t cannot be registered: " + reason), e.getMessage());
  }

  private static String nested(int depth) {
    return "{\"type\":\"object\",\"default\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static Optional<JsonSchema> output(Registry<RegisteredTool> registry, String tool) {
    return registry.require(tool, ANYBODY, name -> name).output();
  }

  private static Registry<RegisteredTool> registry(Tool... tools) {
    return registry(List.of(tools), Set.of());
  }

  private static Registry<RegisteredTool> registry(List<Tool> tools, Set<String> trusted) {
    return new Registry<>(
        "tool", tools.stream().map(tool -> RegisteredTool.of(tool, trusted, Set.of("wetter-ü"))));
  }

  private static Tool named(String name) {
    return FakeTools.named(name, call -> ToolResult.text(""));
  }
}

package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.faults.HttpSse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a script can have beside its rules, and what each of it is to a {@link
 * McpEchoServerBuilder}; {@link ScriptNote} has what people read of it.
 */
final class PartTable {
  private static final int LARGEST_PAGE = 10_000;

  /** Those that have a say in a call stand in the order in which it passes them. */
  private static final Map<String, Function<ScriptObject, Stream<Part>>> BY_NAME =
      new LinkedHashMap<>();

  static {
    setups();
    offer();
  }

  /** Something that a server is given before it starts. */
  interface Part extends UnaryOperator<McpEchoServerBuilder> {}

  private PartTable() {}

  private static void setups() {
    put("protected", one(SetupReader::protectedResource), McpEchoServerBuilder::with);
    put(
        "instructions",
        (script, name) -> script.text(name).stream(),
        McpEchoServerBuilder::instructions);
    put(
        "capabilities",
        (script, name) -> script.member(name).map(given -> script.jsonObject(name)).stream(),
        McpEchoServerBuilder::capabilities);
    put("sessions", one(SetupReader::sessions), McpEchoServerBuilder::with);
    put(
        "httpSse",
        (script, name) -> Stream.of(script.flag(name)).filter(wanted -> wanted),
        (builder, wanted) -> builder.with(new HttpSse()));
  }

  private static void offer() {
    put("tools", each(PartTable::tool), McpEchoServerBuilder::tool);
    put("prompts", texts("name", McpEchoServerBuilder::prompt), PartTable::add);
    put("resources", texts("uri", McpEchoServerBuilder::resource), PartTable::add);
    put("templates", texts("uriTemplate", McpEchoServerBuilder::template), PartTable::add);
    put("completions", each(PartTable::completion), PartTable::add);
    put(
        "pageSize",
        (script, name) -> script.integer(1, LARGEST_PAGE, name).stream(),
        McpEchoServerBuilder::pageSize);
  }

  private static <T> void put(
      String name,
      BiFunction<ScriptObject, String, Stream<T>> reader,
      BiConsumer<McpEchoServerBuilder, T> use) {
    BY_NAME.put(
        name,
        script ->
            reader
                .apply(script, name)
                .map(
                    value ->
                        builder -> {
                          use.accept(builder, value);
                          return builder;
                        }));
  }

  private static <T> BiFunction<ScriptObject, String, Stream<T>> one(
      Function<ScriptObject, T> reader) {
    return (script, name) -> script.object(name).map(json -> json.readAll(reader)).stream();
  }

  private static <T> BiFunction<ScriptObject, String, Stream<T>> each(
      Function<ScriptObject, T> reader) {
    return (script, name) -> script.objects(name).stream().map(json -> json.readAll(reader));
  }

  /** Reads what is a text under a name. */
  private static BiFunction<ScriptObject, String, Stream<Part>> texts(String key, TextUse use) {
    return each(
        members -> {
          String name = members.requiredText(key);
          String text = members.requiredText("text");
          return builder -> use.in(builder, name, text);
        });
  }

  @FunctionalInterface
  private interface TextUse {
    McpEchoServerBuilder in(McpEchoServerBuilder builder, String name, String text);
  }

  private static void add(McpEchoServerBuilder builder, Part part) {
    part.apply(builder);
  }

  private static Tool tool(ScriptObject members) {
    String name = members.requiredText("name");
    ToolDescriptor descriptor =
        ToolDescriptor.of(name, members.text("description").orElse("A tool"));
    descriptor = members.json("inputSchema").map(descriptor::withInputSchema).orElse(descriptor);
    Optional<String> outputSchema = members.json("outputSchema");
    descriptor = outputSchema.map(descriptor::withOutputSchema).orElse(descriptor);
    Optional<JsonNode> facts = members.member("structuredContent");
    if (outputSchema.isPresent() && facts.isEmpty()) {
      throw members.invalid("structuredContent", "there, since there is \"outputSchema\"");
    }
    var text = new Content.Text(members.text("text").orElse(""));
    var result = new ToolResult(List.of(text), facts, false, Optional.empty());
    return Tool.of(descriptor, call -> result);
  }

  private static Part completion(ScriptObject members) {
    String prompt = members.requiredText("prompt");
    String argument = members.requiredText("argument");
    String[] values = members.texts("values").toArray(String[]::new);
    return builder -> builder.completion(prompt, argument, values);
  }

  /** Returns the names of all that there can be. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Reads what is there. */
  static List<Part> read(ScriptObject script) {
    return BY_NAME.values().stream().flatMap(reader -> reader.apply(script)).toList();
  }
}

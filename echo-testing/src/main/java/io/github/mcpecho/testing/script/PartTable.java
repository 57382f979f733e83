package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.schema.JsonSchema;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.Setup;
import io.github.mcpecho.testing.faults.HttpSse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a script can have beside its rules, and what each of it is to a {@link
 * McpEchoServerBuilder}; {@link ScriptNote} has what people read of it.
 */
final class PartTable {
  private static final int LARGEST_PAGE = 10_000;

  /** What MCP advises for tools. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /** Those that have a say in a call stand in the order in which it passes them. */
  private static final Map<String, Function<ScriptObject, Stream<Part>>> BY_NAME =
      new LinkedHashMap<>();

  static {
    setups();
    offer();
  }

  /**
   * Something that a server is given before it starts.
   *
   * @param place where it is in the script
   */
  record Part(String place, Consumer<McpEchoServerBuilder> gift) {
    /**
     * Gives it to a server.
     *
     * @throws ConfigurationException if no server can have it
     */
    void addTo(McpEchoServerBuilder builder) {
      try {
        gift.accept(builder);
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(place + ": " + e.getMessage());
      }
    }
  }

  private PartTable() {}

  private static void setups() {
    one("protected", SetupReader::protectedResource);
    value("instructions", ScriptObject::text, McpEchoServerBuilder::instructions);
    value(
        "capabilities",
        (script, name) -> script.member(name).map(given -> script.jsonObject(name)),
        McpEchoServerBuilder::capabilities);
    one("tasks", SetupReader::tasks);
    one("sessions", SetupReader::sessions);
    value(
        "httpSse",
        (script, name) -> Optional.of(script.flag(name)).filter(wanted -> wanted),
        (builder, wanted) -> builder.with(new HttpSse()));
  }

  private static void offer() {
    each("tools", PartTable::tool, (builder, tool) -> tool.accept(builder));
    each("prompts", PartTable::prompt, (builder, prompt) -> prompt.accept(builder));
    texts("resources", "uri", McpEchoServerBuilder::resource);
    texts("templates", "uriTemplate", McpEchoServerBuilder::template);
    each("completions", PartTable::completion, (builder, completion) -> completion.accept(builder));
    value(
        "pageSize",
        (script, name) -> script.integer(1, LARGEST_PAGE, name),
        McpEchoServerBuilder::pageSize);
  }

  private static <T> void value(
      String name,
      BiFunction<ScriptObject, String, Optional<T>> reader,
      BiConsumer<McpEchoServerBuilder, T> use) {
    BY_NAME.put(
        name,
        script ->
            reader
                .apply(script, name)
                .map(
                    value ->
                        new Part(
                            script.place() + "." + name, builder -> use.accept(builder, value)))
                .stream());
  }

  private static <T extends Setup> void one(String name, Function<ScriptObject, T> reader) {
    put(
        name,
        (script, member) -> script.object(member).stream(),
        reader,
        McpEchoServerBuilder::with);
  }

  private static <T> void each(
      String name, Function<ScriptObject, T> reader, BiConsumer<McpEchoServerBuilder, T> use) {
    put(name, (script, array) -> script.objects(array).stream(), reader, use);
  }

  private static <T> void put(
      String name,
      BiFunction<ScriptObject, String, Stream<ScriptObject>> objects,
      Function<ScriptObject, T> reader,
      BiConsumer<McpEchoServerBuilder, T> use) {
    BY_NAME.put(
        name,
        script ->
            objects
                .apply(script, name)
                .map(
                    json -> {
                      T value = json.readAll(reader);
                      return new Part(json.place(), builder -> use.accept(builder, value));
                    }));
  }

  /** What is a text under a name. */
  private static void texts(String name, String key, TextUse use) {
    each(
        name,
        members -> Map.entry(members.requiredName(key), members.requiredText("text")),
        (builder, one) -> use.in(builder, one.getKey(), one.getValue()));
  }

  @FunctionalInterface
  private interface TextUse {
    McpEchoServerBuilder in(McpEchoServerBuilder builder, String name, String text);
  }

  /** Any name may be meant, and a slip may not. */
  private static Consumer<McpEchoServerBuilder> named(
      ScriptObject members, String member, String name, Consumer<McpEchoServerBuilder> offer) {
    if (members.flag(ScriptObject.CUSTOM)) {
      return offer.andThen(builder -> builder.customName(name));
    }
    if (!NAME.matcher(name).matches()) {
      throw members.invalid(
          member, "1 to 128 characters of A-Za-z0-9_-.; beside \"custom\": true it may be any");
    }
    return offer;
  }

  private static Consumer<McpEchoServerBuilder> prompt(ScriptObject members) {
    String name = members.requiredName("name");
    String text = members.requiredText("text");
    return named(members, "name", name, builder -> builder.prompt(name, text));
  }

  private static Consumer<McpEchoServerBuilder> tool(ScriptObject members) {
    String name = members.requiredName("name");
    ToolDescriptor descriptor =
        ToolDescriptor.of(name, members.text("description").orElse("A tool"));
    descriptor = members.json("inputSchema").map(descriptor::withInputSchema).orElse(descriptor);
    Optional<String> outputSchema = members.json("outputSchema");
    descriptor = outputSchema.map(descriptor::withOutputSchema).orElse(descriptor);
    Optional<JsonNode> facts = members.member("structuredContent");
    if (outputSchema.isPresent() && facts.isEmpty()) {
      throw members.invalid("structuredContent", "there, since there is \"outputSchema\"");
    }
    if (outputSchema.isPresent()) {
      requireFit(members, facts.get());
    }
    var text = new Content.Text(members.text("text").orElse(""));
    var result = new ToolResult(List.of(text), facts, false, Optional.empty());
    Tool tool = Tool.of(descriptor, call -> result);
    return named(members, "name", name, builder -> builder.tool(tool));
  }

  /** What does not fit is no answer of a server that works, but one of a rule. */
  private static void requireFit(ScriptObject tool, JsonNode facts) {
    List<String> problems =
        JsonSchema.of(tool.member("outputSchema").orElseThrow()).problems(facts, QuotedInput::of);
    if (!problems.isEmpty()) {
      throw tool.invalid(
          "structuredContent",
          "what \"outputSchema\" wants (%s); a rule with \"result\" answers otherwise"
              .formatted(String.join("; ", problems)));
    }
  }

  private static Consumer<McpEchoServerBuilder> completion(ScriptObject members) {
    String prompt = members.requiredName("prompt");
    String argument = members.requiredName("argument");
    String[] values = members.texts("values").toArray(String[]::new);
    return named(
        members, "prompt", prompt, builder -> builder.completion(prompt, argument, values));
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  static List<Part> read(ScriptObject script) {
    return BY_NAME.values().stream().flatMap(reader -> reader.apply(script)).toList();
  }
}

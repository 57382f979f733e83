package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the page of the tools says that they take is in their schemas, and what it says that they
 * answer is what they answer. Run with {@code -Dtools.write} to write both anew.
 */
class ToolsPageTest {
  private static final Path PAGE = Path.of("TOOLS.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^## `(\\w+)`$");
  private static final Pattern ARGUMENTS =
      Pattern.compile("(?m)^<!-- arguments of (\\w+) -->\n(?:\\|.*\n)*");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)(```http\n(.*?)```\n\n)```text\n.*?```\n");
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final CallContext.Connection BEHIND_A_PROXY =
      CallContext.Connection.builder()
          .server("echo", 80)
          .remote("10.0.0.1", 4711)
          .local("10.0.0.5", 3000)
          .build();

  private final Map<String, Tool> tools =
      DiagnosticTools.all(
              new DiagnosticSources(
                  Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
                  () -> ToolCaller.nanos(ToolRun.NOW) + Duration.ofMillis(1).toNanos(),
                  Duration.ofSeconds(25),
                  "a1b2c3d4",
                  EchoSettings.DEFAULTS.withEnvironment(
                      Map.of("MCP_ECHO_TOOL_TIMEOUT", "5", "MCP_ECHO_TOOL_TIMOUT", "60")),
                  FixedProbe.BRIEF,
                  new RequestStatistics(() -> 0),
                  new Redactor(new byte[] {1, 2, 3}),
                  TokenPolicy.NONE,
                  List.of(),
                  new Random(1)))
          .stream()
          .collect(Collectors.toMap(tool -> tool.descriptor().name(), tool -> tool));

  @Test
  void everyToolHasItsChapter() throws IOException {
    assertEquals(
        NineTools.NAMES,
        HEADING
            .matcher(Files.readString(PAGE))
            .results()
            .map(heading -> heading.group(1))
            .toList());
  }

  @Test
  void argumentsAndAnswersAreThoseOfTheTools() throws IOException {
    String page = Files.readString(PAGE);
    String fresh = EXAMPLE.matcher(page).replaceAll(this::withAnswer);
    fresh = ARGUMENTS.matcher(fresh).replaceAll(this::withArguments);
    if (System.getProperty("tools.write") != null) {
      Files.writeString(PAGE, fresh);
    }
    assertEquals(
        fresh, Files.readString(PAGE), "TOOLS.md is stale: run this test with -Dtools.write");
  }

  private String withAnswer(MatchResult example) {
    return Matcher.quoteReplacement(
        example.group(1) + "```text\n" + answer(example.group(2)).stripTrailing() + "\n```\n");
  }

  private String withArguments(MatchResult place) {
    ObjectNode schema = tools.get(place.group(1)).descriptor().inputSchema();
    var table = new StringBuilder("<!-- arguments of " + place.group(1) + " -->\n");
    if (!schema.path("properties").isEmpty()) {
      table.append("| argument | type | |\n|---|---|---|\n");
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            argument ->
                table.append(
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            argument.getKey(),
                            type(argument.getValue()),
                            argument.getValue().path("description").asText().replace("|", "\\|"))));
    return Matcher.quoteReplacement(table.toString());
  }

  private static String type(JsonNode schema) {
    if (schema.has("type")) {
      JsonNode type = schema.get("type");
      return type.isArray() ? joined(type, JsonNode::asText) : type.asText();
    }
    JsonNode choices = schema.has("anyOf") ? schema.get("anyOf") : schema.path("oneOf");
    return joined(choices, ToolsPageTest::type);
  }

  private static String joined(JsonNode several, Function<JsonNode, String> text) {
    var types = new ArrayList<String>();
    several.forEach(one -> types.add(text.apply(one)));
    return String.join(" or ", types);
  }

  private String answer(String request) {
    String[] parts = request.split("\n\n", 2);
    String[] lines = parts[0].split("\n");
    String[] target = lines[0].split(" ");
    var headers = new ArrayList<String>();
    for (int i = 1; i < lines.length; i++) {
      headers.addAll(List.of(lines[i].split(": ?", 2)));
    }
    JsonNode params = JSON.parse(parts[1]).path("params");
    return ToolCaller.of(tools.get(params.path("name").asText()))
        .withContext(
            new CallContext(
                    target[0],
                    target[1],
                    target[2],
                    Headers.of(headers.toArray(String[]::new)),
                    BEHIND_A_PROXY,
                    ToolRun.NOW)
                .withReceivedNanos(ToolCaller.nanos(ToolRun.NOW)))
        .call((ObjectNode) params.get("arguments"))
        .text();
  }
}

package io.github.mcpecho.examples.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.nimbusds.jose.JWSObject;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A host that brings its own json-schema-validator, of another version than ours. */
class OtherValidatorTest {
  @Test
  void theirsIsAnotherThanOurs() throws Exception {
    assertTrue(jarOf(SchemaRegistry.class).getFileName().toString().matches(".*-validator-3.*"));
  }

  @Test
  void ourJarHoldsNothingOutsideOfItsOwnName() throws Exception {
    try (var jar = new JarFile(jarOf(McpEcho.class).toFile())) {
      Set<String> places =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName().replaceFirst("^(io/github/mcpecho|[^/]*)/.*", "$1"))
              .collect(Collectors.toSet());
      assertEquals(Set.of("META-INF", "io/github/mcpecho"), places);
    }
  }

  @Test
  void oursJudgesBesideTheirs() throws Exception {
    assertEquals(Host.EXPECTED, Host.verdicts());
  }

  /** Without OSHI too, which a host may leave out. */
  @Test
  void oursNeedsNothingOfTheirs() throws Exception {
    var urls = new ArrayList<URL>();
    for (Class<?> type :
        List.of(
            McpEcho.class,
            JsonNode.class,
            JsonFactory.class,
            JsonInclude.class,
            JWSObject.class,
            Host.class)) {
      urls.add(jarOf(type).toUri().toURL());
    }
    try (var alone =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Object verdicts = alone.loadClass(Host.class.getName()).getMethod("verdicts").invoke(null);
      assertEquals(Host.EXPECTED, verdicts);
    }
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** An application with a tool of its own. */
  public static final class Host {
    static final List<String> EXPECTED =
        List.of(
            "Invalid arguments for own: Argument n is a string, expected an integer.",
            "Tool own cannot be registered: not a valid JSON Schema: "
                + "/required: integer found, array expected");

    private Host() {}

    public static List<String> verdicts() throws IOException {
      return List.of(
          ofAnArgument("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"),
          ofASchema("{\"type\":\"object\",\"required\":7}"));
    }

    private static String ofAnArgument(String schema) throws IOException {
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
              + "\"params\":{\"name\":\"own\",\"arguments\":{\"n\":\"x\"}}}";
      String answer =
          server(schema)
              .handle(
                  call.getBytes(StandardCharsets.UTF_8),
                  CallContext.local(Headers.NONE, Instant.EPOCH),
                  Outbound.NONE)
              .text();
      return new ObjectMapper().readTree(answer).at("/result/content/0/text").asText();
    }

    private static String ofASchema(String schema) {
      try {
        server(schema);
        return "valid";
      } catch (IllegalArgumentException e) {
        return e.getMessage();
      }
    }

    private static McpServer server(String schema) {
      return McpEcho.builder().tool(new OwnTool(schema)).build();
    }
  }

  private record OwnTool(String schema) implements Tool {
    @Override
    public ToolDescriptor descriptor() {
      return ToolDescriptor.of("own", "A tool of the host.").withInputSchema(schema);
    }

    @Override
    public ToolOutcome call(ToolCall call) {
      return ToolResult.text("called");
    }
  }
}

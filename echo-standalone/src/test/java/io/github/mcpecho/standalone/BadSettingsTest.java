package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable of the README with values that cannot be used: one line, exit code 2. */
class BadSettingsTest {
  private static final String NO_PATH = "a\0b";
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z_]{3,})`");

  private static final Map<String, List<String>> BAD =
      Map.ofEntries(
          Map.entry("MCP_ECHO_HOST", List.of("no such host", "192.0.2.1", "a\nb")),
          Map.entry("MCP_ECHO_PORT", List.of("70000", "-1", "http", "1\n2")),
          Map.entry(
              "MCP_ECHO_PATH",
              List.of("mcp", "/mcp/", "/health", "/a\nb", "/a b", "/ä", "/a?b", "/a/../b", "/.")),
          Map.entry("MCP_PROTOCOL_VERSIONS_SUPPORTED", List.of("2020-01-01", "2025-06-18,x")),
          Map.entry("MCP_PROTOCOL_VERSION", List.of("2020-01-01", "2026-07-28", "a\nb")),
          Map.entry("MCP_ECHO_STRICT", List.of("maybe")),
          Map.entry("MCP_ECHO_TOOLS", List.of("echo,nothing", "a\nb")),
          Map.entry(
              "MCP_ECHO_DISABLED_TOOLS",
              List.of(
                  "nothing",
                  "echo,printHeader,bearerDecode,authContext,requestTiming,corsAnalysis,"
                      + "environmentDump,healthProbe,whoIStheGOAT")),
          Map.entry("MCP_ECHO_ALLOWED_HOSTS", List.of("https://", "a b", "a\nb", "http://bar")),
          Map.entry("MCP_ECHO_ALLOWED_ORIGINS", List.of("https://", "https://a/b", "null")),
          Map.entry("MCP_ECHO_CORS_ORIGINS", List.of("https://", "a b", "null")),
          Map.entry("MCP_ECHO_PUBLIC_URL", List.of("mcp.example.com", "https://a?b", "a\nb")),
          Map.entry("MCP_ECHO_JWKS_FILE", List.of("no/such/file", ".", NO_PATH, "a\nb")),
          Map.entry("MCP_ECHO_CHALLENGE", List.of("maybe")),
          Map.entry("MCP_ECHO_CHALLENGE_SCOPES", List.of("a\"b", "a\\b", "ä", "a".repeat(1_025))),
          Map.entry(
              "MCP_ECHO_AUTHORIZATION_SERVERS",
              List.of("auth.example.com", "https://a,https://b?c", "https://u:p@a", "https://a#b")),
          Map.entry("MCP_ECHO_KEY", List.of("short")),
          Map.entry("MCP_ECHO_INSTANCE", List.of("a b", "a\nb")),
          Map.entry("MCP_ECHO_MASK_PERSONAL", List.of("maybe")),
          Map.entry("MCP_ECHO_TOOL_TIMEOUT", List.of("0", "3601", "1m")),
          Map.entry("MCP_ECHO_MAX_JSON_DEPTH", List.of("7", "1001")),
          Map.entry("MCP_ECHO_MAX_BODY_BYTES", List.of("0", "2147483640")),
          Map.entry("MCP_ECHO_MAX_HEADER_BYTES", List.of("100", "1048577")),
          Map.entry("MCP_ECHO_READ_TIMEOUT", List.of("0", "1m")),
          Map.entry("MCP_ECHO_IDLE_TIMEOUT", List.of("0", "3601")),
          Map.entry("MCP_ECHO_MAX_CONCURRENT_REQUESTS", List.of("0", "1000001")),
          Map.entry("WORKER_CONNECTIONS", List.of("0", "1000001")),
          Map.entry("MCP_ECHO_ACCESS_LOG", List.of("maybe")),
          Map.entry("MCP_ECHO_DEBUG", List.of("maybe")),
          Map.entry("ECHO_STATELESS_LOG_LEVEL", List.of("loud")),
          Map.entry("LOG_LEVEL", List.of("loud", "a\nb")),
          Map.entry("LOG_FILE", List.of("/proc/no/such/file", ".", NO_PATH, "/proc/a\nb")));

  static Stream<Arguments> badSettings() {
    return BAD.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(bad -> bad.getValue().stream().map(value -> Arguments.of(bad.getKey(), value)));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void aSettingThatCannotBeUsedIsOneLineThatNamesIt(String variable, String value) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var variables = new HashMap<>(Map.of("MCP_ECHO_PORT", "0"));
    variables.put(variable, value);

    assertEquals(2, Main.run(List.of(), variables, stream(out), stream(err)));
    String message = err.toString(StandardCharsets.UTF_8);
    assertTrue(message.startsWith("mcp-echo: "), message);
    assertTrue(message.contains(variable), message);
    assertEquals(message.length() - 1, message.indexOf('\n'), message);
    assertEquals(0, out.size());
  }

  @Test
  void everyVariableOfTheReadmeIsTried() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String table =
        readme.substring(
            readme.indexOf("| variable | default |"), readme.indexOf("Program (`ServerConfig`)"));
    TreeSet<String> documented =
        Arrays.stream(table.split("\n"))
            .map(row -> row.split("\\|")[1])
            .flatMap(names -> VARIABLE.matcher(names).results())
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(BAD.keySet()), documented);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

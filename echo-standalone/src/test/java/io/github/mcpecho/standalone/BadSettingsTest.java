package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting with values that cannot be used: one line, exit code 2. */
@Isolated("It runs the program, whose log is that of the JVM.")
class BadSettingsTest {
  private static final String NO_PATH = "a\0b";

  /** Declared so, a value is anything at all. */
  private static final Set<String> ANYTHING = Set.of("a text", "a list, separated by commas");

  private static final Pattern RANGE = Pattern.compile("a whole number from (\\d+) to (\\d+)");

  /** What is no number, no switch, no choice, or no path. */
  private static final List<String> GARBAGE =
      List.of(
          "a\nb", "a b", "\u001b[31m", "-1", "1.5", "99999999999", "0x10", "ä", ",", "\"", NO_PATH);

  /** What only a look at the meaning tells to be wrong. */
  private static final Map<String, List<String>> BAD =
      Map.ofEntries(
          Map.entry("MCP_ECHO_HOST", List.of("no such host", "192.0.2.1", "a\nb")),
          Map.entry("MCP_ECHO_PORT", List.of("http", "1\n2")),
          Map.entry(
              "MCP_ECHO_PATH",
              List.of("mcp", "/mcp/", "/health", "/a\nb", "/a b", "/ä", "/a?b", "/a/../b", "/.")),
          Map.entry("MCP_PROTOCOL_VERSIONS_SUPPORTED", List.of("2020-01-01", "2025-06-18,x", ",")),
          Map.entry("MCP_PROTOCOL_VERSION", List.of("2020-01-01", "2026-07-28")),
          Map.entry("MCP_ECHO_TOOLS", List.of("echo,nothing", "a\nb")),
          Map.entry(
              "MCP_ECHO_DISABLED_TOOLS", List.of("nothing", String.join(",", NineTools.NAMES))),
          Map.entry("MCP_ECHO_ALLOWED_HOSTS", List.of("https://", "http://bar")),
          Map.entry("MCP_ECHO_ALLOWED_ORIGINS", List.of("https://", "https://a/b", "null")),
          Map.entry("MCP_ECHO_CORS_ORIGINS", List.of("https://", "null")),
          Map.entry("MCP_ECHO_PUBLIC_URL", List.of("mcp.example.com", "https://a?b")),
          Map.entry("MCP_ECHO_JWKS_FILE", List.of("no/such/file", ".", NO_PATH, "a\nb")),
          Map.entry("MCP_ECHO_CHALLENGE_SCOPES", List.of("a\"b", "a\\b", "a".repeat(1_025))),
          Map.entry(
              "MCP_ECHO_AUTHORIZATION_SERVERS",
              List.of("auth.example.com", "https://a,https://b?c", "https://u:p@a", "https://a#b")),
          Map.entry("MCP_ECHO_KEY", List.of("short")),
          Map.entry("MCP_ECHO_INSTANCE", List.of("a".repeat(65))),
          Map.entry("MCP_ECHO_TOOL_TIMEOUT", List.of("1m")),
          Map.entry("LOG_FILE", List.of("/proc/no/such/file", ".", NO_PATH, "/proc/a\nb")));

  static Stream<Arguments> badSettings() {
    return ServerSettings.DEFAULTS.declared().stream()
        .flatMap(
            setting ->
                setting.names().stream()
                    .flatMap(name -> bad(setting).map(value -> Arguments.of(name, value))));
  }

  private static Stream<String> bad(Setting<?> setting) {
    List<String> bad = new ArrayList<>(BAD.getOrDefault(setting.name(), List.of()));
    Matcher range = RANGE.matcher(setting.allowed());
    if (range.matches()) {
      bad.add(String.valueOf(Long.parseLong(range.group(1)) - 1));
      bad.add(String.valueOf(Long.parseLong(range.group(2)) + 1));
    }
    GARBAGE.stream().filter(value -> isRefused(setting, value)).forEach(bad::add);
    return bad.stream();
  }

  private static boolean isRefused(Setting<?> setting, String value) {
    try {
      setting.in(Map.of(setting.name(), value));
      return false;
    } catch (ConfigurationException e) {
      return true;
    }
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

  static Stream<Setting<?>> declared() {
    return ServerSettings.DEFAULTS.declared().stream();
  }

  @ParameterizedTest
  @MethodSource("declared")
  void everySettingButThoseThatTakeAnyTextHasABadValue(Setting<?> setting) {
    assertTrue(ANYTHING.contains(setting.allowed()) || bad(setting).findAny().isPresent());
  }

  @ParameterizedTest
  @MethodSource("declared")
  void bothEndsOfARangeCanBeUsed(Setting<?> setting) {
    Matcher range = RANGE.matcher(setting.allowed());
    if (range.matches()) {
      assertFalse(isRefused(setting, range.group(1)));
      assertFalse(isRefused(setting, range.group(2)));
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
  @Test
  void nothingSetMeansTheDocumentedLimits() {
    Settings settings = ServerSettings.DEFAULTS.withEnvironment(Map.of());

    assertEquals("127.0.0.1", settings.get(ServerSettings.HOST));
    assertEquals(3_000, settings.get(ServerSettings.PORT));
    assertEquals("/mcp", settings.get(ServerSettings.PATH));
    assertEquals(32_768, settings.get(ServerSettings.MAX_HEADER_BYTES));
    assertEquals(10_000, settings.get(ServerSettings.MAX_CONNECTIONS));
    assertEquals(Duration.ofSeconds(30), settings.get(ServerSettings.IDLE_TIMEOUT));
    assertEquals(Duration.ofSeconds(30), settings.get(HttpSettings.READ_TIMEOUT));
  }

  @Test
  void variablesChangeTheLimitsTheyName() {
    Settings settings =
        ServerSettings.DEFAULTS.withEnvironment(
            Map.of(
                "MCP_ECHO_MAX_HEADER_BYTES", "65536",
                "WORKER_CONNECTIONS", "12",
                "MCP_ECHO_IDLE_TIMEOUT", "7",
                "MCP_ECHO_READ_TIMEOUT", "8"));

    assertEquals(65_536, settings.get(ServerSettings.MAX_HEADER_BYTES));
    assertEquals(12, settings.get(ServerSettings.MAX_CONNECTIONS));
    assertEquals(Duration.ofSeconds(7), settings.get(ServerSettings.IDLE_TIMEOUT));
    assertEquals(Duration.ofSeconds(8), settings.get(HttpSettings.READ_TIMEOUT));
  }

  @Test
  void aHeaderLimitThatLetsNothingOrEverythingInIsRefused() {
    assertThrows(ConfigurationException.class, () -> with(ServerSettings.MAX_HEADER_BYTES, 1_023));
    assertThrows(
        ConfigurationException.class, () -> with(ServerSettings.MAX_HEADER_BYTES, 1_048_577));
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertRefused(
        "MCP_ECHO_PORT=65536 cannot be used; use a whole number from 0 to 65535",
        () -> with(ServerSettings.PORT, 65_536));
    assertRefused(
        "WORKER_CONNECTIONS=0 cannot be used; use a whole number from 1 to 1000000",
        () -> with(ServerSettings.MAX_CONNECTIONS, 0));
    assertRefused(
        "MCP_ECHO_IDLE_TIMEOUT=0 cannot be used; use a whole number from 1 to 3600",
        () -> with(ServerSettings.IDLE_TIMEOUT, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/tools/mcp", "/a.b/..c/~d_e-f", "/health/mcp", "/9"})
  void aPathHasASlashBeforeEachPart(String path) {
    assertEquals(path, with(ServerSettings.PATH, path).get(ServerSettings.PATH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "mcp",
        "/mcp/",
        "//mcp",
        "/a//b",
        "/health",
        "/livez",
        "/metrics",
        "/a b",
        "/ä",
        "/a?b",
        "/a/../b",
        "/a/..",
        "/.",
        "/...",
        "/a%2fb",
        "/a\nb"
      })
  void whatCannotBeAPathIsRefused(String path) {
    assertThrows(ConfigurationException.class, () -> with(ServerSettings.PATH, path));
  }

  @Test
  void anUnknownHostIsOnlyLookedUpWhenAServerStarts() {
    Settings settings = with(ServerSettings.HOST, "no such host");

    assertRefused(
        "MCP_ECHO_HOST=no such host cannot be used: there is no host of this name; use 127.0.0.1"
            + " for this machine only, 0.0.0.0 for every network, or another address of this"
            + " machine",
        () -> EchoHttpServer.start(settings));
  }

  @Test
  void aServerIsNotStartedWithTheSettingsOfAnotherModule() {
    assertThrows(IllegalArgumentException.class, () -> EchoHttpServer.start(HttpSettings.DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(classes = {EchoSettings.class, HttpSettings.class, ServerSettings.class})
  void everyConstantIsInTheList(Class<?> module) throws IllegalAccessException {
    for (Field constant : module.getDeclaredFields()) {
      if (constant.getType().equals(Setting.class)) {
        constant.setAccessible(true);
        assertTrue(
            ServerSettings.DEFAULTS.declared().contains(constant.get(null)), constant.getName());
      }
    }
  }

  @Test
  void everyNameIsDeclaredOnce() {
    List<String> names =
        ServerSettings.DEFAULTS.declared().stream()
            .flatMap(setting -> setting.names().stream())
            .toList();

    assertEquals(names.size(), new HashSet<>(names).size(), names::toString);
  }

  @Test
  void noModuleCallsASettingOfAnotherOneUnknown() {
    var blank = new HashMap<String, String>();
    ServerSettings.DEFAULTS
        .declared()
        .forEach(setting -> setting.names().forEach(name -> blank.put(name, "")));

    for (Settings module :
        List.of(EchoSettings.DEFAULTS, HttpSettings.DEFAULTS, ServerSettings.DEFAULTS)) {
      assertEquals(List.of(), module.withEnvironment(blank).unknown());
    }
  }

  @Test
  void theWholeProgramKnowsWhatIsNoSetting() {
    Map<String, String> variables = Map.of("MCP_ECHO_FOO", "1", "MCP_ECHO_PORT", "80");

    assertEquals(
        List.of("MCP_ECHO_FOO"), ServerSettings.DEFAULTS.withEnvironment(variables).unknown());
  }

  private static <T> Settings with(Setting<T> setting, T value) {
    return ServerSettings.DEFAULTS.with(setting, value);
  }

  private static void assertRefused(String message, Executable setting) {
    assertEquals(message, assertThrows(ConfigurationException.class, setting).getMessage());
  }
}

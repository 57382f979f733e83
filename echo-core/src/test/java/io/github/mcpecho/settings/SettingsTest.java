package io.github.mcpecho.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.settings.Settings.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("It reads what is logged.")
class SettingsTest {
  private static final Setting<Integer> PORT =
      Setting.number("MCP_ECHO_PORT", 3_000, 0, 65_535, "a port");
  private static final Setting<String> KEY =
      Setting.secret("MCP_ECHO_KEY", "a key").unset("random");
  private static final Setting<List<String>> TOOLS = Setting.list("MCP_ECHO_TOOLS", "tools");
  private static final Setting<String> VERSION = Setting.text("MCP_PROTOCOL_VERSION", "a revision");
  private static final Setting<String> LEVEL =
      Setting.text("LOG_LEVEL", "a level").alias("ECHO_STATELESS_LOG_LEVEL");
  private static final Settings SOME =
      Settings.of(List.of(PORT, KEY, TOOLS)).and(Settings.of(List.of(VERSION, LEVEL)));

  @Test
  void whatAProgramSetsCountsBeforeInitParametersAndTheseBeforeVariables() {
    Settings environment = SOME.withEnvironment(Map.of("MCP_ECHO_PORT", "1"));
    Settings parameter = environment.withInitParameters(Map.of("MCP_ECHO_PORT", "2"));

    assertEquals("3000 default", shown(SOME, PORT));
    assertEquals("1 environment", shown(environment, PORT));
    assertEquals("2 init parameter", shown(parameter, PORT));
    assertEquals("3 code", shown(parameter.with(PORT, 3), PORT));
    assertEquals(3, parameter.with(PORT, 3).get(PORT));
  }

  @Test
  void theOrderInWhichValuesAreGivenDoesNotMatter() {
    Settings settings =
        SOME.with(PORT, 3)
            .withInitParameters(Map.of("MCP_ECHO_PORT", "2", "MCP_ECHO_TOOLS", "b"))
            .withEnvironment(Map.of("MCP_ECHO_PORT", "1", "MCP_ECHO_TOOLS", "a"));

    assertEquals("3 code", shown(settings, PORT));
    assertEquals("b init parameter", shown(settings, TOOLS));
  }

  @Test
  void anotherEnvironmentTakesThePlaceOfTheFirst() {
    Settings settings =
        SOME.withEnvironment(Map.of("MCP_ECHO_PORT", "1"))
            .withEnvironment(Map.of("MCP_ECHO_TOOLS", "a"));

    assertEquals("3000 default", shown(settings, PORT));
    assertEquals(Map.of("MCP_ECHO_TOOLS", "a"), settings.environment());
  }

  @Test
  void aValueThatCannotBeUsedIsRefusedWhereverItIsGiven() {
    Map<String, String> wrong = Map.of("MCP_ECHO_PORT", "65536");
    Settings overridden = SOME.with(PORT, 1);
    String message = "MCP_ECHO_PORT=65536 cannot be used; use a whole number from 0 to 65535";

    for (var giving :
        List.<Runnable>of(
            () -> SOME.withEnvironment(wrong),
            () -> SOME.withInitParameters(wrong),
            () -> SOME.with(PORT, 65_536),
            () -> overridden.withEnvironment(wrong))) {
      assertEquals(message, assertThrows(ConfigurationException.class, giving::run).getMessage());
    }
  }

  @Test
  void valuesDoNotChangeWithWhatTheyWereGivenAs() {
    var tools = new ArrayList<>(List.of("a"));
    Settings settings = SOME.with(TOOLS, tools);
    tools.add("b");

    assertEquals(List.of("a"), settings.get(TOOLS));
    assertEquals(List.of(), SOME.get(TOOLS));
  }

  @Test
  void whatIsNotSetAndHasNoDefaultIsNotThere() {
    assertEquals(Optional.empty(), SOME.find(KEY));
    assertThrows(NoSuchElementException.class, () -> SOME.get(KEY));
    assertEquals("random default", shown(SOME, KEY));
  }

  @Test
  void aSecretIsNotShown() {
    assertEquals("(hidden) code", shown(SOME.with(KEY, "s3cr3t"), KEY));
    assertEquals(Optional.of("s3cr3t"), SOME.with(KEY, "s3cr3t").find(KEY));
    assertEquals(
        "MCP_ECHO_KEY=(hidden) cannot be used: it is known; use a text",
        SOME.with(KEY, "s3cr3t").unusable(KEY, "it is known").getMessage());
  }

  @Test
  void aSettingOfAnotherModuleIsNotTakenInSilence() {
    Setting<Boolean> other = Setting.flag("MCP_ECHO_OTHER", false, "");

    assertThrows(IllegalArgumentException.class, () -> SOME.get(other));
    assertThrows(IllegalArgumentException.class, () -> SOME.with(other, true));
  }

  @ParameterizedTest
  @CsvSource({
    "MCP_ECHO_PROT, MCP_ECHO_PORT",
    "MCP_ECHO_POR, MCP_ECHO_PORT",
    "MCP_ECHO_PORTS, MCP_ECHO_PORT",
    "MCP_ECHO_OPRT, MCP_ECHO_PORT",
    "MPC_ECHO_PORT, MCP_ECHO_PORT",
    "MCPECHO_PORT, MCP_ECHO_PORT",
    "mcp_echo_port, MCP_ECHO_PORT",
    "mcp.echo.port, MCP_ECHO_PORT",
    "ECHO_STATELESS_PORT, MCP_ECHO_PORT",
    "MCP_ECHO_LOG_LEVEL, LOG_LEVEL",
    "MCP_ECHO_LOGLEVEL, LOG_LEVEL",
    "ECHO_STATELESS_LOG_LVEL, LOG_LEVEL",
    "MCP_ECHO_PROTOCOL_VERSION, MCP_PROTOCOL_VERSION",
    "MCP_PROTOCOL_VERSIONS, MCP_PROTOCOL_VERSION",
    "MCP_ECHO_KEYS, MCP_ECHO_KEY",
    "MCP_ECHO_KYE, MCP_ECHO_KEY"
  })
  void aMisspeltNameIsToldWithTheOneThatWasMeant(String name, String meant) {
    String told = name + " (did you mean " + meant + "?)";
    Settings settings = SOME.withEnvironment(Map.of(name, "4711"));

    assertEquals(List.of(told), settings.unknown());
    assertEquals(
        "Unknown init parameters: " + told + "; see CONFIGURATION.md",
        assertThrows(
                ConfigurationException.class, () -> SOME.withInitParameters(Map.of(name, "4711")))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCP_ECHO_FOO", "MCP_ECHO_SERVICE_HOST", "ECHO_STATELESS_MAX_REQUESTS"})
  void aNameThatOnlyBeginsLikeASettingMayBeOneOfAnotherModule(String name) {
    Map<String, String> given = Map.of(name, "4711");

    assertEquals(List.of(), SOME.withEnvironment(given).unknown());
    assertEquals(List.of(name), SOME.complete().withEnvironment(given).unknown());
    assertEquals(
        "Unknown init parameters: " + name + "; see CONFIGURATION.md",
        assertThrows(ConfigurationException.class, () -> SOME.withInitParameters(given))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORT", "port", "endpoint", "debug", "MCP_URL", "HOST", "PATH"})
  void variablesOfOthersAreNotReported(String name) {
    Map<String, String> given = Map.of(name, "4711");

    assertEquals(List.of(), SOME.complete().withEnvironment(given).unknown());
    SOME.withInitParameters(given);
  }

  /** Only where nobody else reads these variables: others have a MCP_PORT of their own. */
  @ParameterizedTest
  @CsvSource({
    "LOG_LEVL, LOG_LEVEL",
    "LOGLEVEL, LOG_LEVEL",
    "log_level, LOG_LEVEL",
    "LOG_LEVELS, LOG_LEVEL",
    "MCP_PORT, MCP_ECHO_PORT",
    "MCP_SERVER_PORT, MCP_ECHO_PORT",
    "FASTMCP_PORT, MCP_ECHO_PORT",
    "ECHO_PORT, MCP_ECHO_PORT",
    "MCP_LOG_LEVEL, LOG_LEVEL",
    "MCP_TOOLS, MCP_ECHO_TOOLS"
  })
  void theSameWordBehindAnotherBeginningIsToldInTheProgramAlone(String name, String meant) {
    Map<String, String> given = Map.of(name, "4711");

    assertEquals(
        List.of(name + " (did you mean " + meant + "?)"),
        SOME.complete().withEnvironment(given).unknown());
    assertEquals(List.of(), SOME.withEnvironment(given).unknown());
    SOME.withInitParameters(given);
  }

  @ParameterizedTest
  @CsvSource({
    "MCP_ECHO_ALLOWED_HOSTS, --allowed-hosts",
    "ECHO_STATELESS_MAX_REQUESTS, --max-requests",
    "MCP_PROTOCOL_VERSION, --protocol-version",
    "LOG_LEVEL, --log-level"
  })
  void aFlagIsTheNameWithoutItsBeginning(String name, String flag) {
    assertEquals(flag, Setting.text(name, "").flagName());
  }

  @Test
  void aFlagCountsBeforeAVariableAndIsNamedInWhatIsWrongWithIt() {
    Map<String, String> variables = Map.of("MCP_ECHO_PORT", "1", "MCP_ECHO_TOOLS", "a");
    Settings settings =
        SOME.withEnvironment(variables, Map.of("--port", "2", "--key", "s3cr3t", "--other", "3"));

    assertEquals("2 flag", shown(settings, PORT));
    assertEquals("a environment", shown(settings, TOOLS));
    assertEquals("(hidden) flag", shown(settings, KEY));
    assertEquals("1 code", shown(settings.with(PORT, 1), PORT));
    assertEquals(
        "--port=2 cannot be used: it is taken; use a whole number from 0 to 65535",
        settings.unusable(PORT, "it is taken").getMessage());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Settings more = SOME.and(Settings.of(List.of(Setting.flag("MCP_ECHO_DEBUG", false, ""))));
    Map<String, String> variables = Map.of("MCP_ECHO_PORT", "a", "MCP_ECHO_DEBUG", "b");

    assertEquals(
        List.of(
            "MCP_ECHO_PORT=a cannot be used; use a whole number from 0 to 65535",
            "MCP_ECHO_DEBUG=b cannot be used; use true or false",
            "--port=-1 cannot be used; use a whole number from 0 to 65535"),
        assertThrows(
                ConfigurationException.class,
                () -> more.withEnvironment(variables, Map.of("--port", "-1")))
            .getMessage()
            .lines()
            .toList());
  }

  @Test
  void theLogTellsOfUnknownVariablesWithoutTheirValues() {
    var told = new ArrayList<String>();
    Logger logger = Logger.getLogger(Settings.class.getName());
    var handler = new Messages(told);
    logger.addHandler(handler);
    try {
      SOME.complete()
          .withEnvironment(
              Map.of("MCP_ECHO_PROT", "4711", "MCP_ECHO_A\nB", "4711", "MCP_ECHO_PORT", "1"));
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(
        List.of(
            "WARNING Unknown variables have no effect: MCP_ECHO_A\\nB, MCP_ECHO_PROT (did you mean"
                + " MCP_ECHO_PORT?)"),
        told);
  }

  private static String shown(Settings settings, Setting<?> setting) {
    Source source = settings.source(setting);
    assertTrue(settings.declared().contains(setting));
    return settings.text(setting) + " " + source;
  }

  private static final class Messages extends Handler {
    private final List<String> told;

    Messages(List<String> told) {
      this.told = told;
    }

    @Override
    public void publish(LogRecord message) {
      told.add(message.getLevel() + " " + new SimpleFormatter().formatMessage(message));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

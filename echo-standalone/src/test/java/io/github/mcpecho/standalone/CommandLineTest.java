package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one types behind {@code mcp-echo}. */
@Isolated("It runs the program, whose log is that of the JVM.")
class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  static Stream<Setting<?>> declared() {
    return ServerSettings.DEFAULTS.declared().stream();
  }

  @Test
  void everyFlagIsAnotherOne() {
    List<String> flags = declared().map(Setting::flagName).toList();

    assertEquals(flags.size(), new HashSet<>(flags).size(), flags::toString);
  }

  private static String value(Setting<?> setting) {
    Matcher range = RANGE.matcher(setting.allowed());
    boolean words = setting.defaultText().matches(".* .*|all|none|random");
    return setting.isSwitch()
        ? "on"
        : range.matches()
            ? range.group(1)
            : EXAMPLES.getOrDefault(
                setting.name(), words ? "a-word-of-more-than-sixteen" : setting.defaultText());
  }

  @ParameterizedTest
  @MethodSource("declared")
  void everySettingIsAFlagThatCountsBeforeItsVariable(Setting<?> setting) {
    String value = value(setting);
    for (String[] given :
        new String[][] {
          {setting.flagName() + "=" + value},
          {setting.flagName(), value},
          {"config", setting.flagName(), value}
        }) {
      var arguments = new ArrayList<>(List.of(given));
      arguments.add("--print-config");
      String line = configuration(setting, arguments);

      assertTrue(line.matches("\\S+ +flag +\\S.*"), line);
      assertEquals(setting.isSecret(), line.endsWith(" (hidden)"), line);
    }
  }

  private static final Pattern RANGE = Pattern.compile("a whole number from (\\d+) to (\\d+)");

  /** Values of settings that take no word, and have no default. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "MCP_ECHO_ALLOWED_HOSTS", "a.example",
          "MCP_ECHO_ALLOWED_ORIGINS", "https://a.example",
          "MCP_ECHO_CORS_ORIGINS", "https://a.example",
          "MCP_PROTOCOL_VERSION", "2025-06-18",
          "MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18",
          "MCP_ECHO_SERVES", "tools",
          "MCP_ECHO_PUBLIC_URL", "https://a.example/mcp",
          "MCP_ECHO_AUTHORIZATION_SERVERS", "https://a.example");

  private String configuration(Setting<?> setting, List<String> arguments) {
    out.reset();
    assertEquals(0, run(Map.of(), arguments.toArray(String[]::new)), err::toString);
    return text(out)
        .lines()
        .filter(line -> line.startsWith(setting.name() + " "))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--challenge | true",
        "--challenge --strict | true",
        "--challenge=false | false",
        "--challenge off | off",
        "--strict --challenge | true"
      })
  void aSwitchNeedsNoValue(String line, String value) {
    assertEquals(
        0, run(Map.of("MCP_ECHO_CHALLENGE", "true"), ("--print-config " + line).split(" ")));
    assertTrue(
        text(out).contains("\nMCP_ECHO_CHALLENGE                flag         " + value + "\n"),
        text(out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--prot 80 | --prot is no argument (did you mean --port?); see --help",
        "--prot=80 | --prot is no argument (did you mean --port?); see --help",
        "-port 80 | -port is no argument (did you mean --port?); see --help",
        "port=80 | port is no argument (did you mean --port?); see --help",
        "MCP_ECHO_PORT=80 | MCP_ECHO_PORT is no argument (did you mean --port?); see --help",
        "--mcp-echo-port=80 | --mcp-echo-port is no argument (did you mean --port?); see --help",
        "--Allowed-Hosts=a | --Allowed-Hosts is no argument (did you mean --allowed-hosts?); see --help",
        "--allowed-host a | --allowed-host is no argument (did you mean --allowed-hosts?); see --help",
        "--print-confg | --print-confg is no argument (did you mean --print-config?); see --help",
        "doktor | doktor is no argument (did you mean doctor?); see --help",
        "serv | serv is no argument (did you mean serve?); see --help",
        "-p 8080 | -p is no argument (did you mean --port?); see --help",
        "-v | -v is no argument (did you mean --version?); see --help",
        "8080 | 8080 is no argument (did you mean --port=8080?); see --help",
        "health 3000 | 3000 is no argument (did you mean --port=3000?); see --help",
        "--no-page | --no-page is no argument (did you mean --page=false?); see --help",
        "--no-port | --no-port is no argument; see --help",
        "--page maybe | maybe is no value of --page; use true or false; see --help",
        "--page serv | serv is no argument (did you mean serve?); see --help",
        "--port 1 --port=1 | --port is given twice; give it once: a whole number from 0 to 65535",
        "--allowed-hosts=a --allowed-hosts b | --allowed-hosts is given twice; give it once: hosts such as example.com or localhost:3000, or *",
        "--challenge --challenge=no | --challenge is given twice; give it once: true or false",
        "--port= | --port needs a value behind it: a whole number from 0 to 65535",
        "--page= | --page needs a value behind it: true or false",
        "--tools=foo | --tools names foo, but the tools are echo, printHeader, ",
        "--tools=Echo,printheader | --tools names Echo (did you mean echo?), printheader (did you mean printHeader?), but the tools are echo, ",
        "--disabled-tools=foo | --disabled-tools names foo, but the tools are echo, ",
        "--tools=echo --disabled-tools=echo | --tools and --disabled-tools leave no tool: enable at least one",
        "--tls-certificate=/none | --tls-certificate needs --tls-key",
        "--tls-key=/none | --tls-key needs --tls-certificate",
        "--protocol-version=2024-11-05 --protocol-versions-supported=2025-06-18 | --protocol-version=2024-11-05 is not among the revisions that --protocol-versions-supported has: add it there, or leave one of them unset",
        "serve health | health is a second command, and one is done at a time; see --help",
        "--port 80 doctor http://a/ | doctor comes first, and has flags of its own; see --help",
        "completion fish | there is no completion for fish; use bash or zsh",
        "completion zsh powershell | there is no completion for powershell; use bash or zsh",
        "completion --quietly | --quietly is no argument; see --help",
        "https://u:p@mcp.example.com/mcp?a=b | a URL alone is no argument (did you mean doctor and this URL?); see --help",
        "serve-me\u202e | what is not shown here, as it may be a secret, is no argument; see --help",
        "q3Zp1T9vXc7Lw0Ns5Ua2 | what is not shown here, as it may be a secret, is no argument; see --help",
        "--port | --port needs a value behind it: a whole number from 0 to 65535",
        "--port --strict | --port needs a value behind it: a whole number from 0 to 65535",
        "--port 70000 | --port=70000 cannot be used; use a whole number from 0 to 65535",
        "--port=-1 | --port=-1 cannot be used; use a whole number from 0 to 65535",
        "--port -1 | --port=-1 cannot be used; use a whole number from 0 to 65535",
        "--strict=maybe | --strict=maybe cannot be used; use true or false",
        "--key=short | --key=(hidden) cannot be used; use at least 16 characters",
        "--log-level loud | --log-level=loud cannot be used; use TRACE, DEBUG, INFO, WARNING, WARN, ERROR, CRITICAL, FATAL or OFF",
        "--public-url=https://u:hunter2@a/ | --public-url=https://(hidden)@a/ cannot be used; use a URL such as https://mcp.example.com/mcp, without user, query and fragment",
        "--host no.such.host.invalid:3000 | --host=no.such.host.invalid:3000 cannot be used: there is no host of this name, and the port is MCP_ECHO_PORT; use 127.0.0.1 for",
        "--host http://no.such.host.invalid | --host=http://no.such.host.invalid cannot be used: there is no host of this name, and the port is MCP_ECHO_PORT; use",
        "--host no.such.host.invalid | --host=no.such.host.invalid cannot be used: there is no host of this name; use 127.0.0.1 for this machine only, 0.0.0.0 for every network, or another address of this machine"
      })
  void trial_o10_whatIsWrongWithAnArgumentIsSaid(String line, String said) {
    assertEquals(2, run(Map.of("MCP_ECHO_PORT", "0"), line.split(" ")));
    List<String> lines = text(err).lines().filter(one -> one.startsWith("mcp-echo: ")).toList();
    assertEquals(1, lines.size(), text(err));
    assertTrue(lines.get(0).startsWith("mcp-echo: " + said), text(err));
    assertEquals(0, out.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port | '' | --port needs a value behind it: a whole number from 0 to 65535",
        "serve | '' | an empty argument is none: is a variable of the shell not set?; see --help"
      })
  void trial_o10_aVariableOfTheShellThatIsNotSetIsTold(String first, String second, String said) {
    assertEquals(2, run(Map.of(), first, second));
    assertEquals("mcp-echo: " + said + "\n", text(err));
  }

  @Test
  void trial_o10_aPortInUseIsToldByTheFlagThatNamesIt() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertEquals(2, run(Map.of(), "--port", "" + taken.getLocalPort()));
      assertTrue(text(err).contains(" is in use: set --port to another one, or stop "), text(err));
    }
  }

  @Test
  void everyWrongSettingIsToldAtOnce() {
    Map<String, String> variables =
        Map.of("LOG_LEVEL", "loud", "MCP_ECHO_PATH", "mcp", "MCP_ECHO_DEBUG", "maybe");

    assertEquals(2, run(variables, "--port=http"));
    List<String> lines = text(err).lines().toList();
    assertEquals(4, lines.size(), text(err));
    for (String name : List.of("MCP_ECHO_PATH", "LOG_LEVEL", "MCP_ECHO_DEBUG", "--port")) {
      assertTrue(lines.stream().anyMatch(l -> l.startsWith("mcp-echo: " + name + "=")), text(err));
    }
  }

  @Test
  void aServerListensWhereTheFlagsSay() throws Exception {
    var program =
        new Program(
            Map.of(
                "MCP_ECHO_PATH",
                "/other",
                "LOG_LEVEL",
                "WARN",
                "MCP_LOG_LEVEL",
                "DEBUG",
                "PORT",
                "1"),
            "serve",
            "--path=/flag",
            "--log-level=INFO",
            "--key",
            "sixteen characters or more");
    assertEquals("/flag", program.uri().getPath());
    String dump =
        new Client(program.uri()).postJson(Client.GREET.replace("greet", "environmentDump")).body();
    for (String shown :
        List.of("MCP_ECHO_PATH: /flag (flag)", "LOG_LEVEL: INFO (flag)", "KEY: (hidden) (flag)")) {
      assertTrue(dump.contains(shown), dump);
    }

    String log = program.stop();
    assertTrue(log.contains("Lists of processes show --key: set MCP_ECHO_KEY in its place"), log);
    assertTrue(log.contains("MCP_LOG_LEVEL (did you mean LOG_LEVEL?)"), log);
    assertFalse(log.contains("sixteen"), log);
    assertFalse(log.contains("PORT has no effect"), "the port of this server was said: " + log);
  }

  @Test
  void thePortOfAPlatformIsToldWithWhatToDo() {
    // Nobody listens at an address of TEST-NET-1 (RFC 5737): the program ends.
    assertEquals(
        2,
        run(Map.of("PORT", "8080", "PATH", "/bin", "HOME", "/", "DEBUG", "x"), "--host=192.0.2.1"));
    String told = text(err).lines().toList().get(0);
    assertTrue(
        told.endsWith(
            "PORT has no effect. If the platform sends requests there, as Cloud Run and Heroku do,"
                + " set MCP_ECHO_PORT to its value, and MCP_ECHO_HOST to 0.0.0.0"),
        told);
    assertEquals(2, text(err).lines().count(), text(err));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "help",
        "serve --help",
        "health --help",
        "config --help",
        "help health"
      })
  void helpNamesCommandsAndFlags(String line) {
    assertEquals(0, run(Map.of(), line.split(" ")));
    for (String part :
        List.of(
            "\n  doctor URL ", "completion bash", "\n  --port, MCP_ECHO_PORT: a whole number")) {
      assertTrue(text(out).contains(part), text(out));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor --help", "help doctor"})
  void theDoctorHasHelpOfItsOwn(String line) {
    assertEquals(0, run(Map.of(), line.split(" ")));
    assertTrue(text(out).startsWith("Usage: java -jar echo-standalone.jar doctor "), text(out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mcp-echo --allowed- | --allowed-hosts --allowed-origins",
        "mcp-echo do | doctor",
        "mcp-echo serve --port 80 --st | --stop-timeout --strict",
        "mcp-echo doctor --dir | --direct --direct-header",
        "mcp-echo completion z | zsh"
      })
  void theScriptCompletesCommandsAndFlagsInBash(String line, String words) throws Exception {
    assertEquals(0, run(Map.of(), "completion", "bash"));
    String script = text(out);
    out.reset();
    assertEquals(0, run(Map.of(), "completion", "zsh"));
    assertEquals(script, text(out), "bash and zsh read the same");

    String[] typed = line.split(" ");
    Process bash =
        new ProcessBuilder("bash", "-s").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var to = new PrintStream(bash.getOutputStream(), true, StandardCharsets.UTF_8)) {
      to.println(script);
      to.println("COMP_WORDS=(" + line + "); COMP_CWORD=" + (typed.length - 1));
      to.println("COMP_LINE='" + line + "'; COMP_POINT=" + line.length());
      to.println("_complete_mcp-echo; printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort | xargs");
    }
    String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(words, completed.strip());
  }

  private int run(Map<String, String> variables, String... arguments) {
    return Main.run(List.of(arguments), variables, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("It runs the program, whose log is that of the JVM.")
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void servesAndSaysHowToTryIt() throws Exception {
    var program = new Program(Map.of("ECHO_STATELESS_WORKERS", "4", "WORKER_CONNECTIONS", "1000"));
    URI uri = program.uri();
    String second = program.hint();

    assertEquals(
        "Try: curl -s "
            + uri
            + " -H 'Content-Type: application/json' -d '{\"jsonrpc\":\"2.0\",\"id\":1,"
            + "\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
            + "\"arguments\":{\"message\":\"Hello!\"}}}'",
        second);
    assertTrue(
        new Client(uri)
            .postJson(second.substring(second.indexOf('{'), second.lastIndexOf('}') + 1))
            .body()
            .contains("\"text\":\"Hello!\""));

    String log = program.stop();
    assertTrue(
        log.matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO    mcpecho:"
                + " ECHO_STATELESS_WORKERS is ignored: [^\n]*\n"),
        log);
  }

  @ParameterizedTest
  @CsvSource({
    "MCP_ECHO_ACCESS_LOG, INFO, true",
    "MCP_ECHO_ACCESS_LOG, ERROR, true",
    "MCP_ECHO_ACCESS_LOG, OFF, false",
    "MCP_ECHO_DEBUG, ERROR, true",
    "MCP_ECHO_DEBUG, OFF, false",
    "MCP_ECHO_STRICT, TRACE, false"
  })
  void theAccessLogHasASwitchOfItsOwn(String variable, String level, boolean logs, @TempDir Path to)
      throws Exception {
    Path file = to.resolve("log");
    var program =
        new Program(Map.of(variable, "true", "LOG_LEVEL", level, "LOG_FILE", file.toString()));
    Optional<String> id;
    try (var client = new RawHttp(program.uri())) {
      id = askedTwice(client).header("X-Request-Id");
    }
    Optional<String> line =
        program.stop().lines().filter(text -> text.startsWith("{\"time\":\"")).findFirst();

    assertEquals(logs, id.isPresent());
    assertEquals(logs, line.isPresent());
    assertTrue(Files.readString(file).contains(line.orElse("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCP_ECHO_PORT | 70000 | MCP_ECHO_PORT=70000 cannot be used; use a whole number from 0 to 65535",
        "MCP_ECHO_PORT | http  | MCP_ECHO_PORT=http cannot be used; use a whole number from 0 to 65535",
        "MCP_ECHO_MAX_HEADER_BYTES | 100 | MCP_ECHO_MAX_HEADER_BYTES=100 cannot be used; use a whole"
            + " number from 1024 to 1048576",
        "MCP_ECHO_IDLE_TIMEOUT | 0 | MCP_ECHO_IDLE_TIMEOUT=0 cannot be used; use a whole number from 1 to 3600",
        "MCP_ECHO_READ_TIMEOUT | 1m | MCP_ECHO_READ_TIMEOUT=1m cannot be used; use a whole number from"
            + " 1 to 3600",
        "MCP_ECHO_PATH | /a b | MCP_ECHO_PATH=/a b cannot be used; use a path such as /mcp or /tools/mcp, with letters, digits or ._~- after each slash, not dots alone, and another than /health, /livez and /metrics",
        "MCP_ECHO_ALLOWED_HOSTS | a, http://bar | MCP_ECHO_ALLOWED_HOSTS=a, http://bar cannot be used: \"http://bar\" is an origin; without the scheme it is a host; use hosts such as example.com or localhost:3000, or *",
        "MCP_ECHO_ALLOWED_ORIGINS | null | MCP_ECHO_ALLOWED_ORIGINS=null cannot be used: \"null\" is what pages without an origin send; only * lets these in; use origins such as https://app.example.com, hosts, or *",
        "MCP_ECHO_DEBUG | maybe | MCP_ECHO_DEBUG=maybe cannot be used; use true or false",
        "LOG_LEVEL | loud | LOG_LEVEL=loud cannot be used; use TRACE, DEBUG, INFO, WARNING, WARN, ERROR, CRITICAL, FATAL or OFF"
      })
  void aSettingThatCannotBeUsedIsOneLine(String variable, String value, String message) {
    assertEquals(2, run(Map.of(variable, value)));
    assertEquals("mcp-echo: " + message + "\n", err.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"keys\":[null]} | it has a key, number 1, that is no JSON object",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"!!\",\"e\":\"AQAB\"}]} | it has a key, number 1, that is malformed: n is"
            + " not base64url",
        "{\"keys\":[]} | it holds no key"
      })
  void trial_g07_aFileOfKeysThatCannotBeUsedIsOneLine(
      String keys, String why, @TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), keys);

    assertEquals(2, run(Map.of("MCP_ECHO_JWKS_FILE", file.toString())));
    assertEquals(
        "mcp-echo: MCP_ECHO_JWKS_FILE="
            + file
            + " cannot be used: "
            + why
            + "; use the name of a file\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCP_ECHO_PAGE | false | MCP_ECHO_PAGE_PORT | 0"
            + " | MCP_ECHO_PAGE_PORT has no effect without MCP_ECHO_PAGE",
        "MCP_ECHO_PAGE | true | MCP_ECHO_PAGE_PORT | 0 |",
        "MCP_ECHO_MANAGEMENT_HOST | 127.0.0.1 | LOG_LEVEL | INFO"
            + " | MCP_ECHO_MANAGEMENT_HOST has no effect without MCP_ECHO_MANAGEMENT_PORT",
        "MCP_ECHO_MANAGEMENT_HOST | 127.0.0.1 | MCP_ECHO_MANAGEMENT_PORT | 0 |",
        "MCP_ECHO_TLS_CLIENT_AUTH | want | LOG_LEVEL | INFO"
            + " | MCP_ECHO_TLS_CLIENT_AUTH has no effect without MCP_ECHO_TLS_CLIENT_CA",
        "MCP_ECHO_CHALLENGE_SCOPES | mcp:read | MCP_ECHO_CHALLENGE | false"
            + " | MCP_ECHO_CHALLENGE_SCOPES has no effect without MCP_ECHO_CHALLENGE",
        "MCP_ECHO_TOOLS | echo | MCP_ECHO_SERVES | prompts,resources"
            + " | MCP_ECHO_TOOLS has no effect without tools in MCP_ECHO_SERVES",
        "MCP_ECHO_DISABLED_TOOLS | echo | MCP_ECHO_SERVES | tools |",
        "MCP_ECHO_SUBSCRIPTION_TIMEOUT | 60 | MCP_ECHO_SERVES | tools"
            + " | MCP_ECHO_SUBSCRIPTION_TIMEOUT has no effect without subscriptions in",
        "MCP_ECHO_MAX_CONCURRENT_REQUESTS | 100 | LOG_LEVEL | INFO"
            + " | set MCP_ECHO_MAX_SUBSCRIPTIONS (100) below MCP_ECHO_MAX_CONCURRENT_REQUESTS (100)",
        "MCP_ECHO_MAX_CONCURRENT_REQUESTS | 9 | MCP_ECHO_MAX_SUBSCRIPTIONS | 8 |",
        "MCP_ECHO_MAX_CONCURRENT_REQUESTS | 9 | MCP_ECHO_SERVES | tools |",
      })
  void aSettingWithoutTheOneItNeedsIsTold(
      String one, String value, String other, String otherValue, String warning) throws Exception {
    String log = new Program(Map.of(one, value, other, otherValue)).stop();

    assertEquals(warning == null, !log.contains("WARN"), log);
    assertTrue(warning == null || log.contains(warning), log);
  }

  @ParameterizedTest
  @CsvSource({"LOG_FILE,", ", --log-file"})
  void aSecretInTheNameOfALogFileIsNotPrinted(String variable, String flag) {
    String file = "/nope/ghp_aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW1xY2";

    int status = flag == null ? run(Map.of(variable, file)) : run(Map.of(), flag, file);

    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(2, status);
    assertFalse(said.contains("aB3dE5fG7hI9jK1l"), said);
    String name = flag == null ? variable : flag;
    assertTrue(said.startsWith("mcp-echo: " + name + "=/nope/("), said);
    assertTrue(said.contains(" cannot be written: "), said);
  }

  @ParameterizedTest
  @CsvSource({"--prot, 1, true", "--prot, 1, false", "--log-file, /nope/x, true"})
  void withJsonWhatIsWrongAtTheStartIsAnObject(String flag, String value, boolean byVariable)
      throws Exception {
    int status =
        byVariable
            ? run(Map.of("MCP_ECHO_LOG_FORMAT", "json"), flag, value)
            : run(Map.of(), "--log-format", "json", flag, value);

    assertEquals(2, status);
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(new ObjectMapper().readTree(lines.get(0)).path("message").asText().contains(flag));
  }

  @Test
  void aLogFileOnAFullDiskIsOneLine() {
    var ignored = Map.of("ECHO_STATELESS_WORKERS", "4");
    var variables = new HashMap<>(ignored);
    variables.put("LOG_FILE", "/dev/full");
    variables.put("MCP_ECHO_PATH", "mcp");

    assertEquals(2, run(variables));
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(
        lines.contains(
            "mcp-echo: LOG_FILE=/dev/full can no longer be written: No space left on device"),
        lines::toString);
  }

  @Test
  void aMisspelledVariableIsToldWithTheOneThatWasMeant() {
    var variables = new HashMap<String, String>();
    variables.put("MCP_ECHO_PROT", "value-4711");
    variables.put("MCP_ECHO_SERVICE_HOST", "value-4711");
    variables.put("MCP_ECHO_KEY", "short");

    assertEquals(2, run(variables));
    String log = err.toString(StandardCharsets.UTF_8);
    assertTrue(
        log.contains(
            "Z WARNING Settings: Unknown variables have no effect: MCP_ECHO_PROT (did you mean"
                + " MCP_ECHO_PORT?), MCP_ECHO_SERVICE_HOST\n"),
        log);
    assertTrue(!log.contains("4711"), log);
  }

  @Test
  void aHostThatIsNoneIsOneLine() {
    assertEquals(2, run(Map.of("MCP_ECHO_HOST", "no such host")));
    assertEquals(
        "mcp-echo: MCP_ECHO_HOST=no such host cannot be used: there is no host of this name; use"
            + " 127.0.0.1 for this machine only, 0.0.0.0 for every network, or another address of"
            + " this machine\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anAddressOfAnotherMachineIsOneLine() {
    // TEST-NET-1 (RFC 5737) belongs to nobody.
    assertEquals(2, run(Map.of("MCP_ECHO_HOST", "192.0.2.1", "MCP_ECHO_PORT", "0")));
    String message = err.toString(StandardCharsets.UTF_8);
    assertTrue(message.startsWith("mcp-echo: Cannot listen on 192.0.2.1:0 ("), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aPortInUseIsOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertEquals(2, run(Map.of("MCP_ECHO_PORT", port)));
      assertEquals(
          "mcp-echo: Port %s is in use: set MCP_ECHO_PORT to another one, or stop the program that"
                  .formatted(port)
              + " listens on 127.0.0.1:%s\n".formatted(port),
          err.toString(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCP_ECHO_PORT=%1$d MCP_ECHO_MANAGEMENT_PORT=%1$d | '' |"
            + " MCP_ECHO_PORT and MCP_ECHO_MANAGEMENT_PORT",
        "MCP_ECHO_PORT=%1$d MCP_ECHO_PAGE_PORT=%1$d | '' | MCP_ECHO_PORT and MCP_ECHO_PAGE_PORT",
        "MCP_ECHO_PORT=%1$d MCP_ECHO_HOST=0.0.0.0 | --management-port=%1$d"
            + " --management-host=127.0.0.1 | MCP_ECHO_PORT and --management-port",
        "MCP_ECHO_PORT=0 | --page-port %1$d --management-port %1$d |"
            + " --page-port and --management-port",
      })
  void twoPortsThatAreTheSameAreOneLine(String variables, String flags, String both)
      throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    var environment = new HashMap<String, String>();
    for (String variable : variables.formatted(port).split(" ")) {
      environment.put(variable.split("=")[0], variable.split("=")[1]);
    }
    String[] arguments = flags.isEmpty() ? new String[0] : flags.formatted(port).split(" ");

    assertEquals(2, run(environment, arguments));
    assertEquals(
        "mcp-echo: %s are both %d: set one of them to another port\n".formatted(both, port),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theConfigurationIsPrintedWithTheSourceOfEachValueAndWithoutASecret() {
    var variables = new HashMap<String, String>();
    variables.put("MCP_ECHO_PORT", "8080");
    variables.put("MCP_ECHO_KEY", "a-secret-of-sixteen-and-more");
    variables.put("MCP_ECHO_INSTANCE", "ghp_84a0acfff43510ba5c23115049f82e616917");
    variables.put("MCP_ECHO_PROT", "value-4711");
    variables.put("LOG_FILE", "/proc/no/such/file");

    assertEquals(0, run(variables, "--print-config"));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(
        lines.containsAll(
            List.of(
                "MCP_ECHO_HOST                     default      127.0.0.1",
                "MCP_ECHO_PORT                     environment  8080",
                "MCP_ECHO_KEY                      environment  (hidden)",
                "LOG_FILE                          environment  /proc/no/such/file",
                "MCP_ECHO_ACCESS_LOG               default      as MCP_ECHO_DEBUG")),
        lines::toString);
    String all = out + err.toString(StandardCharsets.UTF_8);
    assertTrue(all.contains("MCP_ECHO_PROT (did you mean MCP_ECHO_PORT?)"), all);
    for (String secret : List.of("sixteen", "84a0acff", "4711")) {
      assertTrue(!all.contains(secret), all);
    }
  }

  @Test
  void aConfigurationThatCannotBeUsedIsNotPrinted() {
    assertEquals(2, run(Map.of("MCP_ECHO_PORT", "http"), "--print-config"));
    assertEquals(
        "mcp-echo: MCP_ECHO_PORT=http cannot be used; use a whole number from 0 to 65535\n",
        err.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, run(Map.of(), "--version"));
    assertTrue(out.toString(StandardCharsets.UTF_8).matches("mcp-echo [0-9]+\\.[^\n]+\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 'http://localhost:1/mcp and on every other address of this machine (0.0.0.0)'",
    "::, 'http://localhost:1/mcp and on every other address of this machine (::)'",
    "127.0.0.1, 'http://localhost:1/mcp\n'",
    "::1, 'http://localhost:1/mcp\n'"
  })
  void trial_o10_theStartSaysWhereItListens(String host, String line) {
    String said =
        Main.greeting(
            ServerSettings.DEFAULTS.with(ServerSettings.HOST, host),
            URI.create("http://localhost:1/mcp"),
            any -> true);

    assertTrue(said.startsWith("mcp-echo listens on " + line), said);
  }

  @Test
  void trial_o10_onEveryAddressTheStartSaysWhichAndWhatToAllow() throws Exception {
    Settings settings = ServerSettings.DEFAULTS.with(ServerSettings.HOST, "0.0.0.0");
    URI uri = URI.create("http://localhost:1/mcp");
    List<String> lines = Main.greeting(settings, uri, host -> true).lines().toList();

    for (NetworkInterface network : NetworkInterface.networkInterfaces().limit(4).toList()) {
      for (InterfaceAddress address : network.getInterfaceAddresses()) {
        boolean reached =
            address.getAddress() instanceof Inet4Address
                && !address.getAddress().isLoopbackAddress();
        assertEquals(
            reached,
            lines.get(0).contains(address.getAddress().getHostAddress() + ":1"),
            lines::toString);
      }
    }
    assertTrue(
        lines
            .get(1)
            .startsWith("Behind a gateway, set MCP_ECHO_ALLOWED_HOSTS to the host in the URL"),
        lines::toString);
    assertEquals(
        List.of(lines.get(0), lines.get(2)),
        Main.greeting(settings.with(HttpSettings.ALLOWED_HOSTS, List.of("a")), uri, host -> true)
            .lines()
            .toList());
  }

  @Test
  void inChallengeModeItSaysHowToSeeTheChallenge() {
    Settings settings = ServerSettings.DEFAULTS.with(EchoSettings.CHALLENGE, true);
    assertEquals(
        "mcp-echo listens on http://localhost:1/mcp\n"
            + "Try: curl -si http://localhost:1/mcp -d '{}' # without a token: 401, and the"
            + " challenge",
        Main.greeting(settings, URI.create("http://localhost:1/mcp"), host -> true));
  }

  /** On one connection, the second answer comes after the line of the first. */
  private static RawHttp.Response askedTwice(RawHttp client) throws IOException {
    client.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.response();
    client.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return client.response();
  }

  private int run(Map<String, String> variables, String... arguments) {
    var withFreePort = new HashMap<>(Map.of("MCP_ECHO_PORT", "0"));
    withFreePort.putAll(variables);
    return Main.run(List.of(arguments), withFreePort, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

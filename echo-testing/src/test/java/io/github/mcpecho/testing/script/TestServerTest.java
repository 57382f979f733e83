package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.oauth.Challenges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program, with its files and options. */
@Isolated("It runs the program, whose log is that of the JVM.")
class TestServerTest {
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}\
      """;
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}\
      """;

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  @TempDir private Path folder;

  /** The program has changed it for all tests of this JVM. */
  @AfterEach
  void restoreTheLog() throws IOException {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void itDoesWhatTheScriptSays() throws Exception {
    Path script = folder.resolve("faults.json");
    Files.writeString(
        script,
        """
        {"rules": [{"on": {"tool": "echo"}, "times": 1, "then": {"do": "answer", "status": 418}}]}\
        """);
    try (var program = new RunningProgram("--script", script.toString())) {
      assertEquals(418, program.client().postMcp(ECHO).statusCode());
      assertEquals(200, program.client().postMcp(ECHO).statusCode());
    }
  }

  @Test
  void withoutTheFlagACallerTriggersNothing() throws Exception {
    try (var program = new RunningProgram()) {
      assertEquals(200, program.client().postMcp(ECHO, "X-Echo-Fault", "close").statusCode());
      assertEquals(-1, program.client().postMcp(LIST).body().indexOf("\"fault\""));
    }
  }

  @Test
  void withTheFlagAHeaderTriggersABehaviour() throws Exception {
    try (var program = new RunningProgram("--triggers")) {
      Client client = program.client();
      assertEquals(
          404,
          client
              .postMcp(ECHO, "X-Echo-Fault", "{\"do\": \"answer\", \"status\": 404}")
              .statusCode());
      assertEquals("", client.postMcp(ECHO, "X-Echo-Fault", "empty-json").body());
      assertEquals("", client.postMcp(ECHO, "X-Echo-Fault", "\"empty-json\"").body());
      HttpResponse<String> unknown = client.postMcp(ECHO, "X-Echo-Fault", "burn");
      assertEquals(400, unknown.statusCode());
      assertTrue(
          unknown
              .body()
              .startsWith("X-Echo-Fault: there is no behaviour \"burn\"; there are answer, "));
      HttpResponse<String> broken = client.postMcp(ECHO, "X-Echo-Fault", "{\"do");
      assertEquals("X-Echo-Fault: the JSON ends too early at line 1, column 5\n", broken.body());
      assertEquals(200, client.postMcp(ECHO).statusCode());
    }
  }

  /** Whoever can send a header to somebody's test server must not choose the answer's bytes. */
  @Test
  void withTheFlagNoTriggerAddsALineToTheHead() throws Exception {
    var triggers =
        new ArrayList<>(
            List.of(
                "{\"do\":\"redirect\",\"location\":\"/a?\"}",
                "{\"do\":\"answer\",\"status\":200,\"reason\":\"OK?\"}",
                "{\"do\":\"answer\",\"status\":200,\"headers\":{\"A\":\"b?\"}}",
                "{\"do\":\"answer\",\"status\":200,\"headers\":{\"A?\":\"b\"}}",
                "{\"do\":\"answer\",\"status\":200,\"contentType\":\"a/b?\",\"text\":\"c\"}",
                "{\"do\":\"real\",\"headers\":{\"A\":\"b?\"}}",
                "{\"do\":\"wrong-content-type\",\"contentType\":\"a/b?\"}"));
    for (String challenge : Challenges.names()) {
      triggers.add("{\"do\":\"challenge\",\"name\":\"" + challenge + "\",\"arguments\":[\"x?\"]}");
    }
    try (var program = new RunningProgram("--triggers")) {
      for (String trigger : triggers) {
        for (String end : List.of("\\r\\n", "\\n", "\\r")) {
          String json = trigger.replace("?", end + "X-Injected: 1" + end + end + "<html>");
          HttpResponse<String> answer = program.client().postMcp(ECHO, "X-Echo-Fault", json);
          // The resource of a challenge goes into the metadata, which is JSON, and not into a head.
          int status = json.contains("\"wrong-resource\"") ? 401 : 400;
          assertEquals(status, answer.statusCode(), json);
          assertEquals(Optional.empty(), answer.headers().firstValue("X-Injected"), json);
          assertEquals(status, program.client().postMcp(fault(json)).statusCode(), json);
        }
      }
    }
  }

  @Test
  void withTheFlagAToolTriggersABehaviour() throws Exception {
    try (var program = new RunningProgram("--triggers")) {
      Client client = program.client();
      assertTrue(client.postMcp(LIST).body().contains("\"name\":\"fault\""));
      assertEquals(418, client.postMcp(fault("{\"do\":\"answer\",\"status\":418}")).statusCode());
      assertTrue(client.postMcp(fault("{\"do\":\"real\"}")).body().contains("Nothing went wrong."));
      assertEquals("arguments needs a member \"do\"\n", client.postMcp(fault("{}")).body());
    }
  }

  @Test
  void itLogsWhereTheVariablesSay() throws Exception {
    Path log = folder.resolve("server.log");
    var variables = Map.of("LOG_FILE", log.toString(), "MCP_ECHO_ACCESS_LOG", "true");
    try (var program = new RunningProgram(variables)) {
      assertEquals(200, program.client().postMcp(ECHO).statusCode());

      // The line comes after the answer.
      String line = "";
      for (int i = 0; i < 2_000 && !line.contains("}\n"); i++) {
        Thread.sleep(10);
        line = Files.readString(log);
      }
      assertTrue(line.contains("\"method\":\"tools/call\",\"tool\":\"echo\""), line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rules': [{}]} | script.rules[0] needs a member \"then\"",
        "{'rules' | The script cannot be read: the JSON ends too early",
        "{'tools': [{'name': 'a b'}]} | script.tools[0].name must be ",
        "{'tools': [{'name': 'a'}, {'name': 'a'}]} | script.tools[1]: Two tools are called a",
        "{'capabilities': {'tool': {}}} | script.capabilities: There is no capability tool",
      })
  void aMessageNamesTheFile(String json, String message) throws Exception {
    Path script = Files.writeString(folder.resolve("bad.json"), json.replace('\'', '"'));
    var err = new ByteArrayOutputStream();
    int status =
        TestServer.run(
            List.of("--script", script.toString()),
            Map.of("MCP_ECHO_PORT", "0"),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(2, status);
    String last = err.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.contains("bad.json: " + message), last);
    assertEquals(last.indexOf("bad.json"), last.lastIndexOf("bad.json"), last);
  }

  @Test
  void trial_t08_withAnAccessLogEachCallIsALineOnceToo() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("faults.json"),
            """
            {"httpSse": true,
             "rules": [{"on": {"tool": "echo"}, "times": 1, "then": {"do": "answer", "status": 418}}]}\
            """);
    var variables = Map.of("MCP_ECHO_ACCESS_LOG", "true");
    try (var program = new RunningProgram(variables, "--script", script.toString())) {
      var lines = new ArrayList<String>();
      program.client().postMcp(ECHO);
      lines.add(program.nextLine());
      program.client().postMcp(LIST);
      lines.add(program.nextLine());
      program.client().postMcpTo("/mcp/messages?sessionId=7", LIST);
      lines.add(program.nextLine());
      program.client().get("/nothing");
      lines.add(program.nextLine());
      program.end();

      assertEquals(
          List.of("status 418", "status 405", "status 404", "GET /nothing -> 404, error -32600"),
          lines.stream()
              .map(line -> line.replaceFirst(".*TestServer: ", ""))
              .map(line -> line.replaceFirst("\\{.*\"(status)\":(\\d+).*", "$1 $2"))
              .toList());
      assertEquals(lines, program.log().lines().toList());
    }
  }

  @Test
  void trial_t08_eachCallIsALineAtTheUsualLevelWhoeverAnswersIt() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("faults.json"),
            """
            {"rules": [{"on": {"tool": "echo"}, "times": 1, "then": {"do": "answer", "status": 418}}]}\
            """);
    try (var program = new RunningProgram("--script", script.toString())) {
      var lines = new ArrayList<String>();
      program.client().postMcp(ECHO);
      lines.add(program.nextLine().substring(25));
      program.client().postMcp(ECHO);
      lines.add(program.nextLine().substring(25));
      program.client().get("/nothing");
      lines.add(program.nextLine().substring(25));
      program.end();

      assertEquals(
          List.of(
              "INFO    TestServer: POST /mcp tools/call echo -> 418 (rule call of echo: answer 418)",
              "INFO    TestServer: POST /mcp tools/call echo -> 200",
              "INFO    TestServer: GET /nothing -> 404, error -32600"),
          lines);
    }
  }

  @Test
  void trial_t08_aQuieterLevelSaysNothingOfCalls() throws Exception {
    try (var program = new RunningProgram(Map.of("LOG_LEVEL", "WARNING"))) {
      program.client().postMcp(ECHO);
      program.end();

      assertEquals("", program.log());
    }
  }

  @Test
  void aSecretInATargetOrANameIsInNoLine() throws Exception {
    String secret = "ghp_" + "a1B2c3D4e5".repeat(4).substring(0, 36);
    try (var program = new RunningProgram()) {
      program.client().postMcp(ECHO.replace("\"echo\"", "\"" + secret + "\""));
      program.client().get("/" + secret + "?token=" + secret);
      program.end();

      assertEquals(2, program.log().lines().count(), program.log());
      assertEquals(-1, (program.log() + program.nextText()).indexOf(secret), program.log());
    }
  }

  @Test
  void trial_t14_whatIsWrongWithClientsIsListedAtTheEnd() throws Exception {
    try (var program = new RunningProgram()) {
      for (int i = 0; i < 3; i++) {
        program.client().postJson(ECHO);
      }
      program.client().postMcp(ECHO);
      program.end();

      String findings = program.nextText();
      assertEquals(1, findings.split("_ACCEPT:|ACCEPT_", -1).length - 1, findings);
      assertTrue(
          findings.contains("In 3 calls, the first: POST /mcp tools/call echo -> 200"), findings);
    }
  }

  @ParameterizedTest
  @CsvSource({"error, true, 1", "error, false, 0", "warning, true, 1"})
  void trial_t14_theStatusTellsOfFindingsIfItIsAskedTo(String level, boolean breaks, int status)
      throws Exception {
    try (var program = new RunningProgram("--fail-on", level)) {
      if (breaks) {
        program.client().postJson(ECHO);
      } else {
        program.client().get("/health");
      }
      assertEquals(status, program.end());
    }
  }

  @Test
  void trial_t14_aFaultlessClientIsSaidToBeOne() throws Exception {
    try (var program = new RunningProgram("--fail-on", "warning")) {
      program.client().get("/health");

      assertEquals(0, program.end());
      assertEquals("There is no finding about a client.", program.nextText());
    }
  }

  @Test
  void aLogOfJsonHasTheGreetingAndTheFindingsToo() throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var variables = Map.of("MCP_ECHO_PORT", "0", "MCP_ECHO_LOG_FORMAT", "json");
    var thread =
        new Thread(
            () ->
                TestServer.run(
                    List.of("--control"),
                    variables,
                    new PrintStream(out),
                    new PrintStream(err, true, StandardCharsets.UTF_8)));
    thread.start();
    while (thread.isAlive() && !err.toString(StandardCharsets.UTF_8).contains("Control: ")) {
      Thread.sleep(10);
    }
    thread.interrupt();
    thread.join();

    assertEquals("", out.toString(StandardCharsets.UTF_8));
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    for (String line : lines) {
      assertEquals("INFO", JSON.parse(line).path("level").asText(), line);
    }
  }

  @Test
  void itSpeaksTlsAndWritesWhomToTrust() throws Exception {
    Path file = folder.resolve("ca.pem");
    var variables = Map.of("MCP_ECHO_ALLOWED_HOSTS", "mcp.example.com,127.0.0.1");
    try (var program = new RunningProgram(variables, "--ca-file", file.toString())) {
      var certificate =
          CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(file));
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("it", certificate);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      HttpClient client = HttpClient.newBuilder().sslContext(tls).build();

      HttpResponse<String> health =
          client.send(
              HttpRequest.newBuilder(program.endpoint().resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertEquals("https", program.endpoint().getScheme());
      assertEquals(200, health.statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--scrpt, --scrpt (did you mean --script?)",
    "--scrip, --scrip (did you mean --script?)",
    "--fail-no, --fail-no (did you mean --fail-on?)",
    "--scenari, --scenari (did you mean --scenario?)",
    "--script=faults.json, --script=faults.json (write a blank in place of =)",
    "--port, --port (use the variable MCP_ECHO_PORT)",
    "--port=3001, --port=3001 (use the variable MCP_ECHO_PORT)",
    "--allowed-hosts, --allowed-hosts (use the variable MCP_ECHO_ALLOWED_HOSTS)",
    "--control-token, --control-token (use the variable MCP_ECHO_CONTROL_TOKEN)",
    "--nothing-alike, --nothing-alike",
  })
  void whatIsNoOptionIsToldWhatWasMeant(String argument, String said) {
    assertEquals("2 mcp-echo: there is no option " + said + ", see --help\n", failure(argument));
  }

  @Test
  void whatItIsToldWrongIsOneLineAndStatusTwo() {
    Path missing = folder.resolve("missing.json");

    assertEquals(
        "2 mcp-echo: " + missing + ": The script cannot be read: there is no such file\n",
        failure("--script", missing.toString()));
    assertEquals(
        "2 mcp-echo: " + folder + ": The script cannot be read: it is no file to read\n",
        failure("--script", folder.toString()));
    assertEquals("2 mcp-echo: --script needs the name of a file after it\n", failure("--script"));
    assertEquals(
        "2 mcp-echo: --https stands twice: leave one out\n", failure("--https", "--https"));
    assertEquals("2 mcp-echo: --fail-on needs error or warning after it\n", failure("--fail-on"));
    assertEquals(
        "2 mcp-echo: --fail-on info cannot be used; use error or warning\n",
        failure("--fail-on", "info"));
    assertEquals(
        "2 mcp-echo: The file cannot be written: " + folder.resolve("no/ca.pem") + "\n",
        failure("--ca-file", folder.resolve("no/ca.pem").toString()));
    assertEquals(
        "2 mcp-echo: --https makes a certificate, and MCP_ECHO_TLS_CERTIFICATE names one: choose"
            + " one of them\n",
        failure(Map.of("MCP_ECHO_TLS_CERTIFICATE", "a.pem"), "--https"));
    assertEquals(
        "2 mcp-echo: --control is for this machine alone, and MCP_ECHO_HOST is not: set"
            + " MCP_ECHO_CONTROL_TOKEN, or leave MCP_ECHO_HOST out\n",
        failure(Map.of("MCP_ECHO_HOST", "0.0.0.0"), "--control"));
    assertEquals(
        "2 mcp-echo: MCP_ECHO_CONTROL_TOKEN=(hidden) cannot be used; use at least 8 letters, digits"
            + " or ._~+/=-\n",
        failure(Map.of("MCP_ECHO_CONTROL_TOKEN", "short"), "--control"));
    assertEquals(
        "2 mcp-echo: LOG_LEVEL=loud cannot be used; use TRACE, DEBUG, INFO, WARNING, WARN, ERROR,"
            + " CRITICAL, FATAL or OFF\n",
        failure(Map.of("LOG_LEVEL", "loud")));
  }

  @Test
  void aScriptThatCannotBeUsedIsNamed() throws Exception {
    Path script = Files.writeString(folder.resolve("faults.json"), "{\"rules\": [{}]}");

    assertEquals(
        "2 mcp-echo: " + script + ": script.rules[0] needs a member \"then\"\n",
        failure("--script", script.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--help --nonsense", "--control --help"})
  void helpListsBehavioursAndParts(String arguments) {
    var out = new ByteArrayOutputStream();

    int status =
        TestServer.run(List.of(arguments.split(" ")), Map.of(), new PrintStream(out), System.err);

    assertEquals(0, status);
    String text = out.toString(StandardCharsets.UTF_8);
    Stream.of(ScriptNote.behaviours(), ScriptNote.parts())
        .flatMap(List::stream)
        .forEach(note -> assertTrue(text.contains("\n  " + note.help() + "\n"), note.name()));
  }

  private static String fault(String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"fault\",\"arguments\":"
        + arguments
        + "}}";
  }

  private static String failure(String... arguments) {
    return failure(Map.of(), arguments);
  }

  private static String failure(Map<String, String> variables, String... arguments) {
    var err = new ByteArrayOutputStream();
    int status = TestServer.run(List.of(arguments), variables, System.out, new PrintStream(err));
    return status + " " + err.toString(StandardCharsets.UTF_8);
  }
}

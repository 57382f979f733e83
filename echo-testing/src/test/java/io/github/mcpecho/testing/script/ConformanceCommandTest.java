package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Clients that are scripts of the shell. */
@Isolated("It runs the program, whose log is that of the JVM.")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ConformanceCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The program has changed it for all tests of this JVM. */
  @AfterEach
  void restoreTheLog() throws IOException {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void aClientIsStartedAsTheOfficialSuiteDoes() throws IOException {
    Path client =
        script(
            """
            echo "$2 $MCP_CONFORMANCE_SCENARIO $MCP_CONFORMANCE_PROTOCOL_VERSION" >%1$s/seen
            echo "${MCP_CONFORMANCE_CONTEXT-none}" >>%1$s/seen
            curl -s -o /dev/null "$2" -H 'Content-Type: application/json' \\
              -H 'Accept: application/json, text/event-stream' -d '{"jsonrpc": "2.0", "id": 1,
              "method": "tools/call", "params": {"name": "add_numbers", "arguments": {"a": 1, "b": 2}}}'
            """);

    int status = run("2025-11-25", client + " first", "tools_call");

    assertEquals(0, status, out::toString);
    String seen = Files.readString(folder.resolve("seen"));
    assertTrue(seen.matches("http://127.0.0.1:[0-9]+/mcp tools_call 2025-11-25\\nnone\\n"), seen);
    assertEquals(
        """
        PASSED tools_call
          SUCCESS tool-add-numbers (ToolAddNumbers)
          SUCCESS wire-schema-valid (WireSchemaValid)
        1 of 1 passed
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theContextIsJson() throws IOException {
    Path client = script("printf %%s \"$MCP_CONFORMANCE_CONTEXT\" >%1$s/seen; exit 3\n");

    assertEquals(1, run("2026-07-28", client.toString(), "http-custom-headers"));

    String seen = Files.readString(folder.resolve("seen"));
    assertTrue(seen.startsWith("{\"toolCalls\":[{\"name\":\"test_custom_headers\""), seen);
    assertTrue(seen.endsWith("\"name\":\"http-custom-headers\"}"), seen);
  }

  @Test
  void whatAClientSaidThatFailedIsShown() throws IOException {
    Path client = script("echo to one side; echo to the other >&2; exit 3\n");

    assertEquals(1, run("2025-11-25", client.toString(), "initialize"));

    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("FAILED initialize\n  FAILURE mcp-client-initialization"), text);
    assertTrue(
        text.endsWith(
            """
              The client failed: exit code 3
              It was to do: Connect: initialize, and say that you are initialized. You may list the tools; there are none. Disconnect.
                | to one side
                | to the other
            0 of 1 passed, not initialize
            """),
        text);
  }

  /** The log of a build keeps it. */
  @Test
  void whatAClientSaidHidesItsSecrets() throws IOException {
    String secret = "q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go";
    Path client =
        script(
            """
            echo 'GET /mcp 401'
            echo 'Authorization: Bearer SECRET'
            echo 'DB_PASSWORD=orange-silver'
            exit 3
            """
                .replace("SECRET", secret));

    assertEquals(1, run("2025-11-25", client.toString(), "initialize"));

    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("    | GET /mcp 401\n    | Authorization: Bearer ("), text);
    assertTrue(text.contains("    | DB_PASSWORD=(hidden)\n"), text);
    assertFalse(text.contains(secret.substring(7, 14)), text);
  }

  @Test
  void withoutANameAllScenariosAreRun() throws IOException {
    Path client = script("exit 0\n");

    assertEquals(1, run("2025-11-25", client.toString(), ""));

    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("FAILED json-schema-2020-12-preservation (not scored)"), text);
    assertTrue(text.contains("\n0 of "), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --conformance                                   | --conformance needs a value after it
          --command --conformance                         | --conformance needs a value after it
          --command x                                     | --command needs --conformance 2026-07-28 or 2025-11-25 beside it
          --junit x.xml --control                         | --junit needs --conformance 2026-07-28 or 2025-11-25 beside it
          --conformance 2026-07-28 --except *             | No scenario of 2026-07-28 is left without *
          --conformance 2025-11-25 --scenario auth/* --except a* --except i* | No scenario of 2025-11-25 is left without a*, i*
          --conformance 2026-07-28 --timeout 0            | --timeout is a number of seconds from 1 to 9999, not 0
          --conformance 2026-07-28 --timeout 5m           | --timeout is a number of seconds from 1 to 9999, not 5m
          --conformance 2026-07-28 --junit /no/such/x.xml | --junit: /no/such/x.xml cannot be written
          --conformance 2025-06-18 --command x            | --conformance is for 2025-11-25 or 2026-07-28, not 2025-06-18
          --conformance soon --command x                  | --conformance is for 2025-11-25 or 2026-07-28, not soon
          --conformance 2026-07-28 --command x --triggers | there is no option --triggers beside --conformance, see --help
          """)
  void whatCannotBeUsedIsOneLine(String arguments, String message) {
    assertEquals(2, run(List.of(arguments.split(" "))));
    assertEquals("mcp-echo: " + message + "\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anUnknownScenarioIsToldWhichThereAre() {
    assertEquals(2, run("2025-11-25", "x", "auth/none"));
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("2025-11-25 has no scenario auth/none; there are "), text);
    assertTrue(text.contains("initialize, "), text);
  }

  @Test
  void withoutACommandItSaysWhatThereIsToDo() {
    assertEquals(0, run(List.of("--conformance", "2026-07-28", "--scenario", "*tools_call")));

    assertEquals(
        "tools_call\n    List the tools, and call add_numbers with two numbers, a and b.\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void scenariosAreChosenByPatterns() throws IOException {
    Path client = script("echo $MCP_CONFORMANCE_SCENARIO >>%1$s/seen\n");

    int status =
        run(
            List.of(
                "--conformance",
                "2026-07-28",
                "--command",
                client.toString(),
                "--scenario",
                "*dpop*",
                "--scenario",
                "auth/wif-jwt-bearer",
                "--except",
                "*-nonce"));

    assertEquals(
        List.of("auth/dpop", "auth/wif-jwt-bearer"), Files.readAllLines(folder.resolve("seen")));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("FAILED auth/dpop (not scored)"), text);
    assertTrue(text.endsWith("0 of 1 passed, not auth/wif-jwt-bearer\n"), text);
    assertEquals(1, status);
  }

  @Test
  void aCommandThatTheShellDoesNotFindIsSaidOnce() {
    assertEquals(2, run("2026-07-28", "/no/such/client", ""));

    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("mcp-echo: there is no such client: "), text);
    assertTrue(text.contains("/no/such/client: not found"), text);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aClientThatDoesNotEndFails() throws IOException {
    Path client = script("exec sleep 3600\n");

    assertEquals(1, run("2025-11-25", client.toString(), "initialize", "--timeout", "1"));

    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("The client failed: It did not end within 1 seconds"), text);
  }

  @Test
  void aClientThatIsInterruptedEndsWithWhatItStarted() throws Exception {
    Path client = script("sleep 3600 & echo $! >%1$s/new; mv %1$s/new %1$s/child; wait\n");
    var command = new CommandClient(client.toString());
    var scenario =
        new Scenario(
            "initialize",
            ProtocolVersion.V2025_11_25,
            URI.create("http://127.0.0.1:9/mcp"),
            "",
            Json.object());
    var running =
        new FutureTask<Void>(
            () -> {
              command.run(scenario);
              return null;
            });
    var thread = new Thread(running);
    thread.start();
    while (!Files.exists(folder.resolve("child")) && thread.isAlive()) {
      Thread.sleep(10);
    }

    thread.interrupt();

    assertThrows(ExecutionException.class, running::get);
    assertFalse(isRunning("child"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAClientLeavesBehindIsEnded() throws IOException, InterruptedException {
    Path client = script("sleep 3600 & echo $! >%1$s/child\n");

    assertEquals(1, run("2025-11-25", client.toString(), "initialize"));

    assertFalse(isRunning("child"));
  }

  /** Whoever is killed is there for a moment still; who only waits to be buried has no command. */
  private boolean isRunning(String file) throws IOException, InterruptedException {
    long id = Long.parseLong(Files.readString(folder.resolve(file)).strip());
    for (int i = 0; i < 1_000; i++) {
      if (ProcessHandle.of(id).flatMap(process -> process.info().command()).isEmpty()) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  @Test
  void ofMegabytesTheEndIsShown() throws IOException {
    Path client = script("yes | head -c 5000000; echo the end; exit 3\n");

    assertEquals(1, run("2025-11-25", client.toString(), "initialize"));

    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("    | y\n    | the end\n"), text);
    assertTrue(text.length() < 100_000, () -> text.length() + " characters");
  }

  @Test
  void aReportSaysItToBuildServers() throws Exception {
    Path client = script("printf '\\033[31mred\\033[0m <no & xml>'; exit 3\n");
    Path report = folder.resolve("report.xml");

    assertEquals(
        1,
        run(
            List.of(
                "--conformance",
                "2025-11-25",
                "--command",
                client.toString(),
                "--scenario",
                "initialize",
                "--scenario",
                "json-schema*",
                "--junit",
                report.toString())));

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    assertEquals("2", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
    String failure = suite.getElementsByTagName("failure").item(0).getTextContent();
    assertTrue(failure.contains("The client MUST initiate this phase"), failure);
    assertTrue(failure.contains("\n  The client failed: exit code 3\n"), failure);
    assertTrue(
        suite.getElementsByTagName("system-out").item(0).getTextContent().contains("<no & xml>"));
  }

  private Path script(String lines) throws IOException {
    Path script = folder.resolve("client.sh");
    Files.writeString(script, "#!/bin/sh\n" + lines.formatted(folder));
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  private int run(String revision, String command, String scenario, String... more) {
    var all = new ArrayList<>(List.of("--conformance", revision, "--command", command));
    if (!scenario.isEmpty()) {
      all.addAll(List.of("--scenario", scenario));
    }
    all.addAll(List.of(more));
    return run(all);
  }

  private int run(List<String> arguments) {
    return TestServer.run(
        arguments,
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}

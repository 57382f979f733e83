package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that are scripts of the shell. */
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
          --conformance 2026-07-28                        | --conformance and --command belong together, see --help
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
    assertTrue(text.contains("there is no scenario auth/none; there are "), text);
    assertTrue(text.contains("initialize, "), text);
  }

  private Path script(String lines) throws IOException {
    Path script = folder.resolve("client.sh");
    Files.writeString(script, "#!/bin/sh\n" + lines.formatted(folder));
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  private int run(String revision, String command, String scenario) {
    List<String> all =
        List.of("--conformance", revision, "--command", command, "--scenario", scenario);
    return run(scenario.isEmpty() ? all.subList(0, 4) : all);
  }

  private int run(List<String> arguments) {
    return TestServer.run(
        arguments,
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}

package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.oauth.Challenges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, with its files and options. */
class TestServerTest {
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}""";

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
        {"rules": [{"on": {"tool": "echo"}, "times": 1, "then": {"do": "answer", "status": 418}}]}""");
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
      for (int i = 0; i < 2_000 && !line.endsWith("}\n"); i++) {
        Thread.sleep(10);
        line = Files.readString(log);
      }
      assertTrue(line.contains("\"method\":\"tools/call\",\"tool\":\"echo\""), line);
    }
  }

  @Test
  void whatItIsToldWrongIsOneLineAndStatusTwo() {
    Path missing = folder.resolve("missing.json");

    assertEquals(
        "2 mcp-echo: The script cannot be read: " + missing + "\n",
        failure("--script", missing.toString()));
    assertEquals("2 mcp-echo: --script needs the name of a file after it\n", failure("--script"));
    assertEquals("2 mcp-echo: there is no option --scrpt, see --help\n", failure("--scrpt"));
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

  @Test
  void helpListsTheBehaviours() {
    var out = new ByteArrayOutputStream();

    int status = TestServer.run(List.of("--help"), Map.of(), new PrintStream(out), System.err);

    assertEquals(0, status);
    String text = out.toString(StandardCharsets.UTF_8);
    BehaviourTable.names().forEach(name -> assertTrue(text.contains("  " + name + "\n"), name));
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

  /** The program on a thread of its own, until it is interrupted. */
  private static final class RunningProgram implements AutoCloseable {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread thread;

    RunningProgram(String... arguments) {
      this(Map.of(), arguments);
    }

    RunningProgram(Map<String, String> more, String... arguments) {
      var variables = new HashMap<>(more);
      variables.put("MCP_ECHO_PORT", "0");
      var out =
          new PrintStream(new ByteArrayOutputStream(), true) {
            @Override
            public void println(String line) {
              lines.add(line);
            }
          };
      thread = new Thread(() -> TestServer.run(List.of(arguments), variables, out, System.err));
      thread.setDaemon(true);
      thread.start();
    }

    Client client() throws InterruptedException {
      String line = lines.poll(20, TimeUnit.SECONDS);
      lines.add(line);
      return new Client(URI.create(line.substring(line.indexOf("http://"))));
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}

package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The log as JSON, and a log that is rotated. */
@Isolated("It runs the program, whose log is that of the JVM.")
class LogFormatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aMessageIsOneObject() throws IOException {
    LogRecord message = new LogRecord(Level.WARNING, "two\nlines \u001b[31m \"{0}\"");
    message.setLoggerName("io.github.mcpecho.some.Thing");
    message.setInstant(Instant.EPOCH);
    message.setThrown(new IllegalStateException("a\nb", new IOException("\"}{\"level\":1")));
    String text = new JsonFormatter().format(message);
    JsonNode line = JSON.readTree(text);

    assertEquals(text.length() - 1, text.indexOf('\n'));
    assertEquals("1970-01-01T00:00:00.000Z", line.path("time").textValue());
    assertEquals("WARNING", line.path("level").textValue());
    assertEquals("io.github.mcpecho.some.Thing", line.path("logger").textValue());
    assertEquals("two\\nlines \\u001b[31m \"{0}\"", line.path("message").textValue());
    String exception = line.path("exception").textValue();
    assertTrue(exception.startsWith("java.lang.IllegalStateException: a\\nb\n\tat "), exception);
    assertTrue(exception.contains("\nCaused by: java.io.IOException: \"}{"), exception);
  }

  @Test
  void everyLineThatTheProgramWritesIsAnObject() throws Exception {
    Process program =
        program(
            Map.of(
                "MCP_ECHO_LOG_FORMAT", "json",
                "MCP_ECHO_ACCESS_LOG", "true",
                "MCP_ECHO_INSTANCE", "one",
                "MCP_ECHO_PROT", "1",
                "MCP_ECHO_DRAIN_DELAY", "0",
                "ECHO_STATELESS_WORKERS", "4",
                "ECHO_STATELESS_MAX_REQUESTS", "1",
                "MCP_ECHO_PORT", "0"));
    List<JsonNode> lines = new ArrayList<>();
    try (var text = program.inputReader(StandardCharsets.UTF_8)) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.add(JSON.readTree(line));
        String message = lines.get(lines.size() - 1).path("message").asText();
        if (message.startsWith("mcp-echo listens on ")) {
          String uri = message.substring("mcp-echo listens on ".length());
          new Client(URI.create(uri)).postJson(Client.GREET);
        }
      }
    }

    assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, program.exitValue());
    assertTrue(
        lines.stream().anyMatch(line -> line.path("level").asText().equals("WARNING")),
        lines.toString());
    JsonNode access = lines.get(lines.size() - 1);
    assertEquals("one", access.path("instance").asText(), lines.toString());
    assertEquals("tools/call", access.path("method").asText());
  }

  @Test
  void whatKeepsTheProgramFromStartingIsAnObjectToo() throws Exception {
    Process program = program(Map.of("MCP_ECHO_LOG_FORMAT", "json", "MCP_ECHO_PATH", "mcp"));
    List<String> lines;
    try (InputStream in = program.getInputStream()) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    assertEquals(2, program.exitValue());
    assertEquals(1, lines.size(), lines.toString());
    JsonNode line = JSON.readTree(lines.get(0));
    assertEquals("ERROR", line.path("level").textValue());
    assertTrue(line.path("message").textValue().startsWith("MCP_ECHO_PATH=mcp "), line.toString());
  }

  @Test
  void aLogFileThatCanNoLongerBeWrittenIsAnObject() throws IOException {
    var err = new ByteArrayOutputStream();
    Map<String, String> variables =
        Map.of(
            "MCP_ECHO_LOG_FORMAT", "json",
            "ECHO_STATELESS_WORKERS", "4",
            "LOG_FILE", "/dev/full",
            "MCP_ECHO_PATH", "mcp");
    var print = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertEquals(2, Main.run(List.of(), variables, print, print));

    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), lines.toString());
    for (String line : lines) {
      assertTrue(JSON.readTree(line).path("message").isTextual(), line);
    }
  }

  @Test
  void trial_o06_aFileThatIsRenamedOrRemovedIsLeftWithoutASignal(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("echo.log");
    Path old = folder.resolve("echo.log.1");
    var program = new Program(Map.of("LOG_FILE", file.toString(), "MCP_ECHO_ACCESS_LOG", "true"));
    var client = new Client(program.uri());
    client.postJson(Client.GREET);
    Files.move(file, old);
    int calls = 1;
    while (!Files.exists(file)) {
      client.postJson(Client.GREET);
      calls++;
    }
    // A client may have its answer before the line of it is written.
    for (int i = 0; i < 1_000 && accesses(old) + accesses(file) < calls; i++) {
      Thread.sleep(10);
    }
    assertEquals(calls, accesses(old) + accesses(file));
    assertTrue(accesses(old) >= 1);

    Files.delete(file);
    while (!Files.exists(file)) {
      client.postJson(Client.GREET);
    }
    program.stop();
    assertFalse(Files.readString(file).isEmpty());
  }

  private static long accesses(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith("{")).count();
  }

  private static Process program(Map<String, String> variables) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().putAll(variables);
    return builder.redirectErrorStream(true).start();
  }
}

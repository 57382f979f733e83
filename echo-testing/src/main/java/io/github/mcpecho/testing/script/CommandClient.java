package io.github.mcpecho.testing.script;

import io.github.mcpecho.testing.conformance.Scenario;
import io.github.mcpecho.testing.conformance.ScenarioClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client that is a command of the shell, started for each scenario as the official suite does:
 * the endpoint is its last argument, scenario, revision and context are in its environment.
 */
final class CommandClient implements ScenarioClient {
  private static final String VARIABLE = "MCP_CONFORMANCE_";
  private static final int MOST_SHOWN = 16 * 1_024;

  private final String command;
  private String said = "";

  CommandClient(String command) {
    this.command = command;
  }

  /** Returns the end of what it printed the last time. */
  synchronized String said() {
    return said;
  }

  @Override
  public void run(Scenario scenario) throws IOException, InterruptedException {
    Path output = Files.createTempFile("mcp-client", ".log");
    try {
      int code = run(scenario, output);
      if (code != 0) {
        throw new IOException("exit code " + code);
      }
    } finally {
      read(output);
      Files.deleteIfExists(output);
    }
  }

  private int run(Scenario scenario, Path output) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(shell(command + " " + scenario.uri()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put(VARIABLE + "SCENARIO", scenario.name());
    environment.put(VARIABLE + "PROTOCOL_VERSION", scenario.revision().wireName());
    if (scenario.context().isEmpty()) {
      environment.remove(VARIABLE + "CONTEXT");
    } else {
      environment.put(
          VARIABLE + "CONTEXT",
          scenario.context().deepCopy().put("name", scenario.name()).toString());
    }
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static List<String> shell(String line) {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
        ? List.of("cmd.exe", "/c", line)
        : List.of("/bin/sh", "-c", line);
  }

  private synchronized void read(Path output) throws IOException {
    try (var file = new RandomAccessFile(output.toFile(), "r")) {
      long begin = Math.max(0, file.length() - MOST_SHOWN);
      byte[] end = new byte[(int) (file.length() - begin)];
      file.seek(begin);
      file.readFully(end);
      said = new String(end, StandardCharsets.UTF_8);
    }
  }
}

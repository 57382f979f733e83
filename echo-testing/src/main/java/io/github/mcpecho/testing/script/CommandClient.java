package io.github.mcpecho.testing.script;

import io.github.mcpecho.testing.conformance.Scenario;
import io.github.mcpecho.testing.conformance.ScenarioClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A client that is a command of the shell, started for each scenario as the official suite does:
 * the endpoint is its last argument, scenario, revision and context are in its environment. What it
 * started ends with it, and all with this process, however that ends.
 */
final class CommandClient implements ScenarioClient {
  private static final String VARIABLE = "MCP_CONFORMANCE_";
  private static final int MOST_SHOWN = 16 * 1_024;

  /** How long the output may take to end after the client. */
  private static final long LAST_WORDS_MILLIS = 2_000;

  /** In the environment of the client and of all that it starts, so that they are found again. */
  private final String run = VARIABLE + "RUN=" + UUID.randomUUID();

  private final String command;
  private byte[] said = {};
  private int exitCode;
  private Optional<Process> running = Optional.empty();
  private boolean stopped;

  CommandClient(String command) {
    this.command = command;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "The end of clients"));
  }

  /** Returns the end of what it printed the last time. */
  synchronized String said() {
    return new String(said, StandardCharsets.UTF_8);
  }

  /** Returns whether the shell did not find it, or may not start it. */
  synchronized boolean isUnknown() {
    return exitCode == 127 || exitCode == 126;
  }

  @Override
  public void run(Scenario scenario) throws IOException, InterruptedException {
    Process process = start(scenario);
    var reader = new Thread(() -> listen(process.getInputStream()), "What the client says");
    reader.setDaemon(true);
    reader.start();
    int code;
    try {
      process.getOutputStream().close();
      code = process.waitFor();
      // Its children may hold what it writes to; who ends a process closes what it said.
      endAllOfThisRun();
      reader.join(LAST_WORDS_MILLIS);
    } finally {
      end(process);
    }
    synchronized (this) {
      exitCode = code;
    }
    if (code != 0) {
      throw new IOException("exit code " + code);
    }
  }

  private synchronized Process start(Scenario scenario) throws IOException {
    if (stopped) {
      throw new IOException("it is told to stop");
    }
    said = new byte[0];
    exitCode = 0;
    ProcessBuilder builder =
        new ProcessBuilder(shell(command + " " + scenario.uri())).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    String[] mark = run.split("=");
    environment.put(mark[0], mark[1]);
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
    running = Optional.of(process);
    return process;
  }

  private static List<String> shell(String line) {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
        ? List.of("cmd.exe", "/c", line)
        : List.of("/bin/sh", "-c", line);
  }

  private void listen(InputStream output) {
    byte[] buffer = new byte[MOST_SHOWN];
    try (output) {
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        append(buffer, count);
      }
    } catch (IOException e) {
      // It is gone, with what it still had to say.
    }
  }

  private synchronized void append(byte[] more, int count) {
    byte[] all = Arrays.copyOf(said, said.length + count);
    System.arraycopy(more, 0, all, said.length, count);
    said = Arrays.copyOfRange(all, Math.max(0, all.length - MOST_SHOWN), all.length);
  }

  private void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    endAllOfThisRun();
  }

  private synchronized void stop() {
    stopped = true;
    running.ifPresent(this::end);
  }

  /** Whoever left its parents is found where the environment of processes can be read: on Linux. */
  private void endAllOfThisRun() {
    ProcessHandle.allProcesses().filter(this::isOfThisRun).forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isOfThisRun(ProcessHandle process) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "environ"),
              StandardCharsets.ISO_8859_1)
          .contains(run);
    } catch (IOException e) {
      return false;
    }
  }
}

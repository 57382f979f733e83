package io.github.mcpecho.standalone;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program, running on a free port on a thread of its own. */
final class Program {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;
  private final URI uri;
  private final String hint;

  Program(Map<String, String> variables, String... arguments) throws IOException {
    var pipe = new PipedInputStream();
    var out = new PrintStream(new PipedOutputStream(pipe), true, StandardCharsets.UTF_8);
    var err = new PrintStream(log, true, StandardCharsets.UTF_8);
    var withFreePort = new HashMap<>(variables);
    withFreePort.put("MCP_ECHO_PORT", "0");
    thread =
        new Thread(() -> status.complete(Main.run(List.of(arguments), withFreePort, out, err)));
    thread.start();
    var lines = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8));
    uri = URI.create(lines.readLine().replace("mcp-echo listens on ", ""));
    hint = lines.readLine();
  }

  URI uri() {
    return uri;
  }

  /** Returns the second line that it prints. */
  String hint() {
    return hint;
  }

  /** Stops it, and returns what it has logged. */
  String stop() throws Exception {
    thread.interrupt();
    if (status.get(20, TimeUnit.SECONDS) != 0) {
      throw new AssertionError("It failed: " + log.toString(StandardCharsets.UTF_8));
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}

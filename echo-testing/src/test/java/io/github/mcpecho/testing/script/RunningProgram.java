package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.mcpecho.standalone.Client;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The program on a thread of its own, until it is interrupted. */
final class RunningProgram implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final LineLog log = new LineLog();
  private final AtomicInteger status = new AtomicInteger(-1);
  private final Thread thread;
  private final URI endpoint;

  RunningProgram(String... arguments) throws InterruptedException {
    this(Map.of(), arguments);
  }

  RunningProgram(Map<String, String> more, String... arguments) throws InterruptedException {
    var variables = new HashMap<>(more);
    variables.putIfAbsent("MCP_ECHO_PORT", "0");
    var out =
        new PrintStream(new ByteArrayOutputStream(), true) {
          @Override
          public void println(String text) {
            texts.add(text);
          }
        };
    var err = new PrintStream(log, true, StandardCharsets.UTF_8);
    thread = new Thread(() -> status.set(TestServer.run(List.of(arguments), variables, out, err)));
    thread.setDaemon(true);
    thread.start();
    String greeting = nextText();
    endpoint = URI.create(greeting.substring(greeting.indexOf("http")));
  }

  /** Returns the next text that it prints, after the one with its URL. */
  String nextText() throws InterruptedException {
    String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(text, log::toString);
    return text;
  }

  URI endpoint() {
    return endpoint;
  }

  Client client() {
    return new Client(endpoint);
  }

  /** Returns what it has written to standard error. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Returns the next line of its log, and waits for it: that of a call comes after its answer. */
  String nextLine() throws InterruptedException {
    String line = log.lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(line, log::toString);
    return line;
  }

  /** Tells it to stop, and returns the status that it ends with. */
  int end() throws InterruptedException {
    thread.interrupt();
    thread.join();
    return status.get();
  }

  /**
   * Waits for its end: the log is that of the JVM, so the next program would have its last lines.
   */
  @Override
  public void close() {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class LineLog extends ByteArrayOutputStream {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int taken;

    @Override
    public synchronized void flush() {
      for (int i = taken; i < count; i++) {
        if (buf[i] == '\n') {
          lines.add(new String(buf, taken, i - taken, StandardCharsets.UTF_8).strip());
          taken = i + 1;
        }
      }
    }
  }
}

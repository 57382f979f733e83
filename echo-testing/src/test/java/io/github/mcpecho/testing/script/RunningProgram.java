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
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
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

  /** Tells it to stop, and returns the status that it ends with. */
  int end() throws InterruptedException {
    thread.interrupt();
    thread.join();
    return status.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package io.github.mcpecho.examples.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.mcpecho.servlet.HttpSettings;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Takes the lines of the access log, as a host application can; nobody else sees them. */
final class AccessLines implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger logger = Logger.getLogger(HttpSettings.ACCESS_LOGGER);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          lines.add(new SimpleFormatter().formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  AccessLines() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  /** Waits for the next line, which may be written a little after the answer. */
  JsonNode next() throws IOException, InterruptedException {
    String line = lines.poll(20, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("Nothing is logged");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}

package io.github.mcpecho.examples.spring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Takes the lines that come to a logger of Logback, which is what Spring Boot logs with. */
final class LogbackLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger logger;

  LogbackLines(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
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
    logger.detachAppender(this);
  }
}

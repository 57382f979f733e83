package io.github.mcpecho.standalone;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to a logger and those below it, until it is closed. */
public final class LogCapture implements AutoCloseable {
  private final BlockingQueue<LogRecord> messages = new LinkedBlockingQueue<>();
  private final Logger logger;
  private final Level level;
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          messages.add(message);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Sets the level of the logger too, and keeps what it says from everybody else. */
  public LogCapture(String name, Level level) {
    logger = Logger.getLogger(name);
    this.level = logger.getLevel();
    logger.setLevel(level);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  /** Waits for the next message. */
  public LogRecord next() throws InterruptedException {
    LogRecord message = messages.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("Nothing is logged");
    }
    return message;
  }

  /** Returns what has been logged and was not taken yet. */
  public List<LogRecord> rest() {
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(level);
  }
}

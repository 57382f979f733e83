package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * The log of a program: {@code java.util.logging}, which both {@code System.Logger} and Jetty end
 * in. It lasts as long as this object is kept, since that package only holds loggers weakly.
 */
public final class Logging {
  /** Repeats lines and headers of requests in its messages, warnings too. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  /** Says which requests were cut off when the server stopped. */
  private static final Logger JETTY_THREADS =
      Logger.getLogger("org.eclipse.jetty.util.thread.QueuedThreadPool");

  private final Logger root = Logger.getLogger("");
  private final Logger own = Logger.getLogger("io.github.mcpecho");
  private final Logger access = Logger.getLogger(HttpSettings.ACCESS_LOGGER);

  /** Says when connections can no longer be accepted, and nothing of requests. */
  private final Logger acceptor = Logger.getLogger("org.eclipse.jetty.server.AbstractConnector");

  private final boolean isJson;

  private Logging(boolean isJson) {
    this.isJson = isJson;
  }

  /**
   * Replaces what the JDK configures by what {@code LOG_LEVEL}, {@code LOG_FILE}, {@code
   * MCP_ECHO_LOG_FORMAT} and {@code MCP_ECHO_DEBUG} ask for.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public static Logging start(Map<String, String> variables, PrintStream standardError) {
    return start(LogSettings.in(variables), standardError);
  }

  /**
   * Replaces what the JDK configures.
   *
   * @throws ConfigurationException if the file cannot be written
   */
  static Logging start(LogSettings settings, PrintStream standardError) {
    LogManager.getLogManager().reset();
    var logging = new Logging(settings.isJson());
    Formatter lines = settings.isJson() ? new JsonFormatter() : new LineFormatter();
    logging.root.addHandler(new LineHandler(standardError, lines));
    settings
        .file()
        .ifPresent(
            file -> {
              var handler = new LineHandler(open(settings.fileName(), file), lines);
              handler.setErrorManager(
                  new OneLine(settings.fileName(), file, standardError, settings.isJson()));
              logging.root.addHandler(handler);
            });
    logging.root.setLevel(settings.level().equals(Level.OFF) ? Level.OFF : Level.WARNING);
    logging.own.setLevel(settings.level());
    logging.access.setLevel(settings.accessLevel());
    JETTY.setLevel(Level.OFF);
    logging.acceptor.setLevel(logging.root.getLevel());
    if (settings.isJson()) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, thrown) -> logging.own.log(Level.SEVERE, "A thread ended", thrown));
    }
    return logging;
  }

  /** Keeps Jetty from telling of every start and stop in a log whose level for it nobody set. */
  static void quietJetty() {
    if (JETTY.getLevel() == null) {
      JETTY.setLevel(Level.WARNING);
    }
    if (JETTY_THREADS.getLevel() == null) {
      JETTY_THREADS.setLevel(Level.SEVERE);
    }
  }

  /** Tells people how it starts and ends: on this stream, or in the log if that is JSON. */
  public void tell(PrintStream people, String text) {
    if (isJson) {
      text.lines().forEach(this::info);
    } else {
      people.println(text);
    }
  }

  /** Logs a message of the program itself. */
  void info(String message) {
    own.info(message);
  }

  void warn(String message) {
    own.warning(message);
  }

  /** Logs what keeps the program from its work. */
  void error(String message) {
    own.severe(message);
  }

  private static OutputStream open(String name, Path file) {
    try {
      return new LogFile(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          name
              + "="
              + QuotedInput.of(file.toString())
              + " cannot be written: choose a file in a directory that exists and"
              + " that you may write to");
    }
  }

  /** Says once that the log is lost, where the JDK prints a stack trace. */
  private static final class OneLine extends ErrorManager {
    private final String name;
    private final Path file;
    private final PrintStream standardError;
    private final boolean json;
    private boolean said;

    OneLine(String name, Path file, PrintStream standardError, boolean json) {
      this.name = name;
      this.file = file;
      this.standardError = standardError;
      this.json = json;
    }

    @Override
    public synchronized void error(String message, Exception cause, int code) {
      if (!said) {
        said = true;
        String why = cause == null ? message : cause.getMessage();
        String line =
            name
                + "="
                + QuotedInput.of(file.toString())
                + " can no longer be written: "
                + QuotedInput.of(String.valueOf(why));
        standardError.print(
            json
                ? new JsonFormatter().format(new LogRecord(Level.SEVERE, line))
                : "mcp-echo: " + line + "\n");
      }
    }
  }

  /** Writes every message at once. */
  private static final class LineHandler extends StreamHandler {
    LineHandler(OutputStream out, Formatter lines) {
      super(out, lines);
      setLevel(Level.ALL);
      try {
        setEncoding(StandardCharsets.UTF_8.name());
      } catch (IOException e) {
        throw new IllegalStateException("UTF-8 is part of every Java platform", e);
      }
    }

    @Override
    public synchronized void publish(LogRecord message) {
      super.publish(message);
      flush();
    }
  }
}

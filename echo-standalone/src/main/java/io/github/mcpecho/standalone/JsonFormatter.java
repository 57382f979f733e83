package io.github.mcpecho.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.servlet.HttpSettings;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object for each message, on a line of its own: time in UTC, level, logger, message, and
 * the stack trace of an exception as one text. A line of the access log is such an object already.
 */
final class JsonFormatter extends Formatter {
  private final Json json = new Json(Json.DEFAULT_MAX_DEPTH);

  @Override
  public String format(LogRecord message) {
    // What JSON escapes, a reader of the line would make whole again; so this comes first.
    String text = SafeText.escape(formatMessage(message));
    if (HttpSettings.ACCESS_LOGGER.equals(message.getLoggerName())) {
      return text + "\n";
    }
    ObjectNode line =
        Json.object()
            .put("time", LineFormatter.time(message))
            .put("level", LineFormatter.level(message))
            .put("logger", Objects.requireNonNullElse(message.getLoggerName(), "-"))
            .put("message", text);
    if (message.getThrown() != null) {
      line.put("exception", LineFormatter.trace(message.getThrown()));
    }
    return json.writeString(line) + "\n";
  }
}

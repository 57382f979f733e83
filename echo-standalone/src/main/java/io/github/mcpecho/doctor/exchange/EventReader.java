package io.github.mcpecho.doctor.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes the events out of a stream while it comes (HTML standard §9.2.6). Not thread-safe. */
final class EventReader {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final List<Answer.Event> events = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private boolean afterReturn;
  private boolean answered;

  /** Reads on. */
  void feed(byte[] bytes, Duration after) {
    for (byte b : bytes) {
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = b == '\r';
      if (b == '\r' || b == '\n') {
        endOfLine(line.toString(StandardCharsets.UTF_8), after);
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  /** Returns whether the answer to a message was among the events. */
  boolean isAnswered() {
    return answered;
  }

  List<Answer.Event> events() {
    return List.copyOf(events);
  }

  private void endOfLine(String text, Duration after) {
    if (text.isEmpty()) {
      if (hasData) {
        String event = data.toString();
        events.add(new Answer.Event(event, after));
        answered |= isAnswer(event);
      }
      data.setLength(0);
      hasData = false;
    } else if (text.startsWith("data:") || text.equals("data")) {
      String value = text.substring(Math.min(5, text.length()));
      data.append(hasData ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
      hasData = true;
    }
  }

  private static boolean isAnswer(String event) {
    try {
      JsonNode message = JSON.parse(event);
      return message.has("result") || message.has("error");
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}

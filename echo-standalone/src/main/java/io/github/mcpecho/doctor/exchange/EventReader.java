package io.github.mcpecho.doctor.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes the events out of a stream while it comes (HTML standard §9.2.6). Not thread-safe. */
final class EventReader {
  private static final String MESSAGE = "message";

  private final Predicate<Answer.Event> enough;
  private final List<Answer.Event> events = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String name = MESSAGE;
  private boolean hasData;
  private boolean afterReturn;
  private boolean hasEnough;
  private boolean hasBegun;

  /** Reads until an event is what was waited for. */
  EventReader(Predicate<Answer.Event> enough) {
    this.enough = enough;
  }

  void feed(byte[] bytes, Duration after) {
    for (byte b : bytes) {
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = b == '\r';
      if (b == '\r' || b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        // A byte order mark may stand before the first line.
        endOfLine(hasBegun || !text.startsWith("\uFEFF") ? text : text.substring(1), after);
        hasBegun = true;
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  /** Returns whether what was waited for has come. */
  boolean hasEnough() {
    return hasEnough;
  }

  List<Answer.Event> events() {
    return List.copyOf(events);
  }

  private void endOfLine(String text, Duration after) {
    if (text.isEmpty()) {
      if (hasData) {
        var event = new Answer.Event(name, data.toString(), after);
        events.add(event);
        hasEnough |= enough.test(event);
      }
      name = MESSAGE;
      data.setLength(0);
      hasData = false;
    } else if (text.startsWith("data:") || text.equals("data")) {
      data.append(hasData ? "\n" : "").append(value(text));
      hasData = true;
    } else if (text.startsWith("event:")) {
      name = value(text).isEmpty() ? MESSAGE : value(text);
    }
  }

  /** Returns what stands behind the colon; one space there belongs to it. */
  private static String value(String line) {
    String value = line.substring(line.indexOf(':') < 0 ? line.length() : line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}

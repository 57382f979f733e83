package io.github.mcpecho.testing.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * How the lines of events are written (<a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML
 * §9.2.5</a>). Immutable.
 */
final class EventFormat {
  /** As the working server writes them. */
  static final EventFormat USUAL = new EventFormat(Set.of());

  private final String endOfLine;
  private final String colon;
  private final boolean typed;
  private final boolean multiLine;

  EventFormat(Set<SseOption> options) {
    endOfLine =
        options.contains(SseOption.CRLF) ? "\r\n" : options.contains(SseOption.CR) ? "\r" : "\n";
    colon = options.contains(SseOption.NO_SPACE_AFTER_COLON) ? ":" : ": ";
    typed = !options.contains(SseOption.NO_EVENT_FIELD);
    multiLine = options.contains(SseOption.MULTI_LINE_DATA);
  }

  /** Returns a field, which a line end makes a line of its own; without a name it is a comment. */
  String field(String name, String value) {
    return name + colon + value;
  }

  String line(String name, String value) {
    return field(name, value) + endOfLine;
  }

  /** Returns the lines of an event with a JSON-RPC message, without the empty one that ends it. */
  String message(byte[] json) {
    var lines = new StringBuilder(typed ? line("event", "message") : "");
    String data = new String(json, StandardCharsets.UTF_8);
    for (String part : multiLine ? JsonLines.of(data) : List.of(data)) {
      lines.append(line("data", part));
    }
    return lines.toString();
  }

  /**
   * Returns a whole event with a message.
   *
   * @param id empty if it has none
   */
  byte[] event(String id, byte[] json) {
    return ended(idLine(id) + message(json));
  }

  String idLine(String id) {
    return id.isEmpty() ? "" : line("id", id);
  }

  /** Returns these lines with the empty one that ends an event. */
  byte[] ended(String lines) {
    return utf8(lines + endOfLine);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

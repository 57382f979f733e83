package io.github.mcpecho.testing.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP answer as a client should read it: chunks by RFC 9112 §7.1, events by HTML §9.2.6.
 *
 * @param complete whether the body has its end
 * @param chunks how many there are before the last one
 * @param events those that are dispatched
 * @param retry the reconnection time in milliseconds, empty if none was given
 */
record EventStream(boolean complete, int chunks, List<Event> events, String retry) {
  private static final String END_OF_HEAD = "\r\n\r\n";

  /** A dispatched event; the id is the last one of the stream so far. */
  record Event(String id, String type, String data) {}

  static EventStream of(byte[] answer) {
    String bytes = new String(answer, ISO_8859_1);
    int head = bytes.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
    String body = bytes.substring(head);
    if (!bytes.substring(0, head).contains("Transfer-Encoding: chunked")) {
      return read(true, 0, body);
    }
    var data = new StringBuilder();
    int chunks = 0;
    int at = 0;
    while (true) {
      int endOfSize = body.indexOf("\r\n", at);
      if (endOfSize < 0) {
        return read(false, chunks, data.toString());
      }
      int size = Integer.parseInt(body.substring(at, endOfSize), 16);
      if (size == 0) {
        return read(body.substring(endOfSize).equals(END_OF_HEAD), chunks, data.toString());
      }
      data.append(body, endOfSize + 2, endOfSize + 2 + size);
      at = endOfSize + 2 + size + 2;
      chunks++;
    }
  }

  private static EventStream read(boolean complete, int chunks, String bytes) {
    String text = new String(bytes.getBytes(ISO_8859_1), UTF_8);
    var events = new ArrayList<Event>();
    String id = "";
    String retry = "";
    String type = "";
    var data = new StringBuilder();
    List<String> lines = List.of(text.replaceFirst("^\uFEFF", "").split("\r\n|\n|\r", -1));
    for (String line : lines.subList(0, lines.size() - 1)) {
      String name = line.split(":", 2)[0];
      String value = line.contains(":") ? line.split(":", 2)[1].replaceFirst("^ ", "") : "";
      if (line.isEmpty()) {
        if (data.length() > 0) {
          String withoutLastEnd = data.substring(0, data.length() - 1);
          events.add(new Event(id, type.isEmpty() ? "message" : type, withoutLastEnd));
        }
        type = "";
        data.setLength(0);
      } else if (name.equals("event")) {
        type = value;
      } else if (name.equals("data")) {
        data.append(value).append('\n');
      } else if (name.equals("id")) {
        id = value;
      } else if (name.equals("retry")) {
        retry = value;
      }
    }
    return new EventStream(complete, chunks, List.copyOf(events), retry);
  }

  /** Returns what JSON-RPC is to be read from: the data of messages that have any. */
  List<String> messages() {
    return events.stream()
        .filter(event -> event.type().equals("message") && !event.data().isEmpty())
        .map(Event::data)
        .toList();
  }
}

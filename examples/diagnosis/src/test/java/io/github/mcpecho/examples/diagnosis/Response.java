package io.github.mcpecho.examples.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A response as it came over the wire.
 *
 * @param head status line and headers
 * @param body without its chunk sizes
 */
record Response(String head, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  static Response of(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("Not a response: " + all);
    }
    String head = all.substring(0, end);
    String body = all.substring(end + 4);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    return new Response(head, utf8(chunked ? joined(body) : body));
  }

  int status() {
    return Integer.parseInt(head.split(" ", 3)[1]);
  }

  Optional<String> header(String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** Returns the message, which is the last event if this is a stream. */
  JsonNode json() throws IOException {
    int event = body.lastIndexOf("data:");
    boolean stream = header("Content-Type").orElse("").startsWith("text/event-stream");
    return JSON.readTree(stream ? body.substring(event + 5) : body);
  }

  /** Returns the result of a tool. */
  Diagnosis diagnosis() throws IOException {
    if (status() != 200) {
      throw new AssertionError("Not answered by a tool: " + head + "\n" + body);
    }
    return new Diagnosis(json().path("result"));
  }

  /** Joins chunks up to the last one, or up to where the connection was cut. */
  private static String joined(String chunks) {
    var body = new StringBuilder();
    int at = 0;
    int line = chunks.indexOf("\r\n");
    while (line >= 0) {
      int begin = line + 2;
      int end = begin + Integer.parseInt(chunks.substring(at, line), 16);
      body.append(chunks, begin, Math.min(end, chunks.length()));
      at = Math.min(end + 2, chunks.length());
      line = end == begin ? -1 : chunks.indexOf("\r\n", at);
    }
    return body.toString();
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}

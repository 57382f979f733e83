package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.McpEchoServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What the tests of the behaviours send and expect. */
final class Wire {
  /** An echo of a word with a character of two bytes and one of four. */
  static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"é😀"}}}""";

  /** What the working server answers. */
  static final String ANSWER =
      """
      {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"é😀"}],"structuredContent":{"message":"é😀"}}}""";

  static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}""";

  static final String UNKNOWN_TOOL =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"none"}}""";

  static final String STREAM_HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Cache-Control: no-store\r
      Transfer-Encoding: chunked\r
      Connection: close\r
      \r
      """;

  static final String LAST_CHUNK = "0\r\n\r\n";

  private Wire() {}

  static McpEchoServer server() {
    return McpEchoServer.builder()
        .clock(Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC))
        .start();
  }

  /** Returns these bytes as one chunk. */
  static String chunk(String data) {
    return Integer.toHexString(data.getBytes(StandardCharsets.UTF_8).length)
        + "\r\n"
        + data
        + "\r\n";
  }

  /** Returns a whole stream of these events, each with the empty line that ends it. */
  static String stream(String... events) {
    var stream = new StringBuilder(STREAM_HEAD);
    for (String event : events) {
      stream.append(chunk(event));
    }
    return stream.append(LAST_CHUNK).toString();
  }

  static String message(String json) {
    return "event: message\ndata: " + json + "\n\n";
  }

  /** Returns the same answer with what the servlets add to theirs. */
  static String fromServlet(String answer) {
    return answer.replaceFirst(
        "\r\n", "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n");
  }

  /** Returns an answer in JSON. */
  static String json(String statusAndReason, String json) {
    return """
        HTTP/1.1 %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s"""
        .formatted(statusAndReason, json.getBytes(StandardCharsets.UTF_8).length, json);
  }
}

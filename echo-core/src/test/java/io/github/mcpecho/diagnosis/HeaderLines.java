package io.github.mcpecho.diagnosis;

import io.github.mcpecho.http.Headers;
import java.util.List;
import java.util.stream.Stream;

/** Reads the header lines of a row of a test: {@code Host: a; Accept: b}. */
final class HeaderLines {
  private HeaderLines() {}

  /** What a client of MCP sends, whoever stands between. */
  private static final List<String> OF_CLIENT =
      of(
          "Accept: application/json, text/event-stream; Content-Type: application/json;"
              + " Mcp-Protocol-Version: 2025-06-18");

  /** Returns these, names and values in turn, behind what a client of MCP sends. */
  static Headers behindThoseOfAClient(List<String> more) {
    return Headers.of(Stream.of(OF_CLIENT, more).flatMap(List::stream).toArray(String[]::new));
  }

  /** Returns names and values in turn. */
  static List<String> of(String lines) {
    return Stream.of(lines.split("; ")).flatMap(line -> Stream.of(line.split(": ", 2))).toList();
  }
}

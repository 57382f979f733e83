package io.github.mcpecho.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/** Reads the header lines of a row of a test: {@code Host: a; Accept: b}. */
final class HeaderLines {
  private HeaderLines() {}

  /** Returns names and values in turn. */
  static List<String> of(String lines) {
    return Stream.of(lines.split("; ")).flatMap(line -> Stream.of(line.split(": ", 2))).toList();
  }
}

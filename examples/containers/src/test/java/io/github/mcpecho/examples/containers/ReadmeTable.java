package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The README's table of what each container does by itself, the widest there. */
final class ReadmeTable {
  private static final int WIDTH = 10;

  private ReadmeTable() {}

  /** Returns the cells of a row after its name; none if there is no such row. */
  static List<String> row(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (cells.size() > WIDTH && cells.get(1).equals(name)) {
        return cells.subList(2, cells.size());
      }
    }
    return List.of();
  }
}

package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The README's table of what each container does by itself. */
final class ReadmeTable {
  private ReadmeTable() {}

  /** Returns the cells of a row after its name; none if there is no such row. */
  static List<String> row(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (cells.size() > 2 && cells.get(1).equals(name)) {
        return cells.subList(2, cells.size());
      }
    }
    return List.of();
  }
}

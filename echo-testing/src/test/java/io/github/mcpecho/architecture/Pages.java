package io.github.mcpecho.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this project that people read. */
final class Pages {
  static final Path PROJECT = Path.of("..");

  private Pages() {}

  /** Returns the files below a folder with such an end, but those that a build makes. */
  static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().matches(".*/(?:target|node_modules|\\.[^./][^/]*)/.*"))
          .toList();
    }
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

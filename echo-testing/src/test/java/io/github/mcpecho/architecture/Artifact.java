package io.github.mcpecho.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is published, as this build has compiled it. */
enum Artifact {
  CORE("echo-core"),
  SERVLET("echo-servlet"),
  STANDALONE("echo-standalone"),
  TESTING("echo-testing");

  private static final String SUFFIX = ".class";

  private final Path module;

  Artifact(String module) {
    this.module = Path.of("..", module);
  }

  /** Returns the folder of the module. */
  Path module() {
    return module;
  }

  /** Returns the folder of the compiled classes. */
  Path classes() {
    return module.resolve("target/classes");
  }

  /** Returns the names of all classes, nested ones too. */
  List<String> classNames() {
    try (Stream<Path> files = Files.walk(classes())) {
      return files
          .map(file -> classes().relativize(file).toString())
          .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

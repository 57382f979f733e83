package io.github.mcpecho.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A resource of lines with tabs between the columns; empty lines and comments are left out. */
public final class TsvResource {
  private TsvResource() {}

  /** Returns the cells of each line of a resource that stands beside a class. */
  public static List<String[]> rows(Class<?> reader, String resource) {
    return text(reader, resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .toList();
  }

  private static String text(Class<?> reader, String resource) {
    try (InputStream in = reader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

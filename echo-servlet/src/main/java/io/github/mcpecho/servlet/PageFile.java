package io.github.mcpecho.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of the page that is the same for every request. Its name is the query behind the URL of
 * the page, so that one mapping serves all of them, behind any prefix that a proxy takes away.
 */
enum PageFile {
  SCRIPT("page.js", "text/javascript;charset=utf-8"),
  STYLE("page.css", "text/css;charset=utf-8");

  private final String name;
  private final String contentType;

  PageFile(String name, String contentType) {
    this.name = name;
    this.contentType = contentType;
  }

  /** Returns the file that this query asks for, which is null without one. */
  static Optional<PageFile> of(String query) {
    return Arrays.stream(values()).filter(file -> file.name.equals(query)).findFirst();
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes() {
    return bytes(name);
  }

  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.mcpecho.internal.http;

import java.util.Locale;

/** The groups in which people look for a header. The constants are a column of headers.tsv. */
public enum HeaderCategory {
  AUTHENTICATION,
  STANDARD,
  MCP,
  PROXY,
  CUSTOM;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the word for programs. */
  public String word() {
    return word;
  }
}

package io.github.mcpecho.internal.http;

/** The groups in which people look for a header. The constants are a column of headers.tsv. */
public enum HeaderCategory {
  AUTHENTICATION,
  STANDARD,
  MCP,
  PROXY,
  CUSTOM
}

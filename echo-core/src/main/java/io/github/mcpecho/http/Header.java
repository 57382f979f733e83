package io.github.mcpecho.http;

/**
 * One header field line.
 *
 * @param name as it was spelled on the wire, as far as the container tells
 * @param value without the optional white space around it
 */
public record Header(String name, String value) {
  /** The name only: the value may be a secret. */
  @Override
  public String toString() {
    return name;
  }
}

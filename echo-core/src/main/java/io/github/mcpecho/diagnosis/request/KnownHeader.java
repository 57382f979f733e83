package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.HeaderKind;

/**
 * A header line with what is known about its name.
 *
 * @param kind the row of the table of headers
 * @param folded the row of the name for servers that do not tell underscores from hyphens (RFC 3875
 *     §4.1.18)
 */
public record KnownHeader(Header line, HeaderKind kind, HeaderKind folded) {
  /** Returns the name as it came. */
  public String name() {
    return line.name();
  }

  /** Returns the value as it came. */
  public String value() {
    return line.value();
  }

  /** Returns whether this is another spelling of a name that is known with hyphens. */
  public boolean isUnderscored() {
    return kind != folded;
  }
}

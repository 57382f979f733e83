package io.github.mcpecho.internal.http;

import java.util.ArrayList;
import java.util.List;

/** Lists with commas (RFC 9110 §5.6.1); a comma between quotes separates nothing. */
public final class FieldList {
  private FieldList() {}

  /**
   * Returns the elements of one field line, without white space around them; empty ones are left
   * out.
   */
  public static List<String> of(String line) {
    return of(List.of(line));
  }

  /** Returns the elements of all lines of a field (RFC 9110 §5.3), without the empty ones. */
  public static List<String> of(List<String> lines) {
    var elements = new ArrayList<String>();
    for (String line : lines) {
      var reader = new FieldReader(line);
      do {
        String element = reader.restOfElement().strip();
        if (!element.isEmpty()) {
          elements.add(element);
        }
      } while (reader.skip(','));
    }
    return elements;
  }

  /** Returns the first element, without white space around it; empty if that one is. */
  public static String first(String line) {
    return new FieldReader(line).restOfElement().strip();
  }
}

package io.github.mcpecho.diagnosis.identity;

import java.util.List;

/**
 * One thing said about the caller.
 *
 * @param source the header or claim that says it
 * @param family the product that is known to send it
 * @param values as they came, not yet fit to show; one, except for lists
 */
record IdentityStatement(
    String source, String family, Attribute attribute, List<String> values, Provenance provenance) {
  IdentityStatement {
    values = List.copyOf(values);
  }

  /** Returns whether the value is that of a header, and not of a claim inside of one. */
  boolean isWholeHeader() {
    return attribute == Attribute.OTHER
        || IdentityHeader.of(source).filter(known -> known.attribute() == attribute).isPresent();
  }

  String value() {
    return String.join(",", values);
  }

  /** Without the values, which may be secrets. */
  @Override
  public String toString() {
    return source + ": " + attribute;
  }
}

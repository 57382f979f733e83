package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing said about the caller.
 *
 * @param source the header or claim that says it
 * @param family the product that is known to send it
 * @param values as they came, not yet fit to show; one, except for lists
 */
record IdentityStatement(
    String source,
    String family,
    CallerAttribute attribute,
    List<String> values,
    Provenance provenance) {
  IdentityStatement {
    values = List.copyOf(values);
  }

  /** Returns what an object of claims says. */
  static List<IdentityStatement> ofClaims(
      String source, String family, ObjectNode claims, Provenance provenance) {
    var statements = new ArrayList<IdentityStatement>();
    for (TokenClaim claim : TokenClaim.values()) {
      List<String> values = claim.values(claims);
      if (!values.isEmpty()) {
        statements.add(
            new IdentityStatement(source, family, claim.attribute(), values, provenance));
      }
    }
    return statements;
  }

  /** Returns whether the value is that of a header, and not of a claim inside of one. */
  boolean isWholeHeader() {
    return attribute == CallerAttribute.OTHER
        || HeaderCatalogue.find(source).caller().filter(attribute::equals).isPresent();
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

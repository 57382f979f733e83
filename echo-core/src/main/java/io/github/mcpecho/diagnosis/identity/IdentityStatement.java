package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private static final String URI = "URI=";

  IdentityStatement {
    values = List.copyOf(values);
  }

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

  IdentityStatement with(Provenance other) {
    return new IdentityStatement(source, family, attribute, values, other);
  }

  /** Returns whether the value is that of a header, and not of a claim inside of one. */
  boolean isWholeHeader() {
    return attribute == CallerAttribute.OTHER
        || attribute == CallerAttribute.AUTHORIZATION
        || HeaderCatalogue.find(source).caller().filter(attribute::equals).isPresent();
  }

  /** Returns why it does not say who the caller is, empty if it does. */
  String doubt() {
    Optional<String> nobody = Nobody.namedBy(source, values);
    if (nobody.isEmpty() && Placeholders.inHeader(source, value()).isPresent()) {
      return "a placeholder";
    }
    if (attribute == CallerAttribute.CERTIFICATE && isGateways()) {
      return "the gateway's own, not the caller's";
    }
    if (provenance == Provenance.REFUSED || provenance == Provenance.NOBODY) {
      return provenance.words();
    }
    if (attribute == CallerAttribute.AUTHORIZATION) {
      return "a credential under a name where servers do not look";
    }
    return nobody
        .map(writer -> "what " + writer + " writes for a caller who has not signed in")
        .orElse("");
  }

  /**
   * Returns whether it says who the caller is. A header does not if only the beginning of its name
   * is known.
   */
  boolean counts() {
    boolean named =
        attribute != CallerAttribute.OTHER || !HeaderCatalogue.findFolded(source).isPrefix();
    return named && attribute != CallerAttribute.ANONYMITY && doubt().isEmpty();
  }

  /**
   * Returns whether all that it names are gateways. A mesh names each workload on the way: in a
   * list of Envoy's, or alone.
   */
  boolean isGateways() {
    List<String> workloads =
        Stream.of(value().split("[;,]"))
            .map(String::strip)
            .filter(part -> part.regionMatches(true, 0, URI, 0, URI.length()))
            .map(part -> part.substring(URI.length()))
            .toList();
    boolean alone = value().indexOf('=') < 0 && Intermediaries.isGateway(value());
    return alone || !workloads.isEmpty() && workloads.stream().allMatch(Intermediaries::isGateway);
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

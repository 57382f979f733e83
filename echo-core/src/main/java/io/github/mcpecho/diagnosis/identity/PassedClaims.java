package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The claims that a proxy passes on as base64 of a JSON object, without a signature: those of a
 * token as members, or as Azure App Service and Container Apps list them, with their types.
 */
final class PassedClaims {
  private static final Json JSON = new Json(16);
  private static final String NAME_TYPE = "name_typ";
  private static final int MAX_CLAIMS = 256;
  private static final int MAX_ROLES = 64;

  /** A type of claims that says more of the user: the short name of a claim, or its URI. */
  private record ClaimType(String type, CallerAttribute attribute) {}

  private static final List<ClaimType> LISTED =
      TsvResource.rows(PassedClaims.class, "listed-claims.tsv").stream()
          .map(cells -> new ClaimType(cells[0], CallerAttribute.valueOf(cells[1])))
          .toList();

  private PassedClaims() {}

  /** Returns what a header of this kind says, nothing if it cannot be read. */
  static List<IdentityStatement> read(HeaderKind header, String value) {
    try {
      String standard = value.strip().replace('-', '+').replace('_', '/');
      JsonNode claims = JSON.parse(Base64.getDecoder().decode(standard));
      return claims.has(NAME_TYPE)
          ? listed(header, claims)
          : claims instanceof ObjectNode object
              ? IdentityStatement.ofClaims(
                  header.name(), header.title(), object, Provenance.UNSIGNED)
              : List.of();
    } catch (IllegalArgumentException | MalformedJsonException e) {
      return List.of();
    }
  }

  /** The principal says itself of which types are the name and the roles. */
  private static List<IdentityStatement> listed(HeaderKind header, JsonNode principal) {
    var name = new ClaimType(principal.path(NAME_TYPE).asText(), CallerAttribute.USERNAME);
    var roles = new ClaimType(principal.path("role_typ").asText(), CallerAttribute.ROLES);
    return Stream.concat(Stream.of(name, roles), LISTED.stream())
        .map(type -> said(header, type, principal))
        .filter(said -> !said.values().isEmpty())
        .distinct()
        .toList();
  }

  private static IdentityStatement said(HeaderKind header, ClaimType claim, JsonNode principal) {
    int most = claim.attribute.isList() ? MAX_ROLES : 1;
    return new IdentityStatement(
        header.name(),
        header.title(),
        claim.attribute,
        ofType(principal, claim.type, most),
        Provenance.UNSIGNED);
  }

  private static List<String> ofType(JsonNode principal, String type, int most) {
    var values = new ArrayList<String>();
    int seen = 0;
    for (JsonNode claim : principal.path("claims")) {
      if (++seen > MAX_CLAIMS || values.size() == most) {
        break;
      }
      if (!type.isEmpty() && claim.path("typ").asText().equals(type)) {
        values.add(claim.path("val").asText());
      }
    }
    return values;
  }
}

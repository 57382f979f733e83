package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The claims that a proxy passes on as base64 of a JSON object, without a signature: those of a
 * token as members, or as Azure App Service and Container Apps list them, with their types.
 */
final class PassedClaims {
  private static final Json JSON = new Json(16);
  private static final String NAME_TYPE = "name_typ";
  private static final int MAX_CLAIMS = 256;
  private static final int MAX_ROLES = 64;

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

  private static List<IdentityStatement> listed(HeaderKind header, JsonNode principal) {
    var statements = new ArrayList<IdentityStatement>();
    add(statements, header, CallerAttribute.USERNAME, values(principal, NAME_TYPE, 1));
    add(statements, header, CallerAttribute.ROLES, values(principal, "role_typ", MAX_ROLES));
    return statements;
  }

  private static void add(
      List<IdentityStatement> statements,
      HeaderKind header,
      CallerAttribute attribute,
      List<String> values) {
    if (!values.isEmpty()) {
      statements.add(
          new IdentityStatement(
              header.name(), header.title(), attribute, values, Provenance.UNSIGNED));
    }
  }

  /** Returns the values of the claims whose type the principal names under this member. */
  private static List<String> values(JsonNode principal, String typeMember, int most) {
    String type = principal.path(typeMember).asText();
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

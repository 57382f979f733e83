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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims that a proxy passes on as base64 of a JSON object, without a signature: those of a
 * token as members, or as Azure App Service and Container Apps list them, with their types.
 */
final class PassedClaims {
  private static final Json JSON = new Json(16);
  private static final String NAME_TYPE = "name_typ";
  private static final int MAX_CLAIMS = 256;
  private static final int MAX_ROLES = 64;

  /** The types of claims that say more of the user, the short name of a claim or its URI. */
  private static final Map<String, CallerAttribute> LISTED = listed();

  private PassedClaims() {}

  private static Map<String, CallerAttribute> listed() {
    var attributes = new LinkedHashMap<String, CallerAttribute>();
    for (String[] cells : TsvResource.rows(PassedClaims.class, "listed-claims.tsv")) {
      attributes.put(cells[0], CallerAttribute.valueOf(cells[1]));
    }
    return Collections.unmodifiableMap(attributes);
  }

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
    LISTED.forEach(
        (type, attribute) -> add(statements, header, attribute, ofType(principal, type, 1)));
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
    return ofType(principal, principal.path(typeMember).asText(), most);
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

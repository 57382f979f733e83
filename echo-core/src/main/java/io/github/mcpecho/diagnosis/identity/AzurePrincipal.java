package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The caller as Azure App Service and Container Apps pass it on: base64 of a JSON object with
 * claims, not signed.
 */
final class AzurePrincipal {
  static final String HEADER = "x-ms-client-principal";

  private static final Json JSON = new Json(8);
  private static final int MAX_CLAIMS = 256;
  private static final int MAX_ROLES = 64;

  private AzurePrincipal() {}

  /** Returns the name and the roles, nothing if the header cannot be read. */
  static List<IdentityStatement> read(String value) {
    JsonNode principal;
    try {
      principal = JSON.parse(Base64.getDecoder().decode(value.strip()));
    } catch (IllegalArgumentException | MalformedJsonException e) {
      return List.of();
    }
    var statements = new ArrayList<IdentityStatement>();
    add(statements, Attribute.USERNAME, claims(principal, "name_typ"), 1);
    add(statements, Attribute.ROLES, claims(principal, "role_typ"), MAX_ROLES);
    return statements;
  }

  /** Returns the values of the claims whose type the principal names under this member. */
  private static List<String> claims(JsonNode principal, String typeMember) {
    String type = principal.path(typeMember).asText();
    var values = new ArrayList<String>();
    int seen = 0;
    for (JsonNode claim : principal.path("claims")) {
      if (++seen > MAX_CLAIMS) {
        break;
      }
      if (!type.isEmpty() && claim.path("typ").asText().equals(type)) {
        values.add(claim.path("val").asText());
      }
    }
    return values;
  }

  private static void add(
      List<IdentityStatement> statements, Attribute attribute, List<String> values, int max) {
    if (!values.isEmpty()) {
      List<String> capped = values.subList(0, Math.min(max, values.size()));
      statements.add(
          new IdentityStatement(
              HEADER, "Azure App Service", attribute, capped, Provenance.UNSIGNED));
    }
  }
}

package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.CallerAttribute;
import java.util.ArrayList;
import java.util.List;

/** The claims in which a token, or a header that holds claims, says who the caller is. */
enum TokenClaim {
  SUBJECT(CallerAttribute.USER_ID, "/sub"),
  OBJECT_ID(CallerAttribute.USER_ID, "/oid"),
  OKTA_USER_ID(CallerAttribute.USER_ID, "/uid"),
  PREFERRED_USERNAME(CallerAttribute.USERNAME, "/preferred_username"),
  PRINCIPAL_NAME(CallerAttribute.USERNAME, "/upn"),
  PLAIN_USERNAME(CallerAttribute.USERNAME, "/username"),
  COGNITO_USERNAME(CallerAttribute.USERNAME, "/cognito:username"),
  UNIQUE_NAME(CallerAttribute.USERNAME, "/unique_name"),
  NAME(CallerAttribute.NAME, "/name"),
  EMAIL(CallerAttribute.EMAIL, "/email"),
  ROLES(CallerAttribute.ROLES, "/roles"),
  REALM_ROLES(CallerAttribute.ROLES, "/realm_access/roles"),
  GROUPS(CallerAttribute.GROUPS, "/groups"),
  CLIENT_ID(CallerAttribute.CLIENT_ID, "/client_id"),
  AUTHORIZED_PARTY(CallerAttribute.CLIENT_ID, "/azp"),
  CLOUDFLARE_SERVICE_TOKEN(CallerAttribute.CLIENT_ID, "/common_name"),
  STATIC_WEB_APPS_ID(CallerAttribute.USER_ID, "/userId"),
  STATIC_WEB_APPS_NAME(CallerAttribute.USERNAME, "/userDetails"),
  STATIC_WEB_APPS_ROLES(CallerAttribute.ROLES, "/userRoles"),
  IDENTITY_CENTER_ID(CallerAttribute.USER_ID, "/user/user_id"),
  IDENTITY_CENTER_NAME(CallerAttribute.USERNAME, "/user/user_name"),
  IDENTITY_CENTER_EMAIL(CallerAttribute.EMAIL, "/user/email/address"),
  RED_HAT_ID(CallerAttribute.USER_ID, "/identity/user/user_id"),
  RED_HAT_USERNAME(CallerAttribute.USERNAME, "/identity/user/username"),
  RED_HAT_EMAIL(CallerAttribute.EMAIL, "/identity/user/email");

  private static final int MAX_LIST = 64;

  private final CallerAttribute attribute;
  private final String pointer;

  TokenClaim(CallerAttribute attribute, String pointer) {
    this.attribute = attribute;
    this.pointer = pointer;
  }

  CallerAttribute attribute() {
    return attribute;
  }

  /** Returns the strings of the claim, none if it is absent or empty. */
  List<String> values(ObjectNode claims) {
    JsonNode value = claims.at(pointer);
    if (value.isTextual()) {
      return value.textValue().isBlank() ? List.of() : List.of(value.textValue());
    }
    return strings(value);
  }

  /** Returns the strings of an array, at most 64. */
  static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    for (JsonNode element : array) {
      if (element.isTextual() && strings.size() < MAX_LIST) {
        strings.add(element.textValue());
      }
    }
    return strings;
  }
}

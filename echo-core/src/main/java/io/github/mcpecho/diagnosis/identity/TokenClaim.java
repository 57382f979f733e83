package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The claims in which a token, or a header that holds claims, says who the caller is. */
enum TokenClaim {
  SUBJECT(Attribute.USER_ID, "/sub"),
  OBJECT_ID(Attribute.USER_ID, "/oid"),
  PREFERRED_USERNAME(Attribute.USERNAME, "/preferred_username"),
  PRINCIPAL_NAME(Attribute.USERNAME, "/upn"),
  PLAIN_USERNAME(Attribute.USERNAME, "/username"),
  COGNITO_USERNAME(Attribute.USERNAME, "/cognito:username"),
  UNIQUE_NAME(Attribute.USERNAME, "/unique_name"),
  NAME(Attribute.NAME, "/name"),
  EMAIL(Attribute.EMAIL, "/email"),
  ROLES(Attribute.ROLES, "/roles"),
  REALM_ROLES(Attribute.ROLES, "/realm_access/roles"),
  GROUPS(Attribute.GROUPS, "/groups"),
  CLIENT_ID(Attribute.CLIENT_ID, "/client_id"),
  AUTHORIZED_PARTY(Attribute.CLIENT_ID, "/azp"),
  RED_HAT_ID(Attribute.USER_ID, "/identity/user/user_id"),
  RED_HAT_USERNAME(Attribute.USERNAME, "/identity/user/username"),
  RED_HAT_EMAIL(Attribute.EMAIL, "/identity/user/email");

  private static final int MAX_LIST = 64;

  private final Attribute attribute;
  private final String pointer;

  TokenClaim(Attribute attribute, String pointer) {
    this.attribute = attribute;
    this.pointer = pointer;
  }

  Attribute attribute() {
    return attribute;
  }

  /** Returns the strings of the claim, none if it is absent. */
  List<String> values(ObjectNode claims) {
    JsonNode value = claims.at(pointer);
    return value.isTextual() ? List.of(value.textValue()) : strings(value);
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

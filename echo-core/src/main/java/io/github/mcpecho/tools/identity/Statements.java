package io.github.mcpecho.tools.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.jsonrpc.MalformedJsonException;
import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.tools.jwt.DecodedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gathers what headers, container and token say about the caller. */
final class Statements {
  private static final int MAX_LIST = 64;
  private static final Json JSON = new Json(2);

  private Statements() {}

  /** Returns the statements of plain headers, of the container, then of tokens. */
  static List<Statement> of(CallContext context, Optional<ObjectNode> bearerClaims) {
    var statements = new ArrayList<Statement>();
    for (IdentityHeader header : IdentityHeader.all()) {
      if (header.attribute() != Attribute.TOKEN) {
        plain(statements, header, context.headers());
      }
    }
    context
        .connection()
        .userPrincipal()
        .ifPresent(
            name ->
                statements.add(
                    new Statement(
                        "the container's user principal",
                        "servlet container",
                        Attribute.USERNAME,
                        List.of(name),
                        Provenance.CONTAINER)));
    bearerClaims.ifPresent(
        claims -> claims(statements, "the Authorization token", "bearer token", claims));
    for (IdentityHeader header : IdentityHeader.all()) {
      if (header.attribute() == Attribute.TOKEN) {
        assertion(statements, header, context.headers());
      }
    }
    return statements;
  }

  private static void plain(List<Statement> statements, IdentityHeader header, Headers headers) {
    for (String value : headers.all(header.name())) {
      List<String> values = header.attribute().isList() ? list(value) : List.of(value.strip());
      if (!values.isEmpty() && !values.get(0).isEmpty()) {
        statements.add(
            new Statement(
                header.name(), header.family(), header.attribute(), values, Provenance.UNSIGNED));
      }
    }
  }

  private static void assertion(
      List<Statement> statements, IdentityHeader header, Headers headers) {
    headers
        .first(header.name())
        .ifPresent(
            value ->
                DecodedToken.decode(value.strip())
                    .payload()
                    .ifPresent(
                        claims -> claims(statements, header.name(), header.family(), claims)));
  }

  private static void claims(
      List<Statement> statements, String source, String family, ObjectNode claims) {
    claim(statements, source, family, Attribute.USER_ID, claims.path("sub"));
    claim(statements, source, family, Attribute.USERNAME, claims.path("preferred_username"));
    claim(statements, source, family, Attribute.USERNAME, claims.path("upn"));
    claim(statements, source, family, Attribute.NAME, claims.path("name"));
    claim(statements, source, family, Attribute.EMAIL, claims.path("email"));
    claim(statements, source, family, Attribute.ROLES, claims.path("roles"));
    claim(statements, source, family, Attribute.ROLES, claims.path("realm_access").path("roles"));
    claim(statements, source, family, Attribute.GROUPS, claims.path("groups"));
    claim(statements, source, family, Attribute.CLIENT_ID, claims.path("client_id"));
    claim(statements, source, family, Attribute.CLIENT_ID, claims.path("azp"));
  }

  private static void claim(
      List<Statement> statements,
      String source,
      String family,
      Attribute attribute,
      JsonNode value) {
    List<String> values =
        value.isArray()
            ? strings(value)
            : value.isTextual() ? List.of(value.textValue()) : List.of();
    if (!values.isEmpty()) {
      statements.add(new Statement(source, family, attribute, values, Provenance.SIGNED));
    }
  }

  /** Reads a JSON array, or words between commas. */
  private static List<String> list(String value) {
    if (value.startsWith("[")) {
      try {
        return strings(JSON.parse(value));
      } catch (MalformedJsonException e) {
        return List.of(value);
      }
    }
    return Arrays.stream(value.split("[,|]", MAX_LIST))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    for (JsonNode element : array) {
      if (element.isTextual() && strings.size() < MAX_LIST) {
        strings.add(element.textValue());
      }
    }
    return strings;
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges whether a token grants what is asked for.
 *
 * @param withoutPrefix whether the issuer writes scopes without the resource that a client has to
 *     ask for in front of them
 * @param lists whether the issuer writes scope as a list by habit
 */
record ScopeChecks(ObjectNode payload, boolean withoutPrefix, boolean lists, SafeClaims safe) {
  /**
   * How claims are called that list what somebody may do, such as Keycloak's realm_access.roles.
   */
  private static final Pattern RIGHTS =
      Pattern.compile(
          "(roles?|groups?|entitlements|authorities|permissions)$", Pattern.CASE_INSENSITIVE);

  private static final int RIGHTS_DEPTH = 2;

  /**
   * Returns what is missing, behind a form of the scopes that is the cause, and how else they are
   * written.
   *
   * @param metadata the URL of the resource metadata, for the challenge that a server would send
   */
  List<Finding> findings(List<String> expected, String metadata) {
    Set<String> granted = GrantedScopes.of(payload).granted();
    var findings = new ArrayList<Finding>();
    var missing = new ArrayList<String>();
    for (String scope : expected) {
      boolean suffix = granted.contains(lastPart(scope));
      if (!granted.contains(scope) && !(suffix && withoutPrefix)) {
        missing.add(
            safe.text(scope) + (suffix ? ", equal after the prefix" : otherwise(scope, granted)));
      } else if (!granted.contains(scope)) {
        findings.add(
            ClaimFinding.AUTH_SCOPE_PREFIX.found(
                "expected " + safe.text(scope) + ", found " + safe.text(lastPart(scope))));
      }
    }
    Set<String> inScope = GrantedScopes.withoutPermissions(payload);
    List<String> permitted =
        expected.stream()
            .filter(scope -> granted.contains(scope) && !inScope.contains(scope))
            .map(safe::text)
            .toList();
    if (!permitted.isEmpty()) {
      findings.add(
          ClaimFinding.TOKEN_SCOPE_CLAIM.found("permissions: " + String.join(" ", permitted)));
    }
    Optional<Finding> unread = missing.isEmpty() ? Optional.empty() : unread(expected, granted);
    unread.ifPresent(findings::add);
    if (!missing.isEmpty()) {
      findings.add(
          ClaimFinding.AUTH_SCOPE_MISSING.found(
              ClaimFinding.AUTH_SCOPE_MISSING.meaning(),
              "missing: " + String.join(" ", missing) + asRights(expected, granted),
              "A server answers 403 with WWW-Authenticate: Bearer error=\"insufficient_scope\","
                  + " scope=\""
                  + challengeScope(expected)
                  + "\", resource_metadata=\""
                  + safe.text(metadata)
                  + "\"; the client then asks for these scopes."));
    }
    if (unread.isEmpty()) {
      form().ifPresent(findings::add);
    }
    return findings;
  }

  private static String lastPart(String scope) {
    return scope.substring(scope.lastIndexOf('/') + 1);
  }

  /** Some issuers write the resource in front of a scope, and case matters (RFC 6749 §3.3). */
  private String otherwise(String scope, Set<String> granted) {
    return granted.stream()
        .filter(other -> other.endsWith("/" + scope) || other.equalsIgnoreCase(scope))
        .findFirst()
        .map(
            other ->
                ", granted as "
                    + safe.text(other)
                    + (other.length() == scope.length() ? ", in other case" : ""))
        .orElse("");
  }

  private Optional<Finding> form() {
    boolean habit = lists && payload.path("scope").isArray();
    return GrantedScopes.of(payload)
        .unusualForm()
        .map((habit ? ClaimFinding.TOKEN_SCOPE_LIST : ClaimFinding.TOKEN_SCOPE_FORM)::found);
  }

  /** Returns which claim has what is missing, in a form or by a name that no server reads. */
  private Optional<Finding> unread(List<String> expected, Set<String> granted) {
    return GrantedScopes.unread(payload).entrySet().stream()
        .filter(claim -> expected.stream().anyMatch(s -> isIn(claim.getValue(), s, granted)))
        .findFirst()
        .map(
            claim ->
                ClaimFinding.TOKEN_SCOPE_FORM.found(
                    claim.getKey() + ": " + safe.text(payload.path(claim.getKey()))));
  }

  private static boolean isIn(Set<String> unread, String scope, Set<String> granted) {
    return unread.contains(scope) && !granted.contains(scope);
  }

  /**
   * Looks for what is missing among the roles and groups. Entra ID grants an application, with no
   * user present, roles and no scopes.
   */
  private String asRights(List<String> expected, Set<String> granted) {
    List<String> wanted =
        expected.stream()
            .filter(scope -> !granted.contains(scope))
            .map(ScopeChecks::lastPart)
            .toList();
    String roles = held(payload.path("roles"), wanted);
    if (!roles.isEmpty()) {
      return "; roles holds "
          + roles
          + ", as Entra ID grants it to an application without a user: let the server read roles";
    }
    return rights(payload, "", wanted, RIGHTS_DEPTH);
  }

  private String rights(JsonNode claims, String path, List<String> wanted, int depth) {
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String name = path + claim.getKey();
      String held = RIGHTS.matcher(name).find() ? held(claim.getValue(), wanted) : "";
      if (!held.isEmpty()) {
        return "; " + safe.text(name) + " holds " + held + ", which is a right, but no scope";
      }
      String inside = depth == 0 ? "" : rights(claim.getValue(), name + ".", wanted, depth - 1);
      if (!inside.isEmpty()) {
        return inside;
      }
    }
    return "";
  }

  /** Returns which of these are in a list, or are members of an object. */
  private String held(JsonNode rights, List<String> wanted) {
    var names = new HashSet<String>();
    rights.fieldNames().forEachRemaining(names::add);
    for (JsonNode right : rights.isArray() ? rights : payload.arrayNode()) {
      names.add(right.asText());
    }
    return wanted.stream().filter(names::contains).map(safe::text).collect(Collectors.joining(" "));
  }

  /** A challenge names all scopes that the operation needs, not only the missing ones. */
  private String challengeScope(List<String> expected) {
    return expected.stream()
        .map(safe::text)
        .map(scope -> scope.replace("\\", "").replace("\"", ""))
        .collect(Collectors.joining(" "));
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether a token grants what is asked for. */
final class ScopeChecks {
  private final ObjectNode payload;
  private final boolean withoutPrefix;
  private final SafeClaims safe;

  /**
   * @param withoutPrefix whether the issuer writes scopes without the resource that a client has to
   *     ask for in front of them
   */
  ScopeChecks(ObjectNode payload, boolean withoutPrefix, SafeClaims safe) {
    this.payload = payload;
    this.withoutPrefix = withoutPrefix;
    this.safe = safe;
  }

  /**
   * Returns what is missing.
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
        missing.add(safe.text(scope) + (suffix ? ", equal after the prefix" : ""));
      } else if (!granted.contains(scope)) {
        findings.add(
            ClaimFinding.AUTH_SCOPE_PREFIX.found(
                "expected " + safe.text(scope) + ", found " + safe.text(lastPart(scope))));
      }
    }
    if (!missing.isEmpty()) {
      findings.add(
          ClaimFinding.AUTH_SCOPE_MISSING.found(
              ClaimFinding.AUTH_SCOPE_MISSING.meaning(),
              "missing: " + String.join(" ", missing) + asRoles(expected, granted),
              "A server answers 403 with WWW-Authenticate: Bearer error=\"insufficient_scope\","
                  + " scope=\""
                  + challengeScope(expected)
                  + "\", resource_metadata=\""
                  + safe.text(metadata)
                  + "\"; the client then asks for these scopes."));
    }
    return findings;
  }

  private static String lastPart(String scope) {
    return scope.substring(scope.lastIndexOf('/') + 1);
  }

  /** Entra ID grants an application, with no user present, roles and no scopes. */
  private String asRoles(List<String> expected, Set<String> granted) {
    var roles = new ArrayList<String>();
    payload.path("roles").forEach(role -> roles.add(role.asText()));
    String held =
        expected.stream()
            .filter(scope -> !granted.contains(scope) && roles.contains(lastPart(scope)))
            .map(scope -> safe.text(lastPart(scope)))
            .collect(Collectors.joining(" "));
    return held.isEmpty()
        ? ""
        : "; roles holds "
            + held
            + ", as Entra ID grants it to an application without a user: let the server read roles";
  }

  /** A challenge names all scopes that the operation needs, not only the missing ones. */
  private String challengeScope(List<String> expected) {
    return expected.stream()
        .map(safe::text)
        .map(scope -> scope.replace("\\", "").replace("\"", ""))
        .collect(Collectors.joining(" "));
  }
}

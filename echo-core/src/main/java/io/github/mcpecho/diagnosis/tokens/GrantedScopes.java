package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token allows, in whichever claim it says so.
 *
 * @param granted scopes and permissions
 * @param unusualForm how they are written, if not as RFC 8693 §4.2 has it
 */
record GrantedScopes(Set<String> granted, Optional<String> unusualForm) {
  private static final String PERMISSIONS = "permissions";

  /** The standard's claim, the one of Entra and Okta, and the one of Auth0. */
  private static final List<String> CLAIMS = List.of("scope", "scp", PERMISSIONS);

  static GrantedScopes of(ObjectNode payload) {
    var granted = new LinkedHashSet<String>();
    for (String name : CLAIMS) {
      JsonNode claim = payload.path(name);
      if (claim.isTextual()) {
        for (String scope : claim.textValue().strip().split("\\s+")) {
          granted.add(scope);
          // A comma may belong to a scope (RFC 6749 §3.3), but mostly stands for the blank.
          granted.addAll(Arrays.asList(scope.split(",")));
        }
      }
      if (claim.isArray()) {
        claim.forEach(element -> granted.add(element.asText()));
      }
    }
    granted.remove("");
    return new GrantedScopes(granted, unusualForm(payload));
  }

  /** Returns what is granted in one of the claims for scopes, and not by a permission alone. */
  static Set<String> withoutPermissions(ObjectNode payload) {
    return payload.has(PERMISSIONS)
        ? of(payload.deepCopy().without(List.of(PERMISSIONS))).granted
        : of(payload).granted;
  }

  private static Optional<String> unusualForm(ObjectNode payload) {
    if (payload.path("scope").isArray()) {
      return Optional.of("scope is a list");
    }
    return commas(payload, "scope").or(() -> commas(payload, "scp"));
  }

  private static Optional<String> commas(ObjectNode payload, String name) {
    return payload.path(name).asText().indexOf(',') >= 0
        ? Optional.of(name + " has commas")
        : Optional.empty();
  }
}

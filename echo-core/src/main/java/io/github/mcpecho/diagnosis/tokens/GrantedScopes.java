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
  /** The standard's claim, the one of Entra and Okta, and the one of Auth0. */
  private static final List<String> CLAIMS = List.of("scope", "scp", "permissions");

  static GrantedScopes of(ObjectNode payload) {
    var granted = new LinkedHashSet<String>();
    for (String name : CLAIMS) {
      JsonNode claim = payload.path(name);
      if (claim.isTextual()) {
        granted.addAll(Arrays.asList(claim.textValue().strip().split("\\s+")));
      }
      for (JsonNode element : claim.isArray() ? claim : payload.arrayNode()) {
        granted.add(element.asText());
      }
    }
    granted.remove("");
    return new GrantedScopes(granted, unusualForm(payload));
  }

  private static Optional<String> unusualForm(ObjectNode payload) {
    if (payload.path("scope").isArray()) {
      return Optional.of("scope is a list");
    }
    return payload.path("scope").asText().indexOf(',') >= 0
        ? Optional.of("scope has commas")
        : Optional.empty();
  }
}

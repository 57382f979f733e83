package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  /** How the claim is called, and by mistake. */
  private static final Set<String> ALIKE = Set.of("scope", "scopes", "scp", "scps");

  private static final Pattern SIGNS = Pattern.compile("[\\s,;|+\"'\\[\\](){}]+|%20");
  private static final int MOST_ELEMENTS = 100;

  static GrantedScopes of(ObjectNode payload) {
    var granted = new LinkedHashSet<String>();
    for (String name : CLAIMS) {
      JsonNode claim = payload.path(name);
      if (claim.isTextual()) {
        for (String scope : claim.textValue().split(" +")) {
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

  /**
   * Returns the claims whose scopes no server finds, each with what it lists: by another name, or
   * as a list that was written into one string.
   */
  static Map<String, Set<String>> unread(ObjectNode payload) {
    var unread = new LinkedHashMap<String, Set<String>>();
    for (Map.Entry<String, JsonNode> claim : payload.properties()) {
      String name = claim.getKey();
      if (ALIKE.contains(name.toLowerCase(Locale.ROOT))) {
        var listed = new LinkedHashSet<String>();
        elements(claim.getValue(), listed);
        listed.removeAll(CLAIMS.contains(name) ? of(payload).granted : Set.of());
        unread.put(name, listed);
      }
    }
    unread.values().removeIf(Set::isEmpty);
    return unread;
  }

  private static void elements(JsonNode claim, Set<String> listed) {
    claim.forEach(element -> elements(element, listed));
    SIGNS
        .splitAsStream(claim.asText())
        .limit(MOST_ELEMENTS)
        .filter(element -> !element.isEmpty())
        .forEach(listed::add);
  }

  private static Optional<String> unusualForm(ObjectNode payload) {
    if (payload.path("scope").isArray()) {
      return Optional.of("scope is a list");
    }
    return unusualForm(payload, "scope")
        .or(() -> unusualForm(payload, "scp"))
        .or(() -> otherName(payload).map(name -> "the claim is " + name));
  }

  private static Optional<String> unusualForm(ObjectNode payload, String name) {
    String value = payload.path(name).asText().strip();
    boolean isList = value.startsWith("[") || value.indexOf('"') >= 0;
    return isList || value.indexOf(',') >= 0
        ? Optional.of(name + (isList ? " is a list in one string" : " has commas"))
        : Optional.empty();
  }

  private static Optional<String> otherName(ObjectNode payload) {
    return payload.has("scope") || payload.has("scp")
        ? Optional.empty()
        : unread(payload).keySet().stream().findFirst();
  }
}

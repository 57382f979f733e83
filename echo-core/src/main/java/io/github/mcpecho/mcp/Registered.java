package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import java.util.Set;
import java.util.regex.Pattern;

/** Something that a server lists, whose descriptor has been checked. */
interface Registered {
  Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /**
   * Requires what clients ask for of a tool or a prompt.
   *
   * @param customNames that are meant as they are
   * @throws IllegalArgumentException if they could not use it
   */
  static void requireUsable(String name, String description, Set<String> customNames) {
    if (!customNames.contains(name) && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a name is 1 to 128 characters of A-Za-z0-9_-.");
    }
    if (description.isBlank()) {
      throw new IllegalArgumentException("it has no description");
    }
  }

  /** Returns what clients ask for it by: a name, or a URI. */
  String name();

  /** Returns what its list says of it. */
  ObjectNode toJson();

  Visibility visibility();

  default boolean isFor(CallContext caller) {
    return visibility().isFor(caller);
  }
}

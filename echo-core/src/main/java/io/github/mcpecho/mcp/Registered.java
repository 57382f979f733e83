package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;

/** Something that a server lists, whose descriptor has been checked. */
interface Registered {
  /** Returns what clients ask for it by: a name, or a URI. */
  String name();

  /** Returns what its list says of it. */
  ObjectNode toJson();

  Visibility visibility();

  default boolean isFor(CallContext caller) {
    return visibility().isFor(caller);
  }
}

package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An object whose members are also read by their place. Not thread-safe. */
@SuppressWarnings("unchecked") // The method deepCopy() of Jackson.
final class IndexedObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private final transient ObjectMembers members;

  IndexedObject(JsonNodeFactory nodes, ObjectMembers members) {
    super(nodes, members);
    this.members = members;
  }

  ObjectMembers members() {
    return members;
  }
}

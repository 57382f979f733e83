package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a method answers, before the era of the request adds its members.
 *
 * @param result new, for the era to change
 * @param tool the tool that was called, empty if none
 * @param failed whether a tool says that it failed
 */
record Answer(ObjectNode result, Kind kind, String tool, boolean failed) {
  enum Kind {
    /** A result that is complete. */
    COMPLETE,
    /** A complete result that is the same for every client, and may be cached. */
    CACHEABLE,
    /** A result that is not there yet: the client has to answer questions first. */
    INPUT_REQUIRED
  }

  static Answer complete(ObjectNode result) {
    return new Answer(result, Kind.COMPLETE, "", false);
  }

  static Answer cacheable(ObjectNode result) {
    return new Answer(result, Kind.CACHEABLE, "", false);
  }
}

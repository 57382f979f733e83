package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a method answers, before the era of the request puts its own around it.
 *
 * @param result new, for the era to change
 * @param tool the tool that was called, empty if none
 * @param failed whether a tool says that it failed
 */
record Answer(ObjectNode result, Kind kind, String tool, boolean failed) {
  enum Kind {
    /** That is all. */
    COMPLETE,
    /** That is all, and for some time it is so for every client. */
    CACHEABLE,
    /** The client has to answer some questions first. */
    INPUT_REQUIRED
  }

  static Answer complete(ObjectNode result) {
    return new Answer(result, Kind.COMPLETE, "", false);
  }

  static Answer cacheable(ObjectNode result) {
    return new Answer(result, Kind.CACHEABLE, "", false);
  }
}

package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a method answers, before the era of the request adds its members.
 *
 * @param result new, for the era to change
 * @param caching how a client may keep it; empty if the method has no such hints
 * @param tool the tool that was called, empty if none
 * @param failed whether a tool says that it failed
 */
record Answer(
    ObjectNode result, Kind kind, Optional<Caching> caching, String tool, boolean failed) {
  /** What is the same for every client changes only when the server starts anew. */
  static final Caching FOR_EVERYBODY = Caching.shared(Duration.ofMinutes(5));

  enum Kind {
    /** A result that is complete. */
    COMPLETE,
    /** A result that is not there yet: the client has to answer questions first. */
    INPUT_REQUIRED
  }

  Answer(ObjectNode result, Kind kind, String tool, boolean failed) {
    this(result, kind, Optional.empty(), tool, failed);
  }

  static Answer complete(ObjectNode result) {
    return new Answer(result, Kind.COMPLETE, "", false);
  }

  static Answer cacheable(ObjectNode result, Caching caching) {
    return new Answer(result, Kind.COMPLETE, Optional.of(caching), "", false);
  }

  static Answer inputRequired(ObjectNode questions) {
    return new Answer(questions, Kind.INPUT_REQUIRED, "", false);
  }
}

package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a method answers, before the era of the request adds its members.
 *
 * @param result new, for the era to change; one that asks the client says so in {@code resultType}
 * @param caching how a client may keep it; empty if the method has no such hints
 * @param tool the tool that was called, empty if none
 * @param failed whether a tool says that it failed
 */
record Answer(ObjectNode result, Optional<Caching> caching, String tool, boolean failed) {
  /** What is the same for every client changes only when the server starts anew. */
  static final Caching FOR_EVERYBODY = Caching.shared(Duration.ofMinutes(5));

  static Answer complete(ObjectNode result) {
    return new Answer(result, Optional.empty(), "", false);
  }

  static Answer cacheable(ObjectNode result, Caching caching) {
    return new Answer(result, Optional.of(caching), "", false);
  }
}

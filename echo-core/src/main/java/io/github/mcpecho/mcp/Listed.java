package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.util.Optional;
import java.util.function.Predicate;

/** What a server lists, and who it is there for. */
public sealed interface Listed permits Tool, Prompt, Resource, ResourceTemplate {
  /**
   * Returns who this is there for; called once, at registration. The rule is asked for every list
   * and every call: for a caller that it refuses this is neither listed nor known. It may look at
   * what the request brings, such as its authorization, and at what holds for everybody, such as a
   * switch; never at the connection or at what the caller asked before. A list with something in it
   * that has a rule is for its caller alone to cache. One that throws hides this, and is logged.
   * Empty, the default: it is there for everybody.
   */
  default Optional<Predicate<CallContext>> visibility() {
    return Optional.empty();
  }
}

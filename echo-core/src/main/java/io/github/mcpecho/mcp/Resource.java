package io.github.mcpecho.mcp;

import java.util.Optional;

/**
 * A resource: something that clients read by its URI (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/resources">resources</a>).
 * One instance serves all calls at once, so implementations are thread-safe; they are never told
 * which revision the client speaks.
 */
public non-sealed interface Resource extends Listed {
  static Resource of(ResourceDescriptor descriptor, Handler<ResourceCall, ResourceOutcome> reader) {
    return new Resource() {
      @Override
      public ResourceDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public ResourceOutcome read(ResourceCall call) throws Exception {
        return reader.handle(call);
      }
    };
  }

  /** Returns what {@code resources/list} says about it; called once, at registration. */
  ResourceDescriptor descriptor();

  /**
   * Reads the resource, on the thread of the request. Any exception becomes a plain error and a log
   * entry, except that of {@link ClientInput#require}. What {@link Tool#call} says of threads, time
   * and redaction holds here too.
   *
   * @throws Exception if that failed
   */
  ResourceOutcome read(ResourceCall call) throws Exception;

  /** Returns what tells when the content has changed; empty if clients cannot subscribe to it. */
  default Optional<ChangeSource> changes() {
    return Optional.empty();
  }
}

package io.github.mcpecho.mcp;

/**
 * What a tool, a prompt or a resource does with one call, as a lambda. Thread-safe: one instance
 * serves all calls at once.
 *
 * @param <C> everything it may know of the call
 * @param <O> what the call comes to
 */
@FunctionalInterface
public interface Handler<C, O> {
  /**
   * Answers one call.
   *
   * @throws Exception if that failed
   */
  O handle(C call) throws Exception;
}

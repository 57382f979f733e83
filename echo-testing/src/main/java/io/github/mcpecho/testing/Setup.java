package io.github.mcpecho.testing;

/**
 * What a server does with the calls about which no rule has anything to say. Without a setup it
 * works as a server should. It is there from the start, beneath the rules, and stays at a {@link
 * McpEchoServer#reset}.
 */
@FunctionalInterface
public interface Setup {
  /**
   * Returns a behaviour that knows of no call yet: at the start, and again at every reset. It is
   * given calls to every path, and leaves those that are not its own to what is beneath, see {@link
   * ClientConnection#serve()}.
   */
  Behaviour fresh();

  /**
   * Returns whether it decides who is let in. Then it is asked before the setups that do not, in
   * whatever order they were given: none of them answers whom it refuses.
   */
  default boolean isGuard() {
    return false;
  }
}

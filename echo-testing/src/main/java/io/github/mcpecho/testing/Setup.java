package io.github.mcpecho.testing;

import java.util.Set;

/**
 * What a server does with the calls about which no rule has anything to say. Without a setup it
 * works as a server should. It is there from the start, beneath the rules, and stays at a {@link
 * McpEchoServer#reset}.
 */
@FunctionalInterface
public interface Setup {
  /**
   * Returns a behaviour that knows of no call yet: at the start, and again at every reset if {@link
   * #afterReset} does not say otherwise. It is given calls to every path, and leaves those that are
   * not its own to what is beneath, see {@link ClientConnection#serve()}.
   */
  Behaviour fresh();

  /**
   * Returns a behaviour for the time after a reset, when there is nothing to be held against
   * clients any more. What they still know rightly, such as metadata that they read, it may take
   * from the one before.
   */
  default Behaviour afterReset(Behaviour before) {
    return fresh();
  }

  /**
   * Returns whether it decides who is let in. Then it is asked before the setups that do not, in
   * whatever order they were given: none of them answers whom it refuses.
   */
  default boolean isGuard() {
    return false;
  }

  /**
   * Returns the tools that it treats in another way than the rest. The server has to have them; one
   * that only a rule plays has to be known to it by {@link McpEchoServerBuilder#customName}.
   */
  default Set<String> tools() {
    return Set.of();
  }
}

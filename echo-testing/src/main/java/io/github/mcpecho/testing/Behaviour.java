package io.github.mcpecho.testing;

import java.io.IOException;

/**
 * What the server does with a call in place of answering it as it should. One behaviour may be used
 * by several calls at once, so implementations are thread-safe.
 *
 * <p>The ones that clients are known to stumble over are in this package and those below it; a
 * lambda makes another one.
 */
@FunctionalInterface
public interface Behaviour {
  /**
   * Answers a call, or does not. When this returns, the connection is closed, unless it was handed
   * on by {@link ClientConnection#serve}. If it throws, also an {@link AssertionError}, the
   * connection is closed too, and the test fails by it at its next check, see {@link
   * McpEchoServer#verifyNoRuleFailed}.
   *
   * @throws IOException if the client is gone
   * @throws InterruptedException if the server is closed meanwhile
   */
  void answer(ClientConnection client) throws IOException, InterruptedException;
}

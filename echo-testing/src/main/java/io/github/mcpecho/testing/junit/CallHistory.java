package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import org.opentest4j.TestAbortedException;

/**
 * Tells, below the failure of a test, which calls had arrived, and whether a rule failed. It has no
 * stack of its own.
 */
final class CallHistory extends Exception {
  private CallHistory(String history) {
    super(history, null, false, false);
  }

  static void addTo(Throwable failure, McpEchoServer server) {
    if (failure instanceof TestAbortedException) {
      return;
    }
    try {
      server.verifyNoRuleFailed();
    } catch (AssertionError failedRule) {
      failure.addSuppressed(failedRule);
    }
    String history = server.history();
    boolean told = String.valueOf(failure.getMessage()).contains(history);
    if (!told) {
      failure.addSuppressed(new CallHistory(history));
    }
  }
}

package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import org.opentest4j.TestAbortedException;

/** Tells, below the failure of a test, which calls had arrived. It has no stack of its own. */
final class CallHistory extends Exception {
  private CallHistory(String history) {
    super(history, null, false, false);
  }

  static void addTo(Throwable failure, McpEchoServer server) {
    String history = server.history();
    boolean told = String.valueOf(failure.getMessage()).contains(history);
    if (!told && !(failure instanceof TestAbortedException)) {
      failure.addSuppressed(new CallHistory(history));
    }
  }
}

package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server in the store of JUnit, which closes it when the test or the class is over: until 5.12
 * what is a {@code CloseableResource}, and since then what is {@code AutoCloseable}.
 */
record HeldServer(McpEchoServer server, AtomicInteger tests)
    implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  /** Makes the server a new one for a test. */
  void enter() {
    if (tests.getAndIncrement() > 0) {
      throw new ExtensionConfigurationException(
          "Tests of one class run at the same time on one server. Give each its own: register "
              + "McpEchoExtension on a field that is not static, or take the server as a parameter "
              + "of the test");
    }
    server.reset();
  }

  void leave() {
    tests.getAndDecrement();
  }

  @Override
  public void close() {
    server.close();
  }
}

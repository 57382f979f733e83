package io.github.mcpecho.standalone;

import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Threads for Jetty: virtual ones for requests where the JVM has them. */
final class JettyThreads {
  private static final int MIN_PLATFORM_THREADS = 4;

  /** Enough for connections alone. */
  private static final int MAX_CONNECTION_THREADS = 200;

  /**
   * Beyond the requests that are served, so that one too many is answered and does not wait, and
   * health is told whatever the load.
   */
  private static final int SPARE = 100;

  private JettyThreads() {}

  static QueuedThreadPool forRequests(int maxConcurrentRequests) {
    QueuedThreadPool pool;
    if (VirtualThreads.areSupported()) {
      pool = new QueuedThreadPool(MAX_CONNECTION_THREADS, MIN_PLATFORM_THREADS);
      var virtual = new VirtualThreadPool(maxConcurrentRequests + SPARE);
      virtual.setName("mcp-echo-request");
      pool.setVirtualThreadsExecutor(virtual);
    } else {
      int most = maxConcurrentRequests + SPARE;
      pool = new QueuedThreadPool(most, MIN_PLATFORM_THREADS);
      // All that a burst needed end when they have been idle; else it would be one each minute.
      pool.setMaxEvictCount(most);
    }
    pool.setName("mcp-echo");
    pool.setDaemon(true);
    return pool;
  }
}

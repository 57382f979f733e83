package io.github.mcpecho.standalone;

import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Threads for Jetty: virtual ones for requests where the JVM has them. */
final class JettyThreads {
  private static final int MAX_PLATFORM_THREADS = 200;
  private static final int MIN_PLATFORM_THREADS = 4;

  /** Beyond the requests that are served, so that one too many is answered and does not wait. */
  private static final int SPARE = 100;

  private JettyThreads() {}

  static QueuedThreadPool forRequests(int maxConcurrentRequests) {
    var pool = new QueuedThreadPool(MAX_PLATFORM_THREADS, MIN_PLATFORM_THREADS);
    pool.setName("mcp-echo");
    pool.setDaemon(true);
    if (VirtualThreads.areSupported()) {
      var virtual = new VirtualThreadPool(maxConcurrentRequests + SPARE);
      virtual.setName("mcp-echo-request");
      pool.setVirtualThreadsExecutor(virtual);
    }
    return pool;
  }
}

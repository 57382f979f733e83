package io.github.mcpecho.standalone;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Threads for Jetty: virtual ones for requests where the JVM has them. None of them keeps the JVM
 * running.
 */
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
    // Jetty's own asks the management beans of the JVM how long a line of the cache is, and these
    // take longer to load than the rest of it.
    var tasks = new LinkedBlockingQueue<Runnable>();
    QueuedThreadPool pool;
    if (VirtualThreads.areSupported()) {
      pool = new QueuedThreadPool(MAX_CONNECTION_THREADS, MIN_PLATFORM_THREADS, tasks);
      pool.setVirtualThreadsExecutor(virtual(maxConcurrentRequests + SPARE));
    } else {
      int most = maxConcurrentRequests + SPARE;
      pool = new QueuedThreadPool(most, MIN_PLATFORM_THREADS, tasks);
      // All that a burst needed end when they have been idle; else it would be one each minute.
      pool.setMaxEvictCount(most);
    }
    pool.setName("mcp-echo");
    pool.setDaemon(true);
    return pool;
  }

  static Scheduler forTimeouts() {
    return new ScheduledExecutorScheduler("mcp-echo-timeouts", true);
  }

  /** Does what Jetty's own pool of virtual threads does, but for the thread that is no daemon. */
  private static Executor virtual(int most) {
    Executor threads = VirtualThreads.getNamedVirtualThreadsExecutor("mcp-echo-request");
    var places = new Semaphore(most);
    return task ->
        threads.execute(
            () -> {
              places.acquireUninterruptibly();
              try {
                task.run();
              } finally {
                places.release();
              }
            });
  }
}

package io.github.mcpecho.examples.benchmarks;

import jakarta.servlet.http.HttpServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * A servlet at {@code /mcp} on loopback, on Jetty set up as the standalone program sets it up, but
 * for its queue of tasks, which is Jetty's own. Arguments: which servlet ({@code bare}, {@code
 * jackson} or {@code sdk}), and the port.
 */
public final class ReferenceServer {
  private ReferenceServer() {}

  public static void main(String[] args) throws Exception {
    HttpServlet servlet =
        switch (args[0]) {
          case "bare" -> new ConstantServlet();
          case "jackson" -> new TreeServlet();
          case "sdk" -> SdkServlet.create();
          default -> throw new IllegalArgumentException("bare, jackson or sdk, not " + args[0]);
        };
    serve(servlet, Integer.parseInt(args[1]));
  }

  private static void serve(HttpServlet servlet, int port) throws Exception {
    var threads = new QueuedThreadPool(200, 4);
    if (VirtualThreads.areSupported()) {
      threads.setVirtualThreadsExecutor(new VirtualThreadPool());
    }
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(32 * 1024);
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    var context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(servlet), "/mcp");
    server.setHandler(context);
    server.setStopAtShutdown(true);
    server.start();
  }
}

package io.github.mcpecho.testing;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/**
 * The earliest moment when a client can have sent a request: when its connection was opened, or
 * when the request before it on the connection was answered. As {@link System#nanoTime}.
 */
final class SentAfter {
  private static final String ATTRIBUTE = SentAfter.class.getName();

  private SentAfter() {}

  /** Begins to look at the connections of a server. */
  static void watch(Server server) {
    for (Connector connector : server.getConnectors()) {
      connector.addEventListener(
          new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
              if (connection instanceof ConnectionMetaData opened) {
                opened.setAttribute(ATTRIBUTE, System.nanoTime());
              }
            }
          });
    }
  }

  /** A request was answered, and the next one of the connection may come. */
  static void answered(Request request) {
    request.getConnectionMetaData().setAttribute(ATTRIBUTE, System.nanoTime());
  }

  /** Returns the moment for a request; if nothing is known of its connection, long ago. */
  static long of(Request request) {
    return request.getConnectionMetaData().getAttribute(ATTRIBUTE) instanceof Long moment
        ? moment
        : System.nanoTime() - Long.MAX_VALUE / 2;
  }
}

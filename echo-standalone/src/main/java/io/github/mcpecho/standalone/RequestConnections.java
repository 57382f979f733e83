package io.github.mcpecho.standalone;

import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes a {@link RequestConnection} of each that is accepted. */
final class RequestConnections extends HttpConnectionFactory {
  private final Duration headTimeout;

  RequestConnections(HttpConfiguration configuration, Duration headTimeout) {
    super(configuration);
    this.headTimeout = headTimeout;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var connection =
        new RequestConnection(
            getHttpConfiguration(), (AbstractConnector) connector, endPoint, headTimeout);
    return configure(connection, connector, endPoint);
  }
}

package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerConfig;

/** The server with the suite's tools beside the nine; it reads the same environment variables. */
public final class ConformanceServer {
  private ConformanceServer() {}

  /** Starts the server, and prints where it is. */
  public static void main(String[] args) {
    ServerConfig config = ServerConfig.fromEnvironment(System.getenv());
    EchoConfig.Builder echo = config.echo().toBuilder();
    FixtureTools.all().forEach(echo::tool);
    try (EchoHttpServer server = EchoHttpServer.start(config.withEcho(echo.build()))) {
      System.out.println("Listening on " + server.uri());
      server.join();
    }
  }
}

package io.github.mcpecho.standalone;

import io.github.mcpecho.mcp.McpServer;
import java.net.URI;

class MalformedRequestsToJettyTest extends MalformedRequestsTest {
  private EchoHttpServer jetty;

  @Override
  URI start(McpServer server) {
    jetty = EchoHttpServer.start(Servers.CONFIG, server);
    return jetty.uri();
  }

  @Override
  void stop() {
    jetty.close();
  }

  @Override
  boolean tellsWhy() {
    return true;
  }
}

package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Open Liberty with the feature {@code servlet-6.0}. */
class OpenLibertyTest extends DeployedSuite {
  OpenLibertyTest() {
    super(new Distribution());
  }

  private static final class Distribution extends DeployingContainer {
    private final Path home = distribution("open-liberty");
    private final Path server = home.resolve("usr/servers/echo");

    @Override
    public String name() {
      return "Open Liberty";
    }

    /** It ends an application when no request of it runs any more. */
    @Override
    public boolean letsCallsFinish() {
      return true;
    }

    @Override
    List<String> prepare() throws IOException {
      Files.createDirectories(server);
      Files.writeString(
          server.resolve("server.xml"),
          """
          <server>
            <featureManager><feature>servlet-6.0</feature></featureManager>
            <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1">
              <httpOptions readTimeout="2s"/>
            </httpEndpoint>
          </server>
          """
              .formatted(port()));
      return List.of("sh", home.resolve("bin/server").toString(), "run", "echo");
    }

    @Override
    Path deployment() {
      return server.resolve("dropins/mcp-echo.war");
    }
  }
}

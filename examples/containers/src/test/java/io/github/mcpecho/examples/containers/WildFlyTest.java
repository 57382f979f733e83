package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** WildFly with its {@code standalone.xml}; a silent connection ends after two seconds. */
class WildFlyTest extends DeployedSuite {
  WildFlyTest() {
    super(new Distribution());
  }

  private static final class Distribution extends DeployingContainer {
    private final Path home = distribution("wildfly");

    @Override
    public String name() {
      return "WildFly";
    }

    /** A thread of its pool keeps the last request that it took from the queue. */
    @Override
    public boolean forgetsApplications() {
      return false;
    }

    @Override
    List<String> prepare() throws IOException {
      replace(
          home.resolve("standalone/configuration/standalone.xml"),
          "<http-listener name=\"default\" ",
          "<http-listener name=\"default\" read-timeout=\"2000\" ");
      return List.of(
          "bash",
          home.resolve("bin/standalone.sh").toString(),
          "-Djboss.http.port=" + port(),
          "-Djboss.management.http.port=" + Container.freePort());
    }

    @Override
    Path deployment() {
      return home.resolve("standalone/deployments/mcp-echo.war");
    }

    @Override
    Path deployed() {
      return home.resolve("standalone/deployments/mcp-echo.war.deployed");
    }
  }
}

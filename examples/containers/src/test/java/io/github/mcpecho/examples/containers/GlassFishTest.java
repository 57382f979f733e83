package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** GlassFish with the domain that comes with it; a silent connection ends after two seconds. */
class GlassFishTest extends DeployedSuite {
  GlassFishTest() {
    super(new Distribution());
  }

  private static final class Distribution extends DeployingContainer {
    private final Path home = distribution("glassfish");
    private final Path domain = home.resolve("glassfish/domains/domain1");

    @Override
    public String name() {
      return "GlassFish";
    }

    /** It keeps the loaders of a WAR with one servlet that prints a word, too. */
    @Override
    public boolean forgetsApplications() {
      return false;
    }

    @Override
    List<String> prepare() throws IOException {
      Path xml = domain.resolve("config/domain.xml");
      replace(xml, "port=\"8080\"", "port=\"" + port() + "\"");
      replace(xml, "port=\"4848\"", "port=\"" + Container.freePort() + "\"");
      replace(
          xml, "<transport name=\"tcp\"", "<transport read-timeout-millis=\"2000\" name=\"tcp\"");
      return List.of("sh", home.resolve("bin/asadmin").toString(), "start-domain", "--verbose");
    }

    @Override
    Path deployment() {
      return domain.resolve("autodeploy/mcp-echo.war");
    }
  }
}

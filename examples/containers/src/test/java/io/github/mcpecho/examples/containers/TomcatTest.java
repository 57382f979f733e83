package io.github.mcpecho.examples.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/** Tomcat as it is when nobody configures it; a silent connection ends after two seconds. */
class TomcatTest extends DeployedSuite {
  TomcatTest() {
    super(new Embedded());
  }

  private static final class Embedded implements Container {
    private final Tomcat tomcat = new Tomcat();
    private Context webapp;

    @Override
    public String name() {
      return "Tomcat " + ServerInfo.getServerNumber().replaceAll("^(10.1|11).*", "$1");
    }

    @Override
    public void start() throws Exception {
      Path base = TARGET.resolve("tomcat");
      Files.createDirectories(base.resolve("webapps"));
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat.getConnector().setProperty("connectionTimeout", "2000");
      tomcat.start();
      deploy();
    }

    @Override
    public void stop() throws Exception {
      tomcat.stop();
      tomcat.destroy();
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public void deploy() {
      webapp = tomcat.addWebapp(contextPath(), WAR.toString());
    }

    @Override
    public void undeploy() throws Exception {
      tomcat.getHost().removeChild(webapp);
      webapp.destroy();
      webapp = null;
    }
  }
}

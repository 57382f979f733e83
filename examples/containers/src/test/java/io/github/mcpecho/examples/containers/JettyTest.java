package io.github.mcpecho.examples.containers;

import java.nio.file.Files;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.DefaultHandler;

/** Jetty; a silent connection ends after two seconds. */
class JettyTest extends DeployedSuite {
  JettyTest() {
    super(new Embedded());
  }

  private static final class Embedded implements Container {
    /** The same class, under one name for each version of the Servlet API. */
    private static final String WEBAPP =
        "org.eclipse.jetty." + System.getProperty("jetty.ee") + ".webapp.WebAppContext";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection webapps = new ContextHandlerCollection();
    private ContextHandler webapp;

    @Override
    public String name() {
      return "Jetty 12.1 " + System.getProperty("jetty.ee");
    }

    @Override
    public void start() throws Exception {
      connector.setHost("127.0.0.1");
      connector.setIdleTimeout(2_000);
      server.addConnector(connector);
      server.setHandler(new Handler.Sequence(webapps, new DefaultHandler()));
      server.start();
      deploy();
    }

    @Override
    public void stop() throws Exception {
      server.stop();
    }

    @Override
    public int port() {
      return connector.getLocalPort();
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public void deploy() throws Exception {
      webapp =
          (ContextHandler)
              Class.forName(WEBAPP)
                  .getConstructor(String.class, String.class)
                  .newInstance(WAR.toString(), contextPath());
      webapp.setTempDirectory(Files.createTempDirectory(TARGET, "jetty").toFile());
      webapps.addHandler(webapp);
      webapp.start();
    }

    @Override
    public void undeploy() throws Exception {
      webapp.stop();
      webapps.removeHandler(webapp);
      webapp.destroy();
      webapp = null;
    }
  }
}

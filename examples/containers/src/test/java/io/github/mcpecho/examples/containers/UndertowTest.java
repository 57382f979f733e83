package io.github.mcpecho.examples.containers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.Version;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Undertow, which knows no WAR: its {@code web.xml} is read here. Its own limit of a body is two
 * megabytes unless it is set; a silent connection ends after two seconds.
 */
class UndertowTest extends DeployedSuite {
  UndertowTest() {
    super(new Embedded());
  }

  private static final class Embedded implements Container {
    private final PathHandler paths = new PathHandler();
    private final ServletContainer servlets = ServletContainer.Factory.newInstance();
    private Undertow server;
    private DeploymentManager manager;
    private URLClassLoader loader;

    @Override
    public String name() {
      return "Undertow " + Version.getVersionString().substring(0, 3);
    }

    @Override
    public void start() throws Exception {
      server =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1", paths)
              .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
              .setSocketOption(org.xnio.Options.READ_TIMEOUT, 2_000)
              .build();
      server.start();
      deploy();
    }

    @Override
    public void stop() {
      server.stop();
    }

    @Override
    public int port() {
      return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public void deploy() throws Exception {
      Path webapp = Files.createTempDirectory(TARGET, "undertow");
      loader = new URLClassLoader(libraries(webapp), new ServletApiOnly());
      DeploymentInfo deployment =
          Servlets.deployment()
              .setDeploymentName(contextPath())
              .setContextPath(contextPath())
              .setClassLoader(loader)
              .addErrorPage(Servlets.errorPage("/"));
      for (ServletInfo servlet : servlets(webapp)) {
        deployment.addServlet(servlet);
      }
      manager = servlets.addDeployment(deployment);
      manager.deploy();
      paths.addPrefixPath(contextPath(), manager.start());
    }

    @Override
    public void undeploy() throws Exception {
      paths.removePrefixPath(contextPath());
      DeploymentInfo deployment = manager.getDeployment().getDeploymentInfo();
      manager.stop();
      manager.undeploy();
      servlets.removeDeployment(deployment);
      manager = null;
      loader.close();
      loader = null;
    }

    private static URL[] libraries(Path webapp) throws IOException {
      var libraries = new ArrayList<URL>();
      try (var war = FileSystems.newFileSystem(WAR);
          var files = Files.walk(war.getPath("/WEB-INF"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          Path copy = webapp.resolve(file.getFileName().toString());
          Files.copy(file, copy);
          if (copy.toString().endsWith(".jar")) {
            libraries.add(copy.toUri().toURL());
          }
        }
      }
      return libraries.toArray(URL[]::new);
    }

    private Iterable<ServletInfo> servlets(Path webapp) throws Exception {
      Element xml =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(webapp.resolve("web.xml").toFile())
              .getDocumentElement();
      Map<String, ServletInfo> servlets = new LinkedHashMap<>();
      for (Element servlet : elements(xml, "servlet")) {
        String name = text(servlet, "servlet-name");
        Class<? extends Servlet> type =
            loader.loadClass(text(servlet, "servlet-class")).asSubclass(Servlet.class);
        ServletInfo info = Servlets.servlet(name, type);
        for (Element order : elements(servlet, "load-on-startup")) {
          info.setLoadOnStartup(Integer.parseInt(order.getTextContent()));
        }
        servlets.put(name, info);
      }
      for (Element mapping : elements(xml, "servlet-mapping")) {
        for (Element pattern : elements(mapping, "url-pattern")) {
          servlets.get(text(mapping, "servlet-name")).addMapping(pattern.getTextContent().strip());
        }
      }
      return servlets.values();
    }

    private static String text(Element parent, String name) {
      return elements(parent, name).get(0).getTextContent().strip();
    }

    private static ArrayList<Element> elements(Element parent, String name) {
      var elements = new ArrayList<Element>();
      NodeList nodes = parent.getElementsByTagName(name);
      for (int i = 0; i < nodes.getLength(); i++) {
        elements.add((Element) nodes.item(i));
      }
      return elements;
    }
  }

  /** What a web application sees of a container: nothing of the tests and their libraries. */
  private static final class ServletApiOnly extends ClassLoader {
    ServletApiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("jakarta.")) {
        return UndertowTest.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}

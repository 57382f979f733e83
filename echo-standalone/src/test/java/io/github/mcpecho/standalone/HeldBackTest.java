package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.HttpSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter around the servlet that collects a response before it sends it. */
class HeldBackTest {
  private static final String PROBE =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
      "arguments":{"events":2,"intervalMs":10},"_meta":{"progressToken":"t"}}}""";

  /** As Spring's ShallowEtagHeaderFilter and other collecting filters do. */
  static final class Collecting extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      var collected = new ByteArrayOutputStream();
      chain.doFilter(
          request,
          new HttpServletResponseWrapper(response) {
            @Override
            public ServletOutputStream getOutputStream() {
              return new Collector(collected);
            }

            @Override
            public void flushBuffer() {}
          });
      response.getOutputStream().write(collected.toByteArray());
    }
  }

  private static final class Collector extends ServletOutputStream {
    private final ByteArrayOutputStream collected;

    Collector(ByteArrayOutputStream collected) {
      this.collected = collected;
    }

    @Override
    public void write(int one) {
      collected.write(one);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }

  /** Lets the response pass as it is written. */
  static final class Passing extends HttpFilter {
    private static final long serialVersionUID = 1;
  }

  @Test
  void trial_w03_inJettyACollectingFilterIsAFinding() throws Exception {
    assertTrue(inJetty(Collecting::new).contains("STREAM_HELD_BACK"));
    assertFalse(inJetty(Passing::new).contains("STREAM_HELD_BACK"));
  }

  @Test
  void trial_w03_inTomcatACollectingFilterIsAFinding(@TempDir Path base) throws Exception {
    assertTrue(inTomcat(base.resolve("1"), new Collecting()).contains("STREAM_HELD_BACK"));
    assertFalse(inTomcat(base.resolve("2"), new Passing()).contains("STREAM_HELD_BACK"));
  }

  private static EchoServlet servlet() {
    return new EchoServlet(McpEcho.builder().build(), HttpSettings.DEFAULTS);
  }

  private static String probe(int port) throws Exception {
    var response =
        new Client(URI.create("http://127.0.0.1:" + port + "/mcp"))
            .postJson(PROBE, "Accept", "application/json, text/event-stream");
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains("event 2 of 2"), response.body());
    return response.body();
  }

  private static String inJetty(Supplier<HttpFilter> filter) throws Exception {
    var jetty = new Server();
    var connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    var context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(servlet()), "/mcp");
    context.addFilter(
        new FilterHolder(filter.get()), "/*", EnumSet.of(jakarta.servlet.DispatcherType.REQUEST));
    jetty.setHandler(context);
    jetty.start();
    try {
      return probe(connector.getLocalPort());
    } finally {
      jetty.stop();
    }
  }

  private static String inTomcat(Path base, HttpFilter filter) throws Exception {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "mcp", servlet()).addMapping("/mcp");
    var definition = new FilterDef();
    definition.setFilterName("around");
    definition.setFilter(filter);
    context.addFilterDef(definition);
    var map = new FilterMap();
    map.setFilterName("around");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    tomcat.start();
    try {
      return probe(tomcat.getConnector().getLocalPort());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }
}

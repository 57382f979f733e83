package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.PageServlet;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A web application maps the page where it likes. */
class PageInTomcatTest {
  private static final Pattern ENDPOINT = Pattern.compile("data-endpoint=\"([^\"]*)\"");
  private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\"");

  @ParameterizedTest
  @CsvSource({
    "'', '', /",
    "'', /ui/page, /ui/page",
    "/echo, '', /echo/",
    "/echo, /page/*, /echo/page/",
    "/a/b, /page, /a/b/page",
  })
  void pageAndEndpointFindEachOther(String contextPath, String mapping, String path)
      throws Exception {
    var tomcat = new Tomcat();
    var connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    tomcat.setConnector(connector);
    tomcat.setBaseDir("target/tomcat");
    Context context = tomcat.addContext(contextPath, null);
    context.addServletContainerInitializer(
        (classes, webapp) -> {
          webapp.addServlet("mcp", EchoServlet.class).addMapping("/mcp/*");
          webapp.addServlet("page", PageServlet.class).addMapping(mapping);
        },
        null);
    tomcat.start();
    try {
      URI root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
      URI endpoint = root.resolve(contextPath + "/mcp");
      URI page = root.resolve(path);
      var client = new Client(root);

      HttpResponse<String> html = client.method("GET", path, "Accept", "text/html");
      HttpResponse<String> notice =
          client.method("GET", contextPath + "/mcp", "Accept", "text/html");

      assertEquals(200, html.statusCode());
      assertTrue(html.body().contains("<code id=\"url\">" + endpoint + "</code>"), html.body());
      assertEquals(endpoint, page.resolve(found(ENDPOINT, html)));
      assertEquals(405, notice.statusCode());
      assertEquals(page, endpoint.resolve(found(LINK, notice)));
      assertEquals(200, client.get(path + "?page.js").statusCode());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static String found(Pattern pattern, HttpResponse<String> response) {
    Matcher matcher = pattern.matcher(response.body());
    assertTrue(matcher.find(), response::body);
    return matcher.group(1);
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 16: the container has changed what it shows of the request, or has not. */
class ContainerViewTest {
  private static final Request CALL =
      Request.call("printHeader", "{\"details\":true}")
          .with("X-Forwarded-For", "203.0.113.7")
          .with("X-Forwarded-Proto", "https");

  private final Tomcat tomcat = new Tomcat();
  @TempDir Path directory;

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void aValveThatTakesTheUrlFromProxyHeadersIsNoticed() throws Exception {
    Diagnosis diagnosis =
        CALL.with("X-Forwarded-Host", "outside.example.com")
            .sendTo(tomcatWith(valveForHosts()))
            .diagnosis();

    assertEquals("https", diagnosis.fact("/connection/container/scheme").asText());
    assertEquals("203.0.113.7", diagnosis.fact("/connection/container/remoteAddress").asText());
    assertEquals(
        "outside.example.com", diagnosis.fact("/connection/container/serverName").asText());
    diagnosis.assertFinds("CONTAINER_FORWARDED_APPLIED");
  }

  @Test
  void aValveThatRemovesTheAddressIsNoticed() throws Exception {
    Diagnosis diagnosis = CALL.sendTo(tomcatWith(new RemoteIpValve())).diagnosis();

    assertEquals("203.0.113.7", diagnosis.fact("/connection/container/remoteAddress").asText());
    assertEquals(-1, diagnosis.text().indexOf("x-forwarded-for:"));
    diagnosis.assertFinds("CONTAINER_FORWARDED_APPLIED");
  }

  @Test
  void v14_theProgramReadsNoProxyHeadersForAnyApplication() throws Exception {
    try (EchoHttpServer echo = Echo.start()) {
      String text = CALL.sendTo(echo.port()).diagnosis().text();
      assertEquals(-1, text.indexOf("CONTAINER_FORWARDED"), text);
    }
  }

  @Test
  void v14_aContainerThatIgnoresTheHeadersBuildsUrlsWithHttp() throws Exception {
    Diagnosis diagnosis = CALL.sendTo(tomcatWith()).diagnosis();
    diagnosis.assertFinds("CONTAINER_FORWARDED_IGNORED");
    assertTrue(diagnosis.text().contains("Fix: Tomcat: add RemoteIpValve"), diagnosis.text());
  }

  private static RemoteIpValve valveForHosts() {
    var valve = new RemoteIpValve();
    valve.setProtocolHeader("X-Forwarded-Proto");
    valve.setHostHeader("X-Forwarded-Host");
    return valve;
  }

  private int tomcatWith(RemoteIpValve... valves) throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", directory.toString());
    for (RemoteIpValve valve : valves) {
      context.getPipeline().addValve(valve);
    }
    var servlet = new EchoServlet(McpEcho.builder().build(), HttpSettings.DEFAULTS);
    Tomcat.addServlet(context, "mcp", servlet).addMapping("/mcp");
    tomcat.getConnector();
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}

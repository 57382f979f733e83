package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 8: a redirect to the path with a slash loses the message, the token or TLS. */
class TrailingSlashTest {
  private static final Request CALL = Request.call("printHeader");
  private static final String TARGET = "/connection/request/target";

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  @Tag("nginx")
  void aLocationWithASlashRedirectsThePathWithout() throws Exception {
    try (Nginx proxy = Nginx.start("slash-redirect", echo)) {
      Response redirect = CALL.sendTo(proxy);

      assertEquals(301, redirect.status());
      assertEquals(
          Optional.of("http://mcp.example.com:" + proxy.port() + "/mcp/"),
          redirect.header("Location"));
    }
  }

  @Test
  @Tag("nginx")
  void theTargetShowsThatTheClientFollowedARedirect() throws Exception {
    try (Nginx proxy = Nginx.start("slash-redirect", echo)) {
      Diagnosis diagnosis = CALL.to("/mcp/").sendTo(proxy).diagnosis();

      assertEquals("/mcp/", diagnosis.fact(TARGET).asText());
      diagnosis.assertFinds("TARGET_TRAILING_SLASH");
    }
  }

  @Test
  @Tag("nginx")
  void aLocationWithoutASlashPassesThePathOn() throws Exception {
    try (Nginx proxy = Nginx.start("mended", echo)) {
      Diagnosis diagnosis = CALL.sendTo(proxy).diagnosis();

      assertEquals("/mcp", diagnosis.fact(TARGET).asText());
      diagnosis.assertDoesNotFind("TARGET_TRAILING_SLASH");
    }
  }

  @Test
  @Tag("nginx")
  void aSlashThatTheProxyAddsShowsInTheTarget() throws Exception {
    try (Nginx proxy = Nginx.start("slash-added", echo)) {
      CALL.sendTo(proxy).diagnosis().assertFinds("TARGET_TRAILING_SLASH");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/mcp/"})
  void theServerItselfNeverRedirects(String target) throws Exception {
    assertEquals(200, CALL.to(target).sendTo(echo.port()).status());
  }
}

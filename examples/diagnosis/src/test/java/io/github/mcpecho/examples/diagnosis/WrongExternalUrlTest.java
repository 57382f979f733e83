package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 1: the server behind the proxy does not know by which URL it was called. */
@Tag("nginx")
class WrongExternalUrlTest {
  private static final String RESOURCE = "/externalUrl/resource";

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void aProxyThatKeepsSilentAboutTlsLosesTheScheme() throws Exception {
    Diagnosis diagnosis = behind("scheme-lost");

    diagnosis.assertFinds("URL_SCHEME_UNKNOWN");
    assertEquals("http://mcp.example.com/mcp", diagnosis.fact(RESOURCE).asText());
    assertTrue(
        diagnosis.text().contains("proxy_set_header X-Forwarded-Proto $scheme"), diagnosis.text());
  }

  @Test
  void aServerThatKnowsItsUrlSaysThatTheSchemeWasLost() throws Exception {
    try (EchoHttpServer configured =
            Echo.start(
                McpEcho.builder().with(EchoSettings.PUBLIC_URL, "https://mcp.example.com/mcp"));
        Nginx proxy = Nginx.start("scheme-lost", configured)) {
      Diagnosis diagnosis = Request.call("authContext").sendTo(proxy).diagnosis();

      diagnosis.assertFinds("URL_SCHEME_LOST");
      assertEquals("https://mcp.example.com/mcp", diagnosis.fact(RESOURCE).asText());
    }
  }

  @Test
  void aProxyThatSendsItsUpstreamsNameLosesTheHost() throws Exception {
    Diagnosis diagnosis = behind("host-lost");

    diagnosis.assertFinds("URL_HOST_LOST");
    assertEquals("https://echo/mcp", diagnosis.fact(RESOURCE).asText());
  }

  @Test
  void aProxyThatSaysNothingLosesTheHost() throws Exception {
    Diagnosis diagnosis = behind("nothing-said");

    diagnosis.assertFinds("URL_HOST_LOST");
    diagnosis.assertFinds("URL_SCHEME_UNKNOWN");
  }

  @Test
  void aWellConfiguredProxyTellsTheWholeUrl() throws Exception {
    Diagnosis diagnosis = behind("mended");

    diagnosis.assertFindsNoError();
    diagnosis.assertDoesNotFind("URL_SCHEME_UNKNOWN");
    assertEquals("https://mcp.example.com/mcp", diagnosis.fact(RESOURCE).asText());
    assertEquals(
        "https://mcp.example.com/.well-known/oauth-protected-resource/mcp",
        diagnosis.fact("/externalUrl/metadata").asText());
  }

  @Test
  void aPrefixThatNobodyTellsShowsWhenTheUrlIsConfigured() throws Exception {
    try (EchoHttpServer configured =
            Echo.start(
                McpEcho.builder()
                    .with(EchoSettings.PUBLIC_URL, "https://mcp.example.com/echo/mcp"));
        Nginx proxy = Nginx.start("prefix-lost", configured)) {
      Diagnosis diagnosis = Request.call("authContext").to("/echo/mcp").sendTo(proxy).diagnosis();

      diagnosis.assertFinds("URL_CONFIGURED_MISMATCH");
      assertTrue(
          diagnosis.text().contains("this request: https://mcp.example.com/mcp"), diagnosis.text());
    }
  }

  @Test
  void aPrefixThatTheProxyTellsIsPartOfTheResource() throws Exception {
    try (Nginx proxy = Nginx.start("prefix-told", echo)) {
      Diagnosis diagnosis = Request.call("authContext").to("/echo/mcp").sendTo(proxy).diagnosis();

      diagnosis.assertFinds("URL_PREFIX_REMOVED");
      diagnosis.assertFindsNoError();
      assertEquals("https://mcp.example.com/echo/mcp", diagnosis.fact(RESOURCE).asText());
    }
  }

  @Test
  void thePortOfAnInnerHopDoesNotBelongToHttps() throws Exception {
    try (Nginx proxy = Nginx.start("forwarded-port", echo)) {
      Diagnosis diagnosis =
          Request.call("authContext").with("X-Forwarded-Proto", "https").sendTo(proxy).diagnosis();

      diagnosis.assertFinds("URL_PORT_MISMATCH");
    }
  }

  private Diagnosis behind(String situation) throws Exception {
    try (Nginx proxy = Nginx.start(situation, echo)) {
      return Request.call("authContext").sendTo(proxy).diagnosis();
    }
  }
}

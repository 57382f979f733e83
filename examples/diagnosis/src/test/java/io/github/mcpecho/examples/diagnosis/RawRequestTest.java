package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 11: nobody knows what the client really sent. */
class RawRequestTest {
  private static final String PROTOCOL = "/connection/request/protocol";
  private static final Request CALL = Request.call("printHeader", "{\"details\":true}");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void theRequestLineIsShownAsItCame() throws Exception {
    Diagnosis diagnosis = CALL.to("/mcp/?tenant=7").sendTo(echo.port()).diagnosis();

    assertTrue(diagnosis.text().contains("Request: POST /mcp/?"), diagnosis.text());
    assertEquals("HTTP/1.1", diagnosis.fact(PROTOCOL).asText());
    assertEquals("127.0.0.1", diagnosis.fact("/connection/container/remoteAddress").asText());
    assertFalse(diagnosis.fact("/connection/container/secure").asBoolean(true));
  }

  @Test
  void headersKeepTheirDuplicates() throws Exception {
    Diagnosis diagnosis =
        CALL.with("X-Hop", "one")
            .with("X-Other", "1")
            .with("X-Hop", "two")
            .sendTo(echo.port())
            .diagnosis();

    List<String> hops =
        diagnosis.fact("/headers").findParents("name").stream()
            .filter(header -> header.path("name").asText().equalsIgnoreCase("x-hop"))
            .map(header -> header.path("value").asText())
            .toList();
    assertEquals(List.of("one", "two"), hops);
  }

  @Test
  void aTokenInTheUrlIsNamedAndNotShown() throws Exception {
    String token = Tokens.with(Tokens.TIMES);
    Response response =
        Request.call("authContext").to("/mcp?access_token=" + token).sendTo(echo.port());

    response.diagnosis().assertFinds("AUTH_TOKEN_IN_QUERY");
    assertFalse(response.body().contains(token.substring(10)), response.body());
  }

  @Test
  @Tag("nginx")
  void theHopThatSpeaksAnOldHttpIsNamed() throws Exception {
    try (Nginx proxy = Nginx.start("nothing-said", echo)) {
      Diagnosis diagnosis = CALL.sendTo(proxy).diagnosis();

      assertEquals("HTTP/1.0", diagnosis.fact(PROTOCOL).asText());
      diagnosis.assertFinds("HTTP_1_0");
    }
    try (Nginx proxy = Nginx.start("mended", echo)) {
      CALL.sendTo(proxy).diagnosis().assertDoesNotFind("HTTP_1_0");
    }
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
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
  void theBodyIsCountedAndHashedAsItCame() throws Exception {
    Request pretty = Request.message(CALL.body().replace(",", ",\n  "));

    Diagnosis diagnosis = pretty.sendTo(echo.port()).diagnosis();

    assertEquals("tools/call", diagnosis.fact("/message/method").asText());
    assertEquals(pretty.body().length(), diagnosis.fact("/message/body/bytes").asInt());
    assertFalse(diagnosis.fact("/message/body/batch").asBoolean(true));
    assertTrue(diagnosis.text().contains("SHA-256: " + sha256(pretty.body())), diagnosis.text());
  }

  @Test
  void aMessageOfABatchComesInTheBytesOfTheBatch() throws Exception {
    String batch = " [" + CALL.body() + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]";
    Request request = Request.message(batch).without("MCP-Protocol-Version");

    var diagnosis = new Diagnosis(request.sendTo(echo.port()).json().path(0).path("result"));

    assertEquals(batch.length(), diagnosis.fact("/message/body/bytes").asInt());
    assertEquals(sha256(batch), diagnosis.fact("/message/body/sha256").asText());
    assertTrue(diagnosis.fact("/message/body/batch").asBoolean());
  }

  @Test
  void whatTheClientSaysOfItselfIsShown() throws Exception {
    Request request =
        Request.message(
            CALL.body()
                .replace(
                    "\"arguments\"",
                    "\"_meta\":{\"progressToken\":7,\"com.example/tenant\":\"blue\"},\"arguments\""));

    Diagnosis diagnosis = request.sendTo(echo.port()).diagnosis();

    assertEquals(7, diagnosis.fact("/message/meta/progressToken").asInt());
    assertTrue(diagnosis.text().contains("_meta com.example/tenant: blue"), diagnosis.text());
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
  void aTokenThatCameInTheUrlAloneIsDecodedAllTheSame() throws Exception {
    Diagnosis diagnosis =
        Request.call("bearerDecode")
            .to("/mcp?access_token=" + Tokens.with(Tokens.TIMES))
            .sendTo(echo.port())
            .diagnosis();

    assertEquals("alice", diagnosis.fact("/payload/sub").asText());
    assertEquals(1, diagnosis.count("AUTH_TOKEN_IN_QUERY"));
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

  private static String sha256(String body) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 2: a header that the client sent does not arrive, or not as it was sent. */
class LostHeaderTest {
  private static final String STATUS = "/expected/0/status";

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  @Tag("nginx")
  void aTokenThatTheProxyRemovesIsAbsent() throws Exception {
    Diagnosis diagnosis = expectAuthorizationBehind("authorization-removed");

    diagnosis.assertFinds("HEADER_EXPECTED_ABSENT");
    assertTrue(
        diagnosis.text().contains("nginx: look for proxy_set_header Authorization"),
        diagnosis.text());
  }

  @Test
  @Tag("nginx")
  void aTokenThatPassesIsPresent() throws Exception {
    Diagnosis diagnosis = expectAuthorizationBehind("mended");

    assertEquals("present", diagnosis.fact(STATUS).asText());
    diagnosis.assertFindsNoError();
  }

  @Test
  @Tag("nginx")
  void aVariableThatIsNotSetLeavesASchemeWithoutToken() throws Exception {
    try (Nginx proxy = Nginx.start("authorization-unset-variable", echo)) {
      Request.call("authContext")
          .with("Authorization", "Bearer of-the-client")
          .sendTo(proxy)
          .diagnosis()
          .assertFinds("AUTH_TOKEN_EMPTY");
    }
  }

  @Test
  @Tag("nginx")
  void aTokenThatTheProxyReplacesHasAnotherFingerprint() throws Exception {
    Request sent = Request.call("printHeader", "{\"expect\":[\"authorization\"]}");
    String fingerprint =
        sent.with("Authorization", "Bearer of-the-client")
            .sendTo(echo.port())
            .diagnosis()
            .fact("/expected/0/fingerprints/0")
            .asText();
    Request again =
        Request.call("printHeader", "{\"expect\":{\"authorization\":\"" + fingerprint + "\"}}")
            .with("Authorization", "Bearer of-the-client");

    assertEquals(
        "present", again.sendTo(echo.port()).diagnosis().fact(STATUS).asText(), "without proxy");
    try (Nginx proxy = Nginx.start("authorization-replaced", echo)) {
      again.sendTo(proxy).diagnosis().assertFinds("HEADER_EXPECTED_DIFFERENT");
    }
  }

  @Test
  @Tag("nginx")
  void aNameWithUnderscoresDoesNotPassNginx() throws Exception {
    Request request =
        Request.call("printHeader", "{\"expect\":[\"my_tenant\"]}").with("my_tenant", "7");

    try (Nginx proxy = Nginx.start("underscores-dropped", echo)) {
      request.sendTo(proxy).diagnosis().assertFinds("HEADER_EXPECTED_ABSENT");
    }
    try (Nginx proxy = Nginx.start("underscores-passed", echo)) {
      assertEquals("present", request.sendTo(proxy).diagnosis().fact(STATUS).asText());
    }
  }

  @Test
  void anEmptyHeaderIsNotTakenForAPresentOne() throws Exception {
    Request.call("printHeader", "{\"expect\":[\"x-api-key\"]}")
        .with("X-Api-Key", "")
        .sendTo(echo.port())
        .diagnosis()
        .assertFinds("HEADER_EXPECTED_EMPTY");
  }

  @Test
  void aHeaderOfClientAndGatewayArrivesTwice() throws Exception {
    Request.call("printHeader", "{\"expect\":[\"x-api-key\"]}")
        .with("X-Api-Key", "of-the-client")
        .with("X-Api-Key", "of-the-gateway")
        .sendTo(echo.port())
        .diagnosis()
        .assertFinds("HEADER_EXPECTED_DUPLICATED");
  }

  private Diagnosis expectAuthorizationBehind(String situation) throws Exception {
    try (Nginx proxy = Nginx.start(situation, echo)) {
      return Request.call("printHeader", "{\"expect\":[\"Authorization\"]}")
          .with("Authorization", "Bearer of-the-client")
          .sendTo(proxy)
          .diagnosis();
    }
  }
}

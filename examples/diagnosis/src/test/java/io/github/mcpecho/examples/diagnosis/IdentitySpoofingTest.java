package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 13: the client sends what only the proxy should say. */
@Tag("nginx")
class IdentitySpoofingTest {
  private static final Request CALL = Request.call("authContext");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void anIdentityHeaderWithUnderscoresSlipsPastTheProxy() throws Exception {
    String header = "x_forwarded_user";

    behind("underscores-passed", CALL.with(header, "admin")).assertFinds("IDENTITY_UNDERSCORE");
    behind("underscores-passed", Request.call("printHeader").with(header, "admin"))
        .assertFinds("HEADER_UNDERSCORE_SPOOF");
    behind("underscores-dropped", CALL.with(header, "admin"))
        .assertDoesNotFind("IDENTITY_UNDERSCORE");
  }

  @Test
  void anIdentityHeaderThatTheProxyForgetsContradictsTheToken() throws Exception {
    String claims = "\"email\":\"alice@example.com\"," + Tokens.TIMES;
    Request spoofed =
        CALL.with("Authorization", "Bearer " + Tokens.with(claims))
            .with("X-Forwarded-Email", "admin@example.com");

    Diagnosis passed = behind("identity-passed", spoofed);
    passed.assertFinds("IDENTITY_DISAGREES");
    passed.assertFinds("IDENTITY_UNSIGNED");
    behind("identity-replaced", spoofed).assertDoesNotFind("IDENTITY_DISAGREES");
  }

  @Test
  void aForwardedHeaderThatTheProxyForgetsContradictsItsOwn() throws Exception {
    Request spoofed = CALL.with("Forwarded", "for=10.9.9.9;proto=https;host=evil.example");

    behind("forwarded-passed", spoofed).assertFinds("URL_FORWARDED_DISAGREES");
    behind("mended", spoofed).assertDoesNotFind("URL_FORWARDED_DISAGREES");
  }

  @Test
  void anAddressBeforeTheAppendedOneIsTheClientsInvention() throws Exception {
    Request spoofed = CALL.with("X-Forwarded-For", "10.9.9.9");

    Diagnosis appended = behind("address-appended", spoofed);
    appended.assertFinds("CLIENT_ADDRESS_UNPROVEN");
    assertEquals("127.0.0.1", appended.fact("/request/ipAddress").asText());
    assertEquals("x-real-ip", appended.fact("/request/ipSource").asText());
    assertEquals("127.0.0.1", behind("mended", spoofed).fact("/request/ipAddress").asText());
  }

  private Diagnosis behind(String situation, Request request) throws Exception {
    try (Nginx proxy = Nginx.start(situation, echo)) {
      return request.sendTo(proxy).diagnosis();
    }
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Row 18: an expired token is the one that people need to read. */
class TokenTimesTest {
  @AutoClose final EchoHttpServer echo = Echo.atNoon();

  @Test
  void anExpiredTokenIsDecodedAndItsTimesAreReadable() throws Exception {
    Diagnosis diagnosis = decode("\"iat\":1793610000,\"exp\":1793613600");

    diagnosis.assertFinds("TOKEN_EXPIRED");
    String text = diagnosis.text();
    assertTrue(text.contains("\"sub\": \"alice\""), text);
    assertTrue(text.contains("2026-11-02 10:00:00 UTC (1793613600)"), text);
  }

  @Test
  void aValidTokenIsNotExpired() throws Exception {
    decode(Tokens.TIMES).assertDoesNotFind("TOKEN_EXPIRED");
  }

  @Test
  void millisecondsAreRecognized() throws Exception {
    decode("\"iat\":1793620500000,\"exp\":1793624100000").assertFinds("TOKEN_TIME_IN_MILLISECONDS");
  }

  private Diagnosis decode(String times) throws Exception {
    return Request.call("bearerDecode")
        .with("Authorization", "Bearer " + Tokens.with(times))
        .sendTo(echo.port())
        .diagnosis();
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 19: the clocks of issuer and server differ, so a fresh token is refused. */
class ClockSkewTest {
  @AutoClose final EchoHttpServer echo = Echo.atNoon();

  /** Seconds are counted from noon. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 3600, ''",
    "-3630, -3630, -30, TOKEN_CLOCK_SKEW",
    "0, 30, 3600, TOKEN_CLOCK_SKEW",
    "0, 900, 3600, TOKEN_NOT_YET_VALID",
    "900, 0, 3600, TOKEN_ISSUED_IN_FUTURE"
  })
  void theVerdictDependsOnTheDifference(int issued, int notBefore, int expires, String finding)
      throws Exception {
    long noon = Echo.NOON.getEpochSecond();
    String times =
        "\"iat\":%d,\"nbf\":%d,\"exp\":%d"
            .formatted(noon + issued, noon + notBefore, noon + expires);
    Diagnosis diagnosis =
        Request.call("bearerDecode")
            .with("Authorization", "Bearer " + Tokens.with(times))
            .sendTo(echo.port())
            .diagnosis();

    for (String kind :
        new String[] {"TOKEN_CLOCK_SKEW", "TOKEN_NOT_YET_VALID", "TOKEN_ISSUED_IN_FUTURE"}) {
      assertEquals(kind.equals(finding) ? 1 : 0, diagnosis.count(kind), diagnosis.text());
    }
  }
}

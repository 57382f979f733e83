package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 14: an Authorization header that one server takes and the next refuses. */
class SchemeCaseTest {
  @AutoClose final EchoHttpServer echo = Echo.start();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bearer abc.def | AUTH_SCHEME_CASE",
        "Bearer  abc.def | AUTH_SEPARATOR",
        "Bearer\tabc.def | AUTH_SEPARATOR_INVALID",
        "Bearer \"abc.def\" | AUTH_QUOTED",
        "Bearer Bearer abc.def | AUTH_SCHEME_REPEATED",
        "Bearer ${MCP_TOKEN} | AUTH_PLACEHOLDER",
        "Bearer %MCP_TOKEN% | AUTH_PLACEHOLDER",
        "Bearer | AUTH_TOKEN_EMPTY",
        "abc.def | AUTH_SCHEME_MISSING"
      })
  void theMistakeIsNamed(String authorization, String finding) throws Exception {
    authContext(authorization).assertFinds(finding);
  }

  @Test
  void theSchemeIsShownAsItWasSpelled() throws Exception {
    Diagnosis diagnosis = authContext("bearer abc.def");

    assertTrue(diagnosis.text().contains("Type: bearer"), diagnosis.text());
  }

  @Test
  void theUsualSpellingIsNoFinding() throws Exception {
    authContext("Bearer " + Tokens.with(Tokens.TIMES)).assertDoesNotFind("AUTH_SCHEME_CASE");
  }

  private Diagnosis authContext(String authorization) throws Exception {
    return Request.call("authContext")
        .with("Authorization", authorization)
        .sendTo(echo.port())
        .diagnosis();
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 7: an Accept header that strict servers answer with 406. */
class AcceptTest {
  private static final Request CALL = Request.call("printHeader");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @AutoClose
  final EchoHttpServer strict = Echo.start(Echo.SETTINGS.with(HttpSettings.STRICT, true));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | ACCEPT_WILDCARD",
        "application/json | ACCEPT_INCOMPLETE",
        "text/event-stream | ACCEPT_INCOMPLETE"
      })
  void whatAStrictServerRefusesIsServedAndNamed(String accept, String finding) throws Exception {
    Request call = CALL.without("Accept").with("Accept", accept);

    assertEquals(406, call.sendTo(strict.port()).status());
    call.sendTo(echo.port()).diagnosis().assertFinds(finding);
  }

  @Test
  void aMissingAcceptIsServedAndNamed() throws Exception {
    Request call = CALL.without("Accept");

    assertEquals(406, call.sendTo(strict.port()).status());
    call.sendTo(echo.port()).diagnosis().assertFinds("ACCEPT_MISSING");
  }

  @Test
  void bothMediaTypesAreWhatEverybodyServes() throws Exception {
    Diagnosis diagnosis = CALL.sendTo(strict.port()).diagnosis();

    diagnosis.assertDoesNotFind("ACCEPT_MISSING");
    diagnosis.assertDoesNotFind("ACCEPT_INCOMPLETE");
    diagnosis.assertDoesNotFind("ACCEPT_WILDCARD");
  }
}

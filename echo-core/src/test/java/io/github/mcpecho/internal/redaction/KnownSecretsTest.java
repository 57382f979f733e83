package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSecretsTest {
  private final Redactor redactor = Redactor.withRandomKey();

  /** What is left of a text in which § stands in place of what is hidden. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          Cookie | session=Zk4hPq81LmXw; theme=dark | no session Zk4hPq8 of Zk4hPq81LmXw, theme dark | no session § of §, theme dark
          Cookie | session=Zk4hPq81LmXw | cookies=session%3DZk4hPq81LmXw | cookies=§
          Cookie | a=b%3Dc%3Dd81LmXw | a is b=c=d81LmXw | a is §
          Cookie | sid=abcd | sid=abcd | §
          Cookie | Zk4hPq81LmXw | Zk4hPq81LmXw | §
          X-Portal-Pass | session=Zk4hPq81LmXw | your session | your §
          User-Agent | client/1.0 session | your session | your session
          """)
  void whatAHeaderKeepsSecretIsHidden(String header, String value, String text, String shown) {
    String hidden = new KnownSecrets(List.of(Map.entry(header, value))).hidden(redactor, text);

    assertEquals(shown, hidden.replaceAll("\\([^()]*\\)", "§"));
  }
}

package io.github.mcpecho.internal.redaction;

import static io.github.mcpecho.LinearWork.assertLinear;

import io.github.mcpecho.LinearWork;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** See {@link LinearWork}. */
class LinearTimeTest {
  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @MethodSource("io.github.mcpecho.LinearWork#pieces")
  void ofText(String piece) {
    assertLinear(piece, redactor::text);
    assertLinear(piece, redactor::url);
    assertLinear(piece, text -> redactor.header("cookie", text));
    assertLinear(piece, text -> redactor.text("=?base64?" + text + "?="));
  }

  /** Headers that are read with patterns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forwarded",
        "www-authenticate",
        "x-forwarded-client-cert",
        "referer",
        "baggage",
        "x-user"
      })
  void ofAHeader(String name) {
    for (String piece :
        List.of(
            ".", "=", "a=", "a=\"", "\\", "a,", "a;", " ", "a b", "-----BEGIN", "?a=1&", "a:")) {
      assertLinear(piece, text -> redactor.header(name, text));
    }
  }
}

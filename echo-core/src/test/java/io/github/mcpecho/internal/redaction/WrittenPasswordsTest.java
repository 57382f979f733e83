package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A password that nothing but its surroundings tells of, in every way that people write it. */
class WrittenPasswordsTest {
  private static final int FEWEST = 200;
  private static final Json JSON = new Json(16);

  /** One looks like words, the other like what people make of them. */
  private static final List<String> PASSWORDS = List.of("orange-Silver42", "hunter2Xyzzy");

  private final Redactor redactor = new Redactor(new byte[] {7});

  static List<String> forms() throws IOException {
    try (InputStream in = WrittenPasswordsTest.class.getResourceAsStream("written-passwords.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(String::translateEscapes)
          .toList();
    }
  }

  @Test
  void theListIsLong() throws IOException {
    assertTrue(forms().size() >= FEWEST, "only " + forms().size());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void trial_s06_noneOfThemShows(String form) {
    for (String password : PASSWORDS) {
      String text = form.replace("{}", password);
      String json = JSON.writeString(Json.object().put("note", text));
      assertHidden(password, redactor.text(text));
      assertHidden(password, redactor.header("x-note", json));
      assertHidden(password, redactor.header("user-agent", "agent/1.0 (" + encoded(text) + ")"));
      assertHidden(password, redactor.url("/a/" + encoded(encoded(text))));
      assertHidden(password, redactor.header("x-note", asIso88591(text)));
      assertHidden(password, redactor.claims(JSON.parse(json)).toString());
    }
  }

  /** Letters, digits, some signs and blanks have forms of references that few use. */
  @ParameterizedTest
  @MethodSource("equalsSigns")
  void trial_s06_anEqualsSignIsOneHoweverItIsWritten(String sign) {
    assertHidden("hunter2Xyzzy", redactor.text("password" + sign + "hunter2Xyzzy"));
  }

  static List<String> equalsSigns() {
    return List.of(
        "=",
        "%3D",
        "%253d",
        "%25253D",
        "&#61;",
        "&#061;",
        "&#x3D;",
        "&#X3d;",
        "&equals;",
        "\\u003d",
        "\\x3d",
        "\\\\u003d",
        "=3D",
        "：",
        "\\uff1a",
        "%EF%BC%9A",
        asIso88591("："));
  }

  private static void assertHidden(String password, String shown) {
    for (int i = 0; i + 7 <= password.length(); i++) {
      assertFalse(shown.contains(password.substring(i, i + 7)), shown);
    }
  }

  /** A space is not written as a plus sign: few who read a path take it for one. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As containers hand over the bytes of a header. */
  private static String asIso88591(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example, 443",
    "HTTPS://A.Example:443, https://a.example, 443",
    "http://a.example:443, http://a.example:443, 443",
    "http://localhost:6274, http://localhost:6274, 6274",
    "http://[0:0::1]:3000, http://[::1]:3000, 3000",
    "http://[::ffff:10.0.0.5], http://[::ffff:a00:5], 80",
    "vscode-webview://abc, vscode-webview://abc, 0",
    "https://a.example:, https://a.example, 443",
  })
  void oneOriginHasOneForm(String text, String form, int port) {
    Origin origin = Origin.parse(text).orElseThrow();
    assertEquals(form, origin.toString());
    assertEquals(port, origin.authority().port().orElse(0));
    assertEquals(Optional.of(origin), Origin.parse(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "a.example",
        "://a.example",
        "1http://a.example",
        "ht_tp://a.example",
        "https://",
        "https://a.example/",
        "https://user@a.example",
        "https://a.example, https://b.example",
        "https://[1:2]",
        "https://[fe80::1%25eth0]"
      })
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Origin.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, true",
    "http://localhost:6274, true",
    "http://[::1]:3000, true",
    "http://[::ffff:a00:5]:3000, true",
    "http://10.0.0.5, true",
    "vscode-webview://abc, true",
    "https://a.example/, false",
    "https://A.example, false",
    "https://a.example:443, false",
    "http://a.example:80, false",
    "http://[0:0::1], false",
    "http://[::ffff:10.0.0.5], false",
    "http://[::FFFF:a00:5], false",
    "a.example, false",
    "'', false",
    "https://a.example:999999, false",
  })
  void browsersWriteThemLikeThis(String origin, boolean serialized) {
    assertEquals(serialized, Origin.isSerialized(origin));
  }
}

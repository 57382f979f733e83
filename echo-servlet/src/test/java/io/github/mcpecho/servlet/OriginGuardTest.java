package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.http.Headers;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
  private static final OriginGuard LISTED =
      new OriginGuard(
          true,
          List.of("echo.example", "pod:8080"),
          List.of("https://app.example", "tool.example", "http://dev.example:81"));

  @ParameterizedTest
  @CsvSource({
    "true,  localhost,         ''",
    "true,  echo.example,      ''",
    "true,  ECHO.example:8443, ''",
    "true,  pod:8080,          ''",
    "false, pod,               ''",
    "false, pod:8081,          ''",
    "false, other.example,     ''",
    "false, 'a b',             ''",
    "true,  localhost,         https://app.example",
    "true,  localhost,         https://app.example:443",
    "false, localhost,         http://app.example",
    "false, localhost,         https://app.example:444",
    "true,  localhost,         http://tool.example:9",
    "true,  localhost,         vscode-webview://tool.example",
    "false, localhost,         moz-extension://localhost",
    "false, localhost,         app://127.0.0.1",
    "true,  localhost,         http://dev.example:81",
    "false, localhost,         http://dev.example",
    "true,  localhost,         https://echo.example",
    "true,  localhost,         http://localhost:5173",
    "false, localhost,         null",
    "false, localhost,         https://sub.app.example"
  })
  void whatIsListedIsServed(boolean served, String host, String origin) {
    Headers headers =
        origin.isEmpty() ? Headers.of("Host", host) : Headers.of("Host", host, "Origin", origin);

    assertEquals(served, LISTED.refusal(headers, OriginPatterns.NONE, String::toString).isEmpty());
  }

  /** Spellings of one address in Host, in Origin, and in both lists. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:db8::1",
        "2001:0db8::1",
        "2001:DB8::1",
        "2001:db8:0::1",
        "2001:db8::0:0:1",
        "2001:db8:0:0:0:0:0:1",
        "2001:0db8:0000:0000:0000:0000:0000:0001",
        "2001:db8::0.0.0.1"
      })
  void trial_g05_oneAddressIsOneHost(String address) {
    for (String listed : List.of("2001:db8::1", "2001:DB8:0:0::1")) {
      OriginGuard guard =
          new OriginGuard(
              true,
              List.of("[" + listed + "]"),
              List.of("https://[" + listed + "]:8443", "[" + listed + "]:9"));
      String host = "[" + address + "]";
      for (Headers headers :
          List.of(
              Headers.of("Host", host),
              Headers.of("Host", host + ":3000"),
              Headers.of("Host", "localhost", "Origin", "https://" + host + ":8443"),
              Headers.of("Host", "localhost", "Origin", "http://" + host + ":9"))) {
        assertEquals(
            Optional.empty(), guard.refusal(headers, OriginPatterns.NONE, String::toString));
      }
      assertEquals(
          Optional.empty(),
          new OriginGuard(false, List.of(), List.of())
              .refusal(
                  Headers.of("Host", host, "Origin", "http://[" + listed + "]:5173"),
                  OriginPatterns.NONE,
                  String::toString));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2001:db8::2]", "[2001:db8::1%eth0]", "[2001:db8::1", "2001:db8::1"})
  void trial_g05_otherAddressesAndNoAddressesAreRefused(String host) {
    OriginGuard guard = new OriginGuard(true, List.of("[2001:db8::1]"), List.of());

    assertEquals(
        false,
        guard.refusal(Headers.of("Host", host), OriginPatterns.NONE, String::toString).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "true,  localhost,    https://page.example",
    "true,  localhost,    https://app.example",
    "false, localhost,    https://other.example",
    "false, page.example, https://page.example",
    "true,  echo.example, https://page.example"
  })
  void trial_g04_furtherOriginsAreNoHosts(boolean served, String host, String origin) {
    assertEquals(
        served,
        LISTED
            .refusal(
                Headers.of("Host", host, "Origin", origin),
                OriginPatterns.of(List.of("https://page.example")),
                String::toString)
            .isEmpty());
  }

  @Test
  void aRequestWithoutHostOrOriginPasses() {
    assertEquals(
        true,
        new OriginGuard(true, List.of(), List.of())
            .refusal(Headers.NONE, OriginPatterns.NONE, String::toString)
            .isEmpty());
  }

  @Test
  void twoHostsOrOriginsAreRefused() {
    OriginGuard guard = new OriginGuard(true, List.of(), List.of());

    assertEquals(
        false,
        guard
            .refusal(
                Headers.of("Host", "localhost", "host", "localhost"),
                OriginPatterns.NONE,
                String::toString)
            .isEmpty());
    assertEquals(
        false,
        guard
            .refusal(
                Headers.of("Origin", "http://localhost", "Origin", "http://localhost"),
                OriginPatterns.NONE,
                String::toString)
            .isEmpty());
  }

  @Test
  void anAsteriskServesEveryOrigin() {
    OriginGuard guard = new OriginGuard(true, List.of(), List.of("*"));

    assertEquals(
        true,
        guard
            .refusal(Headers.of("Origin", "null"), OriginPatterns.NONE, String::toString)
            .isEmpty());
    assertEquals(
        false,
        guard
            .refusal(Headers.of("Host", "evil.example"), OriginPatterns.NONE, String::toString)
            .isEmpty());
  }

  @Test
  void anAsteriskForHostsIsNoneForOrigins() {
    OriginGuard guard = new OriginGuard(true, List.of("*"), List.of());

    assertEquals(
        true,
        guard
            .refusal(Headers.of("Host", "any.example"), OriginPatterns.NONE, String::toString)
            .isEmpty());
    assertEquals(
        false,
        guard
            .refusal(
                Headers.of("Host", "a.example", "Origin", "http://a.example"),
                OriginPatterns.NONE,
                String::toString)
            .isEmpty());
  }

  @Test
  void listedHostsAreTheOnlyOnesOfAnOpenServer() {
    OriginGuard guard = new OriginGuard(false, List.of("echo.example"), List.of());

    assertEquals(
        true,
        guard
            .refusal(Headers.of("Host", "echo.example"), OriginPatterns.NONE, String::toString)
            .isEmpty());
    assertEquals(
        false,
        guard
            .refusal(Headers.of("Host", "other.example"), OriginPatterns.NONE, String::toString)
            .isEmpty());
    assertEquals(
        false,
        guard
            .refusal(Headers.of("Host", "localhost"), OriginPatterns.NONE, String::toString)
            .isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:99999",
        "a:+80",
        "a:-1",
        "a:8o",
        "2001:db8::1",
        "::1",
        "a%2eb",
        "[2001:db8::1",
        "a/b"
      })
  void trial_g02_whatIsNoHostIsNotSaidToBeMissingInAList(String host) {
    for (OriginGuard guard :
        List.of(
            new OriginGuard(false, List.of(), List.of()),
            new OriginGuard(true, List.of("[2001:db8::1]", "a.b", "a"), List.of()))) {
      Headers headers = Headers.of("Host", host);
      String why =
          "Host \""
              + host
              + "\" is not a host, with or without a port; an IPv6 address stands in brackets, and"
              + " nothing is percent-encoded";
      assertEquals(Optional.of(why), guard.refusal(headers, OriginPatterns.NONE, String::toString));
      assertEquals(Optional.of(why), guard.malformedHost(headers, String::toString));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:", "a:80", "[2001:db8::1]", "[2001:db8::1]:80", "other.example"})
  void trial_g02_aHostIsNoMalformedOneWhetherItIsServedOrNot(String host) {
    assertEquals(
        Optional.empty(),
        new OriginGuard(true, List.of(), List.of())
            .malformedHost(Headers.of("Host", host), String::toString));
  }

  @Test
  void twoHostsAreMalformedWhateverIsAllowed() {
    Headers headers = Headers.of("Host", "a", "Host", "b");
    for (OriginGuard guard :
        List.of(
            new OriginGuard(false, List.of(), List.of()),
            new OriginGuard(false, List.of("*"), List.of()))) {
      Optional<String> why = Optional.of("Host \"a, b\" came as more than one line");

      assertEquals(why, guard.refusal(headers, OriginPatterns.NONE, String::toString));
      assertEquals(why, guard.malformedHost(headers, String::toString));
    }
  }

  @Test
  void theRefusalListsWhatIsAllowed() {
    assertEquals(
        "Origin \"http://x\" is not allowed; allowed: those of localhost, 127.0.0.1, [::1],"
            + " https://app.example, tool.example, http://dev.example:81; change it with"
            + " MCP_ECHO_ALLOWED_ORIGINS, a list of origins",
        LISTED
            .refusal(Headers.of("Origin", "http://x"), OriginPatterns.NONE, String::toString)
            .orElseThrow());
  }

  @Test
  void theRefusalQuotesWhatCameOnlyAfterRedaction() {
    UnaryOperator<String> redaction = text -> "<" + text.length() + ">";

    assertEquals(
        "Origin \"<8>\" is not allowed; allowed: those of localhost, 127.0.0.1, [::1]; change it"
            + " with MCP_ECHO_ALLOWED_ORIGINS, a list of origins",
        new OriginGuard(true, List.of(), List.of())
            .refusal(Headers.of("Origin", "http://x"), OriginPatterns.NONE, redaction)
            .orElseThrow());
    assertEquals(
        "Host \"<1>\" (X-Forwarded-Host \"<3>\" does not count) is not allowed; allowed:"
            + " localhost, 127.0.0.1, [::1]; change it with MCP_ECHO_ALLOWED_HOSTS, a list of"
            + " hosts",
        new OriginGuard(true, List.of(), List.of())
            .refusal(
                Headers.of("Host", "x", "X-Forwarded-Host", "y.z"), OriginPatterns.NONE, redaction)
            .orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://", "https://a/b", "a b", "http://a:99999", "[::1", "a:b", "null"})
  void whatCannotBeMatchedCannotBeListed(String entry) {
    assertThrows(
        IllegalArgumentException.class, () -> new OriginGuard(false, List.of(), List.of(entry)));
  }
}

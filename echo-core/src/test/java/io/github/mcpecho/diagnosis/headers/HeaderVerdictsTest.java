package io.github.mcpecho.diagnosis.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderVerdictsTest {
  private static final String BOTH = "application/json, text/event-stream";

  private final Redactor redactor = new Redactor(new byte[] {1});

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, ACCEPT_MISSING",
        "'application/json, text/event-stream', ''",
        "'TEXT/Event-Stream;q=0.5,application/json;q=1', ''",
        "*/*, ACCEPT_WILDCARD",
        "'application/*, text/event-stream', ACCEPT_WILDCARD",
        "application/json, ACCEPT_INCOMPLETE",
        "text/event-stream, ACCEPT_INCOMPLETE",
        "'application/json, text/event-stream;q=0', ACCEPT_INCOMPLETE",
        "'', ACCEPT_INCOMPLETE",
        "json, ACCEPT_MALFORMED",
        "'application/json, text/event-stream, /', ACCEPT_MALFORMED",
        "';', ACCEPT_MALFORMED",
      })
  void acceptHeaderIsJudged(String accept, String findings) {
    assertEquals(findings, ids(accept == null ? Headers.NONE : Headers.of("Accept", accept)));
  }

  /** Parameters are quoted, empty or split over lines as RFC 9110 §5.6 lets them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/json;x="a,b", text/event-stream            | ``
          application/json; x="a;q=0", text/event-stream         | ``
          application/json;x="\\",", text/event-stream;q=0.5      | ``
          application/json;x="q=0" , text/event-stream           | ``
          application/json;, ,text/event-stream ;                | ``
          application/json;x="a, text/event-stream               | ACCEPT_MALFORMED
          application/json;x, text/event-stream                  | ACCEPT_MALFORMED
          application/json;q =0, text/event-stream               | ACCEPT_MALFORMED
          application/json;x="text/event-stream"                 | ACCEPT_INCOMPLETE
          text/plain;x=", text/event-stream", application/json   | ACCEPT_INCOMPLETE
          application/json;q="0", text/event-stream              | ACCEPT_INCOMPLETE
          application/json;q=0, */*                              | ACCEPT_INCOMPLETE
          application/*;q=0, */*, text/event-stream              | ACCEPT_INCOMPLETE
          application/json;q=0.0, application/json, text/*       | ACCEPT_WILDCARD
          """)
  void v15_acceptIsReadByTheGrammar(String accept, String findings) {
    assertEquals(findings, ids(Headers.of("Accept", accept)));
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp, ''",
    "/mcp?x=/, ''",
    "/, ''",
    "/mcp/, TARGET_TRAILING_SLASH",
    "/mcp/?a=b, TARGET_TRAILING_SLASH",
    "//mcp, TARGET_DOUBLE_SLASH",
    "/api//mcp/, TARGET_DOUBLE_SLASH",
  })
  void requestTargetIsJudged(String target, String findings) {
    assertEquals(findings, ids(context(target, "HTTP/1.1", Headers.of("Accept", BOTH))));
  }

  @Test
  void theTargetShowsNoSecretOfItsQuery() {
    var context = context("/mcp/?page=2&token=hunter2", "HTTP/1.1", Headers.of("Accept", BOTH));
    String evidence = HeaderVerdicts.of(context, redactor).get(0).evidence();
    assertEquals("/mcp/?page=2&token=" + redactor.secret("hunter2"), evidence);
  }

  @Test
  void aTokenInTheQueryIsFound() {
    var headers = Headers.of("Accept", BOTH);
    assertEquals("AUTH_TOKEN_IN_QUERY", ids(context("/mcp?access_token=a", "HTTP/1.1", headers)));
    assertEquals(
        "AUTH_PLACEHOLDER AUTH_TOKEN_IN_QUERY",
        ids(context("/mcp?access_token=undefined", "HTTP/1.1", headers)));
  }

  @Test
  void aCarelessCredentialIsFound() {
    assertEquals(
        "AUTH_SCHEME_CASE AUTH_PLACEHOLDER",
        ids(Headers.of("Accept", BOTH, "Authorization", "bearer ${TOKEN}")));
  }

  @Test
  void http10IsFound() {
    assertEquals("HTTP_1_0", ids(context("/mcp", "HTTP/1.0", Headers.of("Accept", BOTH))));
  }

  @ParameterizedTest
  @CsvSource({
    "Host, a, Host, a, HEADER_DUPLICATED",
    "Last-Event-ID, 1, Last-Event-ID, 2, HEADER_DUPLICATED",
    "X-Forwarded-For, a, X-Forwarded-For, b, ''",
    "X_Forwarded_User, a, X-Other, b, IDENTITY_UNDERSCORE",
    "X_Forwarded_User, a, X-Forwarded-User, a, IDENTITY_UNDERSCORE",
    "X_Forwarded_User, a, X-Forwarded-User, b, HEADER_UNDERSCORE_SPOOF IDENTITY_UNDERSCORE",
    "X_Forwarded_Proto, http, X-Forwarded-Proto, https, HEADER_UNDERSCORE_SPOOF",
    "X_Forwarded_Proto, http, X-Other, b, HEADER_UNDERSCORE",
    "my_own, a, my-own, b, ''",
    "Transfer-Encoding, chunked, Content-Length, 5, HEADER_FRAMING_CONFLICT",
    "Connection, keep-alive, Keep-Alive, timeout=5, ''",
    "Connection, keep-alive, Via, 1.1 a, ''",
    "Connection, Close, X-Forwarded-For, 192.0.2.1, ''",
    "Transfer-Encoding, chunked, X-Forwarded-For, 192.0.2.1, ''",
    "Connection, upgrade, X-Forwarded-For, 192.0.2.1, HEADER_HOP_BY_HOP",
    "Connection, 'close, TE', Via, 1.1 a, HEADER_HOP_BY_HOP",
    "Keep-Alive, timeout=5, Via, 1.1 a, HEADER_HOP_BY_HOP",
    "Connection, 'close, X-User-Id', X-User-Id, 1, HEADER_CONNECTION_STRIPS",
    "Connection, 'close, X-User-Id', X-Other, 1, ''",
    "X-A, naïve, X-B, b, HEADER_CONTROL_CHARACTERS",
    "Cookie, 'a=1; _oauth2_proxy_0=x; _oauth2_proxy_1=y', X-B, b, HEADER_COOKIE_SPLIT",
    "Cookie, a=1, X-B, b, ''",
    "Content-Type, application/json; charset=UTF-8, X-B, b, ''",
    "Content-Type, 'application/json; charset=\"iso-8859-1\"', X-B, b, CONTENT_TYPE_CHARSET",
    "Content-Type, 'application/json; x=\"charset=latin1\"', X-B, b, ''",
    "Content-Type, application/json; charset=utf8, X-B, b, CONTENT_TYPE_CHARSET",
    "Connection, 'close, \"a, X-User-Id\"', X-User-Id, 1, ''",
  })
  void formOfTheHeadersIsJudged(
      String name, String value, String name2, String value2, String findings) {
    assertEquals(findings, ids(Headers.of("Accept", BOTH, name, value, name2, value2)));
  }

  @ParameterizedTest
  @CsvSource({
    "100, ''",
    "4096, HEADERS_LARGE",
    "8100, HEADERS_LARGE",
    "8192, HEADERS_VERY_LARGE HEADER_LINE_TOO_LONG",
    "16384, HEADERS_TOO_LARGE HEADER_LINE_TOO_LONG",
  })
  void sizeOfTheHeadersIsJudged(int size, String findings) {
    CallContext context =
        context("/mcp", "HTTP/1.1", Headers.of("X-A", "a".repeat(size), "X-B", "b"));
    var budget = HeaderBudget.of(context, HeaderLine.of(context, redactor));
    assertEquals(findings, ids(budget.findings()));
  }

  @Test
  void theBudgetCountsWhatHttpWrites() {
    CallContext context = context("/mcp", "HTTP/1.1", Headers.of("Host", "a"));
    String head = "POST /mcp HTTP/1.1\r\nHost: a\r\n\r\n";
    assertEquals(head.length(), HeaderBudget.of(context, HeaderLine.of(context, redactor)).total());
  }

  @Test
  void manyNamesAreCutShort() {
    var lines = new ArrayList<>(List.of("Accept", BOTH));
    for (int i = 0; i < 500; i++) {
      lines.addAll(List.of("x-" + "n".repeat(100) + i, "é"));
    }
    var findings =
        HeaderVerdicts.of(
            context("/mcp", "HTTP/1.1", Headers.of(lines.toArray(String[]::new))), redactor);
    assertTrue(findings.get(0).evidence().endsWith(" and 490 more"));
    assertTrue(findings.get(0).evidence().length() < 600);
  }

  private String ids(Headers headers) {
    return ids(context("/mcp", "HTTP/1.1", headers));
  }

  private String ids(CallContext context) {
    return ids(HeaderVerdicts.of(context, redactor));
  }

  private static String ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).collect(Collectors.joining(" "));
  }

  private static CallContext context(String target, String protocol, Headers headers) {
    return new CallContext(
        "POST", target, protocol, headers, CallContext.Connection.LOOPBACK, Instant.EPOCH);
  }
}

package io.github.mcpecho.diagnosis.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of the Fetch standard: CORS check, CORS-preflight fetch, exposed headers. */
class CorsJudgeTest {
  private static final String ORIGIN = "https://a.example";
  private static final String ALL_HEADERS =
      "authorization,content-type,mcp-protocol-version,mcp-method,mcp-name,mcp-session-id,"
          + "last-event-id";

  private final Redactor redactor = new Redactor(new byte[] {1});

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://a.example, false, -, true, ''",
        "https://a.example, true, true, true, ''",
        "https://a.example, true, -, false, CORS_CREDENTIALS_MISSING",
        "https://a.example, true, True, false, CORS_CREDENTIALS_SPELLING",
        "https://a.example, true, false, false, CORS_CREDENTIALS_MISSING",
        "*, false, -, true, CORS_ORIGIN_WILDCARD",
        "*, true, true, false, CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "-, false, -, false, CORS_ORIGIN_MISSING",
        "null, false, -, false, CORS_ORIGIN_NULL_ALLOWED CORS_ORIGIN_DIFFERS",
        "https://a.example/, false, -, false, CORS_ORIGIN_DIFFERS",
        "https://A.example, false, -, false, CORS_ORIGIN_DIFFERS",
        "'https://a.example, https://b.example', false, -, false, CORS_ORIGIN_LIST",
      })
  void originAndCredentialsAreCheckedAsFetchSays(
      String allowed, boolean credentials, String allow, boolean passes, String findings) {
    var lines = new ArrayList<>(List.of("Vary", "Origin"));
    if (allowed != null) {
      lines.addAll(List.of("Access-Control-Allow-Origin", allowed));
    }
    if (allow != null) {
      lines.addAll(List.of("Access-Control-Allow-Credentials", allow));
    }
    CorsVerdict verdict =
        judge(request("POST", credentials), 200, false, lines.toArray(String[]::new));
    assertEquals(findings, ids(verdict));
    assertEquals(passes, isPassed(verdict));
  }

  @Test
  void twoOriginsAreOneTooMany() {
    CorsVerdict verdict =
        judge(
            request("POST", false),
            200,
            false,
            "Access-Control-Allow-Origin",
            ORIGIN,
            "Access-Control-Allow-Origin",
            ORIGIN,
            "Vary",
            "Origin");
    assertEquals("CORS_ORIGIN_REPEATED", ids(verdict));
  }

  /** The Fetch standard joins lines with a comma and a blank before it compares. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* / * | CORS_ORIGIN_REPEATED",
        "*, * | CORS_ORIGIN_REPEATED",
        "* / *, * | CORS_ORIGIN_REPEATED",
        "https://a.example / * | CORS_ORIGIN_REPEATED",
        "https://a.example / https://a.example | CORS_ORIGIN_REPEATED",
        "https://a.example, https://a.example | CORS_ORIGIN_REPEATED",
        "https://a.example, * | CORS_ORIGIN_REPEATED",
        "*, http://localhost:6274 | CORS_ORIGIN_REPEATED",
        "$http_origin | CORS_ORIGIN_PLACEHOLDER",
        "${CORS_ORIGIN} | CORS_ORIGIN_PLACEHOLDER",
        "%{ORIGIN}e | CORS_ORIGIN_PLACEHOLDER",
        "{http.request.header.Origin} | CORS_ORIGIN_PLACEHOLDER",
        "undefined | CORS_ORIGIN_PLACEHOLDER",
        "https://${HOST} | CORS_ORIGIN_PLACEHOLDER",
        "https://b.example | CORS_ORIGIN_DIFFERS",
        "https://b.example/secret | CORS_ORIGIN_DIFFERS",
        "b.example | CORS_ORIGIN_DIFFERS",
        "https://a.example, https://b.example | CORS_ORIGIN_LIST",
        "https://b.example,https://c.example | CORS_ORIGIN_LIST",
        "https://a.example https://b.example | CORS_ORIGIN_LIST",
        "null https://a.example | CORS_ORIGIN_LIST",
        "https://a.example; https://b.example | CORS_ORIGIN_LIST",
        "https://a.example / https://b.example | CORS_ORIGIN_REPEATED",
        "https://b.example | CORS_ORIGIN_DIFFERS",
        "* | CORS_ORIGIN_WILDCARD",
      })
  void trial_c04_aWildcardTwiceIsOneTooManyAndNamesNoOrigin(String lines, String findings) {
    Headers headers =
        Headers.of(
            Stream.of(lines.split(" / "))
                .map(line -> new Header("Access-Control-Allow-Origin", line))
                .toList());
    CorsVerdict verdict =
        CorsResponseJudge.judge(request("POST", false), response(200, headers, false), redactor);
    assertEquals(findings, ids(verdict));
    assertEquals(lines.equals("*"), isPassed(verdict));
  }

  /** Fetch, CORS-safelisted request-header: a script may send these without a preflight. */
  @ParameterizedTest
  @CsvSource({
    "accept, ''",
    "Accept-Language, ''",
    "CONTENT-LANGUAGE, ''",
    "accept-encoding, accept-encoding",
    "content-type, content-type",
    "x-accept, x-accept",
  })
  void trial_c04_whatEveryScriptMaySendIsNotMissed(String sent, String missing) {
    var request = new CorsRequest(Optional.of(ORIGIN), "POST", List.of(sent), false, false, false);
    CorsVerdict verdict = preflight(request, 204, "authorization", "POST");
    assertEquals(!missing.isEmpty(), ids(verdict).contains("CORS_HEADERS_MISSING"));
    assertEquals(
        missing.isEmpty() ? "Headers allowed" : "Headers not allowed: " + missing,
        verdict.checks().stream()
            .filter(check -> check.subject().equals("headers"))
            .map(CorsCheck::text)
            .collect(Collectors.joining()));
  }

  /** Only what a cache may keep, and what follows the origin, can reach another page. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | https://a.example | max-age=60 | CORS_VARY_MISSING",
        "false | https://a.example | private | CORS_VARY_MISSING",
        "false | https://a.example | no-cache | CORS_VARY_MISSING",
        "false | https://a.example | no-store | ''",
        "false | https://a.example | private, No-Store | ''",
        "false | https://b.example | max-age=60 | CORS_ORIGIN_DIFFERS",
        "false | * | max-age=60 | CORS_ORIGIN_WILDCARD",
        "true | https://a.example | max-age=60 | CORS_MAX_AGE",
      })
  void whatFollowsTheOriginAndMayBeKeptNeedsVary(
      boolean preflight, String allowed, String cache, String findings) {
    CorsVerdict verdict =
        judge(
            request("POST", false),
            200,
            preflight,
            "Access-Control-Allow-Origin",
            allowed,
            "Access-Control-Allow-Headers",
            String.join(", ", CorsHeaders.SENT),
            "Cache-Control",
            cache);
    assertEquals(findings, ids(verdict));
  }

  @Test
  void originThatNobodyKnowsNeedsNoVary() {
    var request =
        new CorsRequest(Optional.empty(), "POST", List.of("authorization"), false, false, false);
    assertEquals("", ids(judge(request, 200, false, "Access-Control-Allow-Origin", ORIGIN)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/, a slash at the end",
    "HTTPS://a.example, upper and lower case",
    "https://a.example:443, 'the default port, which an origin leaves out'",
    "https://a.example:8443, another port",
    "http://a.example, another scheme",
    "https://b.example, another host",
    "https://a.example/app, 'a path, which an origin does not have'",
    "a.example, 'the host alone, without its scheme'",
    "b.example, no origin at all",
    "https://[, no origin at all",
    "'', no origin at all",
    "false, no origin at all",
    "any origin, no origin at all",
    "<img src=x onerror=alert(1)>, no origin at all",
    "$http_origin, no origin at all",
    "https://${HOST}, no origin at all",
    "https://*.example, 'a * in a longer value, which is no wildcard'",
    "https://a.example:*, 'a * in a longer value, which is no wildcard'",
    "\"https://a.example\", 'more than the origin, such as quotes or brackets around it'",
    "[https://a.example], 'more than the origin, such as quotes or brackets around it'",
    "^https://.*\\.example$, 'a * in a longer value, which is no wildcard'",
    "https://a.example:, another spelling of the same origin",
  })
  void differencesAreExplained(String allowed, String difference) {
    assertEquals(difference, OriginSpelling.difference(allowed, ORIGIN));
  }

  @ParameterizedTest
  @CsvSource({
    "http://[0:0:0:0:0:0:0:1]:3000, another spelling of the same origin",
    "http://[::0:1]:3000/, 'a path, which an origin does not have'",
    "http://[::2]:3000, another host",
    "http://[::1]:3001, another port",
    "https://[0::1]:3000, another scheme",
  })
  void addressesAreComparedAsAddresses(String allowed, String difference) {
    assertEquals(difference, OriginSpelling.difference(allowed, "http://[::1]:3000"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, a.example, true",
    "https://a.example, a.example:443, true",
    "http://a.example:3000, A.example:3000, true",
    "http://a.example:3000, a.example, false",
    "http://[::1]:3000, [0:0:0:0:0:0:0:1]:3000, true",
  })
  void theOwnHostIsRecognised(String origin, String host, boolean same) {
    var request = new CorsRequest(Optional.of(origin), "POST", List.of(), false, false, false);
    CorsVerdict verdict = CorsRequestJudge.judge(request, Headers.of("Host", host), redactor);
    assertEquals(same ? "CORS_SAME_ORIGIN" : "", ids(verdict));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "POST, -, false, ''",
        "GET, PUT, true, ''",
        "DELETE, 'GET, DELETE', false, ''",
        "DELETE, '*', false, ''",
        "DELETE, '*', true, CORS_METHOD_WILDCARD_CREDENTIALS",
        "DELETE, 'GET, POST', false, CORS_METHOD_MISSING",
        "DELETE, -, false, CORS_METHOD_MISSING",
        "patch, PATCH, false, CORS_METHOD_MISSING",
        // C-3: what a browser writes in capitals
        "delete, DELETE, false, ''",
        "Put, PUT, false, ''",
        "post, -, false, ''",
        "head, GET, false, ''",
        "delete, delete, false, CORS_METHOD_MISSING",
      })
  void methodsThatAPreflightAllowsAreJudged(
      String method, String allowed, boolean credentials, String findings) {
    CorsVerdict verdict =
        preflight(request(method, credentials), 204, ALL_HEADERS, allowed == null ? "" : allowed);
    assertEquals(findings, ids(verdict));
    assertEquals(findings.isEmpty(), isPassed(verdict));
  }

  @ParameterizedTest
  @CsvSource({
    "authorization x-a, 'X-A, " + ALL_HEADERS + "', false, ''",
    "authorization, '*, " + ALL_HEADERS + "', false, ''",
    "x-a, '*,Authorization', false, ''",
    "x-a authorization, '*', false, CORS_AUTHORIZATION_NOT_COVERED",
    "authorization x-a, 'x-a, Authorization', false, ''",
    "authorization, 'authorization, content-type, mcp-protocol-version, mcp-method, mcp-name', false, ''",
    "x-a, '*', true, CORS_HEADERS_WILDCARD_CREDENTIALS CORS_MCP_HEADERS_MISSING",
    "x-a, '" + ALL_HEADERS + "', false, CORS_HEADERS_MISSING",
    "content-type, 'content-type', false, ''",
    "content-type, 'content-type, authorization', false, CORS_MCP_HEADERS_MISSING",
    "x-a, '', false, CORS_HEADERS_MISSING CORS_MCP_HEADERS_MISSING",
  })
  void headersThatAPreflightAllowsAreJudged(
      String requested, String allowed, boolean credentials, String findings) {
    var request =
        new CorsRequest(
            Optional.of(ORIGIN),
            "POST",
            Arrays.asList(requested.split(" ")),
            credentials,
            false,
            false);
    assertEquals(findings, ids(preflight(request, 204, allowed, "POST")));
  }

  @ParameterizedTest
  @CsvSource({
    "200, ''",
    "204, ''",
    "301, CORS_PREFLIGHT_REDIRECT",
    "307, CORS_PREFLIGHT_REDIRECT",
    "308, CORS_PREFLIGHT_REDIRECT",
    // C-4: no redirects
    "300, CORS_PREFLIGHT_STATUS",
    "304, CORS_PREFLIGHT_STATUS",
    "305, CORS_PREFLIGHT_STATUS",
    "306, CORS_PREFLIGHT_STATUS",
    "401, CORS_PREFLIGHT_STATUS",
    "403, CORS_PREFLIGHT_STATUS",
    "405, CORS_PREFLIGHT_STATUS",
    "500, CORS_PREFLIGHT_STATUS",
  })
  void statusOfAPreflightIsJudged(int status, String findings) {
    assertEquals(findings, ids(preflight(request("POST", false), status, ALL_HEADERS, "POST")));
  }

  @ParameterizedTest
  @CsvSource({
    "5, ''",
    "7200, ''",
    "86400, ''",
    "86401, CORS_MAX_AGE",
    "-1, CORS_MAX_AGE",
    "99999999999999999999, CORS_MAX_AGE",
    "'', CORS_MAX_AGE"
  })
  void maxAgeOfAPreflightIsJudged(String age, String findings) {
    CorsVerdict verdict =
        judge(
            request("POST", false),
            204,
            true,
            "Access-Control-Allow-Origin",
            ORIGIN,
            "Vary",
            "Origin",
            "Access-Control-Allow-Headers",
            ALL_HEADERS,
            "Access-Control-Max-Age",
            age);
    assertEquals(findings, ids(verdict));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, Bearer, WWW-Authenticate, false, CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING",
        "https://a.example, Bearer, 'X, www-authenticate', false, ''",
        "https://a.example, Bearer, '*', false, ''",
        "https://a.example, Bearer, '*', true, CORS_CHALLENGE_UNREADABLE CORS_EXPOSE_WILDCARD_CREDENTIALS",
        "https://a.example, Bearer, -, false, CORS_CHALLENGE_UNREADABLE",
        "https://a.example, -, WWW-Authenticate, false, CORS_CHALLENGE_ABSENT",
      })
  void aChallengeHasToBeReadable(
      String allowed, String challenge, String exposed, boolean credentials, String findings) {
    var lines = new ArrayList<>(List.of("Vary", "*", "Access-Control-Allow-Credentials", "true"));
    add(lines, "Access-Control-Allow-Origin", allowed);
    add(lines, "WWW-Authenticate", challenge);
    add(lines, "Access-Control-Expose-Headers", exposed);
    assertEquals(
        findings,
        ids(judge(request("POST", credentials), 401, false, lines.toArray(String[]::new))));
  }

  @Test
  void aSessionIdHasToBeReadable() {
    CorsVerdict verdict =
        judge(
            request("POST", false),
            200,
            false,
            "Access-Control-Allow-Origin",
            "*",
            "Mcp-Session-Id",
            "1");
    assertEquals("CORS_ORIGIN_WILDCARD CORS_SESSION_ID_UNREADABLE", ids(verdict));
  }

  @ParameterizedTest
  @CsvSource({
    "null, CORS_ORIGIN_NULL, false",
    "https://a.example/x, CORS_ORIGIN_MALFORMED, false",
    "https://host.example, CORS_SAME_ORIGIN, true",
    "https://a.example, '', true",
  })
  void requestsAreJudgedWithoutAResponse(String origin, String findings, boolean passes) {
    var request = new CorsRequest(Optional.of(origin), "POST", List.of(), false, false, false);
    CorsVerdict verdict =
        CorsRequestJudge.judge(request, Headers.of("Host", "host.example"), redactor);
    assertEquals(findings, ids(verdict));
    assertEquals(passes, isPassed(verdict));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET, POST | DELETE is not among GET, POST",
        "'' | DELETE: there is no list of methods",
      })
  void theEvidenceSaysWhatTheListOfMethodsIs(String methods, String evidence) {
    CorsVerdict verdict = preflight(request("DELETE", false), 204, "authorization", methods);
    assertEquals(
        List.of(evidence),
        verdict.findings().stream()
            .filter(finding -> finding.kind() == CorsFinding.CORS_METHOD_MISSING)
            .map(Finding::evidence)
            .toList());
  }

  private static void add(List<String> lines, String name, String value) {
    if (value != null) {
      lines.addAll(List.of(name, value));
    }
  }

  private static CorsRequest request(String method, boolean credentials) {
    return new CorsRequest(
        Optional.of(ORIGIN), method, List.of("Authorization"), credentials, false, false);
  }

  private CorsVerdict preflight(CorsRequest request, int status, String headers, String methods) {
    return judge(
        request,
        status,
        true,
        "Access-Control-Allow-Origin",
        ORIGIN,
        "Vary",
        "Origin",
        "Access-Control-Allow-Credentials",
        "true",
        "Access-Control-Allow-Headers",
        headers,
        "Access-Control-Allow-Methods",
        methods,
        "Access-Control-Max-Age",
        "7200");
  }

  private CorsVerdict judge(CorsRequest request, int status, boolean preflight, String... headers) {
    return CorsResponseJudge.judge(
        request, response(status, Headers.of(headers), preflight), redactor);
  }

  private static CorsResponse response(int status, Headers headers, boolean preflight) {
    return new CorsResponse(Optional.of(status), headers, preflight, Optional.empty(), "");
  }

  private static String ids(CorsVerdict verdict) {
    return verdict.findings().stream().map(Finding::id).collect(Collectors.joining(" "));
  }

  private static boolean isPassed(CorsVerdict verdict) {
    return verdict.checks().stream()
        .noneMatch(check -> check.verdict() == CorsCheck.Verdict.REFUSED);
  }
}

package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URL is this server? The question behind most failed logins. */
class ExternalUrlTest {
  @Test
  void goodProxyGivesTheUrlOfTheClient() {
    ToolRun run =
        run(
            "Host", "mcp.example.com",
            "X-Forwarded-For", "203.0.113.7",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "mcp.example.com",
            "X-Forwarded-Port", "443");
    assertEquals(List.of(), run.findings());
    assertEquals("https://mcp.example.com/mcp", resource(run));
    assertTrue(
        run.text()
            .contains(
                """
                🧭 Which URL Am I:
                  X-Forwarded-*: https://mcp.example.com/mcp
                  Host: http://mcp.example.com/mcp
                  Socket: http://10.0.0.5:3000/mcp
                  Winner: X-Forwarded-*: what a proxy says the client asked for
                  Resource (RFC 8707): https://mcp.example.com/mcp
                  Metadata (RFC 9728): \
                https://mcp.example.com/.well-known/oauth-protected-resource/mcp
                  Metadata, root: https://mcp.example.com/.well-known/oauth-protected-resource
                  401 Challenge: WWW-Authenticate: Bearer realm="mcp-echo", \
                resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"
                """),
        run.text());
  }

  @Test
  void schemeThatNobodyPassedOnIsMissed() {
    ToolRun run = run("Host", "mcp.example.com", "X-Forwarded-For", "203.0.113.7");
    assertEquals(List.of("URL_SCHEME_UNKNOWN"), run.findings());
    assertEquals("http://mcp.example.com/mcp", resource(run));
    assertTrue(
        run.finding("URL_SCHEME_UNKNOWN")
            .path("fix")
            .asText()
            .contains("X-Forwarded-Proto $scheme"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Origin           | https://mcp.example.com
          X-Forwarded-Port | 443
          CF-Visitor       | {"scheme":"https"}
          """)
  void schemeIsLostWhenATraceOfTlsIsLeft(String name, String value) {
    ToolRun run = run("Host", "mcp.example.com", "X-Forwarded-Proto", "http", name, value);
    assertTrue(run.findings().contains("URL_SCHEME_LOST"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend", "10.1.2.3:3000", "mcp.default.svc", "127.0.0.1:3000"})
  void internalHostBehindAProxyIsLost(String host) {
    ToolRun run = run("Host", host, "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https");
    assertTrue(run.findings().contains("URL_HOST_LOST"), run.text());
  }

  /** A name that begins as a loopback or private address does is a name (RFC 3986 §3.2.2). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.example.com",
        "127.0.0.1.example.com",
        "127.0.0.1.nip.io:8443",
        "10.example.com",
        "10.0.0.5.example.com",
        "192.168.example.com",
        "172.16.example.com",
        "169.254.example.com",
        "100.64.example.com",
        "localhost.example.com",
        "fd00.example.com",
        "[2001:db8::127]"
      })
  void v16_publicNameThatBeginsLikeAnAddressIsNotLost(String host) {
    ToolRun run = run("Host", host, "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https");
    assertEquals(List.of(), run.findings(), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:5]",
        "[fd00:0::1]",
        "[FE80::1]",
        "app.localhost"
      })
  void v16_everySpellingOfAnInnerAddressIsLost(String host) {
    ToolRun run = run("Host", host, "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https");
    assertEquals(List.of("URL_HOST_LOST"), run.findings(), run.text());
  }

  /** nginx with {@code proxy_pass http://echo;} and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"echo", "mcp_echo:3000", "127.0.0.1:3000"})
  void bareProxyPassLosesHostAndScheme(String host) {
    ToolRun run =
        run(context("HTTP/1.0", "/mcp", "Host", host, "Connection", "close"), PublicUrl.UNKNOWN);
    assertEquals(List.of("URL_HOST_LOST", "URL_SCHEME_UNKNOWN"), run.findings());
    assertEquals(
        "http://" + host + " behind a proxy: HTTP/1.0",
        run.finding("URL_HOST_LOST").path("evidence").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo:3000", "echo", "echo.default.svc", "mcp.internal"})
  void privateNameWithoutAProxyIsNoMistakeYet(String host) {
    ToolRun run = run("Host", host);
    assertEquals(List.of("URL_HOST_INTERNAL"), run.findings());
    assertEquals("INFO", run.finding("URL_HOST_INTERNAL").path("severity").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:3000",
        "10.0.0.5:3000",
        "172.31.0.1",
        "[::1]:3000",
        "100.64.0.1",
        "[fd00::1]"
      })
  void addressesOfThisMachineAndOfAPrivateNetworkAreFine(String host) {
    assertEquals(List.of(), run("Host", host).findings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mcp.example.com", "mcp.example.com:8080", "203.0.113.9", "[2001:db8::1]"})
  void publicNameWithoutTlsIsFound(String host) {
    ToolRun run = run("Host", host);
    assertEquals(List.of("URL_PUBLIC_HTTP"), run.findings());
    assertEquals("WARNING", run.finding("URL_PUBLIC_HTTP").path("severity").asText());
  }

  @Test
  void innerProxyThatCallsItsOwnSchemeThatOfTheClientIsFound() {
    ToolRun run =
        run("Host", "mcp.example.com", "X-Forwarded-For", "1.2.3.4", "X-Forwarded-Proto", "http");
    assertEquals(List.of("URL_PUBLIC_HTTP"), run.findings());
    String fix = run.finding("URL_PUBLIC_HTTP").path("fix").asText();
    assertTrue(fix.contains("behind it pass it on (nginx: $http_x_forwarded_proto)"), fix);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8443,127.0.0.1,false",
    "localhost,172.18.0.1,false",
    "localhost:3000,127.0.0.1,true",
    "localhost:8443,203.0.113.7,true",
    "echo:8443,127.0.0.1,true"
  })
  void proxyOnTheClientsOwnMachineLosesNoHost(String host, String client, boolean lost) {
    ToolRun run = run("Host", host, "X-Forwarded-For", client, "X-Forwarded-Proto", "https");
    assertEquals(lost, run.findings().contains("URL_HOST_LOST"), run.text());
  }

  /** A guard against DNS rebinding compares Host alone, whatever the forwarded headers say. */
  @ParameterizedTest
  @CsvSource({
    "mcp-app:3000, X-Forwarded-Host, mcp.example.com, true",
    "127.0.0.1:8004, X-Forwarded-Host, mcp.example.com, true",
    "backend.prod.svc.cluster.local, Forwarded, host=mcp.example.com;proto=https, true",
    "mcp.example.com, X-Forwarded-Host, mcp.example.com, false",
    "mcp.example.com:8443, X-Forwarded-Host, mcp.example.com, false",
    "mcp, X-Forwarded-Host, mcp.corp.internal, false"
  })
  void nameOfTheClientThatIsForwardedOnlyIsTold(
      String host, String header, String value, boolean told) {
    ToolRun run = run("Host", host, "X-Forwarded-Proto", "https", header, value);
    assertEquals(told, run.findings().contains("URL_HOST_FORWARDED"), run.text());
    assertTrue(!told || run.findings().equals(List.of("URL_HOST_FORWARDED")), run.text());
  }

  /** A LAN has no public name; only a single word is mostly that of an upstream. */
  @ParameterizedTest
  @CsvSource({
    "192.168.1.224, 192.168.1.77, false",
    "10.1.2.3:8443, 10.9.9.9, false",
    "[fd00::5]:8443, fd00::9, false",
    "172.20.4.4, 127.0.0.1, false",
    "nas.home.arpa, 192.168.1.7, false",
    "mcp.lan:8443, 10.0.0.8, false",
    "tools.corp.internal, 100.64.0.9, false",
    "mcp.prod.svc.cluster.local, 10.2.3.4, false",
    "10.1.2.3:3000, 10.9.9.9, true",
    "nas.home.arpa:3000, 192.168.1.7, true",
    "10.1.2.3, 203.0.113.7, true",
    "nas.home.arpa, 198.51.100.4, true",
    "backend, 192.168.1.7, true"
  })
  void whoIsInThePrivateNetworkMayUseItsAddressesAndNames(
      String host, String client, boolean lost) {
    ToolRun run = run("Host", host, "X-Forwarded-For", client, "X-Forwarded-Proto", "https");
    assertEquals(List.of(lost ? "URL_HOST_LOST" : "URL_HOST_INTERNAL"), run.findings(), run.text());
  }

  @ParameterizedTest
  @CsvSource({"X-Request-Id,false", "X-Forwarded-For,true"})
  void sidecarOfAMeshLosesNoHost(String name, boolean lost) {
    ToolRun run =
        run(
            "Host",
            "echo.prod.svc",
            "X-Forwarded-Proto",
            "http",
            "X-Forwarded-Client-Cert",
            "Hash=1",
            name,
            "203.0.113.7");
    assertEquals(lost, run.findings().contains("URL_HOST_LOST"), run.text());
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-Host,mcp.internal", "Forwarded,host=mcp.internal"})
  void privateNameThatTheProxyItselfTellsIsNotLost(String name, String value) {
    ToolRun run = run("Host", "echo", "X-Forwarded-Proto", "https", name, value);
    assertFalse(run.findings().contains("URL_HOST_LOST"), run.text());
    assertTrue(run.findings().contains("URL_HOST_INTERNAL"), run.text());
  }

  @Test
  void internalHostWithoutAProxyIsFine() {
    assertEquals(List.of(), run("Host", "127.0.0.1:3000").findings());
    assertEquals("http://127.0.0.1:3000/mcp", resource(run("Host", "127.0.0.1:3000")));
  }

  @Test
  void configuredUrlWinsAndIsCompared() {
    var configured = PublicUrl.of("https://mcp.example.com/mcp");
    ToolRun good = run(configured, "/mcp", "Host", "mcp.example.com", "X-Forwarded-Proto", "https");
    assertEquals(List.of(), good.findings());
    assertEquals(
        "Configured: the operator configured it", good.facts().at("/externalUrl/winner").asText());
    ToolRun bad =
        run(configured, "/mcp", "Host", "other.example.com", "X-Forwarded-Proto", "https");
    assertEquals(List.of("URL_CONFIGURED_MISMATCH"), bad.findings());
    assertEquals("https://mcp.example.com/mcp", resource(bad));
  }

  @Test
  void callPastTheProxyHasLostNoScheme() {
    var configured = PublicUrl.of("https://mcp.example.com/mcp");
    for (String host : List.of("localhost:3000", "10.0.0.5:3000", "other.example.com")) {
      ToolRun run = run(configured, "/mcp", "Host", host);
      assertEquals(List.of("URL_CONFIGURED_MISMATCH"), run.findings());
    }
    ToolRun lost = run(configured, "/mcp", "Host", "mcp.example.com");
    assertEquals(List.of("URL_SCHEME_LOST", "URL_CONFIGURED_MISMATCH"), lost.findings());
  }

  @Test
  void forwardedWinsOverTheHeadersBeforeTheStandard() {
    ToolRun run =
        run(
            "Host", "inner.example.com",
            "Forwarded", "for=203.0.113.7;proto=https;host=mcp.example.com",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "mcp.example.com",
            "X-Forwarded-For", "203.0.113.7");
    assertEquals(List.of(), run.findings());
    assertTrue(run.facts().at("/externalUrl/winner").asText().startsWith("Forwarded: "));
  }

  /** What one of the two does not tell contradicts nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=mcp.example.com;proto=https | X-Forwarded-Proto | https           | false",
        "host=mcp.example.com;proto=https | X-Forwarded-Proto | http            | true",
        "host=mcp.example.com;proto=https | X-Forwarded-Host  | mcp.example.com | false",
        "host=mcp.example.com;proto=https | X-Forwarded-Host  | b.example.com   | true",
        "host=mcp.example.com             | X-Forwarded-Proto | https           | false",
        "proto=https                      | X-Forwarded-Host  | mcp.example.com | false",
        "for=203.0.113.7                  | X-Forwarded-Proto | https           | false"
      })
  void forwardedContradictsOnlyWhatTheOtherHeadersTell(
      String forwarded, String name, String value, boolean contradicts) {
    ToolRun run = run("Host", "app:3000", "Forwarded", forwarded, name, value);
    assertEquals(contradicts, run.findings().contains("URL_FORWARDED_DISAGREES"), run.text());
  }

  @Test
  void theSchemeOfForwardedIsOneInEveryCase() {
    ToolRun run =
        run("Host", "app:3000", "Forwarded", "for=203.0.113.7;proto=HTTPS;host=mcp.example.com");
    assertEquals(List.of("URL_HOST_FORWARDED"), run.findings());
    assertEquals("https://mcp.example.com/mcp", resource(run));
  }

  @Test
  void forwardedThatContradictsIsFound() {
    ToolRun run =
        run(
            "Host", "mcp.example.com",
            "Forwarded", "for=198.51.100.1;proto=https;host=evil.example",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-For", "203.0.113.7");
    assertEquals(List.of("URL_FORWARDED_DISAGREES"), run.findings());
    String evidence = run.finding("URL_FORWARDED_DISAGREES").path("evidence").asText();
    assertTrue(evidence.contains("https://evil.example"), evidence);
    assertTrue(evidence.contains("for=198.51.100.1, X-Forwarded-For: 203.0.113.7"), evidence);
    assertEquals("198.51.100.1", run.facts().at("/request/ipAddress").asText());
    assertEquals("https://evil.example/mcp", resource(run));
  }

  @Test
  void obfuscatedClientContradictsNothing() {
    ToolRun run =
        run(
            "Host", "mcp.example.com",
            "Forwarded", "for=_hidden;proto=https",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-For", "203.0.113.7");
    assertEquals(List.of(), run.findings());
  }

  @Test
  void prefixIsPartOfTheResourceAndOfTheMetadataUrl() {
    ToolRun run =
        run("Host", "example.com", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/tools/");
    assertEquals(List.of("URL_PREFIX_REMOVED"), run.findings());
    assertEquals("https://example.com/tools/mcp", resource(run));
    assertEquals(
        "https://example.com/.well-known/oauth-protected-resource/tools/mcp",
        run.facts().at("/externalUrl/metadata").asText());
  }

  /** Proxies that rewrite the path say by these which one the client asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Envoy-Original-Path: /api/mcp",
        "X-Envoy-Original-Path: /api/mcp?x=/y",
        "X-Replaced-Path: /api/mcp",
        "X-Original-URI: /api/mcp",
        "X-Rewrite-URL: /api/mcp",
        "X-Forwarded-Uri: /api/mcp",
        "X-Original-URL: /api/mcp/",
        "X-Original-URL: https://example.com/api/mcp",
        "X-Forwarded-Path: /api/mcp"
      })
  void thePathThatTheClientAskedForShowsTheRemovedPrefix(String line) {
    String[] header = line.split(": ");
    ToolRun run = run("Host", "example.com", "X-Forwarded-Proto", "https", header[0], header[1]);
    assertEquals(List.of("URL_PREFIX_REMOVED"), run.findings(), run.text());
    assertEquals("https://example.com/api/mcp", resource(run));
    assertEquals(
        "https://example.com/.well-known/oauth-protected-resource/api/mcp",
        run.facts().at("/externalUrl/metadata").asText());
  }

  /** Another path is that of another request, or was replaced as a whole: nothing is certain. */
  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/mcp/", "/other", "/xmcp", "//evil.example/mcp", "mcp", "/"})
  void aPathThatDoesNotEndInThisOneHasNoPrefix(String path) {
    for (String name : List.of("X-Original-URI", "X-Envoy-Original-Path", "X-Forwarded-Uri")) {
      ToolRun run = run("Host", "example.com", "X-Forwarded-Proto", "https", name, path);
      assertEquals(List.of(), run.findings(), run.text());
      assertEquals("https://example.com/mcp", resource(run));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, X-Forwarded-Port, 8000, https, true",
    "inner, X-Forwarded-Host, example.com:8000, https, true",
    "example.com:8080, X-Real-IP, 203.0.113.7, https, true",
    "example.com, X-Forwarded-Port, 8443, https, false",
    "example.com, X-Forwarded-Port, 443, https, false",
    "localhost:8000, X-Real-IP, 127.0.0.1, https, false",
  })
  void aPortThatIsUsualBehindProxiesIsFound(
      String host, String name, String value, String scheme, boolean isInner) {
    ToolRun run = run("Host", host, "X-Forwarded-Proto", scheme, name, value);
    assertEquals(isInner, run.findings().contains("URL_PORT_INTERNAL"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp/,https://example.com/mcp",
    "/mcp?x=1,https://example.com/mcp",
    "/,https://example.com",
    "http://example.com/mcp,https://example.com/mcp",
    "*,https://example.com"
  })
  void resourceHasNeitherQueryNorTrailingSlash(String target, String resource) {
    ToolRun run =
        run(PublicUrl.UNKNOWN, target, "Host", "example.com", "X-Forwarded-Proto", "https");
    assertEquals(resource, resource(run));
  }

  /** What a header says wrongly comes before what this server cannot know for that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Forwarded: for=203.0.113.7;proto=http;host=evil.example; X-Forwarded-Proto: https | URL_FORWARDED_DISAGREES
          Forwarded: for=2001:db8::1;host=example.com;proto=https                           | URL_FORWARDED_MALFORMED
          X-Forwarded-Proto: on; X-Forwarded-Host: example.com                              | URL_HEADER_INVALID
          X-Forwarded-Proto: https; X-Forwarded-Port: 44x                                   | URL_HEADER_INVALID
          X-Forwarded-Proto: http                                                           | URL_SCHEME_LOST
          """)
  void theCauseIsToldBeforeItsConsequence(String lines, String cause) {
    var headers = new ArrayList<>(List.of("Host", "example.com"));
    headers.addAll(HeaderLines.of(lines));
    ToolRun run =
        run(PublicUrl.of("https://example.com/mcp"), "/mcp", headers.toArray(String[]::new));
    assertEquals(cause, run.findings().get(0), run.text());
  }

  /** A name of a platform, or of a private network, is right where it is the configured one. */
  @ParameterizedTest
  @CsvSource({
    "acme.fly.dev, acme.fly.dev, ''",
    "acme-mcp.azurewebsites.net, acme-mcp.azurewebsites.net, ''",
    "echo-abc.a.run.app, echo-abc.a.run.app, ''",
    "acme.herokuapp.com, acme.herokuapp.com, ''",
    "mcp.internal, mcp.internal, ''",
    "acme.fly.dev, mcp.example.com, URL_HOST_INTERNAL URL_CONFIGURED_MISMATCH",
    "acme-mcp.azurewebsites.net, mcp.example.com, URL_HOST_INTERNAL URL_CONFIGURED_MISMATCH",
  })
  void theConfiguredHostIsNoInternalOne(String host, String configured, String findings) {
    ToolRun run =
        run(
            PublicUrl.of("https://" + configured + "/mcp"),
            "/mcp",
            "Host",
            host,
            "X-Forwarded-Proto",
            "https");
    assertEquals(findings, String.join(" ", run.findings()), run.text());
  }

  @Test
  void portOfTheOtherSchemeIsFound() {
    ToolRun run =
        run("Host", "example.com", "X-Forwarded-Proto", "https", "X-Forwarded-Port", "80");
    assertEquals(List.of("URL_PORT_MISMATCH"), run.findings());
  }

  @Test
  void portOfTheSocketIsFound() {
    ToolRun run = run("Host", "example.com:3000", "X-Forwarded-Proto", "https");
    assertEquals(List.of("URL_PORT_INTERNAL"), run.findings());
  }

  @Test
  void listOfDifferentSchemesIsAmbiguous() {
    ToolRun run = run("Host", "example.com", "X-Forwarded-Proto", "https, http");
    assertEquals(List.of("URL_SCHEME_AMBIGUOUS"), run.findings());
    assertEquals("https://example.com/mcp", resource(run));
  }

  /** The scheme of a WebSocket is a registered one (RFC 7239 §5.4), and Traefik sends it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-Proto  | wss                           | https
          X-Forwarded-Proto  | WSS, https                    | https
          X-Forwarded-Proto  | ws                            | http
          X-Forwarded-Scheme | wss                           | https
          Forwarded          | for=203.0.113.7;proto=wss     | https
          Forwarded          | for=203.0.113.7;proto=\"WS\"  | http
          """)
  void schemeOfAWebSocketTellsThatOfItsConnection(String name, String value, String scheme) {
    ToolRun run = run("Host", "echo.example.com", name, value);
    assertEquals(scheme + "://echo.example.com/mcp", resource(run), run.text());
    assertEquals(
        scheme.equals("https") ? List.of() : List.of("URL_PUBLIC_HTTP"),
        run.findings(),
        run.text());
  }

  @Test
  void schemeOfAWebSocketIsAmbiguousBesideAnother() {
    ToolRun run = run("Host", "example.com", "X-Forwarded-Proto", "wss, http");
    assertEquals(List.of("URL_SCHEME_AMBIGUOUS"), run.findings());
    assertTrue(run.finding("URL_SCHEME_AMBIGUOUS").path("evidence").asText().contains("wss, http"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-Host  | evil.example/"><script>
          X-Forwarded-Host  | user:pass@evil.example
          X-Forwarded-Proto | gopher
          X-Forwarded-Port  | 99999
          X-Forwarded-Port  | -1
          Forwarded         | proto=https;host=
          """)
  void impossibleValuesAreFoundAndNotUsed(String name, String value) {
    ToolRun run = run("Host", "example.com", name, value);
    boolean found =
        run.findings().contains("URL_HEADER_INVALID")
            || run.findings().contains("URL_FORWARDED_MALFORMED");
    assertTrue(found, run.text());
    assertFalse(resource(run).contains("evil"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5:3000,X-Request-Id,true",
    "mcp.lan:3000,X-Request-Id,true",
    "mcp.local:3000,X-Request-Id,true",
    "echo.default.svc,X-Request-Id,false",
    "echo.default.svc.cluster.local:8000,X-Request-Id,false",
    "echo.internal:8080,X-Request-Id,false",
    "mcp-server:8000,X-Request-Id,false",
    "localhost:3000,X-Request-Id,false",
    "10.0.0.5:3000,X-Forwarded-Client-Cert,false"
  })
  void tokenWithoutTlsIsFound(String host, String header, boolean open) {
    ToolRun run = run("Host", host, "Authorization", "Bearer abc", header, "Hash=1");
    assertEquals(open, run.findings().contains("URL_NOT_HTTPS"), run.text());
  }

  private static String resource(ToolRun run) {
    return run.facts().at("/externalUrl/resource").asText();
  }

  private static ToolRun run(String... headers) {
    return run(PublicUrl.UNKNOWN, "/mcp", headers);
  }

  private static ToolRun run(PublicUrl configured, String target, String... headers) {
    return run(context("HTTP/1.1", target, headers), configured);
  }

  private static CallContext context(String protocol, String target, String... headers) {
    var connection =
        CallContext.Connection.builder()
            .server("10.0.0.5", 3000)
            .remote("10.0.0.1", 4711)
            .local("10.0.0.5", 3000)
            .build();
    return new CallContext("POST", target, protocol, Headers.of(headers), connection, ToolRun.NOW);
  }

  private static ToolRun run(CallContext context, PublicUrl configured) {
    var tool =
        new AuthContextTool(
            Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
            new Redactor("key".getBytes(StandardCharsets.UTF_8)),
            configured,
            List.of());
    return ToolRun.of(tool, context, Json.object());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]", "::1", "[::1]"})
  void addressOfTheSocketIsBracketedOnceAndShort(String address) {
    var connection =
        CallContext.Connection.builder()
            .server(address, 44087)
            .remote(address, 4711)
            .local(address, 44087)
            .build();
    var context =
        new CallContext("POST", "/mcp", "HTTP/1.1", Headers.NONE, connection, ToolRun.NOW);
    ToolRun run = run(context, PublicUrl.UNKNOWN);
    assertTrue(run.text().contains("Socket: http://[::1]:44087/mcp\n"), run.text());
    assertEquals("http://[::1]:44087/mcp", resource(run));
  }
}

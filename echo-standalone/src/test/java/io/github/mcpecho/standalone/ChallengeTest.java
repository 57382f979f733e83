package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for access tokens, over a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChallengeTest {
  private static final String APP = "https://app.example";
  private static final String PLAIN =
      "Bearer realm=\"mcp-echo\","
          + " resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/mcp\","
          + " scope=\"tools:read tools:call\"";
  private static final String GOOD =
      token(
          "{\"iss\":\"https://auth.example.com\",\"aud\":\"http://localhost/mcp\","
              + "\"exp\":1767323645,\"scope\":\"tools:read tools:call\"}");
  private static final String METADATA =
      "{\"resource\":\"%s\",\"authorization_servers\":[\"https://auth.example.com\"],"
          + "\"scopes_supported\":[\"tools:read\",\"tools:call\"],"
          + "\"bearer_methods_supported\":[\"header\"],\"dpop_signing_alg_values_supported\":"
          + "[\"ES256\",\"ES384\",\"ES512\",\"EdDSA\",\"PS256\",\"PS384\",\"PS512\",\"RS256\"],"
          + "\"resource_name\":\"MCP Echo\"}";

  private static final String LEGACY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private URI server;

  /** Starts a server and returns its endpoint, {@code /mcp} at the root of the host. */
  abstract URI start(McpServer server, Settings settings) throws Exception;

  abstract void stop() throws Exception;

  @BeforeAll
  void startAt20260102T030405Z() throws Exception {
    Settings settings =
        ServerSettings.DEFAULTS
            .with(EchoSettings.CHALLENGE, true)
            .with(EchoSettings.CHALLENGE_SCOPES, List.of("tools:read", "tools:call"))
            .with(EchoSettings.AUTHORIZATION_SERVERS, List.of("https://auth.example.com"))
            .with(HttpSettings.ALLOWED_HOSTS, List.of("localhost", "127.0.0.1"))
            .with(HttpSettings.MAX_BODY_BYTES, 1_000)
            .with(HttpSettings.CORS_ORIGINS, List.of(APP));
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    server = start(McpEcho.builder().settings(settings).clock(clock).build(), settings);
  }

  @AfterAll
  void stopServer() throws Exception {
    stop();
  }

  static Stream<Arguments> eras() {
    return Stream.of(
        Arguments.of("MCP-Protocol-Version: 2025-11-25\r\n", LEGACY),
        Arguments.of(
            "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: server/discover\r\n",
            """
            {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}"""));
  }

  @ParameterizedTest
  @MethodSource("eras")
  void h05_bothErasAreServedWithATokenOnly(String headers, String body) throws IOException {
    RawHttp.Response without = send("POST /mcp", headers, body);
    RawHttp.Response with = send("POST /mcp", headers + bearer(GOOD), body);

    assertEquals(401, without.status());
    assertEquals(Optional.of(PLAIN), without.header("WWW-Authenticate"));
    assertEquals(200, with.status(), with.body());
    assertEquals(Optional.empty(), with.header("WWW-Authenticate"));
  }

  /** A value of Authorization, or the claims of a token. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Basic dXNlcjpwYXNz | 401 | ``
          Bearer | 401 | error="invalid_token", error_description="There is a scheme, but no token after it",
          Bearer "a" | 401 | error="invalid_token", error_description="The token is in quotation marks, which a strict server takes for a part of it",
          Bearer a, Bearer b | 400 | error="invalid_request", error_description="Several Authorization credentials arrived; a server may take any of them or refuse all",
          Bearer eyJhbGciOiJub25lIn0.e30. | 401 | error="invalid_token", error_description="The algorithm is none: the token is not protected at all",
          Bearer eyJhbGciOiJSUzI1NiJ9.e30 | 401 | error="invalid_token", error_description="The token has no signature: anybody can have written it",
          {"exp":1767322985} | 401 | error="invalid_token", error_description="The token has expired",
          {"nbf":1767323106} | 401 | error="invalid_token", error_description="The token is not valid yet",
          {"aud":"http://localhost/"} | 401 | error="invalid_token", error_description="The token is not for this server: no audience equals the expected one",
          {"iss":"https://evil.example","aud":"http://localhost/mcp"} | 401 | error="invalid_token", error_description="The issuer is not the expected one; servers compare every byte",
          {"iss":"https://auth.example.com","aud":"http://localhost/mcp","scope":"tools:read"} | 403 | error="insufficient_scope", error_description="Scopes that the server expects are not in the token",
          """)
  void h05_theChallengeSaysWhatIsWrong(String credentials, int status, String error)
      throws IOException {
    String authorization =
        credentials.startsWith("{")
            ? bearer(token(credentials))
            : "Authorization: " + credentials + "\r\n";
    RawHttp.Response response = send("POST /mcp", authorization, LEGACY);

    assertEquals(status, response.status());
    assertEquals(
        Optional.of(
            PLAIN.replace(
                "resource_metadata",
                error.isEmpty() ? "resource_metadata" : error + " resource_metadata")),
        response.header("WWW-Authenticate"));
    assertTrue(
        response
            .body()
            .startsWith(
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: "),
        response.body());
    assertEquals(Optional.of("application/json"), response.header("Content-Type"));
    assertEquals(Optional.of("no-store"), response.header("Cache-Control"));
  }

  @Test
  void h05_theRefusalSaysWhatToDoAndRepeatsNothing() throws IOException {
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: No credentials arrived. \
        Send Authorization: Bearer with a token of an authorization server that the resource \
        metadata lists."}}""",
        send("POST /mcp", "", LEGACY).body());
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: TOKEN_EXPIRED: The token \
        has expired. Let the client refresh the token; if it just did, compare the clocks."}}""",
        send("POST /mcp", bearer(token("{\"exp\":1}")), LEGACY).body());
  }

  @Test
  void h05_severalAuthorizationHeadersAreABadRequest() throws IOException {
    RawHttp.Response response = send("POST /mcp", bearer(GOOD) + bearer(GOOD), LEGACY);

    assertEquals(400, response.status());
    assertTrue(
        response.header("WWW-Authenticate").orElse("").contains("error=\"invalid_request\""));
  }

  @Test
  void h05_aTokenInTheQueryIsNeverAccepted() throws IOException {
    RawHttp.Response query = send("POST /mcp?access_token=" + GOOD, "", LEGACY);
    RawHttp.Response both = send("POST /mcp?access_token=" + GOOD, bearer(GOOD), LEGACY);

    assertEquals(401, query.status());
    assertEquals(Optional.of(PLAIN), query.header("WWW-Authenticate"));
    assertEquals(400, both.status());
  }

  @Test
  void h05_whatOnlyItsIssuerCanJudgeComesIn() throws IOException {
    assertEquals(200, send("POST /mcp", bearer("opaque"), LEGACY).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /mcp", "HEAD /mcp", "DELETE /mcp", "PUT /mcp/", "POST /mcp/"})
  void h05_noVerbSparesTheToken(String requestLine) throws IOException {
    RawHttp.Response response = send(requestLine, "", "");

    assertEquals(401, response.status());
    assertEquals(Optional.of(PLAIN), response.header("WWW-Authenticate"));
    assertEquals(requestLine.startsWith("HEAD"), response.body().isEmpty());
  }

  @Test
  void h05_theTokenIsAskedForBeforeAnythingElseIsSaid() throws IOException {
    String text = "Content-Type: text/plain\r\nAccept: image/png\r\n";

    assertEquals(401, send("POST /mcp", text, "x".repeat(2_000)).status());
    assertEquals(415, send("POST /mcp", text + bearer(GOOD), "").status());
    assertEquals(405, send("GET /mcp", bearer(GOOD), "").status());
  }

  @Test
  void h05_onlyTheGuardComesFirst() throws IOException {
    for (String foreign : List.of("Origin: https://evil.example\r\n", "Host: evil.example\r\n")) {
      RawHttp.Response response = send("POST /mcp", foreign, LEGACY);

      assertEquals(403, response.status());
      assertEquals(Optional.empty(), response.header("WWW-Authenticate"));
    }
  }

  @Test
  void h05_theConnectionOutlivesARefusal() throws IOException {
    try (var client = new RawHttp(server)) {
      client.send(request("POST /mcp", "", LEGACY).replace("Connection: close\r\n", ""));
      assertEquals(401, client.response().status());
      client.send(request("POST /mcp", bearer(GOOD), LEGACY));
      assertEquals(200, client.response().status());
    }
  }

  @Test
  void h05_aPreflightIsNeverChallenged() throws IOException {
    String preflight =
        "Access-Control-Request-Method: POST\r\n"
            + "Access-Control-Request-Headers: authorization,content-type,dpop\r\n";
    RawHttp.Response response = send("OPTIONS /mcp", "Origin: " + APP + "\r\n" + preflight, "");

    assertEquals(204, response.status());
    assertEquals(Optional.empty(), response.header("WWW-Authenticate"));
    assertEquals(
        Optional.of("authorization, content-type, dpop"),
        response.header("Access-Control-Allow-Headers"));
    assertEquals(204, send("OPTIONS /mcp", "", "").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /mcp", "GET /.well-known/oauth-protected-resource/mcp"})
  void h05_pagesOfListedOriginsCanReadChallengeAndMetadata(String requestLine) throws IOException {
    RawHttp.Response response = send(requestLine, "Origin: " + APP + "\r\n", "");

    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
    String exposed = response.header("Access-Control-Expose-Headers").orElse("");
    assertTrue(List.of(exposed.split(", ")).contains("WWW-Authenticate"), exposed);
  }

  @Test
  void h05_healthAndMetricsNeedNoToken() throws IOException {
    assertEquals(200, send("GET /health", "", "").status());
    assertEquals(200, send("GET /metrics", "", "").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/mcp", "/mcp/", "?a=b", "/mcp?access_token=x"})
  void h05_theMetadataIsAtBothWellKnownUrls(String end) throws IOException {
    RawHttp.Response get = send("GET /.well-known/oauth-protected-resource" + end, "", "");
    RawHttp.Response head = send("HEAD /.well-known/oauth-protected-resource" + end, "", "");

    assertEquals(200, get.status());
    assertEquals(METADATA.formatted("http://localhost/mcp"), get.body());
    assertEquals(Optional.of("application/json"), get.header("Content-Type"));
    assertEquals(Optional.of("no-store"), get.header("Cache-Control"));
    assertEquals(200, head.status());
    assertEquals(get.header("Content-Length"), head.header("Content-Length"));
    assertEquals("", head.body());
  }

  @Test
  void h05_theMetadataIsOfTheUrlInTheChallenge() throws IOException {
    String proxy =
        "X-Forwarded-Proto: https\r\nX-Forwarded-Host: mcp.example.com\r\nX-Forwarded-Prefix: /echo\r\n";
    String challenge = send("POST /mcp", proxy, LEGACY).header("WWW-Authenticate").orElse("");

    assertTrue(
        challenge.contains(
            "\"https://mcp.example.com/.well-known/oauth-protected-resource/echo/mcp\""),
        challenge);
    for (String path : List.of("", "/mcp", "/echo/mcp")) {
      assertEquals(
          METADATA.formatted("https://mcp.example.com/echo/mcp"),
          send("GET /.well-known/oauth-protected-resource" + path, proxy, "").body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /.well-known/oauth-protected-resource/other, 404",
    "GET /.well-known/oauth-protected-resource/mcp/x, 404",
    "POST /.well-known/oauth-protected-resource/mcp, 405",
    "DELETE /.well-known/oauth-protected-resource, 405",
    "OPTIONS /.well-known/oauth-protected-resource/mcp, 204"
  })
  void h05_metadataIsForGetAtItsUrls(String requestLine, int status) throws IOException {
    RawHttp.Response response = send(requestLine, "", "");

    assertEquals(status, response.status());
    assertEquals(
        status == 404 ? Optional.empty() : Optional.of("GET, HEAD, OPTIONS"),
        response.header("Allow"));
    assertEquals(status == 204, response.body().isEmpty());
    assertFalse(response.body().contains("<"), response.body());
  }

  @Test
  void h05_aPreflightForMetadataIsAnswered() throws IOException {
    RawHttp.Response response =
        send(
            "OPTIONS /.well-known/oauth-protected-resource/mcp",
            "Origin: " + APP + "\r\nAccess-Control-Request-Headers: mcp-protocol-version\r\n",
            "");

    assertEquals(Optional.of("GET"), response.header("Access-Control-Allow-Methods"));
    assertEquals(
        Optional.of("mcp-protocol-version"), response.header("Access-Control-Allow-Headers"));
  }

  @Test
  void h05_theGuardLooksAtRequestsForMetadata() throws IOException {
    RawHttp.Response response =
        send("GET /.well-known/oauth-protected-resource", "Host: evil.example\r\n", "");

    assertEquals(403, response.status());
  }

  private RawHttp.Response send(String requestLine, String headers, String body)
      throws IOException {
    return RawHttp.exchange(server, request(requestLine, headers, body));
  }

  private static String request(String requestLine, String headers, String body) {
    return requestLine
        + " HTTP/1.1\r\n"
        + (headers.startsWith("Host:") ? "" : "Host: localhost\r\n")
        + (headers.startsWith("Content-Type:") ? "" : "Content-Type: application/json\r\n")
        + headers
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /** Its signature is as long as one of RS256, and none. */
  private static String token(String claims) {
    return base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64("0".repeat(256));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

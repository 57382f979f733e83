package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever opens the URL of the server sees what arrived, in a browser and in a terminal. */
class PageTest {
  /** As Chromium sends it. */
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  @AutoClose final EchoHttpServer server = EchoHttpServer.start(Servers.CONFIG);

  private final Client client = new Client(server.uri());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain;charset=utf-8 | */*",
        "text/plain;charset=utf-8 | text/plain",
        "text/plain;charset=utf-8 | text/*;q=0.5",
        "text/plain;charset=utf-8 | image/png",
        "text/plain;charset=utf-8 | text/html;q=0, */*;q=0.1",
        "text/plain;charset=utf-8 | text/html;q=0",
        "text/plain;charset=utf-8 | application/json;q=0",
        "text/plain;charset=utf-8 | text/html;q=0, application/json;q=0.0",
        "text/plain;charset=utf-8 | text/html;q=0, */*;q=0",
        "application/json | text/plain;q=0",
        "text/html;charset=utf-8 | " + BROWSER,
        "text/html;charset=utf-8 | text/html, application/json;q=0.9",
        "application/json | application/json",
        "application/json | application/json, text/html;q=0.9",
        "application/json | application/*",
      })
  void theClientSaysWhichFormItLikes(String type, String accept) throws Exception {
    HttpResponse<String> page = page("Accept", accept);

    assertEquals(200, page.statusCode());
    assertEquals(type, header(page, "Content-Type"));
    assertEquals("Accept", header(page, "Vary"));
    assertEquals("no-store", header(page, "Cache-Control"));
  }

  @Test
  void curlPrintsTheRequest() throws Exception {
    String page = page("User-Agent", "curl/8.0", "X-Of-The-Proxy", "yes").body();

    assertTrue(page.startsWith("It works: mcp-echo "), page);
    assertTrue(page.contains("MCP endpoint: " + server.uri() + " (by Host)\n"), page);
    assertTrue(page.contains("x-of-the-proxy: yes"), page);
    assertFalse(page.contains("_MISSING"), page);
    assertFalse(page.contains("Order: unknown"), page);
    assertTrue(page.contains("NOT AUTHENTICATED"), page);
    assertTrue(page.contains("claude mcp add --transport http echo " + server.uri()), page);
    assertTrue(page.contains("\n  whoIStheGOAT: "), page);
  }

  @Test
  void theTextIsThatOfTheToolsForThisVeryRequest() throws Exception {
    String page = page("X-Of-The-Proxy", "yes").body();
    String context = "\"params\":{\"name\":\"authContext\"}";
    JsonNode called =
        JSON.parse(
            client
                .postJson(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"," + context + "}",
                    "X-Of-The-Proxy",
                    "yes")
                .body());

    assertTrue(page.contains(called.at("/result/content/0/text").textValue().strip()), page);
  }

  @Test
  void aProgramGetsTheSameFacts() throws Exception {
    JsonNode page = JSON.parse(page("Accept", "application/json", "X-Some", "yes").body());

    assertEquals("mcp-echo", page.at("/server/name").asText());
    assertEquals(server.uri().toString(), page.at("/endpoint/url").asText());
    assertTrue(page.at("/printHeader/headers").findValuesAsText("name").contains("x-some"));
    assertEquals("NOT AUTHENTICATED", page.at("/authContext/status").asText());
    assertEquals(9, page.path("tools").size());
    assertTrue(page.path("clients").findValuesAsText("client").contains("Cursor"));
  }

  /** The tools are asked as the endpoint would ask them, and no client has called them. */
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/?, /",
    "/?cors=abc, /?cors=abc",
    "/?token=abcd, '/?token=(4 characters, fingerprint '",
  })
  void trial_p02_thisVeryRequestIsShown(String target, String shown) throws Exception {
    JsonNode facts =
        JSON.parse(
            client.method("GET", target, "Accept", "application/json", "Mcp-Name", "x").body());
    JsonNode arrived = facts.at("/printHeader/connection/request");
    String text = client.method("GET", target).body();
    String html = client.method("GET", target, "Accept", BROWSER).body();

    assertEquals("GET", arrived.path("method").asText());
    assertTrue(arrived.path("target").asText().startsWith(shown), arrived.toString());
    assertTrue(text.contains("\nGET " + shown), text);
    assertTrue(html.contains("<code>GET " + shown), html);
    assertFalse(facts.path("printHeader").has("message"), facts.toString());
    assertFalse(facts.path("printHeader").toString().contains("tools/call"), facts.toString());
    assertFalse(facts.path("printHeader").toString().contains("/mcp"), facts.toString());
    assertFalse(facts.toString().contains("_MISMATCH"), facts.toString());
    assertEquals(server.uri().toString(), facts.at("/endpoint/url").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://echo.example.com/mcp | X-Forwarded-Proto | https | X-Forwarded-Host | echo.example.com",
        "https://echo.example.com/tools/mcp | Forwarded | proto=https;host=echo.example.com | X-Forwarded-Prefix | /tools",
      })
  void theEndpointIsWhereTheProxiesSayThatItIs(
      String url, String one, String first, String other, String second) throws Exception {
    JsonNode page =
        JSON.parse(page("Accept", "application/json", one, first, other, second).body());

    String said = page.at("/endpoint/url").asText();
    assertEquals(url.replace("/tools", ""), said.replace("/tools", ""));
    assertTrue(page.path("clients").get(0).path("text").asText().endsWith(said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/$(reboot)", "/a';reboot;'", "/`reboot`", "/a&reboot"})
  void aUrlIsNoCommand(String prefix) throws Exception {
    JsonNode page =
        JSON.parse(
            page(
                    "Accept",
                    "application/json",
                    "X-Forwarded-Host",
                    "a.example",
                    "X-Forwarded-Prefix",
                    prefix)
                .body());

    String command = page.path("clients").get(0).path("text").asText();
    assertTrue(
        command.matches("claude mcp add --transport http echo ([A-Za-z0-9:/._~-]+|'[^']*')"),
        command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;b>"})
  void markupInARequestStaysText(String markup) throws Exception {
    String page =
        page("Accept", BROWSER, "X-Markup", markup, "X-Forwarded-Prefix", "/" + markup).body();

    assertTrue(
        page.contains(markup.replace("&", "&amp;").replace("<", "&lt;").split(">")[0]), page);
    assertFalse(page.contains(markup), page);
  }

  @ParameterizedTest
  @ValueSource(strings = {BROWSER, "*/*", "application/json"})
  void secretsStaySecret(String accept) throws Exception {
    String secret = "s3cr3t" + "Zq81LmX0vT7pR5wK";
    String page =
        page("Accept", accept, "Cookie", "session=" + secret, "Authorization", "Bearer " + secret)
            .body();

    assertFalse(page.contains(secret), page);
  }

  @Test
  void whatThePageNeedsComesFromItsOwnUrl() throws Exception {
    HttpResponse<String> page = page("Accept", BROWSER);
    String policy = header(page, "Content-Security-Policy");

    assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"));
    assertTrue(policy.contains("frame-ancestors 'none'"));
    assertEquals("nosniff", header(page, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(page, "Referrer-Policy"));
    assertFalse(page.body().matches("(?s).*(<script>|<style| style=| on[a-z]+=).*"), page.body());
    int size = page.body().length();
    for (Map.Entry<String, String> file :
        Map.of("?page.js", "text/javascript", "?page.css", "text/css").entrySet()) {
      assertTrue(page.body().contains('"' + file.getKey() + '"'));
      HttpResponse<String> sent = client.get("/" + file.getKey());
      assertEquals(file.getValue() + ";charset=utf-8", header(sent, "Content-Type"));
      assertEquals("nosniff", header(sent, "X-Content-Type-Options"));
      size += sent.body().length();
    }
    assertTrue(size < 80_000, size + " bytes");
  }

  @Test
  void headHasNoBody() throws Exception {
    HttpResponse<String> head = client.method("HEAD", "/");

    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals("text/plain;charset=utf-8", header(head, "Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "BREW"})
  void otherVerbsAreNotAllowed(String verb) throws Exception {
    HttpResponse<String> response = client.method(verb, "/");

    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", header(response, "Allow"));
    assertTrue(response.body().contains("the MCP endpoint is /mcp"), response.body());
    assertEquals("application/json", header(response, "Content-Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp, ./",
    "/mcp/, ./../",
  })
  void aBrowserAtTheEndpointIsLedToThePage(String path, String link) throws Exception {
    HttpResponse<String> response = client.method("GET", path, "Accept", BROWSER);

    assertEquals(405, response.statusCode());
    assertEquals("POST, OPTIONS", header(response, "Allow"));
    assertEquals("text/html;charset=utf-8", header(response, "Content-Type"));
    assertTrue(header(response, "Content-Security-Policy").contains("default-src 'none'"));
    assertTrue(
        response
            .body()
            .contains("<p>This endpoint takes POST, with a JSON-RPC message as the body.</p>"));
    assertTrue(response.body().contains("href=\"" + link + "\""), response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {BROWSER, "text/plain", "application/json"})
  void whatIsSecretInTheConfiguredUrlIsHiddenAsTheToolsHideIt(String accept) throws Exception {
    String secret = "q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6Kf";
    Settings settings =
        Servers.CONFIG.with(EchoSettings.PUBLIC_URL, "https://mcp.example/" + secret + "/mcp");
    try (EchoHttpServer other = EchoHttpServer.start(settings)) {
      String page = new Client(other.uri()).method("GET", "/", "Accept", accept).body();

      assertTrue(page.contains("https://mcp.example/("), page);
      assertFalse(page.contains(secret), page);
    }
  }

  @Test
  void anEndpointOfAnotherPathIsFound() throws Exception {
    Settings settings = Servers.CONFIG.with(ServerSettings.PATH, "/tools/echo");
    try (EchoHttpServer other = EchoHttpServer.start(settings)) {
      Client browser = new Client(other.uri());
      String page = browser.method("GET", "/", "Accept", BROWSER).body();
      String notice = browser.method("GET", "/tools/echo", "Accept", BROWSER).body();

      assertTrue(page.contains("data-endpoint=\"./tools/echo\""), page);
      assertTrue(page.contains(other.uri().toString()), page);
      assertTrue(notice.contains("href=\"./../\""), notice);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example, 403",
    "Origin, https://evil.example, 403",
    "Host, localhost, 200"
  })
  void theGuardComesFirst(String name, String value, int status) throws IOException {
    for (String target : List.of("/", "/?page.js")) {
      String host = name.equals("Host") ? "" : "Host: localhost\r\n";
      RawHttp.Response response =
          RawHttp.exchange(
              server.uri(),
              "GET %s HTTP/1.1\r\n%s%s: %s\r\nConnection: close\r\n\r\n"
                  .formatted(target, host, name, value));

      assertEquals(status, response.status());
      assertEquals(status == 200, !response.body().contains("is not allowed"));
    }
  }

  /** What the guard quotes came with the request. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/mcp"})
  void aBrowserIsToldOfARefusalInText(String path) throws Exception {
    HttpResponse<String> response =
        client.method("GET", path, "Accept", BROWSER, "Origin", "https://e.example/<script>");

    assertEquals(403, response.statusCode());
    assertEquals("text/html;charset=utf-8", header(response, "Content-Type"));
    assertTrue(response.body().contains("&lt;script&gt;"), response.body());
    assertTrue(response.body().contains("MCP_ECHO_ALLOWED_ORIGINS"), response.body());
    assertFalse(response.body().contains("<script>"), response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {BROWSER, "*/*", "application/json"})
  void inChallengeModeNothingIsShownWithoutAToken(String accept) throws Exception {
    Settings settings = Servers.CONFIG.with(EchoSettings.CHALLENGE, true);
    try (EchoHttpServer asking = EchoHttpServer.start(settings)) {
      HttpResponse<String> response =
          new Client(asking.uri()).method("GET", "/", "Accept", accept, "X-Some", "v4lue");

      assertEquals(401, response.statusCode());
      assertTrue(
          header(response, "WWW-Authenticate")
              .contains("/.well-known/oauth-protected-resource/mcp\""));
      assertFalse(response.body().contains("v4lue"), response.body());
      assertFalse(response.body().contains("whoIStheGOAT"), response.body());
      assertEquals(200, new Client(asking.uri()).get("/?page.js").statusCode());
    }
  }

  @Test
  void inChallengeModeATokenOpensThePage() throws Exception {
    Settings settings = Servers.CONFIG.with(EchoSettings.CHALLENGE, true);
    try (EchoHttpServer asking = EchoHttpServer.start(settings)) {
      HttpResponse<String> page =
          new Client(asking.uri())
              .method("GET", "/", "Authorization", "Bearer opaque-kJ8wQz41LmX0vT7p");

      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("HTTP Headers Analysis"), page.body());
    }
  }

  /** No client speaks here, so no revision has to be served for it. */
  @Test
  void everySelectionOfRevisionsHasItsPage() throws Exception {
    Settings settings =
        Servers.CONFIG.with(EchoSettings.PROTOCOL_VERSIONS, Set.of(ProtocolVersion.V2026_07_28));
    try (EchoHttpServer modern = EchoHttpServer.start(settings)) {
      String page = new Client(modern.uri()).get("/").body();

      assertTrue(page.contains("HTTP Headers Analysis"), page);
      assertTrue(page.contains("whoIStheGOAT"), page);
    }
  }

  @Test
  void toolsThatAreNotServedAreNotShown() throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(EchoSettings.DISABLED_TOOLS, List.of("printHeader"))
            .with(EchoSettings.PAGE_SIZE, 3);
    try (EchoHttpServer fewer = EchoHttpServer.start(settings)) {
      String page = new Client(fewer.uri()).get("/").body();

      assertFalse(page.contains("HTTP Headers Analysis"), page);
      assertTrue(page.contains("Authentication Context Analysis"), page);
      assertTrue(page.contains("whoIStheGOAT"), page);
    }
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    try (EchoHttpServer without =
        EchoHttpServer.start(Servers.CONFIG.with(ServerSettings.PAGE, false))) {
      Client browser = new Client(without.uri());
      HttpResponse<String> notice = browser.method("GET", "/mcp", "Accept", BROWSER);

      assertEquals(404, browser.get("/").statusCode());
      assertEquals(405, notice.statusCode());
      assertFalse(notice.body().contains("href=\"./"), notice.body());
    }
  }

  @Test
  void aSecondPortServesItAsAForeignOrigin() throws Exception {
    Settings settings =
        Servers.CONFIG.with(ServerSettings.PAGE_PORT, 0).with(ServerSettings.MANAGEMENT_PORT, 0);
    try (EchoHttpServer two = EchoHttpServer.start(settings)) {
      String page = two.foreignPage().orElseThrow().toString();

      assertTrue(page.matches("http://127\\.0\\.0\\.1:[0-9]+/\\?cors=" + two.uri()), page);
      assertFalse(page.contains("127.0.0.1:" + two.port() + "/?"), page);
      assertTrue(new Client(two.uri()).get(page).body().startsWith("It works"));
      assertTrue(server.foreignPage().isEmpty());
      assertEquals(
          200,
          new Client(two.uri())
              .get("http://127.0.0.1:" + two.managementPort() + "/health")
              .statusCode());
    }
  }

  /** Others than localhost are sent by a page whose name was made to mean this machine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "          | localhost:1       |                      | 200",
        "          | 127.0.0.1         | http://localhost:1   | 200",
        "          | evil.example:1    |                      | 403",
        "          | evil.example:1    | http://evil.example:1| 403",
        "          | localhost:1       | http://evil.example:1| 403",
        "a.example | localhost:1       | http://127.0.0.1:1   | 200",
        "a.example | a.example         |                      | 403",
        "a.example | 10.0.0.1:1        |                      | 403",
        "*         | localhost:1       |                      | 200",
        "*         | evil.example:1    | http://evil.example:1| 403",
        "          | a%2eb             |                      | 400",
        "*         | a%2eb             |                      | 400",
      })
  void thePagePortServesLoopbackNamesAlone(String allowed, String host, String origin, int status)
      throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.HOST, "0.0.0.0")
            .with(HttpSettings.ALLOWED_HOSTS, allowed == null ? List.of() : List.of(allowed))
            .with(ServerSettings.PAGE_PORT, 0);
    String named = "Host: " + host + "\r\n" + (origin == null ? "" : "Origin: " + origin + "\r\n");
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    try (EchoHttpServer two = EchoHttpServer.start(settings);
        var raw = new RawHttp(two.foreignPage().orElseThrow())) {
      raw.send("GET / HTTP/1.1\r\n" + named + "\r\n");
      assertEquals(status, raw.response().status());
      raw.send(
          "POST /mcp HTTP/1.1\r\n"
              + named
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertEquals(status, raw.response().status());
    }
  }

  @Test
  void whatIsPrintedAtTheStartIsServed() throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.HOST, "0.0.0.0")
            .with(HttpSettings.ALLOWED_HOSTS, List.of("mcp.example.com"))
            .with(ServerSettings.PAGE_PORT, 0);
    try (EchoHttpServer two = EchoHttpServer.start(settings)) {
      URI page = two.foreignPage().orElseThrow();
      Client client = new Client(two.uri());

      assertEquals(200, client.get(page.toString()).statusCode());
      URI asked = URI.create(page.getQuery().replace("cors=", ""));
      assertEquals(200, new Client(asked).postJson(Client.GREET).statusCode());
      assertFalse(asked.getHost().equals(page.getHost()));
      assertFalse(two.serves(two.uri().getAuthority()));
      assertTrue(two.serves("mcp.example.com"));
      String said = Main.greeting(settings, two.uri(), two::serves);
      assertTrue(
          said.contains("Try: curl -s " + two.uri() + " -H 'Host: mcp.example.com' -H"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a&calc", "/a|calc", "/a^b", "/a(b)", "/a&&calc", "/%26&calc"})
  void aUrlIsNoCommandOfWindowsEither(String prefix) throws Exception {
    String page = page("X-Forwarded-Host", "a.example", "X-Forwarded-Prefix", prefix).body();

    List<String> lines = page.lines().filter(line -> line.contains(" mcp add ")).toList();
    assertFalse(lines.isEmpty(), page);
    lines.forEach(line -> assertTrue(line.matches("[^&|<>^()\"]*"), line));
  }

  private HttpResponse<String> page(String... headers) throws Exception {
    return client.method("GET", "/", headers);
  }

  private static String header(HttpResponse<String> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }
}

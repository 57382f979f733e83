package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.fixtures.PlantedSecret;
import io.github.mcpecho.fixtures.SecretGenerator;
import io.github.mcpecho.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret in any place of a request is neither answered, nor logged, nor counted. */
@Isolated("It runs the program, whose log is that of the JVM.")
class NothingLeaksTest {
  private static final List<Secret> SECRETS =
      List.of(
          new Secret("ghp_84a0acfff43510ba5c23115049f82e616917"),
          new Secret("AKIAQ3EGRZ7XLJ2NVTWM"),
          new Secret("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2huIn0.dGhlLXNpZ25hdHVyZS1vZi1pdA"),
          new Secret("https://user:Pw!4740ae6347b01@h.example", "Pw!4740ae6347b01"));

  /** Ids and fingerprints, which have digits in common with hexadecimal secrets by chance. */
  private static final Pattern MADE_UP =
      Pattern.compile("(?<=\"requestId\":\")[0-9a-f]{16}(?=\")|fingerprint [0-9a-f]{8}\\b");

  private static final long SEED = Long.getLong("mcp.echo.seed", 20_260_728);

  private static final List<String> HEADERS =
      List.of(
          "Host",
          "Origin",
          "X-Forwarded-Host",
          "X-Forwarded-For",
          "X-Real-IP",
          "X-Forwarded-Prefix",
          "Forwarded",
          "X-Request-Id",
          "X-Correlation-ID",
          "traceparent",
          "Authorization",
          "Cookie",
          "Content-Type",
          "Content-Encoding",
          "Content-Length",
          "Transfer-Encoding",
          "Accept",
          "Expect",
          "Upgrade",
          "MCP-Protocol-Version",
          "Mcp-Method",
          "Mcp-Name",
          "Mcp-Session-Id",
          "Access-Control-Request-Headers",
          "User-Agent",
          "Via",
          "Referer",
          "X-Forwarded-Uri",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Original-Uri",
          "Accept-Encoding",
          "Accept-Language",
          "Access-Control-Request-Method",
          "Cache-Control",
          "Date",
          "DPoP",
          "If-Modified-Since",
          "Last-Event-ID",
          "Max-Forwards",
          "Mcp-Param-Region",
          "Proxy-Authorization",
          "Range",
          "Sec-Fetch-Site",
          "TE",
          "Trailer",
          "Keep-Alive",
          "tracestate",
          "baggage",
          "X-User-Id",
          "X-Anything");

  /** Of a chunked body. */
  private static final List<String> TRAILERS = List.of("X-Checksum: §", "§: 1", "§");

  private static final List<String> CHUNKS = List.of("§", "5;§", "5;x=§");

  private static final List<String> REQUEST_LINES =
      List.of(
          "§ /mcp HTTP/1.1",
          "POST /§ HTTP/1.1",
          "POST //§ HTTP/1.1",
          "POST /mcp;§ HTTP/1.1",
          "POST /mcp?§ HTTP/1.1",
          "POST §/mcp HTTP/1.1",
          "POST http://§/mcp HTTP/1.1",
          "POST /mcp HTTP/§",
          "CONNECT § HTTP/1.1",
          "GET /.well-known/oauth-protected-resource/§ HTTP/1.1",
          "GET /.well-known/oauth-protected-resource?§ HTTP/1.1",
          "GET /health?§ HTTP/1.1",
          "GET /metrics?§ HTTP/1.1",
          "GET /metrics?debug=§ HTTP/1.1",
          "GET /metrics?name[]=§ HTTP/1.1");

  private static final List<String> BODIES =
      List.of(
          "§",
          "{\"§\":1}",
          "{\"jsonrpc\":\"§\",\"id\":1,\"method\":\"ping\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":{\"§\":1},\"method\":\"ping\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"§\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":\"§\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"§\",\"a\":1}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"§\"}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"§\"}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
              + "\"arguments\":{\"§\":1}}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"bearerDecode\","
              + "\"arguments\":{\"expectedScopes\":{\"§\":1}}}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":"
              + "{\"io.modelcontextprotocol/protocolVersion\":\"§\"}}}");

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void fromAnyPlaceOfARequest(String challenge) throws Exception {
    var program = new Program(Map.of("MCP_ECHO_DEBUG", "true", "MCP_ECHO_CHALLENGE", challenge));
    URI server = program.uri();
    List<Secret> secrets = secrets(new Random(SEED));
    for (Secret secret : secrets) {
      for (String request : requests(secret.planted())) {
        secret.assertNotIn(answer(server, request), request);
      }
    }
    String metrics = new Client(server).get("/metrics").body();
    String logged = MADE_UP.matcher(program.stop()).replaceAll("");

    assertTrue(metrics.contains("mcp_echo_requests_total{"), metrics);
    assertTrue(logged.contains(" DEBUG "), logged);
    assertTrue(logged.contains("\n{\"time\":\""), logged);
    for (Secret secret : secrets) {
      secret.assertNotIn(metrics, "metrics");
      secret.assertNotIn(logged, "log");
    }
  }

  @Test
  void fromAnySetting() throws IOException {
    var random = new Random(SEED);
    int rounds = Boolean.getBoolean("mcp.echo.everySecret") ? 40 : 2;
    for (int i = 0; i < rounds; i++) {
      for (Setting<?> setting : ServerSettings.DEFAULTS.declared()) {
        for (String name : setting.names()) {
          assertNothingPrinted(name, SecretGenerator.any(random));
          assertNothingPrinted(name + "x", SecretGenerator.any(random));
        }
      }
      PlantedSecret secret = SecretGenerator.any(random);
      assertNotIn(secret, printed(Map.of("MCP_ECHO_" + secret.text(), "1"), "--print-config"));
      assertNotIn(secret, printed(Map.of(), "--" + secret.text()));
      assertNotIn(secret, printed(Map.of(), "--print-config", secret.text()));
    }
  }

  /** What can be used is printed, and what cannot ends the program with a line. */
  private static void assertNothingPrinted(String name, PlantedSecret secret) throws IOException {
    for (String value :
        List.of(secret.text(), "https://a.example/" + secret.text(), "/" + secret.text())) {
      assertNotIn(secret, printed(Map.of(name, value), "--print-config"));
    }
  }

  private static String printed(Map<String, String> variables, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Main.run(List.of(arguments), variables, out, out);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertNotIn(PlantedSecret secret, String printed) {
    assertTrue(!printed.isEmpty(), "nothing was printed");
    assertFalse(secret.isIn(printed), () -> "seed " + SEED + ", " + secret + "\n=> " + printed);
  }

  /** Returns those of documented forms, and some that know nothing of what the product knows. */
  private static List<Secret> secrets(Random random) {
    var secrets = new ArrayList<>(SECRETS);
    int count = Boolean.getBoolean("mcp.echo.everySecret") ? 60 : 6;
    for (int i = 0; i < count; i++) {
      PlantedSecret secret = SecretGenerator.any(random);
      secret.hidden().forEach(hidden -> secrets.add(new Secret(secret.text(), hidden)));
    }
    return secrets;
  }

  private static List<String> requests(String secret) {
    var requests = new ArrayList<String>();
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    REQUEST_LINES.forEach(
        line -> requests.add(request(line.replace("§", secret), "X-Anything: 1", "")));
    for (String header : HEADERS) {
      requests.add(request("POST /mcp HTTP/1.1", header + ": " + secret, ping));
      requests.add(request("OPTIONS /mcp HTTP/1.1", header + ": " + secret, ""));
    }
    requests.add(request("POST /mcp HTTP/1.1", "Connection: close, " + secret, ping));
    requests.add(request("POST /mcp HTTP/1.1", secret + ": 1", ping));
    requests.add(request("POST /mcp HTTP/1.1", secret, ping));
    for (String trailer : TRAILERS) {
      String length = Integer.toHexString(ping.length());
      requests.add(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
              + "%s\r\n%s\r\n0\r\n%s\r\n\r\n"
                  .formatted(length, ping, trailer.replace("§", secret)));
    }
    for (String chunk : CHUNKS) {
      requests.add(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%s\r\nhello\r\n0\r\n\r\n"
                  .formatted(chunk.replace("§", secret)));
    }
    BODIES.forEach(
        body ->
            requests.add(
                request("POST /mcp HTTP/1.1", "X-Anything: 1", body.replace("§", secret))));
    return requests;
  }

  private static String request(String line, String header, String body) {
    String name = header.replaceFirst(":.*", ":");
    var head = new StringBuilder(line + "\r\n" + header + "\r\n");
    for (String usual :
        List.of(
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Connection: close")) {
      if (!usual.startsWith(name)) {
        head.append(usual).append("\r\n");
      }
    }
    return head + "\r\n" + body;
  }

  /** Returns the answer without the session id, which is passed through. */
  private static String answer(URI server, String request) throws IOException {
    RawHttp.Response response = RawHttp.exchange(server, request);
    String head =
        response
            .head()
            .lines()
            .filter(line -> !line.startsWith("Mcp-Session-Id:"))
            .collect(Collectors.joining("\n"));
    return MADE_UP.matcher(head + "\n" + response.body()).replaceAll("");
  }

  /**
   * Something that must not be shown.
   *
   * @param planted what a request holds
   * @param hidden the part of it that must not come back
   */
  private record Secret(String planted, String hidden) {
    private static final int WINDOW = 7;

    Secret(String secret) {
      // What may be seen of a secret is at most its first seven characters.
      this(secret, secret.substring(8));
    }

    void assertNotIn(String text, String where) {
      for (int i = 0; i + WINDOW <= hidden.length(); i++) {
        String part = hidden.substring(i, i + WINDOW);
        assertFalse(
            text.contains(part),
            () ->
                "seed " + SEED + ", " + part + " of " + planted + " in " + where + "\n=> " + text);
      }
    }
  }
}

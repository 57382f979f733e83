package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What corsAnalysis makes of a paste, through the front door of the tool. */
class CorsPasteTest {
  private static final String ORIGIN = "https://a.example";

  private final CorsAnalysisTool tool = new CorsAnalysisTool(new Redactor(new byte[] {9}));

  /** How tools render headers, written down without a look at how they are read. */
  private static final Map<String, Function<Map<String, String>, String>> FORMATS = formats();

  private static Map<String, Function<Map<String, String>, String>> formats() {
    var formats = new LinkedHashMap<String, Function<Map<String, String>, String>>();
    formats.put("lines", each("%s: %s", "\n"));
    formats.put("no blank", each("%s:%s", "\r\n"));
    formats.put("curl -i", headers -> "HTTP/2 200 \r\n" + each("%s: %s", "\r\n").apply(headers));
    formats.put(
        "curl -v",
        headers ->
            "> POST /mcp HTTP/2\n> host: b\n>\n< HTTP/2 200 \n"
                + each("< %s: %s", "\n").apply(headers)
                + "\n< \n");
    formats.put("bold", each("\u001b[1m%s\u001b[0m: %s", "\n"));
    formats.put("tab", each("%s\t%s", "\n"));
    formats.put("two lines", each("%s\n%s", "\n"));
    formats.put("two lines, colon", each("%s:\n%s", "\n"));
    formats.put("Firefox", each("%s\n\t%s", "\n"));
    formats.put(
        "panel",
        headers ->
            "General\n"
                + "Request URL\n"
                + "https://b.example/mcp\n"
                + "Request Method\n"
                + "POST\n"
                + "Status Code\n"
                + "200 OK\n"
                + "Referrer Policy\n"
                + "no-referrer\n"
                + "Response Headers\n"
                + each("%s\n%s", "\n").apply(headers)
                + "\nRequest Headers\naccept\n*/*\nmcp-session-id\n7\n");
    formats.put("object", headers -> object(headers).toString());
    formats.put("pretty object", headers -> object(headers).toPrettyString());
    formats.put("lists", headers -> lists(headers).toString());
    formats.put(
        "HAR",
        headers ->
            "{\"request\":{\"method\":\"POST\",\"headers\":[]},\"response\":{\"status\":200,\"headers\":"
                + pairs(headers)
                + "}}");
    formats.put(
        "Firefox JSON",
        headers -> "{\"Response Headers (1 kB)\":{\"headers\":" + pairs(headers) + "}}");
    formats.put("entries", headers -> entries(headers).toString());
    formats.put("rawHeaders", headers -> flat(headers).toString());
    formats.put("Node", inside("{\n", each("  '%s': '%s'", ",\n"), "\n}"));
    formats.put("fetch", inside("Headers {\n", each("  '%s': '%s'", ",\n"), "\n}"));
    formats.put(
        "Response",
        inside(
            "Response {\n  status: 200,\n  headers: Headers {\n",
            each("    '%s': '%s'", ",\n"),
            "\n  },\n  ok: true\n}"));
    formats.put("Python", inside("{", each("'%s': '%s'", ", "), "}"));
    formats.put("httpx", inside("Headers([", each("('%s', '%s')", ", "), "])"));
    formats.put("raw of httpx", inside("[", each("(b'%s', b'%s')", ", "), "]"));
    formats.put("Ruby", inside("{", each("'%s'=>['%s']", ", "), "}"));
    formats.put("Java", inside("java.net.http.HttpHeaders@1f { {", each("%s=[%s]", ", "), "} }"));
    formats.put("Go", inside("map[", each("%s:[%s]", " "), "]"));
    formats.put(
        "PowerShell 7",
        inside("\nKey        Value\n---        -----\n", each("%s {%s}", "\n"), "\n\n"));
    formats.put(
        "PowerShell 5",
        inside("\nKey        Value\n---        -----\n", each("%-40s %s", "\n"), "\n\n"));
    formats.put("Format-List", inside("\n", each("Key   : %s\nValue : {%s}\n", "\n"), "\n"));
    formats.put(
        "trace",
        inside(
            "<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n",
            each("<= Recv header\n0000: %s: %s", "\n"),
            ""));
    formats.put("table", inside("| Name | Value |\n|---|---|\n", each("| %s | %s |", "\n"), "\n"));
    formats.put("Envoy", each("'%s', '%s'", "\n"));
    formats.put(
        "HTTPie",
        headers ->
            "POST /mcp HTTP/1.1\nHost: b\n\n{\"a\": 1}\n\n\nHTTP/1.1 200 OK\n"
                + each("%s: %s", "\n").apply(headers)
                + "\n\n{\"vary\": \"x\"}");
    return formats;
  }

  private static Function<Map<String, String>, String> each(String line, String end) {
    return headers ->
        headers.entrySet().stream()
            .map(header -> line.formatted(header.getKey(), header.getValue()))
            .collect(Collectors.joining(end));
  }

  private static Function<Map<String, String>, String> inside(
      String before, Function<Map<String, String>, String> lines, String behind) {
    return headers -> before + lines.apply(headers) + behind;
  }

  private static ObjectNode object(Map<String, String> headers) {
    ObjectNode object = Json.object();
    headers.forEach(object::put);
    return object;
  }

  private static ObjectNode lists(Map<String, String> headers) {
    ObjectNode object = Json.object();
    headers.forEach((name, value) -> object.putArray(name).add(value));
    return object;
  }

  private static ArrayNode pairs(Map<String, String> headers) {
    ArrayNode list = Json.array();
    headers.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
    return list;
  }

  private static ArrayNode entries(Map<String, String> headers) {
    ArrayNode list = Json.array();
    headers.forEach((name, value) -> list.addArray().add(name).add(value));
    return list;
  }

  private static ArrayNode flat(Map<String, String> headers) {
    ArrayNode list = Json.array();
    headers.forEach((name, value) -> list.add(name).add(value));
    return list;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trial_c01_theSameHeadersGetTheSameVerdictInEveryFormat(long seed) {
    var random = new Random(seed);
    Map<String, String> headers = randomHeaders(random);
    ObjectNode arguments =
        Json.object().put("origin", ORIGIN).put("status", random.nextBoolean() ? 401 : 200);
    arguments.put("preflight", random.nextBoolean()).put("credentials", random.nextBoolean());
    arguments.putArray("requestHeaders").add("authorization").add("content-type");
    ToolRun expected = call(arguments.set("responseHeaders", object(headers)));
    FORMATS.forEach(
        (name, format) -> {
          String text = format.apply(headers);
          ToolRun run = call(arguments.put("responseHeaders", text));
          assertFalse(run.isError(), () -> name + "\n" + text + "\n" + run.text());
          assertEquals(expected.findings(), run.findings(), () -> name + "\n" + text);
          assertEquals(
              expected.facts().path("status"),
              run.facts().path("status"),
              () -> name + "\n" + text);
        });
  }

  private static Stream<Long> seeds() {
    return IntStream.range(0, 60).mapToObj(Long::valueOf);
  }

  private static Map<String, String> randomHeaders(Random random) {
    String[][] choices = {
      {"Access-Control-Allow-Origin", ORIGIN, "*", "null", "https://b.example:8443", ORIGIN + "/"},
      {"Access-Control-Allow-Credentials", "true", "True"},
      {"Access-Control-Allow-Methods", "GET, POST, OPTIONS", "*", "GET"},
      {
        "Access-Control-Allow-Headers", "authorization,content-type", "*", "Authorization, Mcp-Name"
      },
      {"Access-Control-Expose-Headers", "Mcp-Session-Id, WWW-Authenticate", "*", "x-a"},
      {"Access-Control-Max-Age", "600", "86401"},
      {"Vary", "Origin", "Accept-Encoding, Origin", "Accept"},
      {
        "WWW-Authenticate",
        "Bearer",
        "Bearer resource_metadata=\"https://b.example/m\", scope=\"a b\""
      },
      {"Mcp-Session-Id", "5", "a-b"},
      {"Content-Type", "application/json", "text/event-stream; charset=utf-8"},
      {"Cache-Control", "max-age=0, must-revalidate"},
      {"Date", "Sat, 28 Nov 2026 03:44:46 GMT"},
      {"Server", "nginx/1.27.0 (Ubuntu)", "Caddy"},
      {"ETag", "W/\"0815\""},
      {"X-Powered-By", "a", "b=c"},
      {"Location", "https://b.example/here?x=1"},
    };
    var chosen = new ArrayList<String[]>();
    for (String[] choice : choices) {
      if (chosen.isEmpty() && choice[0].equals("Location") || random.nextInt(3) > 0) {
        chosen.add(choice);
      }
    }
    Collections.shuffle(chosen, random);
    boolean lower = random.nextBoolean();
    var headers = new LinkedHashMap<String, String>();
    for (String[] choice : chosen) {
      String name = lower ? choice[0].toLowerCase(Locale.ROOT) : choice[0];
      headers.put(name, choice[1 + random.nextInt(choice.length - 1)]);
    }
    return headers;
  }

  @Test
  void trial_c02_whatEveryMcpClientSendsHasToBeAllowed() {
    ToolRun run =
        call(
            arguments(
                "http://localhost:6274",
                """
                HTTP/1.1 200 OK
                access-control-allow-origin: *
                access-control-allow-methods: GET, POST, OPTIONS
                access-control-allow-headers: content-type\
                """));
    assertEquals("ERROR", run.finding("CORS_HEADERS_MISSING").path("severity").asText());
    assertTrue(
        run.text().contains("❌ Headers not allowed: authorization, mcp-protocol-version"),
        run.text());
    assertTrue(run.text().contains("(assumed: every MCP client sends them)"), run.text());
    assertEquals(
        "mcp-method, mcp-name; before 2026-07-28 last-event-id, mcp-session-id",
        run.finding("CORS_MCP_HEADERS_MISSING").path("evidence").asText());
    assertTrue(run.facts().at("/request/headersAssumed").asBoolean());
  }

  /** Nothing is assumed of a request that was shown, and what only one era sends is a warning. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "content-type | - | authorization, content-type, mcp-protocol-version | -",
        "authorization,content-type | content-type | authorization, content-type | authorization",
        "- | content-type, authorization | authorization, content-type, mcp-protocol-version |"
            + " mcp-protocol-version",
        "- | content-type, authorization, mcp-protocol-version | authorization, content-type,"
            + " mcp-protocol-version | -",
        "x-tenant | content-type, authorization | x-tenant | x-tenant",
      })
  void trial_c02_headersOfAPastedPreflightAreUsed(
      String asked, String allowed, String requested, String missing) {
    String request = asked == null ? "" : "> access-control-request-headers: %s\n".formatted(asked);
    ToolRun run =
        call(
            Json.object()
                .put(
                    "responseHeaders",
                    """
                    > OPTIONS /mcp HTTP/1.1
                    > origin: https://a.example
                    > access-control-request-method: DELETE
                    %s>
                    < HTTP/1.1 204 No Content
                    < access-control-allow-origin: https://a.example
                    < access-control-allow-methods: DELETE
                    < access-control-allow-headers: %s
                    < vary: Origin
                    <
                    """
                        .formatted(request, allowed == null ? "" : allowed)));
    assertEquals(ORIGIN, run.facts().at("/request/origin").asText());
    assertEquals("DELETE", run.facts().at("/request/method").asText());
    String names =
        run.facts()
            .at("/request/headers")
            .toString()
            .replaceAll("[\\[\\]\"]", "")
            .replace(",", ", ");
    if (asked != null && !asked.equals("content-type")) {
      assertEquals(asked.replace(",", ", "), names);
    }
    assertEquals(
        missing != null || allowed == null, run.findings().contains("CORS_HEADERS_MISSING"));
    if (missing != null) {
      assertTrue(run.text().contains("Headers not allowed: " + missing + "\n"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "options"})
  void trial_c02_theMethodIsThatOfTheRequestBehindThePreflight(String method) {
    String pasted =
        "HTTP/1.1 204 No Content\nvary: Origin\n\nRequest Headers\naccess-control-request-method: DELETE";
    ToolRun run = call(arguments(ORIGIN, pasted).put("method", method));
    assertEquals("DELETE", run.facts().at("/request/method").asText());
    assertTrue(run.facts().at("/response/preflight").asBoolean(), run.text());
    assertTrue(run.findings().contains("CORS_METHOD_MISSING"), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 302 Found\n"
            + "Location: https://login.example/authorize?client_id=1\n"
            + "Content-Length: 0\n",
        "Request Method\n"
            + "POST\n"
            + "Status Code\n"
            + "302 Found\n"
            + "location\n"
            + "https://login.example/authorize?x=1\n",
        "HTTP/2 303 \n"
            + "location: https://login.example/authorize\n\n"
            + "HTTP/2 200 \n"
            + "content-type: text/html\n\n"
            + "<html>",
        "HTTP/1.1 307 Temporary Redirect\n"
            + "Location: /a\n\n"
            + "HTTP/1.1 302 Found\n"
            + "Location: https://login.example/authorize\n\n"
            + "HTTP/1.1 200 OK\n"
            + "Server: x\n\n",
        "{\"status\":302,\"headers\":{\"location\":\"https://login.example/authorize\"}}",
        "Access to fetch at 'https://login.example/authorize?client_id=1' (redirected from"
            + " 'https://mcp.example/mcp') from origin 'https://a.example' has been blocked by CORS"
            + " policy: No 'Access-Control-Allow-Origin' header is present on the requested"
            + " resource.",
        "[Error] Cross-origin redirection to https://login.example/authorize denied by Cross-Origin"
            + " Resource Sharing policy: Origin https://a.example is not allowed by"
            + " Access-Control-Allow-Origin. Status code: 200",
      })
  void trial_c03_aRedirectIsTheCauseAndNotTheHeaderThatTheLoginPageLacks(String pasted) {
    ToolRun run = call(arguments(ORIGIN, pasted));
    assertEquals(List.of("CORS_REDIRECTED"), run.findings(), run::text);
    assertTrue(run.text().contains("❌"), run.text());
    assertTrue(run.finding("CORS_REDIRECTED").path("fix").asText().contains("401"), run.text());
  }

  /** A status is no verdict, but it is read, and of an OPTIONS that failed it is one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST https://mcp.example/mcp 401 (Unauthorized) | 401",
        "index-DkA1.js:40  POST https://mcp.example/mcp 403 (Forbidden) | 403",
        "POST https://mcp.example/mcp 502 | 502",
        "Failed to load resource: the server responded with a status of 404 (Not Found) | 404",
        "[Error] Failed to load resource: the server responded with a status of 500 () (mcp, line 0)"
            + " | 500",
        "XHRPOST%nhttps://mcp.example/mcp%n[HTTP/1.1 401 Unauthorized 12ms] | 401",
        "XHR POST https://mcp.example/mcp [HTTP/2 403  45ms] | 403",
        "HTTP/1.1 429 Too Many Requests | 429",
        "Status Code:%n401 Unauthorized | 401",
      })
  void trial_c03_aStatusInTheConsoleIsReadAndNotTakenForMore(String line, String status) {
    ToolRun run = call(arguments(ORIGIN, line.replace("%n", "\n")));
    assertTrue(run.isError(), run::text);
    assertTrue(
        run.text()
            .startsWith(
                "There is a status in responseHeaders, " + status + ", but no header line."),
        run::text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS https://mcp.example/mcp 405 (Method Not Allowed)",
        "XHROPTIONS\nhttps://mcp.example/mcp\n[HTTP/1.1 405 Method Not Allowed 3ms]",
      })
  void trial_c03_aPreflightThatFailsInTheConsoleIsJudgedByItsStatus(String line) {
    ToolRun run = call(arguments(ORIGIN, line));
    assertEquals(List.of("CORS_PREFLIGHT_STATUS"), run.findings(), run::text);
    assertTrue(run.text().contains("❌ Preflight status 405 not accepted"), run::text);
  }

  @Test
  void trial_c03_aRedirectInTheConsoleIsShownWithBothAddresses() {
    ToolRun run =
        call(
            Json.object()
                .put(
                    "responseHeaders",
                    "Access to fetch at 'https://mcp.example/mcp/' (redirected from"
                        + " 'https://mcp.example/mcp') from origin 'https://a.example' has been"
                        + " blocked by CORS policy: No 'Access-Control-Allow-Origin' header is"
                        + " present on the requested resource."));
    String evidence = run.finding("CORS_REDIRECTED").path("evidence").asText();
    assertTrue(evidence.contains("https://mcp.example/mcp/"), evidence);
    assertTrue(evidence.contains("from 'https://mcp.example/mcp'"), evidence);
  }

  /** Location, status, what allows the origin there, and behind it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "307 | /mcp/                       | *                 | * | CORS_REDIRECT_FOLLOWED",
        "308 | https://mcp.example/mcp/    | https://a.example | * | CORS_REDIRECT_FOLLOWED",
        "307 | mcp/?a=https://b.example    | *                 | * | CORS_REDIRECT_FOLLOWED",
        "307 | /mcp/                       | *                 | - | CORS_ORIGIN_MISSING",
        "307 | /mcp/                       | https://b.example | * | CORS_ORIGIN_DIFFERS",
        "307 | /mcp/                       | -                 | * | CORS_REDIRECTED",
        "307 | http://mcp.example/mcp/     | *                 | * | CORS_REDIRECTED",
        "307 | https://login.example/a     | *                 | * | CORS_REDIRECTED",
        "307 | //login.example/a           | *                 | * | CORS_REDIRECTED",
        "307 | https://mcp.example:8443/   | *                 | * | CORS_REDIRECTED",
        "301 | /mcp/                       | *                 | * | CORS_REDIRECTED",
        "302 | /login                      | *                 | * | CORS_REDIRECTED",
        "303 | /mcp/                       | *                 | * | CORS_REDIRECTED"
      })
  void trial_c06_aRedirectThatKeepsMethodAndOriginIsFollowed(
      int status, String location, String there, String behind, String expected) {
    String call = " HTTP/1.1\n> Host: mcp.example\n> Origin: https://a.example\n>\n";
    ToolRun run =
        call(
            arguments(
                ORIGIN,
                "> POST /mcp"
                    + call
                    + "< HTTP/1.1 "
                    + status
                    + " Moved\n< Location: "
                    + location
                    + "\n"
                    + allowing(there)
                    + "<\n> POST /mcp/"
                    + call
                    + "< HTTP/1.1 200 OK\n< Vary: Origin\n"
                    + allowing(behind)
                    + "<"));
    assertTrue(run.findings().contains(expected), run.text());
    boolean followed = !expected.equals("CORS_REDIRECTED");
    assertEquals(followed, run.findings().contains("CORS_REDIRECT_FOLLOWED"), run.text());
    assertEquals(!followed, run.findings().contains("CORS_REDIRECTED"), run.text());
    boolean passes = expected.equals("CORS_REDIRECT_FOLLOWED");
    assertEquals(passes, !run.text().contains("❌ CORS_"), run.text());
  }

  @Test
  void trial_c06_aLoginPageBehindAFollowedRedirectIsTheCause() {
    ToolRun run =
        call(
            arguments(
                ORIGIN,
                "HTTP/1.1 307 Temporary Redirect\nLocation: /mcp/\n"
                    + "Access-Control-Allow-Origin: *\n\n"
                    + "HTTP/1.1 302 Found\nLocation: https://login.example/a\n\n"
                    + "HTTP/1.1 200 OK\nServer: x\n\n"));
    assertEquals(List.of("CORS_REDIRECTED"), run.findings(), run::text);
    assertTrue(run.text().contains("login.example"), run.text());
  }

  private static String allowing(String origin) {
    return origin.equals("-") ? "" : "< Access-Control-Allow-Origin: " + origin + "\n";
  }

  @Test
  void trial_c03_aRedirectedPreflightLacksNothingElse() {
    ToolRun run =
        call(
            arguments(
                ORIGIN,
                "> OPTIONS /mcp HTTP/1.1\n"
                    + ">\n"
                    + "< HTTP/1.1 302 Found\n"
                    + "< Location: https://login.example/a?b=c\n"
                    + "<"));
    assertEquals(List.of("CORS_PREFLIGHT_REDIRECT"), run.findings());
    assertTrue(run.text().contains("status 302 to https://login.example/a"), run.text());
  }

  /** As the browsers' sources have them; %s is the beginning that all of one browser share. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%c No 'Access-Control-Allow-Origin' header is present on the requested resource. |"
            + " CORS_ORIGIN_MISSING",
        "%c Response to preflight request doesn't pass access control check: No"
            + " 'Access-Control-Allow-Origin' header is present on the requested resource. If an"
            + " opaque response serves your needs, set the request's mode to 'no-cors' to fetch the"
            + " resource with CORS disabled. | CORS_ORIGIN_MISSING",
        "%c Response to preflight request doesn't pass access control check: It does not have HTTP"
            + " ok status. | CORS_PREFLIGHT_STATUS",
        "%c Response to preflight request doesn't pass access control check: Redirect is not"
            + " allowed for a preflight request. | CORS_PREFLIGHT_REDIRECT",
        "%c The value of the 'Access-Control-Allow-Origin' header in the response must not be the"
            + " wildcard '*' when the request's credentials mode is 'include'. |"
            + " CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "%c The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one"
            + " is allowed. | CORS_ORIGIN_REPEATED",
        "%c The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.example,"
            + " https://b.example', but only one is allowed. | CORS_ORIGIN_LIST",
        "%c The 'Access-Control-Allow-Origin' header contains the invalid value 'https://a.example"
            + " https://b.example'. | CORS_ORIGIN_LIST",
        "%c The 'Access-Control-Allow-Origin' header contains the invalid value 'a.example'. |"
            + " CORS_ORIGIN_DIFFERS",
        "%c The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is not"
            + " equal to the supplied origin. | CORS_ORIGIN_DIFFERS",
        "%c The value of the 'Access-Control-Allow-Credentials' header in the response is '' which"
            + " must be 'true' when the request's credentials mode is 'include'. |"
            + " CORS_CREDENTIALS_MISSING",
        "%c Request header field mcp-protocol-version is not allowed by"
            + " Access-Control-Allow-Headers in preflight response. | CORS_HEADERS_MISSING",
        "%c Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response. |"
            + " CORS_METHOD_MISSING",
        "%c Cannot parse Access-Control-Allow-Headers response header field in preflight response."
            + " | CORS_LIST_MALFORMED",
        "%c Permission was denied for this request to access the `loopback` address space. |"
            + " CORS_LOCAL_NETWORK",
        "%c The request client is not a secure context and the resource is in more-private address"
            + " space `local`. | CORS_LOCAL_NETWORK",
        "%c Cross origin requests are only supported for protocol schemes: chrome,"
            + " chrome-extension, data, http, https. | CORS_NOT_ASKED",
        "%f (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200. |"
            + " CORS_ORIGIN_MISSING",
        "%f (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 401. |"
            + " CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING",
        "[Error] Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status"
            + " code: 401 | CORS_CHALLENGE_HIDDEN CORS_ORIGIN_REFUSED",
        "%f (Reason: missing token ‘mcp-protocol-version’ in CORS header"
            + " ‘Access-Control-Allow-Headers’ from CORS preflight channel). |"
            + " CORS_HEADERS_MISSING",
        "%c Request header field `mcp-protocol-version` is not allowed by"
            + " `Access-Control-Allow-Headers` in preflight response. | CORS_HEADERS_MISSING",
        "%c No Access-Control-Allow-Origin header is present on the requested resource. |"
            + " CORS_ORIGIN_MISSING",
        "Access to fetch at https://mcp.example/mcp from origin https://a.example has been blocked"
            + " by CORS policy: No `Access-Control-Allow-Origin` header is present on the requested"
            + " resource. | CORS_ORIGIN_MISSING",
        "%c The value of the 'Access-Control-Allow-Credentials' header in the response is 'True'"
            + " which must be 'true' when the request's credentials mode is 'include'. |"
            + " CORS_CREDENTIALS_SPELLING",
        "Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet"
            + " das Lesen der externen Ressource auf https://mcp.example/mcp. (Grund: CORS-Kopfzeile"
            + " 'Access-Control-Allow-Origin' fehlt). Statuscode: 200. | CORS_ORIGIN_MISSING",
        "Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an"
            + " insecure resource 'http://mcp.example/mcp'. | CORS_MIXED_CONTENT",
        "[blocked] The page at https://a.example/ requested insecure content from"
            + " http://mcp.example/mcp. This content was blocked. | CORS_MIXED_CONTENT",
        "Refused to connect to 'https://mcp.example/mcp' because it violates the following Content"
            + " Security Policy directive: \"connect-src 'self'\". | CORS_PAGE_POLICY",
        "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src)"
            + " at https://mcp.example/mcp because it violates the following directive:"
            + " “connect-src 'self'” | CORS_PAGE_POLICY",
        "[Error] Refused to connect to https://mcp.example/mcp because it does not appear in the"
            + " connect-src directive of the Content Security Policy. | CORS_PAGE_POLICY",
        "GET https://mcp.example/mcp"
            + " net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200 (OK)"
            + " | CORS_RESOURCE_POLICY",
        "%f (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 502. |"
            + " CORS_ERROR_HIDDEN",
        "[Error] Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status"
            + " code: 502 | CORS_ERROR_HIDDEN",
        "POST https://mcp.example/mcp net::ERR_FAILED 429 (Too Many Requests) %c No"
            + " 'Access-Control-Allow-Origin' header is present on the requested resource. |"
            + " CORS_ERROR_HIDDEN",
        "POST https://mcp.example/mcp net::ERR_CERT_AUTHORITY_INVALID | CORS_NO_RESPONSE",
        "POST https://mcp.example/mcp net::ERR_CONNECTION_REFUSED | CORS_NO_RESPONSE",
        "%f (Reason: CORS request did not succeed). Status code: (null). | CORS_NO_RESPONSE",
        "%f (Reason: CORS preflight response did not succeed). Status code: 405. |"
            + " CORS_PREFLIGHT_STATUS",
        "%f (Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed). |"
            + " CORS_ORIGIN_REPEATED",
        "%f (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://b.example’)."
            + " | CORS_ORIGIN_DIFFERS",
        "%f (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’"
            + " is ‘*’). | CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "%f (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’). |"
            + " CORS_METHOD_MISSING",
        "%f (Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’). |"
            + " CORS_CREDENTIALS_MISSING",
        "%f (Reason: header ‘mcp-protocol-version’ is not allowed according to header"
            + " ‘Access-Control-Allow-Headers’ from CORS preflight response). |"
            + " CORS_HEADERS_MISSING",
        "%f (Reason: invalid token ‘content type’ in CORS header ‘Access-Control-Allow-Headers’). |"
            + " CORS_LIST_MALFORMED",
        "%f (Reason: CORS request not http). | CORS_NOT_ASKED",
        "Quellübergreifende (Cross-Origin) Anfrage blockiert."
            + " https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin"
            + " | CORS_ORIGIN_MISSING",
        "[Error] Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status"
            + " code: 200 | CORS_ORIGIN_REFUSED",
        "[Error] Preflight response is not successful. Status code: 401 | CORS_PREFLIGHT_STATUS",
        "[Error] Request header field mcp-protocol-version is not allowed by"
            + " Access-Control-Allow-Headers. | CORS_HEADERS_MISSING",
        "[Error] Method DELETE is not allowed by Access-Control-Allow-Methods. |"
            + " CORS_METHOD_MISSING",
        "[Error] Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."
            + " | CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "[Error] Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\". |"
            + " CORS_CREDENTIALS_MISSING",
        "[Error] Access-Control-Allow-Origin cannot contain more than one origin. |"
            + " CORS_ORIGIN_REPEATED",
        "XHR POST https://mcp.example/mcp CORS Missing Allow Origin | CORS_ORIGIN_MISSING",
        "XHR OPTIONS https://mcp.example/mcp CORS Preflight Did Not Succeed |"
            + " CORS_PREFLIGHT_STATUS",
        "CORS Multiple Origin Not Allowed | CORS_ORIGIN_REPEATED",
        "CORS Allow Origin Not Matching Origin | CORS_ORIGIN_DIFFERS",
        "CORS No Allow Credentials | CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "CORS Missing Allow Credentials | CORS_CREDENTIALS_MISSING",
        "CORS External Redirect Not Allowed | CORS_PREFLIGHT_REDIRECT",
        "%f (Reason: CORS request external redirect not allowed). | CORS_PREFLIGHT_REDIRECT",
        "[Error] Preflight response is not successful. Status code: 302 |"
            + " CORS_PREFLIGHT_REDIRECT",
        "[Error] Header Access-Control-Allow-Headers has an invalid value: content type |"
            + " CORS_LIST_MALFORMED",
        "[Error] Fetch API cannot load https://mcp.example/mcp. Blocked by content extension |"
            + " CORS_NO_RESPONSE",
        "[Error] Fetch API cannot load https://mcp.example/mcp. Blocked by Content Security Policy."
            + " | CORS_PAGE_POLICY",
        "[Error] Fetch API cannot load https://mcp.example/mcp. Load cannot follow more than 20"
            + " redirections | CORS_REDIRECTED",
        "[Error] Fetch API cannot load https://mcp.example/mcp due to access control checks. [Error]"
            + " Failed to load resource: Could not connect to the server. (mcp, line 0) |"
            + " CORS_NO_RESPONSE",
        "Blocked loading mixed active content “http://mcp.example/mcp” | CORS_MIXED_CONTENT",
        "Access blocked by CORS policy: Unable to ask for permission to access the `private` IP"
            + " address space. | CORS_LOCAL_NETWORK",
        "Access blocked by CORS policy: Response to preflight request doesn't pass access control"
            + " check: It does not have HTTP ok status. | CORS_PREFLIGHT_STATUS",
        "CORS Method Not Found | CORS_METHOD_MISSING",
        "CORS Missing Allow Header | CORS_HEADERS_MISSING",
        "CORS Invalid Allow Header | CORS_LIST_MALFORMED",
        "CORS Not HTTP | CORS_NOT_ASKED",
        "{\"errorText\":\"net::ERR_FAILED\",\"corsErrorStatus\":{\"corsError\":"
            + "\"PreflightMissingAllowOriginHeader\",\"failedParameter\":\"\"}} |"
            + " CORS_ORIGIN_MISSING",
        "{\"corsErrorStatus\":{\"corsError\":\"HeaderDisallowedByPreflightResponse\","
            + "\"failedParameter\":\"mcp-protocol-version\"}} | CORS_HEADERS_MISSING",
        "corsError: MethodDisallowedByPreflightResponse | CORS_METHOD_MISSING",
        "corsError: PreflightAllowOriginMismatch | CORS_ORIGIN_DIFFERS",
        "corsError: MultipleAllowOriginValues | CORS_ORIGIN_REPEATED",
        "corsError: WildcardOriginNotAllowed | CORS_ORIGIN_WILDCARD_CREDENTIALS",
        "corsError: InvalidAllowCredentials | CORS_CREDENTIALS_MISSING",
        "corsError: PreflightInvalidStatus | CORS_PREFLIGHT_STATUS",
        "corsError: PreflightDisallowedRedirect | CORS_PREFLIGHT_REDIRECT",
        "corsError: InvalidAllowHeadersPreflightResponse | CORS_LIST_MALFORMED",
        "corsError: CorsDisabledScheme | CORS_NOT_ASKED",
      })
  void trial_c03_theMessageOfTheConsoleIsUnderstood(String message, String finding) {
    String whole =
        message
            .replace(
                "%c",
                "Access to fetch at 'https://mcp.example/mcp' from origin 'https://a.example' has"
                    + " been blocked by CORS policy:")
            .replace(
                "%f",
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote"
                    + " resource at https://mcp.example/mcp.");
    for (String text :
        List.of(
            whole,
            whole.replace(" has been", "\nhas been"),
            "oauth.js:12 " + whole + "\nTypeError: Failed to fetch")) {
      ToolRun run = call(Json.object().put("responseHeaders", text));
      assertFalse(run.isError(), run::text);
      List<String> findings = List.of(finding.split(" "));
      assertEquals(findings, run.findings(), run::text);
      assertTrue(run.text().contains("❌ Blocked by the browser: " + findings.get(0)), run.text());
      if (message.contains("a.example") || message.startsWith("%c")) {
        assertEquals(ORIGIN, run.facts().at("/request/origin").asText());
      }
      if (message.contains("mcp-protocol-version")) {
        assertEquals("[\"mcp-protocol-version\"]", run.facts().at("/request/headers").toString());
      }
    }
  }

  /** Firefox says it in the language of its user, with the quotation marks of that language. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 200. | CORS_ORIGIN_MISSING
          Raison : l’en-tête CORS «\u00A0Access-Control-Allow-Origin\u00A0» est manquant. Code d’état\u00A0: 200. | CORS_ORIGIN_MISSING
          (razón: falta la cabecera CORS 'Access-Control-Allow-Origin'). Código de estado: 200. | CORS_ORIGIN_MISSING
          Motivo: header CORS “Access-Control-Allow-Origin” mancante. Codice di stato: 502. | CORS_ERROR_HIDDEN
          (Motivo: cabeçalho CORS ‘Access-Control-Allow-Origin’ em falta). Código de estado: 401. | CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING
          (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’ が足りない)。ステータスコード: 401 | CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING
          (Reden: CORS-header ‘Access-Control-Allow-Origin’ ontbreekt). Statuscode: 504. | CORS_ERROR_HIDDEN
          (Причина: отсутствует заголовок CORS «Access-Control-Allow-Origin»). Код состояния: 200. | CORS_ORIGIN_MISSING
          （原因：CORS 头缺少 'Access-Control-Allow-Origin'）。状态码：401。 | CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING
          (brakujący nagłówek CORS „Access-Control-Allow-Origin”). Kod stanu: 200. | CORS_ORIGIN_MISSING
          (Grund: CORS-Preflight-Antwort schlug fehl). Statuscode: 405. | CORS_PREFLIGHT_STATUS
          Raison : échec de la réponse de pré-vérification des requêtes CORS. Code d’état : 401. | CORS_PREFLIGHT_STATUS
          （原因：CORS 预检响应未能成功）。状态码：404。 | CORS_PREFLIGHT_STATUS
          (żądanie CORS OPTIONS się nie powiodło). Kod stanu: 403. | CORS_PREFLIGHT_STATUS
          (Grund: Kopfzeile 'mcp-protocol-version' ist aufgrund der Kopfzeile 'Access-Control-Allow-Headers' aus der CORS-Preflight-Antwort nicht zulässig). | CORS_HEADERS_MISSING
          l’header “mcp-protocol-version” non è consentito a causa dell’header “Access-Control-Allow-Headers” | CORS_HEADERS_MISSING
          (Причина: заголовок «mcp-protocol-version» не разрешён согласно заголовку «Access-Control-Allow-Headers») | CORS_HEADERS_MISSING
          （原因: 根據 CORS preflight 回應的 'Access-Control-Allow-Headers' 內容，不允許使用檔頭「mcp-protocol-version」） | CORS_HEADERS_MISSING
          (niedozwolony nagłówek „mcp-protocol-version” według nagłówka „Access-Control-Allow-Headers”) | CORS_HEADERS_MISSING
          (Motivo: cabeçalho CORS 'Access-Control-Allow-Origin' não corresponde a 'https://b.example'). | CORS_ORIGIN_DIFFERS
          (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’ が ‘https://b.example’ と異なる)。 | CORS_ORIGIN_DIFFERS
          (Reden: externe omleiding van CORS-aanvraag niet toegestaan). | CORS_PREFLIGHT_REDIRECT
          (Причина: не удалось выполнить запрос CORS). Код состояния: (null). | CORS_NO_RESPONSE
          """)
  void trial_c03_theMessageOfFirefoxIsUnderstoodInOtherLanguages(String message, String finding) {
    ToolRun run = call(Json.object().put("responseHeaders", "https://mcp.example/mcp. " + message));
    assertFalse(run.isError(), run::text);
    assertEquals(List.of(finding.split(" ")), run.findings(), run::text);
    if (message.contains("mcp-protocol-version")) {
      assertEquals("[\"mcp-protocol-version\"]", run.facts().at("/request/headers").toString());
    }
    if (message.contains("405")) {
      String fix = run.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
      assertTrue(fix.startsWith("Put CORS middleware"), fix);
    }
  }

  /** A preflight fails by its status alone, whatever its headers are. */
  @Test
  void trial_c01_theStatusOfARefusedPreflightIsAVerdictWithoutItsHeaders() {
    ToolRun told =
        call(Json.object().put("origin", ORIGIN).put("preflight", true).put("status", 401));
    assertEquals(List.of("CORS_PREFLIGHT_STATUS"), told.findings(), told::text);
    assertFalse(told.text().contains("Headers allowed"), told.text());
    ToolRun pasted =
        call(
            arguments(
                ORIGIN,
                "Request URL: https://mcp.example/mcp\nRequest Method: OPTIONS\n"
                    + "Status Code: 405 Method Not Allowed\n"));
    assertEquals(List.of("CORS_PREFLIGHT_STATUS"), pasted.findings(), pasted::text);
    ToolRun sound =
        call(Json.object().put("origin", ORIGIN).put("preflight", true).put("status", 204));
    assertEquals(List.of(), sound.findings(), sound::text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cf-access-domain: mcp.example | Cloudflare Access",
        "x-amzn-errortype: MissingAuthenticationTokenException | Amazon API Gateway",
        "ngrok-error-code: ERR_NGROK_6024 | ngrok",
        "set-cookie: _vercel_sso_nonce=abc; Path=/ | Vercel Deployment Protection",
        "x-goog-iap-generated-response: true | Google IAP",
      })
  void trial_c05_whoRefusesThePreflightIsNamedFirst(String header, String product) {
    String head = "HTTP/2 403\n" + header + "\n";
    ToolRun run = call(arguments(ORIGIN, head + "vary: Origin\n").put("preflight", true));
    assertEquals("CORS_PREFLIGHT_STATUS", run.findings().get(0), run::text);
    String fix = run.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
    assertTrue(fix.startsWith(product + ": "), fix);
  }

  /** A login is behind 401 and 403 only; whoever refuses the page for another reason says so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|application/json|{\"error\":\"Origin not allowed\"}|list of origins",
        "403|text/plain|Forbidden: origin https://a.example|list of origins",
        "403|text/plain|Invalid CORS request|Spring: ",
        "400|text/plain|Disallowed CORS headers|allow_headers of CORSMiddleware",
        "400|text/plain|Disallowed CORS origin, headers|allow_origins",
        "400|text/plain|Disallowed CORS method|allow_methods",
        "403|text/plain|Invalid Origin header|allowed_origins",
        "403|application/json|{\"error\":\"Origin https://a.example is not allowed; allowed: none;"
            + " change it with MCP_ECHO_ALLOWED_ORIGINS, a list of origins\"}|mcp-echo: ",
        "500|text/html|<pre>Error: Not allowed by CORS</pre>|Express cors: ",
        "403|text/plain|Forbidden Origin|FASTMCP_HTTP_ALLOWED_ORIGINS",
        "421|text/plain|Misdirected Request|FASTMCP_HTTP_ALLOWED_HOSTS",
        "421|text/html|<html><h1>421 Misdirected Request</h1></html>|TLS (SNI)",
        "403|text/plain|RBAC: access denied|Istio: ",
        "403|text/html|<H1>403 ERROR</H1> This distribution is not configured to allow the HTTP"
            + " request method that was used for this request.|CloudFront: ",
        "426|text/plain||proxy_http_version 1.1",
        "405|application/json||Put CORS middleware in front of the endpoint",
        "404|text/html||Take OPTIONS into the route",
        "400|application/json|{\"jsonrpc\":\"2.0\"}|Put CORS middleware",
        "502|text/html||Start the server",
        "429|text/html||Retry-After",
        "401|text/html||Answer OPTIONS before authentication",
        "403|text/html|Forbidden|Answer OPTIONS before authentication",
      })
  void whatRefusesAPreflightIsNamedByItsBodyAndItsStatus(
      int status, String type, String body, String fix) {
    String pasted =
        "HTTP/1.1 "
            + status
            + " x\nContent-Type: "
            + type
            + "\nvary: Origin\n\n"
            + (body == null ? "" : body);
    ToolRun run = call(arguments(ORIGIN, pasted).put("preflight", true));
    assertEquals("CORS_PREFLIGHT_STATUS", run.findings().get(0), run::text);
    String told = run.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
    assertTrue(told.contains(fix), told);
    assertEquals(
        fix.startsWith("Answer OPTIONS"), told.contains("oauth2-proxy --skip-auth-preflight"));
  }

  @ParameterizedTest
  @CsvSource({
    "405, Put CORS middleware",
    "404, Take OPTIONS into the route",
    "401, Answer OPTIONS before"
  })
  void theStatusInTheMessageTellsWhatRefusesThePreflight(int status, String fix) {
    for (String message :
        List.of(
            "Preflight response is not successful. Status code: ",
            "(Reason: CORS preflight response did not succeed). Status code: ")) {
      ToolRun run = call(arguments(ORIGIN, message + status));
      assertEquals(List.of("CORS_PREFLIGHT_STATUS"), run.findings(), run::text);
      String told = run.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
      assertTrue(told.startsWith(fix), told);
    }
  }

  /** A login in front answers the preflight and the request, and no CORS header there helps. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|x-goog-iap-generated-response: true||Google IAP: |allowHttpOptions",
        "401|via: 1.1 google|Invalid IAP credentials: empty token|Google IAP: |allowHttpOptions",
        "464|server: awselb/2.0||AWS ALB: |HTTP1",
      })
  void v12_whoAsksForALoginOfItsOwnIsNamedForBoth(
      int status, String header, String body, String product, String preflightFix) {
    String head = "HTTP/2 " + status + "\n" + header + "\ncontent-type: text/html\n\n";
    String pasted = head + (body == null ? "" : body);
    ToolRun preflight = call(arguments(ORIGIN, pasted).put("preflight", true));
    String told = preflight.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
    assertTrue(told.startsWith(product) && told.contains(preflightFix), told);
    ToolRun request = call(arguments(ORIGIN, pasted).put("preflight", false));
    assertEquals("CORS_ERROR_HIDDEN", request.findings().get(0), request::text);
    String fix = request.finding("CORS_ERROR_HIDDEN").path("fix").asText();
    assertTrue(fix.startsWith(product), fix);
    assertFalse(request.findings().contains("CORS_ORIGIN_MISSING"), request.text());
  }

  @Test
  void v12_aPreflightThatIsSentToALoginIsMendedThere() {
    String pasted =
        "HTTP/2 302\nlocation: https://accounts.google.com/o/oauth2/v2/auth?client_id=c\n"
            + "x-goog-iap-generated-response: true\n";
    ToolRun run = call(arguments(ORIGIN, pasted).put("preflight", true));
    assertEquals("CORS_PREFLIGHT_REDIRECT", run.findings().get(0), run::text);
    String told = run.finding("CORS_PREFLIGHT_REDIRECT").path("fix").asText();
    assertTrue(told.startsWith("Google IAP: "), told);
  }

  /** The page of a gateway, of a limit, of a check for robots has no CORS headers of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "502|server: nginx|Start the server",
        "503|server: envoy|Start the server",
        "504|server: awselb/2.0|AWS ALB idle_timeout",
        "500|content-type: text/html|log of the server",
        "520|server: cloudflare|: make the origin server reachable",
        "521|server: cloudflare|: start the server",
        "522|server: cloudflare|: compare the address",
        "523|server: cloudflare|: correct the address",
        "524|server: cloudflare|: begin the answer sooner",
        "525|server: cloudflare|: serve TLS",
        "526|server: cloudflare|: give the server a valid certificate",
        "530|server: cloudflare|: start the tunnel",
        "429|retry-after: 3|Retry-After",
        "413|server: nginx|client_max_body_size",
        "403|cf-mitigated: challenge|Cloudflare: add a WAF rule",
        "403|x-vercel-mitigated: challenge|Vercel: ",
        "202|x-amzn-waf-action: challenge|AWS WAF: ",
      })
  void whatAnswersInThePlaceOfTheServerIsTheCause(int status, String header, String fix) {
    String head = "HTTP/1.1 " + status + " x\n" + header + "\ncontent-type: text/html\n";
    ToolRun run = call(arguments(ORIGIN, head).put("preflight", false));
    assertEquals(List.of("CORS_ERROR_HIDDEN"), run.findings(), run::text);
    String told = run.finding("CORS_ERROR_HIDDEN").path("fix").asText();
    assertTrue(told.contains(fix), told);
    assertFalse(told.contains(ORIGIN), told);
    assertTrue(run.text().contains("❌ Origin not allowed"), run.text());
  }

  /** A rule in front refuses the request, whatever the origin of the page is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|error code: 1010|Security Events",
        "text/html|<html><h1>Sorry, you have been blocked</h1></html>|id on the page",
        "text/html|<html><center>Microsoft-Azure-Application-Gateway/v2</center></html>|WAF log",
        "text/html|<html><center><h1>403 Forbidden</h1></center></html>|list of addresses",
        "text/plain|RBAC: access denied|AuthorizationPolicy",
        "text/plain|cross-origin request detected from Sec-Fetch-Site header|AddTrustedOrigin",
      })
  void aRuleInFrontThatRefusesTheRequestIsTheCause(String type, String body, String fix) {
    assertHidden("HTTP/1.1 403 Forbidden\nContent-Type: " + type + "\n\n" + body, fix);
  }

  /** Who answers before the endpoint says so in its page, or by a status of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>|https",
        "403|<html><h1>Error: Forbidden</h1><h2>Your client does not have permission to get URL"
            + " <code>/mcp</code> from this server.</h2></html>|roles/run.invoker",
        "404|404 page not found|Traefik",
        "404|<html><center><h1>404 Not Found</h1></center></html>|with the route there",
      })
  void whoAnswersBeforeTheEndpointIsTheCause(int status, String body, String fix) {
    assertHidden("HTTP/1.1 " + status + " x\nContent-Type: text/html\n\n" + body, fix);
  }

  private void assertHidden(String pasted, String fix) {
    ToolRun run = call(arguments(ORIGIN, pasted).put("preflight", false));
    assertEquals(List.of("CORS_ERROR_HIDDEN"), run.findings(), run::text);
    assertTrue(run.finding("CORS_ERROR_HIDDEN").path("fix").asText().contains(fix), run.text());
  }

  /** What an MCP server says itself is hidden for want of the header alone. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":\"insufficient_scope\"}", "Forbidden", ""})
  void aRefusalOfTheEndpointItselfLacksTheHeader(String body) {
    String pasted = "HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n" + body;
    ToolRun run = call(arguments(ORIGIN, pasted).put("preflight", false));
    assertEquals("CORS_ORIGIN_MISSING", run.findings().get(0), run::text);
  }

  /** Programs that are no browser print every header, so what is absent was not sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          302 | location: 'https://login.example/authorize' | CORS_REDIRECTED
          405 | allow: 'POST, GET' | CORS_PREFLIGHT_STATUS
          405 | allow: 'GET' | CORS_ORIGIN_MISSING
          200 | 'content-type': 'application/json' | CORS_ORIGIN_MISSING
          502 | 'content-type': 'text/html' | CORS_ERROR_HIDDEN
          401 | 'www-authenticate': 'Bearer' | CORS_CHALLENGE_HIDDEN
          401 | 'www-authenticate': 'Bearer', 'access-control-allow-origin': '*' | CORS_CHALLENGE_UNREADABLE
          """)
  void whatAProgramPrintsOfAnAnswerIsAllOfIt(String status, String headers, String finding) {
    for (String form :
        List.of(
            "Response {\n  status: %s,\n  headers: Headers {\n    %s\n  },\n  body: ReadableStream {"
                + " locked: false, state: 'readable', supportsBYOB: true },\n  ok: false\n}",
            "Response {\n  headers: Headers { %2$s },\n  ok: false,\n  status: %1$s\n}",
            "%s Headers { %s }",
            "%s {%s}",
            "%s\n{%s}")) {
      ToolRun run = call(arguments(ORIGIN, form.formatted(status, headers)));
      assertFalse(run.isError(), run::text);
      assertEquals(finding, run.findings().get(0), run::text);
    }
  }

  /** Only a 401 has a challenge. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*, Link | CORS_CHALLENGE_UNREADABLE CORS_ORIGIN_WILDCARD",
        "*, WWW-Authenticate | CORS_ORIGIN_WILDCARD",
        ", WWW-Authenticate | CORS_CHALLENGE_HIDDEN CORS_ORIGIN_MISSING",
      })
  void headersWithAChallengeAreThoseOfA401(String allowed, String findings) {
    String[] values = allowed.split(", ");
    ObjectNode headers =
        Json.object()
            .put("www-authenticate", "Bearer")
            .put("Access-Control-Expose-Headers", values[1]);
    if (!values[0].isEmpty()) {
      headers.put("access-control-allow-origin", values[0]);
    }
    ObjectNode arguments = Json.object().put("origin", ORIGIN);
    ToolRun run = call(arguments.set("responseHeaders", headers));
    assertEquals(findings, String.join(" ", run.findings()), run::text);
  }

  /** With CORS headers the script sees the status itself. */
  @ParameterizedTest
  @ValueSource(ints = {413, 429, 502, 504})
  void anErrorThatTheScriptMayReadIsNoFindingOfCors(int status) {
    String head =
        "HTTP/1.1 " + status + " x\nvary: Origin\naccess-control-allow-origin: " + ORIGIN + "\n";
    ToolRun run = call(arguments(ORIGIN, head).put("preflight", false));
    assertEquals(List.of(), run.findings(), run::text);
  }

  @Test
  void aCheckForRobotsIsWhatRefusesThePreflight() {
    String head = "HTTP/2 403\nserver: cloudflare\ncf-mitigated: challenge\n";
    ToolRun run = call(arguments(ORIGIN, head).put("preflight", true));
    assertEquals("CORS_PREFLIGHT_STATUS", run.findings().get(0), run::text);
    String told = run.finding("CORS_PREFLIGHT_STATUS").path("fix").asText();
    assertTrue(told.startsWith("Cloudflare: "), told);
    assertTrue(told.contains("WAF rule"), told);
  }

  /** Headers that cannot be read beside a message are not judged as absent. */
  @Test
  void trial_c03_aMessageBesideWhatCannotBeReadIsTheWholeCase() {
    String pasted =
        "[Error] Preflight response is not successful. Status code: 401\n\n"
            + "Date: today\nAccess-Control-Allow-Origin *\n";
    ToolRun run = call(arguments(ORIGIN, pasted));
    assertEquals(List.of("CORS_PREFLIGHT_STATUS"), run.findings());
    assertFalse(run.facts().has("response"), run.text());
  }

  /** With its headers, the response is judged, and the message says for whom. */
  @Test
  void trial_c03_aMessageAndHeadersTogetherAreOneCase() {
    ToolRun run =
        call(
            Json.object()
                .put(
                    "responseHeaders",
                    """
                    Access to fetch at 'https://mcp.example/mcp' from origin 'https://a.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is not equal to the supplied origin.

                    HTTP/2 200
                    access-control-allow-origin: https://b.example
                    vary: Origin, Access-Control-Request-Method
                    """));
    assertEquals(List.of("CORS_ORIGIN_DIFFERS"), run.findings());
    assertTrue(
        run.text().contains("allowed https://b.example, origin https://a.example"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amzn-remapped-www-authenticate", "X-Amzn-Remapped-WWW-Authenticate"})
  void trial_c05_aChallengeThatAGatewayRenamedIsNotAbsent(String name) {
    for (String status : List.of("HTTP/2 401 \n", "")) {
      ToolRun run =
          call(
              arguments(
                  ORIGIN,
                  status
                      + "access-control-allow-origin: *\n"
                      + name
                      + ": Bearer\nx-amzn-requestid: 1"));
      assertEquals(
          List.of("CORS_ORIGIN_WILDCARD", "CORS_CHALLENGE_RENAMED").stream().sorted().toList(),
          run.findings().stream().sorted().toList());
      assertTrue(
          run.finding("CORS_CHALLENGE_RENAMED")
              .path("fix")
              .asText()
              .startsWith("Amazon API Gateway"));
      assertTrue(run.text().contains(name.toLowerCase(Locale.ROOT) + ": Bearer"), run.text());
    }
  }

  /** A browser stops at a preflight that fails; else the last response is what the page gets. */
  @ParameterizedTest
  @CsvSource({"401, 200, 401", "204, 403, 403"})
  void trial_c01_ofSeveralResponsesTheDecisiveOneIsJudged(int first, int second, int judged) {
    String head = "HTTP/1.1 %d x%nvary: Origin%naccess-control-allow-origin: https://a.example%n";
    String text =
        head.formatted(first)
            + "access-control-allow-headers: authorization, content-type, mcp-protocol-version\n\n"
            + head.formatted(second);
    String list =
        "[{'method':'OPTIONS','status':%d,'headers':%s},{'method':'POST','status':%d,'headers':%s}]";
    String allowed = "{'vary':'Origin','access-control-allow-origin':'https://a.example'";
    String asked =
        ",'access-control-allow-headers':'authorization,content-type,mcp-protocol-version'}";
    for (String pasted :
        List.of(text, list.formatted(first, allowed + asked, second, allowed + "}"))) {
      ToolRun run = call(arguments(ORIGIN, pasted));
      assertEquals(judged, run.facts().at("/response/status").asInt(), run.text());
    }
  }

  /** A request of a page of which Chrome exports no answer: its headers, its error, a preflight. */
  private static String exported(String headers, String error, String preflight) {
    String request =
        "{\"request\":{\"method\":\"%s\",\"url\":\"https://mcp.example/mcp\",\"headers\":[%s]},"
            + "\"response\":{\"status\":%s,\"headers\":[%s]%s}}";
    String failed = request.formatted("POST", headers, "0", "", error);
    String asked =
        request.formatted(
            "OPTIONS", "{\"name\":\"Origin\",\"value\":\"https://a.example\"}", "%s", "%s", "");
    return "{\"log\":{\"version\":\"1.2\",\"entries\":["
        + (preflight.isEmpty() ? "" : asked.formatted((Object[]) preflight.split(" ", 2)) + ",")
        + failed
        + "]}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          net::ERR_FAILED | `` | CORS_RESPONSE_UNKNOWN
          `` | `` | CORS_RESPONSE_UNKNOWN
          NS_ERROR_DOM_BAD_URI | `` | CORS_RESPONSE_UNKNOWN
          net::ERR_CONNECTION_REFUSED | `` | CORS_NO_RESPONSE
          net::ERR_CERT_AUTHORITY_INVALID | `` | CORS_NO_RESPONSE
          net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS | `` | CORS_LOCAL_NETWORK
          net::ERR_FAILED | 401 {"name":"content-type","value":"text/plain"} | CORS_PREFLIGHT_STATUS
          net::ERR_FAILED | 204 {"name":"access-control-allow-origin","value":"*"},{"name":"access-control-allow-headers","value":"authorization,content-type,mcp-protocol-version"} | CORS_RESPONSE_UNKNOWN
          """)
  void aRequestThatABrowserExportsWithoutAnswerIsJudged(
      String error, String preflight, String finding) {
    String sent =
        "{\"name\":\"Content-Type\",\"value\":\"application/json\"},{\"name\":\"%s\",\"value\":\"%s\"}";
    for (String headers :
        List.of(
            sent.formatted("Origin", "https://a.example"),
            sent.formatted("Referer", "https://a.example/console"))) {
      String har =
          exported(headers, error.isEmpty() ? "" : ",\"_error\":\"" + error + "\"", preflight);
      for (JsonNode pasted :
          List.of(TextNode.valueOf(har), new Json(Json.DEFAULT_MAX_DEPTH).parse(har))) {
        ToolRun run = call(Json.object().set("responseHeaders", pasted));
        assertFalse(run.isError(), run::text);
        assertTrue(run.findings().contains(finding), run::text);
        if (finding.equals("CORS_RESPONSE_UNKNOWN") && preflight.isEmpty()) {
          assertEquals(ORIGIN, run.facts().at("/request/origin").asText());
          assertEquals("[\"content-type\"]", run.facts().at("/request/headers").toString());
        }
      }
    }
  }

  /** What an extension blocks is seldom what somebody asks about. */
  @Test
  void anAnswerToThePageIsMeantWhereSomethingElseWasBlocked() {
    String request =
        "{\"request\":{\"method\":\"POST\",\"url\":\"https://%s\",\"headers\":["
            + "{\"name\":\"Origin\",\"value\":\"https://a.example\"},"
            + "{\"name\":\"content-type\",\"value\":\"application/json\"}]},"
            + "\"response\":{\"status\":%s,\"headers\":[%s]%s}}";
    String blocked =
        request.formatted(
            "metrics.example/e", 0, "", ",\"_error\":\"net::ERR_BLOCKED_BY_CLIENT.Inspector\"");
    String answered =
        request.formatted(
            "mcp.example/mcp", 200, "{\"name\":\"content-type\",\"value\":\"text/plain\"}", "");
    ToolRun run =
        call(
            Json.object()
                .set(
                    "responseHeaders",
                    new Json(Json.DEFAULT_MAX_DEPTH)
                        .parse("{\"log\":{\"entries\":[" + blocked + "," + answered + "]}}")));
    assertEquals(List.of("CORS_ORIGIN_MISSING"), run.findings(), run::text);
  }

  /** Of the requests of a page the one without an answer is meant. */
  @Test
  void anAnswerToAnotherAddressIsNotThatOfTheRequestWithoutOne() {
    String script =
        "{\"request\":{\"method\":\"GET\",\"url\":\"https://cdn.example/a.js\",\"headers\":[]},"
            + "\"response\":{\"status\":200,\"headers\":["
            + "{\"name\":\"content-type\",\"value\":\"text/javascript\"}]}},";
    String har =
        exported("{\"name\":\"Origin\",\"value\":\"https://a.example\"}", "", "")
            .replace("\"entries\":[", "\"entries\":[" + script);
    ToolRun run = call(Json.object().put("responseHeaders", har));
    assertEquals(List.of("CORS_RESPONSE_UNKNOWN"), run.findings(), run::text);
  }

  @Test
  void trial_c01_noStatusIsMadeUp() {
    for (String headers : List.of("vary: Origin", "access-control-allow-headers: x")) {
      ToolRun run = call(arguments(ORIGIN, headers));
      assertFalse(run.facts().path("response").has("status"), run.text());
      assertTrue(run.text().contains("(Status not given)"), run.text());
      assertFalse(run.text().matches("(?s).*[Ss]tatus \\d.*"), run.text());
    }
  }

  @Test
  void trial_c01_aListThatIsNoListFailsThePreflight() {
    ToolRun run =
        call(
            arguments(
                ORIGIN,
                "HTTP/1.1 204\n"
                    + "vary: Origin\n"
                    + "access-control-allow-origin: https://a.example\n"
                    + "access-control-allow-methods: GET; POST\n"
                    + "access-control-allow-headers: \"x\""));
    assertEquals(1, run.findings().stream().filter("CORS_LIST_MALFORMED"::equals).count());
    assertTrue(run.text().contains("allow-methods"), run.text());
    assertTrue(run.text().contains("allow-headers"), run.text());
  }

  @Test
  void trial_c01_allThatIsPastedFitsTheSchemas() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var in = registry.getSchema(tool.descriptor().inputSchema());
    var out = registry.getSchema(tool.descriptor().outputSchema().orElseThrow());
    var json = new Json(Json.DEFAULT_MAX_DEPTH);
    for (String given :
        List.of(
            "{\"responseHeaders\":{\"response\":{\"status\":200,\"headers\":[{\"name\":\"vary\",\"value\":\"a\"}]}}}",
            "{\"responseHeaders\":[[\"vary\",\"Origin\"]]}",
            "{\"responseHeaders\":[\"vary\",\"Origin\"]}",
            "{\"responseHeaders\":[{\"name\":\"vary\",\"value\":\"Origin\"}]}",
            "{\"responseHeaders\":\"vary: Origin\"}",
            "{\"responseHeaders\":\"x CORSDidNotSucceed\"}")) {
      assertEquals(List.of(), in.validate(json.parse(given)), given);
      ToolRun run = ToolRun.of(tool, Headers.NONE, given);
      assertFalse(run.isError(), run::text);
      assertEquals(List.of(), out.validate(run.facts()), given);
    }
  }

  /** Long, deep, torn and binary pastes are answered, and what they hold is not quoted. */
  @ParameterizedTest
  @MethodSource("hostile")
  void trial_c01_hostilePastesAreAnswered(String text) {
    ToolRun run = call(Json.object().put("origin", ORIGIN).put("responseHeaders", text));
    assertTrue(run.text().length() < 20_000);
    assertFalse(run.text().contains("hunter2hunter2"), run.text());
    assertFalse(run.text().contains("\u001b"), run.text());
    assertFalse(run.text().contains("\u0000"), run.text());
  }

  private static Stream<String> hostile() {
    var random = new Random(7);
    String marks = "{}[]()'\"`:=,;<>\\\n\r\t\0\u001b*| -aA1";
    String torn =
        IntStream.range(0, 60_000)
            .mapToObj(i -> String.valueOf(marks.charAt(random.nextInt(marks.length()))))
            .collect(Collectors.joining());
    Stream<String> repeated =
        Stream.of(
                "a",
                " ",
                "\n",
                "\0",
                "[",
                "{\"a\":",
                "[[\"",
                "(",
                "<",
                "a:",
                "a=",
                "a:\n",
                "vary\n",
                "\u001b[",
                "\u001b]0;",
                "| a ",
                "Key : a\n",
                "Location: ",
                "vary: a\n",
                "'a', '",
                "[a: b] ",
                "A(1) {",
                "a-",
                "-H 'a: ",
                "\\\n",
                "\u200b",
                "HTTP/1.1 200\n",
                "POST / HTTP/1.1\n",
                "Status: 200\n",
                "Access to fetch at '",
                "curl ",
                "%\n",
                "Origin a ")
            .map(part -> part.repeat(65_000 / part.length()));
    return Stream.concat(
        Stream.of(
            torn,
            "password: hunter2hunter2\n"
                + "HTTP/1.1 200 hunter2hunter2\n"
                + "set-cookie: hunter2hunter2=hunter2hunter2",
            "{\"vary\":\"Origin\",\"set-cookie\":\"a=hunter2hunter2\"",
            "vary: Origin\nx: \u001b[31mred\u001b[0m \u0000",
            "vary: Origin\nserver: \u001b]8;;https://a.example\u0007link\u001b]8;;\u0007"),
        repeated);
  }

  @Test
  void backticksOfAPageAroundQuotesAreNoPartOfTheMessage() {
    String said =
        "Access to fetch at `http://127.0.0.1:8000/mcp` from origin `http://127.0.0.1:18132` has"
            + " been blocked by CORS policy: The `'Access-Control-Allow-Origin'` header contains"
            + " multiple values `'http://127.0.0.1:18132, *'`, but only one is allowed.";
    assertEquals(
        List.of("CORS_ORIGIN_REPEATED"),
        call(arguments("http://127.0.0.1:18132", said)).findings());
  }

  private static ObjectNode arguments(String origin, String pasted) {
    return Json.object().put("origin", origin).put("responseHeaders", pasted);
  }

  private ToolRun call(JsonNode arguments) {
    return ToolRun.of(tool, Headers.NONE, arguments.toString());
  }
}

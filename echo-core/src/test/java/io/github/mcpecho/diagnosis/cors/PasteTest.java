package io.github.mcpecho.diagnosis.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ToolArguments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and tools put on the clipboard is read as it was meant, or refused. */
class PasteTest {
  private static final Pattern JUDGED =
      Pattern.compile("access-control-(?!request-method).*|vary|www-authenticate|mcp-session-id");

  @ParameterizedTest(name = "{0}")
  @MethodSource("pastes")
  void trial_c01_whatToolsPrintIsReadAsItWasMeant(String name, String text, String expected) {
    for (String spelling : List.of(text, text.replace("\n", "\r\n"), "\uFEFF\n" + text + "\n\n")) {
      assertEquals(expected, reading(spelling));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pastes")
  void whatIsCutAnywhereIsReadOrRefused(String name, String text, String expected) {
    for (int end = 1; end < text.length(); end += 1 + text.length() / 200) {
      String beginning = text.substring(0, end) + "}";
      Paste paste = paste(beginning);
      boolean read = !paste.exchanges().isEmpty() || paste.message().isPresent();
      assertEquals(paste.problem().isEmpty(), read, beginning);
    }
  }

  private static String reading(String text) {
    Paste paste = paste(text);
    assertEquals(Optional.empty(), paste.problem());
    assertEquals(1, paste.exchanges().size());
    Exchange exchange = paste.exchanges().get(0);
    var request = new CorsRequest(Optional.empty(), "POST", List.of(), false, false, false);
    CorsResponse response =
        CorsResponse.of(new ToolArguments(Json.object()), exchange, Optional.empty(), request);
    var lines = new ArrayList<String>();
    lines.add(
        response.status().map(String::valueOf).orElse("none")
            + (response.preflight() ? " preflight" : " response"));
    lines.addAll(judged("", exchange.response(), JUDGED));
    lines.addAll(
        judged(
            "> ", exchange.request(), Pattern.compile(JUDGED.pattern() + "|origin|authorization")));
    return String.join("\n", lines);
  }

  private static List<String> judged(String mark, Headers headers, Pattern names) {
    var lines = new ArrayList<String>();
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (names.matcher(name).matches()) {
        lines.add(mark + name + ": " + header.value());
      }
    }
    return lines;
  }

  static Paste paste(String text) {
    ObjectNode arguments = Json.object().put("responseHeaders", text);
    return Paste.of(new ToolArguments(arguments)).orElseThrow();
  }

  private static Stream<Arguments> pastes() throws IOException {
    try (InputStream in = PasteTest.class.getResourceAsStream("pastes.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split("(?m)^=== ")).skip(1).map(PasteTest::arguments).toList().stream();
    }
  }

  private static Arguments arguments(String paste) {
    String[] parts = paste.split("(?m)^%%% ");
    int end = parts[0].indexOf('\n');
    return Arguments.of(parts[0].substring(0, end), parts[0].substring(end + 1), parts[1].strip());
  }

  @Test
  void trial_c01_aMegabyteIsRefusedUnread() {
    String problem = paste("vary: Origin\n".repeat(80_000)).problem().orElseThrow();
    assertTrue(problem.startsWith("responseHeaders is longer than 65536 characters."), problem);
  }

  /** Half lines, values that a console shortened, requests, prose: none of it is judged. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "no header",
        ": x",
        "🙂: x",
        ":::",
        "hello\nworld",
        "10:15 it failed",
        "error: denied\nfix: log in",
        "https://a.example",
        "HTTP/1.1 200 OK",
        "Request URL: https://a.example/mcp\nRequest Method: POST\nStatus Code: 401 Unauthorized",
        "Status Code:\n401 Unauthorized",
        "POST /mcp HTTP/1.1\nHost: a.example\nOrigin: https://a.example",
        "{\"Origin\":\"https://a.example\",\"Accept\":\"*/*\"}",
        "curl 'https://a.example/mcp' -H 'Origin: https://a.example' --data-raw '{}'",
        "fetch(\"https://a.example/mcp\", {\"headers\": {\"accept\": \"*/*\"}, \"method\":"
            + " \"POST\"});",
        "date: today\naccess-control-allow-ori",
        "date: today\naccess-control-allow-origin",
        "date: today\naccess-control-allow-origin *",
        "access-control-allow-origin *\nvary Origin",
        "access-control-allow-origin, *\nvary, Origin",
        "status=204 access-control-allow-origin=*",
        "- vary: Origin\n- access-control-allow-origin = *",
        "HTTP/1.1 200 OK\naccess-control-allow-origin:\n  https://a.example\nvary: Origin",
        "access-control-allow-headers: authorization,\nmcp-method\nvary: Origin",
        "HTTP/1.1 204 x\naccess-control-allow-headers: authorization, conten\nt-type\nvary: Origin",
        "date: today\nI have set Access-Control-Allow-Origin: *",
        "date: today\n'access-control-allow-origin' ~ '*'",
        "date: today\nresponse.access-control-allow-origin: *",
        "date: today\naccess-control-allow-origin\u0000: *",
        "date: today\naccess-control-allow-origin\nvary: Origin",
        "access-control-allow-origin: https://a.exa...",
        "date: today\naccess-control-allow-origin: {https://a.exa\nvary: {Origin}",
        "date: today\naccess-control-allow-methods: [\"GET\", \"POST\"]",
        "{\"access-control-allow-origin\":\"*\",\"va",
        "{'access-control-allow-origin': '*', vary: [Array]}",
        "{ vary: 'Origin', ... 12 more items }",
        "Headers {}",
        "Headers(2) { \"content-type\" → \"text/plain\", date → \"today\" }",
        "Headers { \"content-type\" → \"text/plain\", date → \"today\" }",
        "Response { type: \"cors\", headers: Headers(1) { \"content-type\" → \"text/plain\" } }",
        "{[Access-Control-Allow-Origin, System.String[]], [Date, System.String[]]}",
        "{\"http_code\":200,\"url_effective\":\"https://a.example/mcp\"}",
        "{\"log\":{\"entries\":[{\"request\":{\"headers\":[]},\"response\":{\"status\":0,\"headers\":[]}}]}}",
        "h\u0000t\u0000t\u0000p\u0000 \u00002\u00000\u00000\u0000",
        "TypeError: Failed to fetch",
        "POST https://a.example/mcp 401 (Unauthorized)",
        "XHRPOST\nhttps://a.example/mcp\n[HTTP/1.1 401 Unauthorized 12ms]",
        "INFO:httpx:HTTP Request: POST https://a.example/mcp \"HTTP/1.1 401 Unauthorized\"",
        "DEBUG:receive_response_headers.complete return_value=(b'HTTP/1.1', 401, b'x', [])",
        "Invoke-WebRequest -Uri \"https://a.example/mcp\" -Headers @{\n\"accept\"=\"*/*\"\n}",
        "Fetch API cannot load https://mcp.example/mcp due to access control checks.",
      })
  void trial_c01_whatCannotBeReadIsRefusedWithWhatWasExpected(String text) {
    Paste paste = paste(text);
    assertEquals(List.of(), paste.exchanges());
    assertTrue(paste.problem().orElseThrow().contains("Paste them as curl -i"), paste::toString);
  }

  /** Programs that are no browser know no CORS, and a script that sees the status may read it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13185:13",
        "  [cause]: Error: connect ECONNREFUSED 127.0.0.1:3000",
        "Error: getaddrinfo ENOTFOUND mcp.example",
        "AxiosError: Request failed with status code 401",
        "curl: (7) Failed to connect to mcp.example port 443 after 1 ms: Couldn't connect to server",
        "2026-11-28 03:44:46 ERROR 401: Unauthorized.",
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://a.example",
        "Response status code does not indicate success: 401 (Unauthorized).",
        "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host a.example:443",
        "java.net.ConnectException: Connection refused",
        "Post \"https://a.example/mcp\": dial tcp 127.0.0.1:3000: connect: connection refused",
        "Invoke-WebRequest : The remote server returned an error: (401) Unauthorized.",
      })
  void anErrorOfWhatIsNoBrowserHasAnotherCause(String text) {
    String problem = paste(text).problem().orElseThrow();
    assertTrue(problem.startsWith("CORS is not the cause of this error: "), problem);
  }

  /** What a script is told has no reason in it; the console has the line that has one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed to fetch",
        "TypeError: Failed to fetch",
        "TypeError: Load failed",
        "NetworkError when attempting to fetch resource.",
        "AxiosError: Network Error",
        "POST https://a.example/mcp net::ERR_FAILED",
        "Fetch API cannot load https://a.example/mcp due to access control checks.",
      })
  void whatTheScriptIsToldLacksTheReason(String text) {
    String problem = paste(text).problem().orElseThrow();
    assertTrue(problem.startsWith("The reason is missing: copy the line"), problem);
  }
}

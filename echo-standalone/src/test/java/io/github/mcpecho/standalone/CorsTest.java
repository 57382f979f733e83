package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With origins configured, their pages can read answers. */
class CorsTest {
  private static final String APP = "https://app.example";

  @AutoClose
  final EchoHttpServer server =
      Servers.start(
          Servers.CONFIG.with(HttpSettings.CORS_ORIGINS, List.of(APP)), Servers.greeter());

  @Test
  void h07_aPreflightOfAListedOriginIsAnswered() throws IOException {
    RawHttp.Response response =
        send(
            "OPTIONS",
            APP,
            """
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: content-type,Mcp-Param-Region, x-evil, mcp-name
            """);

    assertEquals(204, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("POST"), response.header("Access-Control-Allow-Methods"));
    assertEquals(
        Optional.of("content-type, mcp-param-region, mcp-name"),
        response.header("Access-Control-Allow-Headers"));
    assertEquals(Optional.of("Origin"), response.header("Vary"));
  }

  @Test
  void anAnswerForAListedOriginCanBeRead() throws IOException {
    RawHttp.Response response = send("POST", APP, "");

    assertEquals(200, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
    assertEquals(
        Optional.of("Mcp-Session-Id, Retry-After, WWW-Authenticate, X-Request-Id"),
        response.header("Access-Control-Expose-Headers"));
  }

  @Test
  void errorsCanBeReadToo() throws IOException {
    RawHttp.Response response = send("DELETE", APP, "");

    assertEquals(405, response.status());
    assertEquals(Optional.of(APP), response.header("Access-Control-Allow-Origin"));
  }

  @Test
  void otherOriginsAreForbidden() throws IOException {
    RawHttp.Response response = send("OPTIONS", "https://evil.example", "");

    assertEquals(403, response.status());
    assertEquals(Optional.empty(), response.header("Access-Control-Allow-Origin"));
  }

  /** What the tool expects of others the server does itself. */
  @Test
  void trial_c04_theServersOwnPreflightIsTheOneThatCorsAnalysisExpects() throws Exception {
    List<String> asked = new ArrayList<>(CorsHeaders.SENT);
    asked.add("mcp-param-region");
    RawHttp.Response preflight =
        send(
            "OPTIONS",
            APP,
            "Access-Control-Request-Method: POST\nAccess-Control-Request-Headers: "
                + String.join(",", asked)
                + "\n");
    RawHttp.Response unspecific = send("OPTIONS", APP, "Access-Control-Request-Method: POST\n");
    RawHttp.Response answer = send("POST", APP, "");

    assertEquals(
        Optional.of(String.join(", ", asked)), preflight.header("Access-Control-Allow-Headers"));
    assertEquals(
        Optional.of(String.join(", ", CorsHeaders.SENT)),
        unspecific.header("Access-Control-Allow-Headers"));
    assertEquals(
        Optional.of(String.join(", ", CorsHeaders.READ)),
        answer.header("Access-Control-Expose-Headers"));
    assertEquals(List.of(), findings("OPTIONS", asked, preflight));
    assertEquals(List.of(), findings("OPTIONS", CorsHeaders.SENT, unspecific));
    assertEquals(List.of(), findings("POST", asked, answer));
    String expected = corsAnalysis(Json.object().put("origin", APP)).path("expected").toString();
    for (String name : List.of("Allow-Headers", "Max-Age")) {
      String header = "Access-Control-" + name;
      String line = "\"" + header + "\":\"" + unspecific.header(header).orElseThrow() + "\"";
      assertTrue(expected.contains(line), () -> line + " in " + expected);
    }
    assertTrue(expected.contains(answer.header("Access-Control-Expose-Headers").orElseThrow()));
  }

  /** A name that attacks by DNS rebinding has an origin too. */
  @ParameterizedTest
  @CsvSource({
    "200, localhost, https://app.example",
    "200, localhost, http://tool.example:99",
    "200, '[::1]:3000', 'https://[2001:db8::1]'",
    "200, localhost, 'https://[2001:DB8:0:0::1]:443'",
    "403, evil.example, https://app.example",
    "403, app.example, https://app.example",
    "403, tool.example, http://tool.example",
    "403, '[2001:db8::1]', 'https://[2001:db8::1]'",
    "403, localhost, https://evil.example",
    "403, localhost, http://app.example",
    "403, localhost, 'null'",
  })
  void trial_g04_allowingAnOriginForCorsAllowsNoHost(int status, String host, String origin)
      throws IOException {
    Settings config =
        Servers.CONFIG.with(
            HttpSettings.CORS_ORIGINS, List.of(APP, "tool.example", "https://[2001:db8::1]"));
    try (EchoHttpServer listed = Servers.start(config, Servers.greeter())) {
      assertEquals(status, send(listed, "POST", host, origin, "").status());
      int preflight = send(listed, "OPTIONS", host, origin, "").status();
      assertEquals(status == 200 ? 204 : 403, preflight);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, localhost, https://any.example", "403, evil.example, https://any.example"})
  void trial_g04_allowingEveryOriginForCorsAllowsNoHost(int status, String host, String origin)
      throws IOException {
    Settings config = Servers.CONFIG.with(HttpSettings.CORS_ORIGINS, List.of("*"));
    try (EchoHttpServer any = Servers.start(config, Servers.greeter())) {
      assertEquals(status, send(any, "POST", host, origin, "").status());
      assertEquals(403, send(any, "POST", host, "null", "").status());
    }
  }

  private static List<String> findings(
      String method, List<String> requestHeaders, RawHttp.Response response) throws Exception {
    ObjectNode arguments = Json.object().put("origin", APP).put("method", method);
    ArrayNode names = arguments.putArray("requestHeaders");
    requestHeaders.forEach(names::add);
    arguments.put("responseHeaders", response.head());
    return corsAnalysis(arguments).path("findings").findValuesAsText("id");
  }

  private static JsonNode corsAnalysis(ObjectNode arguments) throws Exception {
    var call = ToolCall.of(arguments.toString());
    var result = (ToolResult) new CorsAnalysisTool(new Redactor(new byte[] {1})).call(call);
    return result.structuredContent().orElseThrow();
  }

  private RawHttp.Response send(String method, String origin, String headers) throws IOException {
    return send(server, method, "localhost", origin, headers);
  }

  private static RawHttp.Response send(
      EchoHttpServer server, String method, String host, String origin, String headers)
      throws IOException {
    return RawHttp.exchange(
        server.uri(),
        "%s /mcp HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nOrigin: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(
                method,
                host,
                origin,
                Client.GREET.length(),
                headers.replace("\n", "\r\n"),
                Client.GREET));
  }
}

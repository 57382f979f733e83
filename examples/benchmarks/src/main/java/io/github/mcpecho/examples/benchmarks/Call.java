package io.github.mcpecho.examples.benchmarks;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A request as an adapter hands it to the server, with the headers that clients and proxies send.
 */
record Call(byte[] body, CallContext context) {
  private static final Instant RECEIVED_AT = Instant.parse("2026-11-23T12:00:00Z");

  private static final String[] COMMON = {
    "Host", "echo.example.com",
    "User-Agent", "benchmark/1",
    "Content-Type", "application/json",
    "Accept", "application/json, text/event-stream",
    "X-Forwarded-For", "192.168.1.100",
    "X-Forwarded-Proto", "https",
    "X-Request-Id", "req_1"
  };

  private static final String[] OF_A_BROWSER = {
    "Accept-Encoding", "gzip, br",
    "Accept-Language", "en-GB,en;q=0.9",
    "Cache-Control", "no-cache",
    "Connection", "keep-alive",
    "Content-Length", "140",
    "Origin", "https://app.example.com",
    "Referer", "https://app.example.com/chat",
    "Sec-Fetch-Mode", "cors",
    "Sec-Fetch-Site", "same-site",
    "X-Forwarded-Host", "echo.example.com",
    "X-Real-Ip", "192.168.1.100"
  };

  /** Returns the context of one more request like this: it remembers nothing of another. */
  CallContext newContext() {
    return CallContext.local(Headers.of(context.headers().lines()), RECEIVED_AT);
  }

  /** Calls a tool in the manner of the revisions to 2025-11-25. */
  static Call legacyTool(String name, String arguments) {
    return legacy("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments));
  }

  /** Calls a tool in the manner of revision 2026-07-28. */
  static Call modernTool(String name, String arguments) {
    String params =
        """
        {"name":"%s","arguments":%s,"_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientInfo":{"name":"benchmark","version":"1"},\
        "io.modelcontextprotocol/clientCapabilities":{}}}\
        """
            .formatted(name, arguments);
    return of(
        "tools/call",
        params,
        headers(
            "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", name));
  }

  /** Asks for the headers of a request of a browser behind a proxy, of which there are twenty. */
  static Call printHeader(boolean withToken) {
    var all = new ArrayList<String>(List.of(COMMON));
    all.addAll(List.of(OF_A_BROWSER));
    all.addAll(List.of("MCP-Protocol-Version", "2025-11-25"));
    all.addAll(withToken ? List.of("Authorization", "Bearer " + jwt()) : List.of("DNT", "1"));
    String params = "{\"name\":\"printHeader\",\"arguments\":{}}";
    return of("tools/call", params, Headers.of(all.toArray(String[]::new)));
  }

  /** Calls any method in the manner of the revisions to 2025-11-25. */
  static Call legacy(String method, String params) {
    return of(method, params, headers("MCP-Protocol-Version", "2025-11-25"));
  }

  private static Call of(String method, String params, Headers headers) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    return new Call(body.getBytes(StandardCharsets.UTF_8), CallContext.local(headers, RECEIVED_AT));
  }

  private static Headers headers(String... protocol) {
    var all = new ArrayList<String>(List.of(COMMON));
    all.addAll(List.of("Authorization", "Bearer " + jwt()));
    all.addAll(List.of(protocol));
    return Headers.of(all.toArray(String[]::new));
  }

  private static String jwt() {
    return part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
        + "."
        + part("{\"sub\":\"1234567890\",\"iss\":\"https://auth.example.com\",\"iat\":1516239022}")
        + "."
        + part("0".repeat(256));
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.github.mcpecho.examples.benchmarks;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A request as an adapter hands it to the server, with the headers that clients and proxies send.
 */
record Call(byte[] body, CallContext context) {
  private static final Instant RECEIVED_AT = Instant.parse("2026-11-23T12:00:00Z");

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
        "io.modelcontextprotocol/clientCapabilities":{}}}"""
            .formatted(name, arguments);
    return of(
        "tools/call",
        params,
        headers(
            "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", name));
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
    String[] common = {
      "Host", "echo.example.com",
      "User-Agent", "benchmark/1",
      "Content-Type", "application/json",
      "Accept", "application/json, text/event-stream",
      "Authorization", "Bearer " + jwt(),
      "X-Forwarded-For", "192.168.1.100",
      "X-Forwarded-Proto", "https",
      "X-Request-Id", "req_1"
    };
    String[] all = Arrays.copyOf(common, common.length + protocol.length);
    System.arraycopy(protocol, 0, all, common.length, protocol.length);
    return Headers.of(all);
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

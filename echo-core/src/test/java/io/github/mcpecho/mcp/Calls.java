package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with the fake tools, and short ways to call it. */
final class Calls {
  static final Instant NOW = Instant.parse("2026-07-28T12:00:00Z");
  static final ServerInfo INFO = new ServerInfo("test", "Test", "1.2.3", "Only a test.");
  static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":%s}";

  private static final Json JSON = new Json(64);

  final RecordingOutbound outbound = new RecordingOutbound();
  private final McpServer server;

  Calls(McpServer server) {
    this.server = server;
  }

  static Calls ofFakeTools() {
    return new Calls(settings().build());
  }

  static McpServerBuilder settings() {
    return McpServer.builder(INFO, FakeTools.all())
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .stateKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
  }

  Reply post(String body, String... headers) {
    return server.handle(
        body.getBytes(StandardCharsets.UTF_8),
        CallContext.local(Headers.of(headers), NOW),
        outbound);
  }

  /** Calls a tool as a legacy client does. */
  JsonNode legacyTool(String name, String arguments) {
    return json(
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                + name
                + "\",\"arguments\":"
                + arguments
                + "}}"));
  }

  /** Sends a modern request with matching headers and these params (members, without braces). */
  Reply modern(String method, String name, String params, String capabilities, String... more) {
    var headers = new ArrayList<>(List.of("MCP-Protocol-Version", "2026-07-28"));
    headers.addAll(List.of("Mcp-Method", method));
    if (!name.isEmpty()) {
      headers.addAll(List.of("Mcp-Name", name));
    }
    headers.addAll(List.of(more));
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
            + method
            + "\",\"params\":{"
            + (name.isEmpty() ? "" : "\"name\":\"" + name + "\",")
            + (params.isEmpty() ? "" : params + ",")
            + META.formatted(capabilities)
            + "}}";
    return post(body, headers.toArray(String[]::new));
  }

  Reply modernTool(String name, String arguments, String... headers) {
    return modern("tools/call", name, "\"arguments\":" + arguments, "{}", headers);
  }

  static JsonNode json(Reply reply) {
    return JSON.parse(reply.body());
  }

  static JsonNode json(String text) {
    return JSON.parse(text);
  }

  /** Keeps what was sent. */
  static final class RecordingOutbound implements Outbound {
    final List<String> sent = new ArrayList<>();
    private final AtomicInteger signs = new AtomicInteger();
    boolean canStream = true;
    volatile boolean open = true;

    @Override
    public boolean canStream() {
      return canStream;
    }

    @Override
    public synchronized void send(byte[] message) {
      sent.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void keepAlive() {
      signs.incrementAndGet();
    }

    int signs() {
      return signs.get();
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }
}

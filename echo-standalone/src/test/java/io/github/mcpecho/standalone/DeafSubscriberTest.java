package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ChangeSource;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.McpServerBuilder;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ServerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that listens to a hundred resources which change all the time, and never reads. */
class DeafSubscriberTest {
  private static final List<String> URIS =
      IntStream.range(0, 100).mapToObj(i -> "test://" + i + "/" + "x".repeat(1_900)).toList();
  private static final String LISTEN =
      """
      {"jsonrpc":"2.0","id":7,"method":"subscriptions/listen","params":{\
      "notifications":{"resourceSubscriptions":[%s]},"_meta":{\
      "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}}}}"""
          .formatted(URIS.stream().map(uri -> '"' + uri + '"').collect(Collectors.joining(",")));
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private final AtomicLong looks = new AtomicLong();

  @Test
  void n05_whoNeverReadsIsGivenUpAndMakesRoom() throws IOException {
    try (EchoHttpServer server =
            EchoHttpServer.start(
                Servers.CONFIG.with(ServerSettings.IDLE_TIMEOUT, Duration.ofSeconds(1)),
                serverForOne());
        var deaf = new RawHttp(server.uri())) {
      listen(server, deaf);
      while (looks.get() == 0) {
        Thread.onSpinWait();
      }
      while (isRefused(server)) {
        assertTrue(RawHttp.answer(server.uri(), PING).contains("\"result\":{}"));
      }
    }
  }

  private McpServer serverForOne() {
    McpServerBuilder server =
        McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of())
            .subscriptions(1, Duration.ofHours(1));
    URIS.forEach(uri -> server.resource(new Restless(uri)));
    return server.build();
  }

  private static boolean isRefused(EchoHttpServer server) throws IOException {
    try (var client = new RawHttp(server.uri())) {
      listen(server, client);
      return client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 503 ");
    }
  }

  private static void listen(EchoHttpServer server, RawHttp client) throws IOException {
    client.post(
        server.uri().getPath(),
        LISTEN,
        "MCP-Protocol-Version",
        "2026-07-28",
        "Mcp-Method",
        "subscriptions/listen");
  }

  /** Is another one whenever it is looked at. */
  private final class Restless implements Resource {
    private final String uri;

    Restless(String uri) {
      this.uri = uri;
    }

    @Override
    public ResourceDescriptor descriptor() {
      return ResourceDescriptor.of(uri, "restless", "Changes all the time");
    }

    @Override
    public ResourceOutcome read(ResourceCall call) {
      return ResourceResult.text(call.uri(), "text/plain", "");
    }

    @Override
    public Optional<ChangeSource> changes() {
      return Optional.of(looks::incrementAndGet);
    }
  }
}

package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What mcp-echo answers when nothing is between. */
record OwnServer(McpServer server, ProtocolVersion revision) {
  private static final URI HERE = URI.create("http://localhost/mcp");

  OwnServer(ProtocolVersion revision) {
    this(McpEcho.builder().build(), revision);
  }

  /** Returns the whole message that it answers with. */
  JsonNode ask(String method, ObjectNode params) {
    Request request = Messages.request(HERE, revision, Optional.empty(), method, params);
    var context = CallContext.local(Headers.of(request.headers()), Instant.now());
    return Messages.JSON.parse(server.handle(request.body(), context, Outbound.NONE).body());
  }
}

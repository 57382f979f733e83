package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed by chance, as into a log, holds no value of a request. */
class ToStringTest {
  private static final ObjectNode SECRET = Json.object().put("token", "hunter2");
  private static final Headers HEADERS = Headers.of("Authorization", "Bearer hunter2");

  private static final CallContext CONTEXT =
      new CallContext(
          "POST",
          "/mcp?token=hunter2",
          "HTTP/1.1",
          HEADERS,
          CallContext.Connection.LOOPBACK,
          Instant.EPOCH);

  private static final JsonRpcMessage.Request REQUEST =
      new JsonRpcMessage.Request(Json.object().textNode("hunter2"), "tools/call", SECRET);

  @Test
  void toStringOfThePartsOfACallShowsNamesOnly() {
    assertEquals("Authorization", HEADERS.lines().get(0).toString());
    assertEquals("POST, headers [Authorization]", CONTEXT.toString());
    assertEquals("Request tools/call", REQUEST.toString());
    assertEquals("Notification a", new JsonRpcMessage.Notification("a", SECRET).toString());
    assertEquals("[token]", new ToolArguments(SECRET).toString());
    assertEquals(
        "capabilities [], responses [token]",
        new ClientInput(Json.object(), SECRET, Optional.of("hunter2")).toString());
  }

  @Test
  void toStringOfACallShowsNoValue() {
    var call =
        new ToolCall(
            new ToolArguments(SECRET),
            CONTEXT,
            REQUEST,
            new ClientInput(Json.object(), SECRET, Optional.of("hunter2")),
            Progress.SILENT,
            Cancellation.NEVER,
            Outbound.NONE,
            Redaction.LENGTH_ONLY);
    assertFalse(call.toString().contains("hunter2"), call::toString);
  }
}

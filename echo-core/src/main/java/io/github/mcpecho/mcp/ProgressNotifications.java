package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.protocol.Notifications;

/** Sends {@code notifications/progress} for one call, not faster than a client can use them. */
final class ProgressNotifications implements Progress {
  private static final long MIN_INTERVAL_NANOS = 5_000_000;

  private final JsonNode token;
  private final Outbound outbound;
  private final JsonRpcCodec codec;
  private double last = Double.NEGATIVE_INFINITY;
  private long lastSent;

  ProgressNotifications(JsonNode token, Outbound outbound, JsonRpcCodec codec) {
    this.token = token;
    this.outbound = outbound;
    this.codec = codec;
    this.lastSent = System.nanoTime() - MIN_INTERVAL_NANOS;
  }

  @Override
  public boolean report(double done, double total, String message) {
    long now = System.nanoTime();
    boolean complete = total > 0 && done >= total;
    if (!(done > last) || (!complete && now - lastSent < MIN_INTERVAL_NANOS)) {
      return false;
    }
    last = done;
    lastSent = now;
    ObjectNode params = Json.object();
    params.set("progressToken", token);
    putNumber(params, "progress", done);
    if (total > 0) {
      putNumber(params, "total", total);
    }
    if (!message.isEmpty()) {
      params.put("message", message);
    }
    outbound.send(codec.encode(codec.notification(Notifications.PROGRESS, params)));
    return true;
  }

  private static void putNumber(ObjectNode params, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      params.put(name, (long) value);
    } else {
      params.put(name, value);
    }
  }
}

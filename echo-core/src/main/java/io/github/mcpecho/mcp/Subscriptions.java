package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.Notifications;

/**
 * Answers {@code subscriptions/listen}: no list ever changes here, so a subscription is
 * acknowledged as empty and ends at once.
 */
final class Subscriptions {
  private final JsonRpcCodec codec;

  Subscriptions(JsonRpcCodec codec) {
    this.codec = codec;
  }

  Answer answer(MethodCall call) {
    SubscriptionFilter.require(call.params());
    ObjectNode params = Json.object();
    params.putObject("notifications");
    params.set("_meta", id(call));
    call.outbound()
        .send(codec.encode(codec.notification(Notifications.SUBSCRIPTION_ACKNOWLEDGED, params)));
    ObjectNode result = Json.object();
    result.set("_meta", id(call));
    return Answer.complete(result);
  }

  /** Every message of a subscription carries the id of the request for it. */
  private static ObjectNode id(MethodCall call) {
    return Json.object().set(MetaKeys.SUBSCRIPTION_ID, call.request().id());
  }
}

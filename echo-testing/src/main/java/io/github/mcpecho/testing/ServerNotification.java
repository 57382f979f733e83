package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.Notifications;

/**
 * What the server tells the client without being asked, see {@link McpEchoServer#push} and {@link
 * ClientConnection#send}.
 *
 * @param method such as {@code notifications/message}
 */
public record ServerNotification(String method, ObjectNode params) {
  /** The list of tools is another one. */
  public static ServerNotification toolsListChanged() {
    return new ServerNotification(Notifications.TOOLS_CHANGED, Json.object());
  }

  /** The list of prompts is another one. */
  public static ServerNotification promptsListChanged() {
    return new ServerNotification(Notifications.PROMPTS_CHANGED, Json.object());
  }

  /** The list of resources is another one. */
  public static ServerNotification resourcesListChanged() {
    return new ServerNotification(Notifications.RESOURCES_CHANGED, Json.object());
  }

  /** The content of a resource has changed; only those are told who subscribed to it. */
  public static ServerNotification resourceUpdated(String uri) {
    return new ServerNotification(Notifications.RESOURCE_UPDATED, Json.object().put("uri", uri));
  }

  /**
   * A line of the log of the server; only those are told who want lines of this level.
   *
   * @param level of RFC 5424, such as {@code info}
   */
  public static ServerNotification log(String level, String data) {
    return new ServerNotification(
        Notifications.MESSAGE, Json.object().put("level", level).put("data", data));
  }

  /**
   * Any notification.
   *
   * @param params a JSON object
   * @throws IllegalArgumentException if it is none
   */
  public static ServerNotification of(String method, String params) {
    return new ServerNotification(method, JsonRpcText.object(params));
  }

  byte[] toJson() {
    return JsonRpcText.JSON.write(JsonRpcText.CODEC.notification(method, params));
  }
}

package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.mcp.Capabilities.Served;

/** The lists whose changes a client can listen to. */
enum ListKind {
  TOOLS(Served.TOOLS, "toolsListChanged", Notifications.TOOLS_CHANGED),
  PROMPTS(Served.PROMPTS, "promptsListChanged", Notifications.PROMPTS_CHANGED),
  RESOURCES(Served.RESOURCES, "resourcesListChanged", Notifications.RESOURCES_CHANGED);

  private final Served served;
  private final String filter;
  private final String notification;

  ListKind(Served served, String filter, String notification) {
    this.served = served;
    this.filter = filter;
    this.notification = notification;
  }

  /** Returns what its changes are declared under. */
  Served served() {
    return served;
  }

  /** Returns the member of the filter of {@code subscriptions/listen}. */
  String filter() {
    return filter;
  }

  /** Returns the method of the notification. */
  String notification() {
    return notification;
  }
}

package io.github.mcpecho.testing;

import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.mcp.ChangeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the test said has changed, for clients of 2026-07-28 that listen. Thread-safe. */
final class Changes {
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  void tell(ServerNotification notification) {
    boolean ofResource = notification.method().equals(Notifications.RESOURCE_UPDATED);
    count(ofResource ? notification.params().path("uri").asText() : notification.method())
        .incrementAndGet();
  }

  /**
   * Returns the changes of a list, or of a resource.
   *
   * @param what the method of the notification, or the URI
   */
  ChangeSource of(String what) {
    return count(what)::get;
  }

  private AtomicLong count(String what) {
    return counts.computeIfAbsent(what, unused -> new AtomicLong());
  }
}

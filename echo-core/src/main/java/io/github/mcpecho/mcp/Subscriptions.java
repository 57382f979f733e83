package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code subscriptions/listen} (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions">subscriptions</a>):
 * acknowledges what is honoured, tells of its changes, and ends with a result when the server stops
 * or the time is up. A subscription of which nothing is honoured ends at once. Each keeps the
 * thread of its request, which looks at what the client listens to a few times a second: nothing is
 * registered anywhere, and what changes more often than that is told of once.
 */
final class Subscriptions {
  /** There is no room for one more, at this time. */
  static final JsonRpcError TOO_MANY =
      JsonRpcError.of(
          JsonRpcError.INTERNAL_ERROR, "Overloaded: too many subscriptions at once, try again");

  private static final String RESOURCES = "resourceSubscriptions";
  private static final long BEAT_MILLIS = 250;

  /** A client that hung up is noticed by the second write after it. */
  private static final int BEATS_BETWEEN_SIGNS_OF_LIFE = 3;

  /** More would be looked at too slowly. */
  private static final int MOST_RESOURCES = 100;

  private final JsonRpcCodec codec;
  private final Capabilities capabilities;
  private final ResourceRegistry resources;
  private final Semaphore places;
  private final Duration longest;
  private final RequestStatistics statistics;
  private volatile int stops;

  Subscriptions(
      JsonRpcCodec codec,
      Capabilities capabilities,
      ResourceRegistry resources,
      McpServerBuilder settings) {
    this.codec = codec;
    this.capabilities = capabilities;
    this.resources = resources;
    this.places = new Semaphore(settings.maxSubscriptions);
    this.longest = settings.longestSubscription;
    this.statistics = settings.statistics;
  }

  /** Ends those that run, each with a result. */
  synchronized void stop() {
    stops++;
  }

  Answer answer(MethodCall call) {
    JsonNode filter = filter(call.params());
    List<Watched> watched = call.outbound().canStream() ? honoured(filter, call) : List.of();
    if (watched.isEmpty()) {
      acknowledge(call, watched);
    } else if (places.tryAcquire()) {
      try {
        follow(call, watched);
      } finally {
        places.release();
      }
    } else {
      throw new JsonRpcException(TOO_MANY);
    }
    ObjectNode result = Json.object();
    result.set("_meta", id(call));
    return Answer.complete(result);
  }

  /** Returns the filter, which is well-formed. */
  private static JsonNode filter(ObjectNode params) {
    JsonNode filter = params.path("notifications");
    if (!filter.isObject()) {
      throw McpErrors.invalidParams("notifications must be an object");
    }
    for (ListKind list : ListKind.values()) {
      String flag = list.filter();
      if (filter.has(flag) && !filter.get(flag).isBoolean()) {
        throw McpErrors.invalidParams("notifications." + flag + " must be a boolean");
      }
    }
    JsonNode resources = filter.path(RESOURCES);
    boolean strings = resources.isArray();
    for (JsonNode uri : resources) {
      strings &= uri.isTextual();
    }
    if (filter.has(RESOURCES) && !strings) {
      throw McpErrors.invalidParams("notifications." + RESOURCES + " must be strings");
    }
    return filter;
  }

  private List<Watched> honoured(JsonNode filter, MethodCall call) {
    var watched = new ArrayList<Watched>();
    capabilities
        .listChanges()
        .forEach(
            (list, changes) -> {
              if (filter.path(list.filter()).booleanValue()) {
                watched.add(new Watched(list.filter(), "", list.notification(), changes));
              }
            });
    if (capabilities.subscribe()) {
      addResources(filter, call, watched);
    }
    return watched;
  }

  private void addResources(JsonNode filter, MethodCall call, List<Watched> watched) {
    Set<String> uris = new LinkedHashSet<>();
    filter.path(RESOURCES).forEach(uri -> uris.add(uri.textValue()));
    for (String uri : uris) {
      if (watched.size() < MOST_RESOURCES) {
        resources
            .find(uri, call.context())
            .flatMap(ResourceRegistry.Found::changes)
            .ifPresent(
                changes ->
                    watched.add(
                        new Watched(RESOURCES, uri, Notifications.RESOURCE_UPDATED, changes)));
      }
    }
  }

  private void follow(MethodCall call, List<Watched> watched) {
    Outbound outbound = call.outbound();
    int stopsBefore = stops;
    long begin = System.nanoTime();
    acknowledge(call, watched);
    try {
      int silent = 0;
      while (outbound.isOpen()
          && stops == stopsBefore
          && System.nanoTime() - begin < longest.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(BEAT_MILLIS);
        silent = tellChanges(call, watched) ? 0 : silent + 1;
        if (silent == BEATS_BETWEEN_SIGNS_OF_LIFE) {
          outbound.signOfLife();
          silent = 0;
        }
      }
    } catch (InterruptedException e) {
      // The owner of this thread wants it to stop.
      Thread.currentThread().interrupt();
    } finally {
      statistics.waited(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private boolean tellChanges(MethodCall call, List<Watched> watched) {
    boolean told = false;
    for (Watched one : watched) {
      if (one.hasChanged()) {
        ObjectNode params = Json.object();
        if (!one.uri.isEmpty()) {
          params.put("uri", one.uri);
        }
        send(call, one.notification, params);
        told = true;
      }
    }
    return told;
  }

  private void acknowledge(MethodCall call, List<Watched> watched) {
    ObjectNode params = Json.object();
    ObjectNode notifications = params.putObject("notifications");
    for (Watched one : watched) {
      if (one.uri.isEmpty()) {
        notifications.put(one.filter, true);
      } else {
        ArrayNode uris = notifications.withArrayProperty(one.filter);
        uris.add(one.uri);
      }
    }
    send(call, Notifications.SUBSCRIPTION_ACKNOWLEDGED, params);
  }

  private void send(MethodCall call, String notification, ObjectNode params) {
    params.set("_meta", id(call));
    call.outbound().send(codec.encode(codec.notification(notification, params)));
  }

  /** Every message of a subscription carries the id of the request for it. */
  private static ObjectNode id(MethodCall call) {
    return Json.object().set(MetaKeys.SUBSCRIPTION_ID, call.request().id());
  }

  /** Something that a client listens to. */
  private static final class Watched {
    private final String filter;
    private final String uri;
    private final String notification;
    private final ChangeSource changes;
    private long version;

    /**
     * @param uri of the resource; empty of a list
     */
    Watched(String filter, String uri, String notification, ChangeSource changes) {
      this.filter = filter;
      this.uri = uri;
      this.notification = notification;
      this.changes = changes;
      this.version = changes.version();
    }

    boolean hasChanged() {
      long before = version;
      version = changes.version();
      return version != before;
    }
  }
}

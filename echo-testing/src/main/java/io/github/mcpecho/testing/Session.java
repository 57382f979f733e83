package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.LogLevels;
import io.github.mcpecho.internal.protocol.Notifications;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server remembers of one client from its {@code initialize} on. Thread-safe. */
final class Session {
  private static final System.Logger LOG = System.getLogger(Session.class.getName());
  private static final int MAX_STREAMS = 100;

  private final Map<String, StreamLog> streams = new Newest<>(MAX_STREAMS);
  private final StreamLog general = new StreamLog("get");
  private final AtomicInteger delivered = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
  private final Optional<EventStream> standing;
  private volatile int level;

  /**
   * @param standing on which the client listens all the time; nothing if it comes and goes
   */
  Session(Optional<EventStream> standing) {
    this.standing = standing;
  }

  Optional<EventStream> standing() {
    return standing;
  }

  /** Returns whether the client has left the stream that was its session. */
  boolean isOver() {
    return standing.filter(EventStream::isLeft).isPresent();
  }

  /** Returns how many requests there were in it, with this one. */
  int countRequest() {
    return requests.incrementAndGet();
  }

  /** Begins a stream for the response to a call. */
  synchronized StreamLog open(String name) {
    var log = new StreamLog(name);
    streams.put(name, log);
    return log;
  }

  /** Returns the stream that an event with this id was on, if it is still known. */
  synchronized Optional<StreamLog> streamOf(String eventId) {
    String name = eventId.substring(0, Math.max(0, eventId.lastIndexOf('-')));
    return name.equals("get") ? Optional.of(general) : Optional.ofNullable(streams.get(name));
  }

  boolean hasSent(String eventId) {
    return streamOf(eventId).filter(log -> log.has(eventId)).isPresent();
  }

  /** Returns the stream of what belongs to no call. */
  StreamLog general() {
    return general;
  }

  /** Returns the newest event of the general stream that some connection has had. */
  int delivered() {
    return delivered.get();
  }

  /**
   * Returns whether an event of the general stream is this connection's to send: of several
   * connections of a client one sends it.
   */
  boolean takes(int event) {
    return delivered.getAndAccumulate(event, Math::max) < event;
  }

  /** Leaves an event to another connection after all, unless later ones were sent. */
  void givesBack(int event) {
    delivered.compareAndSet(event, event - 1);
  }

  /** Sends a message to a client that listens, or leaves it for the general stream. */
  void post(byte[] json) {
    if (standing.isEmpty()) {
      general.append(json);
      return;
    }
    try {
      standing.get().send(json);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The client is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the URIs of the resources that the client wants to be told of. */
  Set<String> subscriptions() {
    return subscriptions;
  }

  /** Returns whether there is such a level; if so, milder ones are not sent from here on. */
  boolean setLevel(String name) {
    int found = LogLevels.NAMES.indexOf(name);
    level = found < 0 ? level : found;
    return found >= 0;
  }

  /** Returns whether the client is to be told: it may have asked for severe messages only. */
  boolean wants(ServerNotification notification) {
    JsonNode params = notification.params();
    return switch (notification.method()) {
      case Notifications.MESSAGE -> LogLevels.NAMES.indexOf(params.path("level").asText()) >= level;
      case Notifications.RESOURCE_UPDATED -> subscriptions.contains(params.path("uri").asText());
      default -> true;
    };
  }
}

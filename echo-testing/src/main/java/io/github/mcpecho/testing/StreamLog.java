package io.github.mcpecho.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one stream of a session, each with an id, so that a client can go on with the
 * stream on another connection (2025-11-25, transports, "Resumability and Redelivery"). It keeps
 * the newest thousand. Thread-safe.
 */
final class StreamLog {
  private static final int MAX = 1_000;
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private final String name;
  private final List<byte[]> newest = new ArrayList<>();
  private int forgotten;
  private boolean complete;
  private long closedAt;
  private Duration retry = Duration.ZERO;

  /**
   * A message on its stream.
   *
   * @param number from 1; 0 is the event that primes the stream
   */
  record Event(String id, int number, byte[] json) {}

  /**
   * @param name what all ids of the stream begin with
   */
  StreamLog(String name) {
    this.name = name;
  }

  String id(int number) {
    return name + "-" + number;
  }

  /** Returns the number in the id of an event; 0 if it has none. */
  static int number(String eventId) {
    String number = eventId.substring(eventId.lastIndexOf('-') + 1);
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }

  /** Returns whether there is an event of this id, or was. */
  synchronized boolean has(String eventId) {
    int number = number(eventId);
    return number <= forgotten + newest.size() && eventId.equals(id(number));
  }

  /** Remembers a message, and returns the id of its event. */
  synchronized String append(byte[] json) {
    if (newest.size() == MAX) {
      newest.remove(0);
      forgotten++;
    }
    newest.add(json);
    return id(forgotten + newest.size());
  }

  /**
   * The connection is about to be closed before the response.
   *
   * @param wait that the client was asked for before it comes back
   */
  synchronized void suspend(Duration wait) {
    closedAt = System.nanoTime();
    retry = wait;
  }

  /**
   * Returns whether a client that comes now does so long before it should. Of times below a second
   * nobody can say.
   */
  synchronized boolean isTooEarly() {
    Duration waited = Duration.ofNanos(System.nanoTime() - closedAt);
    return retry.compareTo(SHORTEST_RETRY) >= 0 && waited.compareTo(retry.dividedBy(2)) < 0;
  }

  synchronized void end() {
    complete = true;
  }

  /** Returns whether there is nothing after this event, and will not be. */
  synchronized boolean endsWith(int number) {
    return complete && number >= forgotten + newest.size();
  }

  /** Returns the oldest event after this one that is still known, if there is one. */
  synchronized Optional<Event> after(int number) {
    int next = Math.max(number, forgotten) + 1;
    return next > forgotten + newest.size()
        ? Optional.empty()
        : Optional.of(new Event(id(next), next, newest.get(next - forgotten - 1)));
  }
}

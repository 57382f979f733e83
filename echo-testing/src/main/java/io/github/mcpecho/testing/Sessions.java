package io.github.mcpecho.testing;

import java.time.Duration;

/**
 * Sessions as revisions up to 2025-11-25 have them (<a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">transports</a>):
 * {@code initialize} is answered with an id, which every later request has to have (else 400) and
 * which a DELETE ends (404 from then on); a GET opens the stream for {@link McpEchoServer#push} and
 * {@link McpEchoServer#ask}; requests are answered with streams whose events have ids, and which a
 * GET with {@code Last-Event-ID} resumes. A client that hangs up does not cancel its call. Messages
 * of 2026-07-28 are answered as without sessions. With {@link
 * io.github.mcpecho.testing.faults.HttpSse} the stream of a client is its session, which has no id,
 * and of which nothing is resumed.
 *
 * <pre>{@code
 * McpEchoServer.builder().with(Sessions.create()).start()
 * }</pre>
 *
 * <p>A reset forgets all sessions: their ids are answered 404. Of the newest thousand. Immutable.
 */
public final class Sessions implements Setup {
  static final int NEVER = Integer.MAX_VALUE;
  private static final Duration SOON = Duration.ofMillis(100);

  final int requests;
  final int events;
  final Duration retry;
  final boolean listens;
  final boolean deletes;

  private Sessions(int requests, int events, Duration retry, boolean listens, boolean deletes) {
    this.requests = requests;
    this.events = events;
    this.retry = retry;
    this.listens = listens;
    this.deletes = deletes;
  }

  /** Returns sessions that last. */
  public static Sessions create() {
    return new Sessions(NEVER, NEVER, SOON, true, true);
  }

  /** Loses each session after so many requests in it, from 0: 404 from then on. */
  public Sessions expiringAfter(int newRequests) {
    if (newRequests < 0) {
      throw new IllegalArgumentException("At least 0 requests, not " + newRequests);
    }
    return new Sessions(newRequests, events, retry, listens, deletes);
  }

  /**
   * Closes the connection of each call after so many messages, from 0; 0 is right after the event
   * that primes the stream. The call goes on, and a GET with the id of the last event brings the
   * rest. A fault that ends the connection by itself, such as a reset, does so in place of this.
   */
  public Sessions closingAfterEvents(int newEvents) {
    if (newEvents < 0) {
      throw new IllegalArgumentException("At least 0 events, not " + newEvents);
    }
    return new Sessions(requests, newEvents, retry, listens, deletes);
  }

  /** Asks a client to wait this long before it resumes a stream; 100 milliseconds if not set. */
  public Sessions retryingAfter(Duration newRetry) {
    if (newRetry.isNegative()) {
      throw new IllegalArgumentException("A time is 0 or more, not " + newRetry);
    }
    return new Sessions(requests, events, newRetry, listens, deletes);
  }

  /** Answers a GET with 405, so that nothing can be pushed. */
  public Sessions withoutListening() {
    return new Sessions(requests, events, retry, false, deletes);
  }

  /** Answers a DELETE with 405, as a server may that ends no session on demand. */
  public Sessions withoutDelete() {
    return new Sessions(requests, events, retry, listens, false);
  }

  @Override
  public Behaviour fresh() {
    return new SessionEndpoint(this);
  }
}

package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A stream of server-sent events that a client reads: the answer to its POST, or to the GET by
 * which it listens. Each bit that is written is a chunk (RFC 9112 §7.1), or the bits follow each
 * other until the connection is closed (§6.3). Thread-safe.
 */
public final class EventStream implements MessageSink {
  private static final byte[] END_OF_LINE = {'\r', '\n'};

  private final ReentrantLock lock = new ReentrantLock();
  private final ClientConnection client;
  private final Framing framing;
  private final boolean ends;
  private final Optional<StreamLog> log;
  private final int mostEvents;
  private int events;
  private Duration retry = Duration.ZERO;

  /** Whether what is sent is only remembered, for a connection that the client comes back on. */
  private boolean detached;

  /**
   * How a body of events is cut up.
   *
   * @param chunked whether it has chunks
   * @param maxBytes longer bits are cut at
   */
  record Framing(boolean chunked, int maxBytes) {
    static final Framing USUAL = new Framing(true, Integer.MAX_VALUE);
  }

  private EventStream(
      ClientConnection client,
      Framing framing,
      boolean ends,
      Optional<StreamLog> log,
      int mostEvents) {
    this.client = client;
    this.framing = framing;
    this.ends = ends;
    this.log = log;
    this.mostEvents = mostEvents;
  }

  /** Begins to answer a call with a stream. */
  static EventStream open(ClientConnection client, Framing framing) throws IOException {
    writeHead(client, framing);
    return new EventStream(client, framing, true, Optional.empty(), Integer.MAX_VALUE);
  }

  /**
   * Begins to answer a call with a stream that can be resumed.
   *
   * @param mostEvents after so many messages the connection is closed, and the rest is remembered
   */
  static EventStream remembered(
      ClientConnection client, Framing framing, StreamLog log, int mostEvents) throws IOException {
    writeHead(client, framing);
    return new EventStream(client, framing, true, Optional.of(log), mostEvents);
  }

  private static void writeHead(ClientConnection client, Framing framing) throws IOException {
    var head = new ArrayList<Header>();
    head.add(new Header("Content-Type", "text/event-stream"));
    head.add(new Header("Cache-Control", "no-store"));
    if (framing.chunked()) {
      head.add(new Header("Transfer-Encoding", "chunked"));
    }
    head.add(new Header("Connection", "close"));
    client.givenSession().ifPresent(id -> head.add(new Header(McpHeaderNames.SESSION_ID, id)));
    client.writeHead(200, "OK", Headers.of(head));
  }

  /**
   * Returns the same stream for one of several calls whose responses come on it: it goes on after
   * each.
   */
  public EventStream shared() {
    return new EventStream(client, framing, false, log, mostEvents);
  }

  /** Returns the connection that the stream is on, to be broken. */
  public ClientConnection connection() {
    return client;
  }

  /** Returns whether the client has closed the connection that it is on. */
  boolean isLeft() {
    return client.wire().hangUp().closed().isDone();
  }

  /** Returns whether the client can come back for what it missed. */
  boolean isResumable() {
    return log.isPresent();
  }

  /** Sends a message as an event of the type {@code message}. */
  @Override
  public void send(byte[] json) throws IOException, InterruptedException {
    send(json, id -> event(id, json));
  }

  private static byte[] event(String id, byte[] json) {
    return utf8(
        (id.isEmpty() ? "" : "id: " + id + "\n")
            + "event: message\ndata: "
            + new String(json, StandardCharsets.UTF_8)
            + "\n\n");
  }

  /** Sends a message again, under its own id. */
  void replay(StreamLog.Event event) throws IOException, InterruptedException {
    write(event(event.id(), event.json()));
  }

  /** Sends the event without data by whose id the stream can be resumed. */
  void prime(String id, Duration newRetry) throws IOException, InterruptedException {
    retry = newRetry;
    write(utf8("id: " + id + "\nretry: " + retry.toMillis() + "\ndata: \n\n"));
    detachIfDue();
  }

  /**
   * Sends a message.
   *
   * @param event makes the bytes of the event from its id, which is empty if the stream has no ids
   */
  public void send(byte[] json, Function<String, byte[]> event)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      String id = log.map(remembered -> remembered.append(json)).orElse("");
      attempt(() -> client.wire().event(json, framed(event.apply(id))));
      events++;
      detachIfDue();
    } finally {
      lock.unlock();
    }
  }

  /** Writes a part of the stream as it is, such as a comment. */
  public void write(byte[] bytes) throws IOException, InterruptedException {
    lock.lock();
    try {
      attempt(
          () -> {
            for (byte[] piece : framed(bytes)) {
              client.write(piece);
            }
          });
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream as it should be; one that has responses to other calls too goes on. */
  public void end() throws IOException, InterruptedException {
    over();
    if (ends) {
      closeBody();
    }
  }

  /** The call that the stream is for is over, as it should be or not. */
  void over() {
    if (ends) {
      log.ifPresent(StreamLog::end);
    }
  }

  private void closeBody() throws IOException, InterruptedException {
    attempt(
        () -> {
          client.complete();
          if (framing.chunked()) {
            client.write("0\r\n\r\n");
          }
        });
  }

  private void detachIfDue() throws IOException, InterruptedException {
    if (events >= mostEvents) {
      suspend();
    }
  }

  /**
   * Closes the connection before the response. With {@link Sessions} what is sent from here on
   * waits for a GET that says {@code Last-Event-ID}; without, it is lost.
   */
  public void suspend() throws IOException, InterruptedException {
    if (!detached) {
      log.ifPresent(remembered -> remembered.suspend(retry));
      closeBody();
      detached = true;
      client.close();
    }
  }

  /** The client of a stream that can be resumed may be gone for a while. */
  private void attempt(Writing writing) throws IOException, InterruptedException {
    if (detached) {
      return;
    }
    try {
      writing.write();
    } catch (IOException e) {
      if (log.isEmpty()) {
        throw e;
      }
      detached = true;
    }
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException, InterruptedException;
  }

  private List<byte[]> framed(byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(framing.maxBytes(), bytes.length - from);
      byte[] piece = Arrays.copyOfRange(bytes, from, from + length);
      pieces.add(framing.chunked() ? chunk(piece) : piece);
      from += length;
    }
    return pieces;
  }

  private static byte[] chunk(byte[] data) {
    byte[] size = utf8(Integer.toHexString(data.length) + "\r\n");
    byte[] chunk = Arrays.copyOf(size, size.length + data.length + END_OF_LINE.length);
    System.arraycopy(data, 0, chunk, size.length, data.length);
    System.arraycopy(END_OF_LINE, 0, chunk, size.length + data.length, END_OF_LINE.length);
    return chunk;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

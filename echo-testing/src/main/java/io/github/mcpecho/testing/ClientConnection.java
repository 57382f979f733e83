package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/**
 * The connection that a call came on, for a {@link Behaviour} to do with as it likes: what is
 * written goes to the socket byte for byte, at once, and nothing is added. For one call, and for
 * one thread at a time.
 */
public final class ClientConnection {
  private static final String END_OF_LINE = "\r\n";

  private final RecordedCall call;
  private final EndPoint socket;
  private final ServerState surroundings;
  private final Consumer<Rule> later;
  private Optional<Headers> served = Optional.empty();
  private Optional<HangUp> hangUp = Optional.empty();

  ClientConnection(RecordedCall call, EndPoint socket, ServerState surroundings) {
    this.call = call;
    this.socket = socket;
    this.surroundings = surroundings;
    this.later = surroundings.rules().later();
  }

  /** Returns the call. */
  public RecordedCall call() {
    return call;
  }

  /** Returns the URI of the server's MCP endpoint, wherever the call went. */
  public URI endpoint() {
    return surroundings.endpoint().get();
  }

  /** Asks the working server what it would answer; each time it is asked the tool runs. */
  public ServerAnswer serverAnswer() {
    return serverAnswer(call.headers());
  }

  /**
   * Asks the working server what it would answer if the call had come with these headers; each time
   * it is asked the tool runs.
   */
  public ServerAnswer serverAnswer(Headers headers) {
    return surroundings.server().apply(call, headers);
  }

  /**
   * Starts a rule for calls that come after this one, as {@link McpEchoServer#on} does. It goes
   * before the rules of the test, until {@link McpEchoServer#reset} or until a hundred newer ones
   * of this kind have come; if the reset came while the behaviour ran, there is no such rule.
   */
  public RuleDraft later(CallMatcher matcher) {
    return new RuleDraft(later, matcher);
  }

  /** Returns a number from 1 that this server has not given before, to make an id of. */
  public long newNumber() {
    return surroundings.numbers().incrementAndGet();
  }

  /**
   * Lets the working server answer, once the behaviour returns. Nothing may be written then.
   *
   * @param headers that the answer has beside its own
   */
  public void serve(Headers headers) {
    served = Optional.of(headers);
  }

  /** Lets the working server answer as always, once the behaviour returns. */
  public void serve() {
    serve(Headers.NONE);
  }

  /** Writes status line and header lines, with the empty line after them. */
  public void writeHead(int status, String reason, Headers headers) throws IOException {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason);
    head.append(END_OF_LINE);
    for (Header line : headers) {
      head.append(line.name()).append(": ").append(line.value()).append(END_OF_LINE);
    }
    call.answered(status, headers);
    write(head.append(END_OF_LINE).toString());
  }

  /** Writes this text in UTF-8. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes these bytes. */
  public void write(byte[] bytes) throws IOException {
    try (Blocker.Callback written = Blocker.callback()) {
      socket.write(written, ByteBuffer.wrap(bytes));
      written.block();
    }
  }

  /**
   * Waits, and leaves the connection alone, so that the working server can answer after it. Whether
   * the client is still there is not looked at.
   *
   * @throws InterruptedException if the server is closed meanwhile
   */
  public void pause(Duration time) throws InterruptedException {
    await(surroundings.closed(), time);
    checkOpen();
  }

  /**
   * Waits for this time, however long connections may be silent, or until the client closes the
   * connection. From then on nothing that the client sends is read: for behaviours that write the
   * answer themselves.
   *
   * @throws IOException if the client closes it
   * @throws InterruptedException if the server is closed
   */
  public void stall(Duration time) throws IOException, InterruptedException {
    endIf(await(CompletableFuture.anyOf(hangUp().closed(), surroundings.closed()), time));
  }

  /**
   * Says nothing more, until the client closes the connection, which is idle for ten minutes at
   * most, or the server is closed. Nothing that the client sends meanwhile is read.
   *
   * @throws IOException if the client closes it
   * @throws InterruptedException if the server is closed
   */
  public void stall() throws IOException, InterruptedException {
    HangUp client = hangUp();
    CompletableFuture.anyOf(client.closed(), client.silent(), surroundings.closed()).join();
    endIf(true);
  }

  private HangUp hangUp() {
    HangUp heard = hangUp.orElseGet(() -> HangUp.of(socket));
    hangUp = Optional.of(heard);
    return heard;
  }

  private void endIf(boolean ended) throws IOException, InterruptedException {
    if (ended) {
      checkOpen();
      throw new EOFException("The client is gone");
    }
  }

  private void checkOpen() throws InterruptedException {
    if (surroundings.closed().isDone()) {
      throw new InterruptedException("The server is closed");
    }
  }

  private static boolean await(CompletableFuture<?> event, Duration time)
      throws InterruptedException {
    try {
      event.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes the connection in order (TCP FIN), after what was written. */
  public void close() {
    call.outcome().over();
    socket.close();
  }

  /** Breaks the connection (TCP RST); what was written last may be lost. */
  public void reset() throws IOException {
    call.outcome().over();
    if (socket.getTransport() instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    socket.close();
  }

  /** Returns the headers to add to the working server's answer, if it is to answer. */
  Optional<Headers> served() {
    return served;
  }
}

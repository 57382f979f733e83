package io.github.mcpecho.testing;

import io.github.mcpecho.mcp.Header;
import io.github.mcpecho.mcp.Headers;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/**
 * The connection that a call came on, for a {@link Behaviour} to do with as it likes: what is
 * written goes to the socket byte for byte, at once, and nothing is added. For one call, on the
 * thread that it is given to.
 */
public final class ClientConnection {
  private static final String END_OF_LINE = "\r\n";

  private final RecordedCall call;
  private final EndPoint socket;
  private final Supplier<URI> endpoint;
  private final Supplier<ServerAnswer> server;
  private final CountDownLatch serverClosed;
  private Optional<Headers> served = Optional.empty();

  ClientConnection(
      RecordedCall call,
      EndPoint socket,
      Supplier<URI> endpoint,
      Supplier<ServerAnswer> server,
      CountDownLatch serverClosed) {
    this.call = call;
    this.socket = socket;
    this.endpoint = endpoint;
    this.server = server;
    this.serverClosed = serverClosed;
  }

  /** Returns the call. */
  public RecordedCall call() {
    return call;
  }

  /** Returns the URI of the server's MCP endpoint, wherever the call went. */
  public URI endpoint() {
    return endpoint.get();
  }

  /** Asks the working server what it would answer; each time it is asked the tool runs. */
  public ServerAnswer serverAnswer() {
    return server.get();
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
    call.answered(status);
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
   * Waits.
   *
   * @throws InterruptedException if the server is closed meanwhile
   */
  public void pause(Duration time) throws InterruptedException {
    if (serverClosed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("The server is closed");
    }
  }

  /**
   * Says nothing more, until the server is closed.
   *
   * @throws InterruptedException always
   */
  public void stall() throws InterruptedException {
    serverClosed.await();
    throw new InterruptedException("The server is closed");
  }

  /** Closes the connection in order (TCP FIN), after what was written. */
  public void close() {
    socket.close();
  }

  /** Breaks the connection (TCP RST); what was written last may be lost. */
  public void reset() throws IOException {
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

package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.servlet.Cors;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/** Writes to the socket that a call came on. Thread-safe, but for {@link #head}. */
final class SocketWire implements Wire {
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String EXPOSED = "Access-Control-Expose-Headers";
  private static final String NONCE = "DPoP-Nonce";
  private static final String END_OF_LINE = "\r\n";
  private static final Pattern SIZE = Pattern.compile("(\\p{XDigit}{1,7})\r\n");
  private static final int LONGEST_SIZE = 9;

  private final RecordedCall call;
  private final EndPoint socket;
  private final Cors cors;
  private final ReentrantLock writing = new ReentrantLock();
  private Optional<HangUp> hangUp = Optional.empty();
  private boolean answersJson;
  private boolean chunked;
  private boolean begun;
  private long bodyBytes;

  SocketWire(RecordedCall call, EndPoint socket, Cors cors) {
    this.call = call;
    this.cors = cors;
    this.socket = socket;
  }

  @Override
  public void head(int status, String reason, Headers own) throws IOException {
    Headers headers = readable(status, own);
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason);
    head.append(END_OF_LINE);
    for (Header line : headers) {
      head.append(line.name()).append(": ").append(line.value()).append(END_OF_LINE);
    }
    call.answered(status, headers);
    answersJson = JsonRpcText.isJson(headers);
    chunked = headers.first("Transfer-Encoding").isPresent();
    send(head.append(END_OF_LINE).toString().getBytes(StandardCharsets.UTF_8));
    begun = true;
  }

  /** Pages can read the answer, unless it says itself who can. */
  private Headers readable(int status, Headers own) {
    if (own.contains(ALLOW_ORIGIN)) {
      return own;
    }
    var lines = new ArrayList<>(own.lines());
    cors.headers(call.headers()).lines().stream()
        .filter(line -> !own.all(line.name()).contains(line.value()))
        .map(line -> own.contains(NONCE) && line.name().equals(EXPOSED) ? exposing(line) : line)
        .forEach(lines::add);
    if (call.httpMethod().equals("OPTIONS") && status / 100 == 2) {
      own.first("Allow")
          .ifPresent(methods -> cors.preflightHeaders(methods, call.headers()).forEach(lines::add));
    }
    return Headers.of(lines);
  }

  /** No other server of this product sends one (RFC 9449 §8.2). */
  private static Header exposing(Header exposed) {
    return new Header(EXPOSED, exposed.value() + ", " + NONCE);
  }

  /** A client may have read all of it, and call for the next, before Jetty has ended this one. */
  @Override
  public void write(byte[] bytes) throws IOException {
    if (answersJson) {
      answersJson = false;
      call.responded(bytes);
    }
    send(bytes);
  }

  private void send(byte[] bytes) throws IOException {
    writing.lock();
    try (Blocker.Callback written = Blocker.callback()) {
      // Before they go: a client that has them may close the server at once.
      if (begun) {
        bodyBytes += chunked ? inChunk(bytes) : bytes.length;
      }
      socket.write(written, ByteBuffer.wrap(bytes));
      written.block();
    } finally {
      writing.unlock();
    }
  }

  /** Returns how many bytes of data are in a chunk, or the part of one (RFC 9112 §7.1). */
  private static int inChunk(byte[] chunk) {
    Matcher size =
        SIZE.matcher(
            new String(
                chunk, 0, Math.min(chunk.length, LONGEST_SIZE), StandardCharsets.ISO_8859_1));
    return size.lookingAt()
        ? Math.min(Integer.parseInt(size.group(1), 16), chunk.length - size.end())
        : 0;
  }

  /** Returns the length of the body that was handed to the connection so far. */
  long bodyBytes() {
    writing.lock();
    try {
      return bodyBytes;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void event(byte[] json, List<byte[]> pieces) throws IOException {
    // What comes on the stream of a GET is of other calls.
    if (!call.httpMethod().equals("GET") && JsonRpcText.isResponse(json)) {
      call.responded(json);
    }
    for (byte[] piece : pieces) {
      send(piece);
    }
  }

  @Override
  public void close() {
    call.over();
    socket.close();
  }

  @Override
  public void reset() throws IOException {
    call.over();
    EndPoint tcp = socket instanceof EndPoint.Wrapper tls ? tls.unwrap() : socket;
    if (tcp.getTransport() instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    tcp.close();
    // TLS has nothing to say goodbye with any more.
    socket.close();
  }

  @Override
  public synchronized HangUp hangUp() {
    HangUp heard = hangUp.orElseGet(() -> HangUp.of(socket));
    hangUp = Optional.of(heard);
    return heard;
  }
}

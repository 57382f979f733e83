package io.github.mcpecho.examples.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection to a container, byte for byte. */
final class Connection implements AutoCloseable {
  /** Longer than anything here takes: what is not there by then does not come. */
  private static final int PATIENCE = 60_000;

  private final Socket socket;
  private final InputStream in;
  private InputStream body = InputStream.nullInputStream();

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request and returns the whole answer. */
  static Response exchange(int port, String request) throws IOException {
    try (var connection = new Connection(port)) {
      connection.send(request);
      return connection.response();
    }
  }

  /** A container that refuses a request early may have closed the connection meanwhile. */
  void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // What it answered before it closed tells more.
    }
  }

  void sendNothingMore() throws IOException {
    socket.shutdownOutput();
  }

  /** Says for how many milliseconds what is read may take. */
  void waitAtMost(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
  }

  /** Reads an answer to its end. */
  Response response() throws IOException {
    return Response.read(in);
  }

  /** Reads the head of an answer whose body is to be read line by line. */
  Response head() throws IOException {
    Response head = Response.head(in);
    body = head.body(in);
    return head;
  }

  /** Reads a line of the body and not a byte more; the text before its end, if that comes first. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = body.read(); next >= 0 && next != '\n'; next = body.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Reads the next event and returns its data. */
  String event() throws IOException {
    assertEquals("event: message", line());
    String data = line();
    assertTrue(data.startsWith("data: "), data);
    assertEquals("", line());
    return data.substring(6);
  }

  /** Reads the rest of the body. */
  String rest() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Whether nothing but the end of a chunk arrives for as long as an event that was sent together
   * with the last needs.
   */
  boolean isSilent() throws IOException {
    socket.setSoTimeout(300);
    try {
      int next = '\r';
      while (next == '\r' || next == '\n') {
        in.mark(1);
        next = in.read();
      }
      in.reset();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE);
    }
  }

  /** Ends the connection as a client does that crashed: with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.github.mcpecho.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client that says exactly what it is told, well-formed or not. */
public final class RawHttp implements AutoCloseable {
  private static final int GIVE_UP_MILLIS = 20_000;

  private final Socket socket;

  public RawHttp(URI server) throws IOException {
    socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
    socket.setSoTimeout(GIVE_UP_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Sends this text on a connection of its own, and returns what comes until it is closed. */
  static Response exchange(URI server, String request) throws IOException {
    try (var client = new RawHttp(server)) {
      client.send(request);
      return client.response();
    }
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads one final response: until its length is reached, or the connection is closed. */
  public Response response() throws IOException {
    var head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    var response = new Response(head.toString(), "");
    if (head.indexOf("HTTP/1.1 1") == 0) {
      return response();
    }
    int length = response.header("Content-Length").map(Integer::parseInt).orElse(-1);
    var body = new ByteArrayOutputStream();
    for (int i = 0; length < 0 || i < length; i++) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      body.write(next);
    }
    return new Response(head.toString(), body.toString(StandardCharsets.UTF_8));
  }

  /** Reads until this text has come. */
  String readUntil(String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("Closed after: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** Returns whether there is something to read. */
  boolean hasAnswer() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** Closes with a reset instead of a farewell. */
  void hangUp() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * A response.
   *
   * @param head status line and headers
   */
  public record Response(String head, String body) {
    public int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }
}

package io.github.mcpecho.standalone;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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

  private final URI server;
  private final Socket socket;

  public RawHttp(URI server) throws IOException {
    this.server = server;
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

  /** Returns everything that comes in answer to a POST until the connection ends. */
  public static String answer(URI server, String body) throws IOException {
    try (var client = new RawHttp(server)) {
      client.post(body);
      return client.rest();
    }
  }

  /** Returns everything that comes in answer to a request without a body, see {@link #request}. */
  public static String answer(URI server, String method, String... headers) throws IOException {
    try (var client = new RawHttp(server)) {
      client.request(method, headers);
      return client.rest();
    }
  }

  /** Posts JSON as a client of MCP does. */
  public void post(String body) throws IOException {
    post(server.getPath(), body);
  }

  /** Posts JSON to this target as a client of MCP does, with more headers. */
  public void post(String target, String body, String... headers) throws IOException {
    send(
        head("POST", target)
            + """
            Content-Type: application/json\r
            Accept: application/json, text/event-stream\r
            Content-Length: %d\r
            """
                .formatted(body.getBytes(StandardCharsets.UTF_8).length)
            + lines(headers)
            + "\r\n"
            + body);
  }

  /** Sends a request without a body, with these headers, names and values in turn. */
  public void request(String method, String... headers) throws IOException {
    send(head(method, server.getPath()) + lines(headers) + "\r\n");
  }

  private String head(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: %s:%d\r\n"
        .formatted(method, target, server.getHost(), server.getPort());
  }

  private static String lines(String... headers) {
    var lines = new StringBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return lines.toString();
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

  /** Returns what comes until it ends like this. */
  public String readUntil(String end) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("Closed after: " + read.toString(StandardCharsets.UTF_8));
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  /** Returns so many bytes, all of which are there when this returns. */
  public String read(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** Returns what comes until the connection ends. */
  public String rest() throws IOException {
    return new String(restOfBytes(), StandardCharsets.UTF_8);
  }

  /** Returns what comes until the connection ends. */
  public byte[] restOfBytes() throws IOException {
    return socket.getInputStream().readAllBytes();
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

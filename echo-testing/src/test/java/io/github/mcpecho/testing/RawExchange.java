package io.github.mcpecho.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection of which every byte is seen. */
public final class RawExchange implements AutoCloseable {
  private static final int GIVE_UP_MILLIS = 20_000;

  private final Socket socket;
  private final URI server;

  public RawExchange(URI server) throws IOException {
    this.server = server;
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(GIVE_UP_MILLIS);
  }

  /** Returns everything that comes in answer to a POST until the connection ends. */
  public static String of(URI server, String body) throws IOException {
    try (var exchange = new RawExchange(server)) {
      exchange.post(body);
      return exchange.rest();
    }
  }

  /** Returns everything that comes in answer to a request without a body, see {@link #request}. */
  public static String of(URI server, String method, String... headers) throws IOException {
    try (var exchange = new RawExchange(server)) {
      exchange.request(method, headers);
      return exchange.rest();
    }
  }

  public void post(String body) throws IOException {
    post(server.getPath(), body);
  }

  public void post(String target, String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    send(
        "POST",
        target,
        """
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Content-Length: %d\r
        """
                .formatted(bytes.length)
            + lines(headers),
        bytes);
  }

  /** Sends a request without a body, with these headers, names and values in turn. */
  public void request(String method, String... headers) throws IOException {
    send(method, server.getPath(), lines(headers), new byte[0]);
  }

  /** Returns what comes until the connection ends. */
  public String rest() throws IOException {
    return new String(restOfBytes(), StandardCharsets.UTF_8);
  }

  /** Returns what comes until the connection ends. */
  public byte[] restOfBytes() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  /** Returns so many bytes, all of which are there when this returns. */
  public String read(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** Returns what comes until it ends like this. */
  public String readTo(String end) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException(read.toString(StandardCharsets.UTF_8));
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private void send(String method, String target, String headers, byte[] body) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"
            .formatted(method, target, server.getHost(), server.getPort(), headers);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(body);
  }

  private static String lines(String... headers) {
    var lines = new StringBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return lines.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.github.mcpecho.testing;

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

  public void post(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        Host: %s:%d\r
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Content-Length: %d\r
        \r
        """
            .formatted(server.getPath(), server.getHost(), server.getPort(), bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
  }

  /** Returns what comes until the connection ends. */
  public String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

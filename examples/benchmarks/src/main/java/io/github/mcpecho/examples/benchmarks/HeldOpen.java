package io.github.mcpecho.examples.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Holds connections open until its input ends: idle ones that were used once, or streams that
 * listen to {@code echo://clock}. Arguments: {@code connections} or {@code streams}, the endpoint,
 * and how many. Prints a line when all are open.
 */
public final class HeldOpen {
  private static final int READ_BYTES = 8 * 1024;

  private HeldOpen() {}

  public static void main(String[] args) throws IOException {
    boolean streams = args[0].equals("streams");
    URI endpoint = URI.create(args[1]);
    int count = Integer.parseInt(args[2]);
    byte[] request = streams ? listen(endpoint) : ping(endpoint);
    String answer = streams ? "subscriptions/acknowledged" : "\"result\":{}";
    Selector selector = Selector.open();
    for (int i = 0; i < count; i++) {
      open(endpoint, request, answer, selector);
    }
    System.out.println(count + " open");
    var reader = new Thread(() -> discard(selector), "reader");
    reader.setDaemon(true);
    reader.start();
    while (System.in.read() >= 0) {
      // Its end is what is waited for.
    }
  }

  private static void open(URI endpoint, byte[] request, String answer, Selector selector)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    channel.write(ByteBuffer.wrap(request));
    var text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    while (text.indexOf(answer) < 0) {
      if (channel.read(buffer.clear()) < 0) {
        throw new EOFException("Closed after: " + text);
      }
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  private static void discard(Selector selector) {
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    try {
      while (selector.isOpen()) {
        selector.select(
            key -> {
              try {
                if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
                  System.err.println("The server closed a connection");
                  key.channel().close();
                }
              } catch (IOException e) {
                key.cancel();
              }
            });
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static byte[] ping(URI endpoint) {
    return post(endpoint, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "");
  }

  private static byte[] listen(URI endpoint) {
    return post(
        endpoint,
        """
        {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{\
        "notifications":{"resourceSubscriptions":["echo://clock"]},"_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientCapabilities":{}}}}""",
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n");
  }

  private static byte[] post(URI endpoint, String body, String headers) {
    return """
        POST %s HTTP/1.1\r
        Host: %s:%d\r
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Content-Length: %d\r
        %s\r
        %s"""
        .formatted(
            endpoint.getPath(),
            endpoint.getHost(),
            endpoint.getPort(),
            body.length(),
            headers,
            body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}

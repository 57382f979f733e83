package io.github.mcpecho.examples.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * A request, exactly as it goes over the wire. Immutable.
 *
 * @param lines the headers, in order and with their spelling
 */
record Request(String method, String target, List<String> lines, String body) {
  private static final int GIVE_UP_MILLIS = 30_000;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  Request {
    lines = List.copyOf(lines);
  }

  /** Returns a well-formed call of a tool. */
  static Request call(String tool) {
    return call(tool, "{}");
  }

  /** Returns a well-formed call of a tool with arguments, a JSON object. */
  static Request call(String tool, String arguments) {
    return message(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",\
        "params":{"name":"%s","arguments":%s}}"""
            .formatted(tool, arguments));
  }

  /** Returns a well-formed POST of this message. */
  static Request message(String body) {
    return new Request(
        "POST",
        "/mcp",
        List.of(
            "Host: mcp.example.com",
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "MCP-Protocol-Version: 2025-11-25"),
        body);
  }

  /** Returns a request without a body. */
  static Request of(String method, String target) {
    return new Request(method, target, List.of("Host: mcp.example.com"), "");
  }

  Request to(String newTarget) {
    return new Request(method, newTarget, lines, body);
  }

  /** Adds a header after the others. */
  Request with(String name, String value) {
    var more = new ArrayList<>(lines);
    more.add(name + ": " + value);
    return new Request(method, target, more, body);
  }

  /** Removes a header. */
  Request without(String name) {
    return new Request(
        method,
        target,
        lines.stream()
            .filter(line -> !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .toList(),
        body);
  }

  /** Sends this to a port of this machine, and waits for the response. */
  Response sendTo(int port) throws IOException {
    return exchange(SocketFactory.getDefault().createSocket(HERE, port));
  }

  /** Sends this to a proxy, over TLS if it is so configured, and waits for the response. */
  Response sendTo(Nginx proxy) throws IOException {
    return exchange(proxy.sockets().createSocket(HERE, proxy.port()));
  }

  /** Sends this to a proxy from another address of this machine, and waits for the response. */
  Response sendFrom(String address, Nginx proxy) throws IOException {
    InetAddress from = InetAddress.getByName(address);
    return exchange(proxy.sockets().createSocket(HERE, proxy.port(), from, 0));
  }

  private Response exchange(Socket connected) throws IOException {
    try (Socket socket = connected) {
      socket.setSoTimeout(GIVE_UP_MILLIS);
      socket.getOutputStream().write(bytes());
      socket.getOutputStream().flush();
      return Response.of(socket.getInputStream().readAllBytes());
    }
  }

  /** Returns the request as it goes over the wire, asking for the connection to be closed. */
  byte[] bytes() {
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    lines.forEach(line -> text.append(line).append("\r\n"));
    text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    text.append("\r\nConnection: close\r\n\r\n").append(body);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP request around a message, as plain values that hold nothing of the container. Immutable.
 *
 * <p>The values are as they came: headers and target hold tokens, cookies and names of people. A
 * tool shows them through {@link io.github.mcpecho.mcp.ToolCall#redaction()} only.
 *
 * @param method the HTTP method
 * @param target the request target as it came: path and query, not decoded
 * @param protocol such as {@code HTTP/1.1}
 * @param headers what the container handed over
 * @param connection what the container says about the connection
 * @param receivedAt the first moment that the adapter knows of
 */
public record CallContext(
    String method,
    String target,
    String protocol,
    Headers headers,
    Connection connection,
    Instant receivedAt) {

  /**
   * The container's view: a valve or filter may have rewritten it from proxy headers.
   *
   * @param scheme {@code http} or {@code https}
   * @param serverName host part of the URL the container believes in
   * @param serverPort port of the URL the container believes in
   * @param secure whether the container calls the request secure
   * @param remoteAddress peer address, textual
   * @param remotePort peer port, 0 if unknown
   * @param localAddress the address the socket was accepted on
   * @param localPort the port the socket was accepted on, 0 if unknown
   * @param userPrincipal the name of the user the container authenticated
   * @param forwardedApplied whether this view is known to be made from proxy headers, which may be
   *     gone then
   * @param hiddenHeaders names of the proxy headers that came, and that a filter in front keeps
   *     from this server; a container's own valve that removes some leaves no trace here
   */
  public record Connection(
      String scheme,
      String serverName,
      int serverPort,
      boolean secure,
      String remoteAddress,
      int remotePort,
      String localAddress,
      int localPort,
      Optional<String> userPrincipal,
      boolean forwardedApplied,
      List<String> hiddenHeaders) {

    /** Copies the list. */
    public Connection {
      hiddenHeaders = List.copyOf(hiddenHeaders);
    }

    /** A view of which nobody knows that it was made from proxy headers. */
    public Connection(
        String scheme,
        String serverName,
        int serverPort,
        boolean secure,
        String remoteAddress,
        int remotePort,
        String localAddress,
        int localPort,
        Optional<String> userPrincipal) {
      this(
          scheme,
          serverName,
          serverPort,
          secure,
          remoteAddress,
          remotePort,
          localAddress,
          localPort,
          userPrincipal,
          false,
          List.of());
    }

    /** A plain loopback connection, for calls that came without a network. */
    public static final Connection LOOPBACK =
        new Connection(
            "http", "localhost", 80, false, "127.0.0.1", 0, "127.0.0.1", 80, Optional.empty());
  }

  /** Method and names only: target and values may hold secrets. */
  @Override
  public String toString() {
    return method + ", headers " + headers;
  }

  /** Returns the context of a {@code POST /mcp} that came without a network. */
  public static CallContext local(Headers headers, Instant receivedAt) {
    return new CallContext("POST", "/mcp", "HTTP/1.1", headers, Connection.LOOPBACK, receivedAt);
  }
}

package io.github.mcpecho.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The HTTP request around a message, as plain values that hold nothing of the container. Immutable,
 * but for what it remembers of {@link #derived}. Thread-safe.
 *
 * <p>The values are as they came: headers and target hold tokens, cookies and names of people. A
 * tool shows them through {@link io.github.mcpecho.mcp.ToolCall#redaction()} only.
 */
public final class CallContext {
  private final String method;
  private final String target;
  private final String endpoint;
  private final String protocol;
  private final Headers headers;
  private final Connection connection;
  private final Instant receivedAt;
  private final long receivedNanos;
  private Map<Object, Object> derived = Map.of();

  /**
   * @param method the HTTP method
   * @param target the request target as it came: path and query, not decoded
   * @param protocol such as {@code HTTP/1.1}
   * @param headers what the container handed over
   * @param connection what the container says about the connection
   * @param receivedAt the first moment that the adapter knows of
   */
  public CallContext(
      String method,
      String target,
      String protocol,
      Headers headers,
      Connection connection,
      Instant receivedAt) {
    this(method, target, protocol, headers, connection, receivedAt, System.nanoTime());
  }

  /** Makes one that was received at this {@link System#nanoTime}. */
  public CallContext(
      String method,
      String target,
      String protocol,
      Headers headers,
      Connection connection,
      Instant receivedAt,
      long receivedNanos) {
    this(method, target, target, protocol, headers, connection, receivedAt, receivedNanos);
  }

  private CallContext(
      String method,
      String target,
      String endpoint,
      String protocol,
      Headers headers,
      Connection connection,
      Instant receivedAt,
      long receivedNanos) {
    this.method = method;
    this.target = target;
    this.endpoint = endpoint;
    this.protocol = protocol;
    this.headers = headers;
    this.connection = connection;
    this.receivedAt = receivedAt;
    this.receivedNanos = receivedNanos;
  }

  /** Returns the context of a {@code POST /mcp} that came without a network. */
  public static CallContext local(Headers headers, Instant receivedAt) {
    return new CallContext("POST", "/mcp", "HTTP/1.1", headers, Connection.LOOPBACK, receivedAt);
  }

  public String method() {
    return method;
  }

  /** Returns the request target as it came: path and query, not decoded. */
  public String target() {
    return target;
  }

  /**
   * Returns the path of the MCP endpoint, not decoded, maybe with a query: the target, unless the
   * request came to something else that tells of the endpoint, such as its page.
   */
  public String endpoint() {
    return endpoint;
  }

  public String protocol() {
    return protocol;
  }

  public Headers headers() {
    return headers;
  }

  public Connection connection() {
    return connection;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /**
   * Returns {@link System#nanoTime} of the moment it was received, for durations: a wall clock may
   * be set while the request is served. It is when this was made, unless it was given.
   */
  public long receivedNanos() {
    return receivedNanos;
  }

  /**
   * Returns the same request, received at this {@link System#nanoTime}; it remembers nothing yet.
   */
  public CallContext withReceivedNanos(long nanoTime) {
    return new CallContext(
        method, target, endpoint, protocol, headers, connection, receivedAt, nanoTime);
  }

  /**
   * Returns the same request, which came to something beside the MCP endpoint at this path; it
   * remembers nothing yet.
   */
  public CallContext withEndpoint(String path) {
    return new CallContext(
        method, target, path, protocol, headers, connection, receivedAt, receivedNanos);
  }

  /** Returns the same request with other headers; it remembers nothing yet. */
  public CallContext withHeaders(Headers newHeaders) {
    return new CallContext(
        method, target, endpoint, protocol, newHeaders, connection, receivedAt, receivedNanos);
  }

  /**
   * Returns a value that is made of this request: the first call makes it, later calls get the
   * same.
   *
   * @param key names the value; it holds everything else the value is made of
   * @param make makes the value; it may ask for others, and must not wait for another thread
   */
  @SuppressWarnings("unchecked") // Under one key there is what one function made.
  public synchronized <T> T derived(Object key, Function<CallContext, T> make) {
    Object known = derived.get(key);
    if (known != null) {
      return (T) known;
    }
    T made = make.apply(this);
    if (derived.isEmpty()) {
      derived = new HashMap<>();
    }
    derived.put(key, made);
    return made;
  }

  /** Method and names only: target and values may hold secrets. */
  @Override
  public String toString() {
    return method + ", headers " + headers;
  }

  /**
   * The container's view: a valve or filter may have rewritten it from proxy headers. Immutable.
   */
  public static final class Connection {
    /** A plain loopback connection, for calls that came without a network. */
    public static final Connection LOOPBACK = builder().build();

    private final Builder view;

    private Connection(Builder view) {
      this.view = view;
    }

    /** Starts with {@link #LOOPBACK}. */
    public static Builder builder() {
      return new Builder();
    }

    /** Starts with this connection. */
    public Builder toBuilder() {
      return new Builder(view);
    }

    /** Returns {@code http} or {@code https}. */
    public String scheme() {
      return view.scheme;
    }

    /** Returns the host part of the URL that the container believes in. */
    public String serverName() {
      return view.serverName;
    }

    /** Returns the port of the URL that the container believes in. */
    public int serverPort() {
      return view.serverPort;
    }

    /** Returns whether the container calls the request secure. */
    public boolean secure() {
      return view.secure;
    }

    /** Returns the address of the peer, textual. */
    public String remoteAddress() {
      return view.remoteAddress;
    }

    /** Returns the port of the peer, 0 if unknown. */
    public int remotePort() {
      return view.remotePort;
    }

    /** Returns the address that the socket was accepted on. */
    public String localAddress() {
      return view.localAddress;
    }

    /** Returns the port that the socket was accepted on, 0 if unknown. */
    public int localPort() {
      return view.localPort;
    }

    /**
     * Returns the name of the container, such as {@code Apache Tomcat/11.0.2}; empty if it is not
     * known.
     */
    public String container() {
      return view.container;
    }

    /** Returns the name of the user that the container authenticated. */
    public Optional<String> userPrincipal() {
      return view.userPrincipal;
    }

    /** Returns the TLS connection, if the container ends one, and says so. */
    public Optional<TlsSession> tls() {
      return view.tls;
    }

    /** Returns whether this view is known to be made from proxy headers, which may be gone then. */
    public boolean forwardedApplied() {
      return view.forwardedApplied;
    }

    /**
     * Returns the names of the proxy headers that came, and that a filter in front keeps from this
     * server; a container's own valve that removes some leaves no trace here.
     */
    public List<String> hiddenHeaders() {
      return view.hiddenHeaders;
    }

    /** Collects what the container says. Not thread-safe. */
    public static final class Builder {
      private String scheme = "http";
      private String serverName = "localhost";
      private int serverPort = 80;
      private boolean secure;
      private String remoteAddress = "127.0.0.1";
      private int remotePort;
      private String localAddress = "127.0.0.1";
      private int localPort = 80;
      private String container = "";
      private Optional<String> userPrincipal = Optional.empty();
      private Optional<TlsSession> tls = Optional.empty();
      private boolean forwardedApplied;
      private List<String> hiddenHeaders = List.of();

      private Builder() {}

      private Builder(Builder other) {
        scheme = other.scheme;
        serverName = other.serverName;
        serverPort = other.serverPort;
        secure = other.secure;
        remoteAddress = other.remoteAddress;
        remotePort = other.remotePort;
        localAddress = other.localAddress;
        localPort = other.localPort;
        container = other.container;
        userPrincipal = other.userPrincipal;
        tls = other.tls;
        forwardedApplied = other.forwardedApplied;
        hiddenHeaders = other.hiddenHeaders;
      }

      public Builder scheme(String name) {
        scheme = name;
        return this;
      }

      /** Sets {@link Connection#serverName()} and {@link Connection#serverPort()}. */
      public Builder server(String name, int port) {
        serverName = name;
        serverPort = port;
        return this;
      }

      public Builder secure(boolean isSecure) {
        secure = isSecure;
        return this;
      }

      /** Sets {@link Connection#remoteAddress()} and {@link Connection#remotePort()}. */
      public Builder remote(String address, int port) {
        remoteAddress = address;
        remotePort = port;
        return this;
      }

      /** Sets {@link Connection#localAddress()} and {@link Connection#localPort()}. */
      public Builder local(String address, int port) {
        localAddress = address;
        localPort = port;
        return this;
      }

      public Builder container(String name) {
        container = name;
        return this;
      }

      public Builder userPrincipal(String name) {
        userPrincipal = Optional.of(name);
        return this;
      }

      public Builder tls(TlsSession session) {
        tls = Optional.of(session);
        return this;
      }

      public Builder forwardedApplied(boolean isApplied) {
        forwardedApplied = isApplied;
        return this;
      }

      public Builder hiddenHeaders(List<String> names) {
        hiddenHeaders = List.copyOf(names);
        return this;
      }

      public Connection build() {
        return new Connection(new Builder(this));
      }
    }
  }
}

package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.mcp.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address of the caller, as the proxy next to it is said to have seen it.
 *
 * @param address fit to show, at most 200 characters
 * @param source the header it was taken from, the container or the socket
 */
public record ClientAddress(String address, String source) {
  private static final String FORWARDED = "forwarded";
  private static final String X_FORWARDED_FOR = "x-forwarded-for";
  static final String X_REAL_IP = "x-real-ip";
  private static final int LONGEST = 200;
  private static final List<String> OF_VENDORS =
      List.of(
          "cf-connecting-ip", "true-client-ip", "fastly-client-ip", "fly-client-ip", "x-client-ip");

  /** What Cloudflare says where a Worker of another zone asks, whoever asked that. */
  static final Host OF_WORKERS = Host.ofNode("2a06:98c0:3600::103");

  /** Headers that name the client alone, without the proxies behind it. */
  static final List<String> SINGLE =
      Stream.concat(Stream.of(X_REAL_IP), OF_VENDORS.stream()).toList();

  /**
   * Returns the address that Forwarded names, else that of X-Forwarded-For or X-Real-IP, else that
   * of a vendor's header, else the peer of the socket. Anybody can send these headers.
   */
  public static ClientAddress of(CallContext context, Redaction redaction) {
    Optional<ClientAddress> standard = forwarded(context);
    ClientAddress raw =
        standard
            .filter(client -> !isObfuscated(client.address))
            .or(() -> listOrSingle(context))
            .or(() -> firstOf(OF_VENDORS, context))
            .or(() -> standard)
            .orElseGet(() -> ofContainer(context.connection()));
    return raw.shown(redaction);
  }

  /** Returns the peer of the socket, or the address that the container gives as the peer. */
  public static ClientAddress ofPeer(CallContext context, Redaction redaction) {
    return ofContainer(context.connection()).shown(redaction);
  }

  private ClientAddress shown(Redaction redaction) {
    // Redact before the port is cut off: the rest of a secret need not look like one.
    String shown = SafeText.cap(redaction.text(address), LONGEST);
    boolean port = source.equals(FORWARDED);
    String host = port ? Host.withoutPort(shown) : shown;
    return new ClientAddress(redaction.header(X_FORWARDED_FOR, host), source);
  }

  private static ClientAddress ofContainer(CallContext.Connection connection) {
    String source = connection.forwardedApplied() ? "the container, from proxy headers" : "socket";
    return new ClientAddress(connection.remoteAddress(), source);
  }

  private static Optional<ClientAddress> forwardedFor(CallContext context) {
    return context
        .headers()
        .first(X_FORWARDED_FOR)
        .map(FieldList::first)
        .filter(address -> !address.isEmpty())
        .map(address -> new ClientAddress(address, X_FORWARDED_FOR));
  }

  private static Optional<ClientAddress> forwarded(CallContext context) {
    return RequestFacts.of(context)
        .forwarded()
        .first()
        .flatMap(Forwarded.Hop::clientNode)
        .map(node -> new ClientAddress(node, FORWARDED));
  }

  /**
   * A client can put an address before those that proxies add to the list, while the proxy that
   * sets X-Real-IP replaces it. So X-Real-IP counts, unless it is that of an inner proxy.
   */
  private static Optional<ClientAddress> listOrSingle(CallContext context) {
    Optional<ClientAddress> list = forwardedFor(context);
    Optional<ClientAddress> single = firstOf(List.of(X_REAL_IP), context);
    if (list.isEmpty() || single.isEmpty()) {
      return list.or(() -> single);
    }
    if (isObfuscated(list.get().address)) {
      return single;
    }
    Host real = Host.ofNode(single.get().address);
    Host first = Host.ofNode(list.get().address);
    return real.equals(first) || isInner(real, first) ? list : single;
  }

  /** Returns whether the one address is that of a private network, and the other is not. */
  static boolean isInner(Host one, Host other) {
    return one.scope() != HostScope.PUBLIC && other.scope() == HostScope.PUBLIC;
  }

  /** Returns whether it is a name instead of an address (RFC 7239 §6.2, §6.3; Squid, too). */
  static boolean isObfuscated(String node) {
    return node.startsWith("_") || node.equalsIgnoreCase("unknown");
  }

  private static Optional<ClientAddress> firstOf(List<String> names, CallContext context) {
    return names.stream()
        .filter(name -> context.headers().first(name).filter(v -> !v.isBlank()).isPresent())
        .findFirst()
        .flatMap(name -> context.headers().first(name).map(v -> new ClientAddress(v, name)));
  }
}

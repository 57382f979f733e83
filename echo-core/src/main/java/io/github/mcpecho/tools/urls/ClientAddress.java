package io.github.mcpecho.tools.urls;

import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.tools.redaction.Redactor;
import java.util.List;
import java.util.Optional;

/**
 * The address of the caller, as the first hop is said to have seen it.
 *
 * @param address fit to show, at most 200 characters
 * @param source the header it was taken from, the container or the socket
 */
public record ClientAddress(String address, String source) {
  private static final String FORWARDED = "forwarded";
  private static final List<String> SINGLE_VALUES =
      List.of("x-real-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip");

  /**
   * Returns what the first of X-Forwarded-For, Forwarded, X-Real-IP and its likes says, else the
   * peer of the socket. Anybody can send these headers.
   */
  public static ClientAddress of(CallContext context, Redactor redactor) {
    ClientAddress raw =
        forwardedFor(context)
            .or(() -> forwarded(context))
            .or(() -> singleValue(context))
            .orElseGet(() -> ofContainer(context.connection()));
    // A port is cut off only afterwards: what is left of a secret need not look like one.
    String shown = redactor.evidence(raw.address);
    boolean port = raw.source.equals(FORWARDED);
    String address = port ? HostPort.of(shown).host() : shown;
    return new ClientAddress(redactor.address(address), raw.source);
  }

  private static ClientAddress ofContainer(CallContext.Connection connection) {
    String source = connection.forwardedApplied() ? "the container, from proxy headers" : "socket";
    return new ClientAddress(connection.remoteAddress(), source);
  }

  private static Optional<ClientAddress> forwardedFor(CallContext context) {
    return context
        .headers()
        .first("x-forwarded-for")
        .map(ClientAddress::firstOfList)
        .filter(address -> !address.isEmpty())
        .map(address -> new ClientAddress(address, "x-forwarded-for"));
  }

  private static Optional<ClientAddress> forwarded(CallContext context) {
    return Forwarded.of(context.headers()).hops().stream()
        .findFirst()
        .flatMap(hop -> hop.parameter("for"))
        .map(node -> new ClientAddress(node, FORWARDED));
  }

  private static Optional<ClientAddress> singleValue(CallContext context) {
    return SINGLE_VALUES.stream()
        .filter(name -> context.headers().first(name).filter(v -> !v.isBlank()).isPresent())
        .findFirst()
        .flatMap(name -> context.headers().first(name).map(v -> new ClientAddress(v, name)));
  }

  private static String firstOfList(String list) {
    int comma = list.indexOf(',');
    return (comma < 0 ? list : list.substring(0, comma)).strip();
  }
}

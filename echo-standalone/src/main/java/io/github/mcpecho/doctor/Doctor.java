package io.github.mcpecho.doctor;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Walks the way to an MCP server and says where it breaks. Immutable: each method returns a doctor
 * that knows one thing more.
 *
 * <pre>{@code
 * Doctor.of(URI.create("https://mcp.example.com/mcp"))
 *     .header("Authorization", "Bearer " + token)
 *     .direct(URI.create("http://10.0.0.5:3000/mcp"))
 *     .examine()
 *     .assertNoErrors();
 * }</pre>
 *
 * It contacts the URL, the direct URL, and what their metadata names, over https or on loopback. It
 * sends the headers that it is given to the origin they are for and to no other, follows no
 * redirect, reads at most 1 MiB of an answer, and sends at most 150 requests in 30 seconds; what is
 * refused for the moment is sent again, and not counted twice.
 */
public final class Doctor {
  /** What every message of MCP says of itself. */
  private static final Set<String> OF_MESSAGES =
      Stream.of(
              McpHeaderNames.PROTOCOL_VERSION,
              McpHeaderNames.SESSION_ID,
              McpHeaderNames.METHOD,
              McpHeaderNames.NAME,
              "Accept",
              "Content-Type")
          .map(name -> name.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Order order;

  private Doctor(Order order) {
    this.order = order;
  }

  /**
   * Examines this MCP endpoint.
   *
   * @throws IllegalArgumentException unless it is an http or https URL without user and fragment
   */
  public static Doctor of(URI uri) {
    return new Doctor(new Order(endpoint(uri)));
  }

  /**
   * Sends this header with every request to the URL, and nowhere else.
   *
   * @throws IllegalArgumentException if HTTP has no such header, or it is of the connection and the
   *     framing of messages, as {@code Content-Length} is, or it is {@code Host}, which the URL
   *     says
   */
  public Doctor header(String name, String value) {
    if (name.equalsIgnoreCase("Host")) {
      throw new IllegalArgumentException(
          "Host is that of the URL: name the host there, and where to connect with --connect-to"
              + " HOST:PORT");
    }
    return changed(copy -> copy.headers = with(copy.headers, name, value));
  }

  /**
   * Compares with the same server at a URL that goes past the proxies.
   *
   * @throws IllegalArgumentException unless it is an http or https URL without user and fragment
   */
  public Doctor direct(URI uri) {
    return changed(copy -> copy.direct = Optional.of(endpoint(uri)));
  }

  /**
   * Sends this header with every request to the direct URL, and nowhere else; {@code Host} in the
   * place of its own, as the proxies do.
   */
  public Doctor directHeader(String name, String value) {
    return changed(copy -> copy.directHeaders = with(copy.directHeaders, name, value));
  }

  /**
   * Also asks as a web page of this origin does.
   *
   * @throws IllegalArgumentException unless it is written as browsers do: {@code
   *     https://app.example.com}
   */
  public Doctor origin(String origin) {
    if (!Origin.isSerialized(origin)) {
      throw new IllegalArgumentException("An origin is like https://app.example.com");
    }
    return changed(copy -> copy.origin = Optional.of(origin));
  }

  /** Connects to this address as if the name of the URL's host led there. */
  public Doctor connectTo(InetSocketAddress address) {
    return changed(copy -> copy.connectTo = Optional.of(address));
  }

  /** Trusts these certificates, in place of those that Java does. */
  public Doctor trusting(SSLContext context) {
    return changed(copy -> copy.trust = Optional.of(context));
  }

  /**
   * Also looks for how long a stream may be silent, and how long it may last, each up to this time.
   *
   * @throws IllegalArgumentException if it is zero, negative, or longer than ten minutes
   */
  public Doctor idle(Duration longest) {
    return changed(copy -> copy.idle = bounded(longest));
  }

  /**
   * Ends after this time, {@link #idle} not counted; 30 seconds unless it is said.
   *
   * @throws IllegalArgumentException if it is zero, negative, or longer than ten minutes
   */
  public Doctor timeout(Duration whole) {
    return changed(copy -> copy.timeout = bounded(whole));
  }

  /** Sends 20 requests at most. */
  public Doctor quick() {
    return changed(copy -> copy.quick = true);
  }

  /** Contacts nobody but the URL and the direct URL. */
  public Doctor withoutDiscovery() {
    return changed(copy -> copy.discovery = false);
  }

  /** Looks at these legs only, and whether anybody is reached: after a repair. */
  public Doctor only(Leg first, Leg... others) {
    return changed(copy -> copy.legs = EnumSet.of(first, others));
  }

  /** Returns whom it will contact, for people. */
  public List<String> contacts() {
    var contacts = new ArrayList<String>();
    Shown shown = Shown.of(order);
    contacts.add(shown.url(order.uri.toString()));
    order.direct.map(URI::toString).map(shown::url).ifPresent(contacts::add);
    if (order.discovery) {
      boolean isAlone = order.direct.isEmpty();
      boolean isBare = order.headers.isEmpty() && order.directHeaders.isEmpty();
      contacts.add(
          "what "
              + (isAlone ? "its" : "their")
              + " metadata names, over https or on loopback"
              + (isBare ? "" : ", without your headers"));
    }
    return contacts;
  }

  /**
   * Examines the way; this takes some seconds, and no longer than the time set.
   *
   * @throws IllegalStateException if nothing of a leg that {@link #only} names can be looked at,
   *     for want of what this doctor was not given
   */
  public Diagnosis examine() {
    return examine(step -> {});
  }

  /**
   * Examines the way, as {@link #examine()} does.
   *
   * @param progress is told what is being looked at
   */
  public Diagnosis examine(Consumer<String> progress) {
    return new Rounds(order, progress).walk();
  }

  /** Returns a doctor with another order, in what no user asks for too. */
  Doctor changed(Consumer<Order> change) {
    Order copy = order.copy();
    change.accept(copy);
    return new Doctor(copy);
  }

  private static URI endpoint(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("A port is between 1 and 65535");
    }
    if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "The URL of an MCP endpoint is like https://mcp.example.com/mcp, without user and"
              + " fragment");
    }
    return uri;
  }

  private static List<Header> with(List<Header> headers, String name, String value) {
    boolean printable = value.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7F);
    if (!Token.is(name) || !printable) {
      throw new IllegalArgumentException(
          "A header has a name of letters, digits and hyphens, and a value on one line");
    }
    if (OF_MESSAGES.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The doctor says itself what its messages are, and of which revision and session");
    }
    if (HeaderCatalogue.find(name).isHopByHop() || name.equalsIgnoreCase("Content-Length")) {
      throw new IllegalArgumentException(
          "The doctor says itself how a message is framed, and what becomes of its connection");
    }
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value.strip()));
    return List.copyOf(more);
  }

  private static Duration bounded(Duration time) {
    if (time.isZero()) {
      throw new IllegalArgumentException("In no time nothing can be looked at");
    }
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A time is between 0 and 10 minutes");
    }
    return time;
  }
}

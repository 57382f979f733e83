package io.github.mcpecho.doctor;

import io.github.mcpecho.doctor.exchange.Bounds;
import io.github.mcpecho.doctor.exchange.Contacts;
import io.github.mcpecho.doctor.exchange.Names;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** What a doctor is asked to do. Changed only in a copy that nobody else has seen. */
final class Order implements Cloneable {
  private static final int REQUESTS = 150;
  private static final int QUICK_REQUESTS = 20;
  private static final int MOST_BYTES = 1024 * 1024;

  URI uri;
  List<Header> headers = List.of();
  Optional<URI> direct = Optional.empty();
  List<Header> directHeaders = List.of();
  Optional<String> origin = Optional.empty();
  Optional<InetSocketAddress> connectTo = Optional.empty();
  Optional<SSLContext> trust = Optional.empty();
  Duration idle = Duration.ZERO;
  Duration timeout = Duration.ofSeconds(30);
  boolean quick;
  boolean discovery = true;

  /** All of them, if none is named. */
  Set<Leg> legs = EnumSet.noneOf(Leg.class);

  Names names = InetAddress::getAllByName;
  Waits waits = Waits.USUAL;

  /** For one answer. */
  Duration patience = Duration.ofSeconds(8);

  /** Who takes longer for each answer is asked for several at once. */
  Duration leisurely = Duration.ofMillis(100);

  /** Before a request that was refused for the moment is sent again. */
  Duration pause = Duration.ofMillis(500);

  Order(URI uri) {
    this.uri = uri;
  }

  Order copy() {
    try {
      return (Order) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("It is Cloneable", e);
    }
  }

  /** Returns the order for the same server past the proxies, if there is a URL for it. */
  Optional<Order> past() {
    return direct.map(
        there -> {
          Order past = copy();
          past.uri = there;
          past.headers = directHeaders;
          past.direct = Optional.empty();
          return past;
        });
  }

  Bounds bounds() {
    return new Bounds(
        quick ? QUICK_REQUESTS : REQUESTS,
        timeout.plus(idle.multipliedBy(2)),
        patience,
        pause,
        MOST_BYTES);
  }

  Contacts contacts() {
    Map<Origin, List<Header>> given = new HashMap<>();
    direct.flatMap(Contacts::origin).ifPresent(there -> given.put(there, directHeaders));
    Contacts.origin(uri).ifPresent(there -> given.put(there, headers));
    return new Contacts(given, connectTo, discovery);
  }

  /** Returns the credential that is sent to the URL, if one is given for it. */
  Optional<String> authorization() {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase("Authorization"))
        .map(Header::value)
        .findFirst();
  }

  /** Returns the names and values of all that the user gave and nobody else is to see. */
  List<Map.Entry<String, String>> secrets() {
    return Stream.concat(headers.stream(), directHeaders.stream())
        .map(header -> Map.entry(header.name(), header.value()))
        .toList();
  }
}

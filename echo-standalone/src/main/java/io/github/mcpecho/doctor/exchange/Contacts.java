package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom the doctor may contact, and what it may tell them: those that the user named, with the
 * headers that were given for each; and what their metadata names, with none.
 *
 * @param given headers for each origin that the user named
 * @param connectTo where the host of the URL is, instead of where its name says
 * @param discovery whether others may be contacted at all
 */
public record Contacts(
    Map<Origin, List<Header>> given, Optional<InetSocketAddress> connectTo, boolean discovery) {
  public Contacts {
    given = Map.copyOf(given);
  }

  /** Returns the origin of a URL. */
  public static Optional<Origin> origin(URI uri) {
    return uri.getScheme() == null || uri.getRawAuthority() == null
        ? Optional.empty()
        : Authority.parse(uri.getRawAuthority())
            .map(authority -> Origin.of(uri.getScheme(), authority));
  }

  /** Returns what the user gave for the origin of this URL. */
  List<Header> headers(URI uri) {
    return origin(uri).map(origin -> given.getOrDefault(origin, List.of())).orElse(List.of());
  }

  /** Returns whether a header tells who the caller is. */
  static boolean isCredential(Header header) {
    return HeaderCatalogue.find(header.name()).category() == HeaderCategory.AUTHENTICATION
        || HeaderCatalogue.find(header.name()).disclosure() == Disclosure.SECRET;
  }

  boolean isNamed(URI uri) {
    return origin(uri).filter(given::containsKey).isPresent();
  }

  /** Returns why a URL that metadata names is not contacted, whatever its address. */
  Optional<String> objection(URI uri) {
    if (isNamed(uri)) {
      return Optional.empty();
    }
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    return !discovery
        ? Optional.of("discovery is switched off")
        : !secure && Host.ofNode(uri.getHost()).scope() != HostScope.LOOPBACK
            ? Optional.of("not https")
            : Optional.empty();
  }

  /**
   * Returns why a URL that metadata names is not contacted at this address. It may lead outside
   * from within, but not inside from without: whoever wrote the metadata would choose what of this
   * network the doctor talks to.
   *
   * @param home the address of the URL that the user named
   */
  static Optional<String> objection(InetAddress address, InetAddress home) {
    InetAddress meant = SpecialAddresses.meant(address);
    return SpecialAddresses.has(meant) || scope(meant).compareTo(scope(home)) < 0
        ? Optional.of("the address " + address.getHostAddress() + " is not for others")
        : Optional.empty();
  }

  private static HostScope scope(InetAddress address) {
    return Host.ofNode(address.getHostAddress()).scope();
  }
}

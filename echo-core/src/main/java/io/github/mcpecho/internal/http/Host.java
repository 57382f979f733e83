package io.github.mcpecho.internal.http;

import io.github.mcpecho.internal.uri.Percent;
import java.util.Locale;
import java.util.Optional;

/**
 * A host: a name or an IP address, in one form, so that equal hosts are equal.
 *
 * @param node a name in lower case, or an address; an IPv6 address in the form of RFC 5952, without
 *     brackets
 */
public record Host(String node) {
  /** The longest name of the DNS (RFC 1035 §2.3.4). */
  private static final int LONGEST_NAME = 253;

  private static final int LONGEST_LABEL = 63;

  /**
   * Reads a host as URIs write it (RFC 3986 §3.2.2): an IPv6 address in brackets, no zone, nothing
   * percent-encoded. An IPv4 address that is written as an IPv6 one is another host, as it is to
   * browsers.
   */
  static Optional<Host> parse(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") && text.indexOf(':') > 0
          ? IpAddress.parse(bare(text)).map(address -> new Host(address.toString()))
          : Optional.empty();
    }
    return isName(text) ? Optional.of(new Host(text.toLowerCase(Locale.ROOT))) : Optional.empty();
  }

  /**
   * Reads a host as containers and proxies name a node (RFC 7239 §6): an IPv6 address with or
   * without brackets, perhaps with a zone, all of it perhaps with a port. An IPv4 address that is
   * written as an IPv6 one (RFC 4291 §2.5.5.2) is the former. Any other text is a name.
   */
  public static Host ofNode(String node) {
    String bare = bare(withoutPort(node.strip()).toLowerCase(Locale.ROOT));
    int percent = bare.indexOf('%');
    String zone = percent < 0 ? "" : bare.substring(percent);
    return IpAddress.parse(bare.substring(0, bare.length() - zone.length()))
        .map(address -> new Host(address.unmapped() + zone))
        .orElseGet(() -> new Host(bare));
  }

  /** Returns whether a node, as {@link #ofNode} reads it, is an IP address. */
  public static boolean isAddressOfNode(String node) {
    String bare = bare(withoutPort(node.strip()));
    int zone = bare.indexOf('%');
    return IpAddress.parse(zone < 0 ? bare : bare.substring(0, zone)).isPresent();
  }

  /** Returns a node as it was written, without its port. */
  public static String withoutPort(String node) {
    int colon = node.lastIndexOf(':');
    boolean behindHost =
        node.startsWith("[") ? colon == node.indexOf(']') + 1 : colon == node.indexOf(':');
    return colon >= 0 && behindHost && Authority.isPort(node.substring(colon + 1))
        ? node.substring(0, colon)
        : node;
  }

  /** Returns the host as URIs write it: an IPv6 address in brackets. */
  public String text() {
    return node.indexOf(':') < 0 ? node : "[" + node + "]";
  }

  public boolean isAddress() {
    return address().isPresent();
  }

  /** Returns whether it is an IP address of this machine alone. */
  public boolean isLoopbackAddress() {
    return address().filter(IpAddress::isLoopback).isPresent();
  }

  public HostScope scope() {
    return address().map(HostScope::ofAddress).orElseGet(() -> HostScope.ofName(node));
  }

  /** Returns whether services of one cluster or cloud call each other by such a name. */
  public boolean isNameInCluster() {
    return !isAddress() && HostScope.isOfCluster(node);
  }

  private Optional<IpAddress> address() {
    int zone = node.indexOf('%');
    return IpAddress.parse(zone < 0 ? node : node.substring(0, zone));
  }

  private static String bare(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  /**
   * Returns whether the DNS can have this name (RFC 1034 §3.5, RFC 1123 §2.1): each label has 1 to
   * 63 characters and a hyphen at neither end, and one dot may stand at the end of all. An
   * underscore is not looked at: services inside have some. An IPv6 address has no labels.
   */
  public static boolean hasLabels(String text) {
    if (text.startsWith("[")) {
      return true;
    }
    int end = text.endsWith(".") ? text.length() - 1 : text.length();
    int begin = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || text.charAt(i) == '.') {
        boolean isLabel =
            i > begin
                && i - begin <= LONGEST_LABEL
                && text.charAt(begin) != '-'
                && text.charAt(i - 1) != '-';
        if (!isLabel) {
          return false;
        }
        begin = i + 1;
      }
    }
    return true;
  }

  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Percent.UNRESERVED.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_NAME;
  }

  @Override
  public String toString() {
    return text();
  }
}

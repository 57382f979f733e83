package io.github.mcpecho.diagnosis.urls;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * A host with perhaps a port, as in Host and X-Forwarded-Host.
 *
 * @param host as it came; an IPv6 address in brackets, unless somebody left them out
 */
record HostPort(String host, OptionalInt port) {
  private static final int MAX_HOST = 255;

  static HostPort of(String text) {
    String value = text.strip();
    int colon = value.lastIndexOf(':');
    boolean bracketed = value.startsWith("[");
    boolean bareIpv6 = !bracketed && value.indexOf(':') != colon;
    if (colon < 0 || bareIpv6 || (bracketed && colon < value.indexOf(']'))) {
      return new HostPort(value, OptionalInt.empty());
    }
    OptionalInt port = port(value.substring(colon + 1));
    return port.isPresent()
        ? new HostPort(value.substring(0, colon), port)
        : new HostPort(value, OptionalInt.empty());
  }

  /** Returns the number of a port, empty if the text is none. */
  static OptionalInt port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= 65_535 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** Returns the host as URLs write it: in lower case, an IPv6 address shortest and in brackets. */
  String canonical() {
    String node = node();
    return node.indexOf(':') >= 0 ? "[" + node + "]" : node;
  }

  /** Returns the host to compare it by: in lower case, an IPv6 address shortest and bare. */
  String node() {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean bracketed = lower.startsWith("[") && lower.endsWith("]");
    return Ipv6.shortest(bracketed ? lower.substring(1, lower.length() - 1) : lower);
  }

  /** Returns whether the host has only characters that a host can have. */
  boolean isValid() {
    if (host.isEmpty() || host.length() > MAX_HOST) {
      return false;
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String inner = bracketed ? host.substring(1, host.length() - 1) : host;
    String allowed = bracketed ? ":." : "-._";
    return !inner.isEmpty()
        && inner
            .chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || allowed.indexOf(c) >= 0);
  }
}

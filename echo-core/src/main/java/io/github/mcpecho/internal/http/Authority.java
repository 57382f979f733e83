package io.github.mcpecho.internal.http;

import java.util.Optional;
import java.util.OptionalInt;

/** Host and optional port, as in a {@code Host} header (RFC 9110 §7.2). */
public record Authority(Host host, OptionalInt port) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  /** Returns nothing if the text is not {@code host} or {@code host:port}. */
  public static Optional<Authority> parse(String text) {
    int colon = text.indexOf(':', text.indexOf(']') + 1);
    if (colon < 0) {
      return Host.parse(text).map(host -> new Authority(host, OptionalInt.empty()));
    }
    String digits = text.substring(colon + 1);
    return isPort(digits)
        ? Host.parse(text.substring(0, colon)).map(host -> new Authority(host, number(digits)))
        : Optional.empty();
  }

  /** Returns whether the text is {@code host} or {@code host:port}. */
  public static boolean isOne(String text) {
    return Host.isName(text) || parse(text).isPresent();
  }

  /** Returns the port that is written here, nothing if none is. */
  public static OptionalInt port(String digits) {
    return isPort(digits) ? number(digits) : OptionalInt.empty();
  }

  /** The digits may be missing: {@code host:} is valid (RFC 3986 §3.2.3). */
  static boolean isPort(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return digits.length() <= MAX_PORT_DIGITS && number(digits).orElse(0) <= MAX_PORT;
  }

  private static OptionalInt number(String digits) {
    return digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }

  /** Returns whether the other has this host, and this port unless none is given here. */
  public boolean covers(Authority other) {
    return host.equals(other.host) && (port.isEmpty() || port.equals(other.port));
  }

  @Override
  public String toString() {
    return host + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}

package io.github.mcpecho.servlet;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Host and optional port, as in a {@code Host} header (RFC 9110 §7.2).
 *
 * @param host in lower case; an IPv6 address stands in brackets
 */
record Authority(String host, OptionalInt port) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;
  private static final int MAX_NAME = 253;
  private static final int MAX_ADDRESS = 47;
  private static final String ADDRESS_CHARACTERS = "0123456789abcdefABCDEF:.";
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** Returns nothing if the text is not {@code host} or {@code host:port}. */
  static Optional<Authority> parse(String text) {
    int end = text.startsWith("[") ? endOfAddress(text) : endOfName(text);
    if (end < 0) {
      return Optional.empty();
    }
    String host = text.substring(0, end).toLowerCase(Locale.ROOT);
    if (end == text.length()) {
      return Optional.of(new Authority(host, OptionalInt.empty()));
    }
    return text.charAt(end) == ':' ? withPort(host, text.substring(end + 1)) : Optional.empty();
  }

  private static int endOfName(String text) {
    int end = 0;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return end == 0 || end > MAX_NAME ? -1 : end;
  }

  /** An IPv6 address is one by its characters here; nothing connects to it. */
  private static int endOfAddress(String text) {
    int end = text.indexOf(']') + 1;
    if (end < "[::]".length() || end > MAX_ADDRESS) {
      return -1;
    }
    for (int i = 1; i < end - 1; i++) {
      if (ADDRESS_CHARACTERS.indexOf(text.charAt(i)) < 0) {
        return -1;
      }
    }
    return end;
  }

  private static boolean isNameCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "._~-".indexOf(c) >= 0;
  }

  /** The digits may be missing: {@code host:} is valid (RFC 3986 §3.2.3). */
  private static Optional<Authority> withPort(String host, String digits) {
    if (digits.length() > MAX_PORT_DIGITS || !isNumber(digits)) {
      return Optional.empty();
    }
    OptionalInt port =
        digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    return port.orElse(0) > MAX_PORT ? Optional.empty() : Optional.of(new Authority(host, port));
  }

  private static boolean isNumber(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the name can only mean this machine. */
  boolean isLoopback() {
    return host.equals("localhost")
        || host.equals("127.0.0.1")
        || host.equals("[::1]")
        || host.startsWith("127.") && LOOPBACK_ADDRESS.matcher(host).matches();
  }

  /** Returns whether the other has this host, and this port unless none is given here. */
  boolean covers(Authority other) {
    return host.equals(other.host) && (port.isEmpty() || port.equals(other.port));
  }
}

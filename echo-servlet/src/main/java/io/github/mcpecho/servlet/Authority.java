package io.github.mcpecho.servlet;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and optional port, as in a {@code Host} header (RFC 9110 §7.2).
 *
 * @param host in lower case; an IPv6 address stands in brackets
 */
record Authority(String host, OptionalInt port) {
  private static final int MAX_PORT = 65_535;
  private static final Pattern SYNTAX =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._~-]{1,253})(?::([0-9]{0,5}))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|\\[::1]|127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** Returns nothing if the text is not {@code host} or {@code host:port}. */
  static Optional<Authority> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(2) == null ? "" : matcher.group(2);
    OptionalInt port =
        digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    return port.orElse(0) > MAX_PORT
        ? Optional.empty()
        : Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
  }

  /** Returns whether the name can only mean this machine. */
  boolean isLoopback() {
    return LOOPBACK.matcher(host).matches();
  }

  /** Returns whether the other has this host, and this port unless none is given here. */
  boolean covers(Authority other) {
    return host.equals(other.host) && (port.isEmpty() || port.equals(other.port));
  }
}

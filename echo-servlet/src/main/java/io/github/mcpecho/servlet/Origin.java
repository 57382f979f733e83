package io.github.mcpecho.servlet;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web origin (RFC 6454 §6.2).
 *
 * @param scheme in lower case
 * @param authority with the port spelled out if the scheme has a default one
 */
record Origin(String scheme, Authority authority) {
  private static final Pattern SYNTAX = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.+)");

  /** Returns nothing if the text is not {@code scheme://host} or {@code scheme://host:port}. */
  static Optional<Origin> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    return Authority.parse(matcher.group(2))
        .map(authority -> new Origin(scheme, withDefaultPort(scheme, authority)));
  }

  private static Authority withDefaultPort(String scheme, Authority authority) {
    if (authority.port().isPresent()) {
      return authority;
    }
    return switch (scheme) {
      case "http" -> new Authority(authority.host(), OptionalInt.of(80));
      case "https" -> new Authority(authority.host(), OptionalInt.of(443));
      default -> authority;
    };
  }
}

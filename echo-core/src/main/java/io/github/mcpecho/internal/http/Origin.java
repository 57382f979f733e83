package io.github.mcpecho.internal.http;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A web origin (RFC 6454 §4).
 *
 * @param scheme in lower case
 * @param authority with a port if one is given or the scheme has a default one
 */
public record Origin(String scheme, Authority authority) {
  /** How browsers write an opaque origin, which is no other's equal (RFC 6454 §6.2). */
  public static final String OPAQUE = "null";

  private static final String SEPARATOR = "://";
  private static final int LONGEST = 300;

  /** Returns nothing if the text is not {@code scheme://host} or {@code scheme://host:port}. */
  public static Optional<Origin> parse(String text) {
    int end = text.indexOf(SEPARATOR);
    return end < 0 || !isScheme(text.substring(0, end))
        ? Optional.empty()
        : Authority.parse(text.substring(end + SEPARATOR.length()))
            .map(authority -> of(text.substring(0, end), authority));
  }

  /** Returns nothing if the text is no URL of this form, or names a user. */
  public static Optional<Origin> ofUrl(String url) {
    int authority = url.indexOf(SEPARATOR) + SEPARATOR.length();
    int end = authority;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return parse(url.substring(0, Math.min(end, url.length())));
  }

  public static Origin of(String scheme, Authority authority) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return new Origin(
        lower,
        authority.port().isPresent()
            ? authority
            : new Authority(authority.host(), defaultPort(lower)));
  }

  /** Returns whether the text is an origin in the form in which browsers send it. */
  public static boolean isSerialized(String text) {
    return text.length() <= LONGEST
        && parse(text).filter(origin -> text.equals(origin.toString())).isPresent();
  }

  /** Returns whether it is one of a server, and not of an extension or an application. */
  public boolean isOfHttp() {
    return defaultPort(scheme).isPresent();
  }

  /** Returns the port of URLs with this scheme that name none (RFC 9110 §4.2). */
  public static OptionalInt defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> OptionalInt.of(80);
      case "https" -> OptionalInt.of(443);
      default -> OptionalInt.empty();
    };
  }

  /** Returns the port, nothing if it is the default one of the scheme. */
  public OptionalInt explicitPort() {
    return authority.port().equals(defaultPort(scheme)) ? OptionalInt.empty() : authority.port();
  }

  /** Returns the serialization (RFC 6454 §6.2): without a default port. */
  @Override
  public String toString() {
    OptionalInt port = explicitPort();
    return port.isPresent()
        ? scheme + SEPARATOR + authority.host() + ":" + port.getAsInt()
        : scheme + SEPARATOR + authority.host();
  }

  /** RFC 3986 §3.1. */
  private static boolean isScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && (i == 0 || !(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

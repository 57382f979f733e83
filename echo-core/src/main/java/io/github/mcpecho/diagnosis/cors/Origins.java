package io.github.mcpecho.diagnosis.cors;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serialized origins (RFC 6454 §6.2): compared letter by letter, and explained when they differ.
 */
final class Origins {
  private static final int LONGEST = 300;
  private static final Pattern SERIALIZED =
      Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  private Origins() {}

  static boolean isSerialized(String origin) {
    return origin.length() <= LONGEST && SERIALIZED.matcher(origin).matches();
  }

  /** Returns whether the origin has the host and port of a Host header. */
  static boolean isHost(String origin, String host) {
    return isSerialized(origin)
        && withoutDefaultPort(origin)
            .equalsIgnoreCase(
                withoutDefaultPort(origin.substring(0, origin.indexOf("://") + 3) + host.strip()));
  }

  /** Returns the origin that somebody meant who wrote a URL, or a host alone. */
  static Optional<String> meantBy(String text) {
    String trimmed = text.strip();
    String url = trimmed.contains("://") ? trimmed : "https://" + trimmed;
    try {
      var uri = new URI(url);
      if (uri.getHost() == null || uri.getRawUserInfo() != null || trimmed.length() > LONGEST) {
        return Optional.empty();
      }
      String host = uri.getHost();
      if (host.indexOf('.') < 0 && !host.equalsIgnoreCase("localhost") && !host.startsWith("[")) {
        return Optional.empty();
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String origin = (uri.getScheme() + "://" + host + port).toLowerCase(Locale.ROOT);
      return Optional.of(withoutDefaultPort(origin)).filter(Origins::isSerialized);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns why two different texts are not the same origin. */
  static String difference(String allowed, String origin) {
    if (allowed.indexOf(',') >= 0 || allowed.indexOf(' ') >= 0) {
      return "a list; the header takes one origin";
    }
    if (allowed.equals(origin + "/")) {
      return "a slash at the end";
    }
    if (allowed.equalsIgnoreCase(origin)) {
      return "upper and lower case";
    }
    if (withoutDefaultPort(allowed).equals(origin)) {
      return "the default port, which an origin leaves out";
    }
    try {
      var left = new URI(allowed);
      var right = new URI(origin);
      if (left.getHost() == null || !left.getHost().equals(right.getHost())) {
        return "another host";
      }
      if (left.getPath() != null && !left.getPath().isEmpty()) {
        return "a path, which an origin does not have";
      }
      return left.getPort() == right.getPort() ? "another scheme" : "another port";
    } catch (URISyntaxException e) {
      return "no origin at all";
    }
  }

  private static String withoutDefaultPort(String origin) {
    String port = origin.startsWith("https://") ? ":443" : ":80";
    return origin.endsWith(port) ? origin.substring(0, origin.length() - port.length()) : origin;
  }
}

package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.mcp.Authorization;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL at which this endpoint may be known, in canonical form: scheme and host in lower case, an
 * IPv6 address in brackets and in its shortest form, no default port.
 *
 * @param port 0 if it is the scheme's default
 * @param path starts with a slash, and holds only what a path can hold
 */
record ExternalUrl(String scheme, String host, int port, String path) {
  static ExternalUrl of(String scheme, HostPort host, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int port = host.port().orElse(0);
    return new ExternalUrl(
        lower,
        host.canonical(),
        port == defaultPort(lower) ? 0 : port,
        path.isEmpty() ? "/" : escaped(path));
  }

  /** Reads an absolute http or https URL; its query and fragment are dropped. */
  static Optional<ExternalUrl> parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (!ProxyHeaders.isWebScheme(scheme)
          || uri.getHost() == null
          || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      return Optional.of(of(scheme, HostPort.of(uri.getRawAuthority()), uri.getRawPath()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  String origin() {
    return scheme + "://" + host + (port == 0 ? "" : ":" + port);
  }

  /**
   * Returns the resource identifier (RFC 8707 §2) in the form that MCP clients are told to prefer:
   * no trailing slash.
   */
  String resource() {
    return origin() + resourcePath();
  }

  /** Returns where the metadata of this very resource is (RFC 9728 §3.1). */
  String metadata() {
    return origin() + Authorization.METADATA_PATH + resourcePath();
  }

  /** Returns where clients look next: the metadata of the whole host. */
  String rootMetadata() {
    return origin() + Authorization.METADATA_PATH;
  }

  String resourcePath() {
    return resourcePath(path);
  }

  /** Returns the path as resource identifiers have it: with no slash at the end. */
  static String resourcePath(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Returns the path with everything escaped that no path holds (RFC 3986 §3.3). */
  private static String escaped(String path) {
    if (path.chars().allMatch(ExternalUrl::isPathCharacter)) {
      return path;
    }
    var escaped = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (isPathCharacter(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return escaped.toString();
  }

  private static boolean isPathCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c > 0 && "-._~!$&'()*+,;=:@/%".indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return origin() + path;
  }
}

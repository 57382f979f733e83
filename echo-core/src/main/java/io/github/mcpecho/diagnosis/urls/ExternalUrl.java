package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.mcp.Authorization;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A URL at which this endpoint may be known, in canonical form.
 *
 * @param path starts with a slash, and holds only what a path can hold
 */
record ExternalUrl(Origin origin, String path) {

  static ExternalUrl of(String scheme, Authority authority, String path) {
    var node = new Authority(Host.ofNode(authority.host().text()), authority.port());
    return new ExternalUrl(Origin.of(scheme, node), path.isEmpty() ? "/" : escaped(path));
  }

  /** Reads an absolute http or https URL; its query and fragment are dropped. */
  static Optional<ExternalUrl> parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("https") || scheme.equals("http")) && uri.getRawAuthority() != null
          ? Authority.parse(uri.getRawAuthority())
              .map(authority -> of(scheme, authority, uri.getRawPath()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  String scheme() {
    return origin.scheme();
  }

  Host host() {
    return origin.authority().host();
  }

  /** Returns the port, nothing if it is the scheme's default. */
  OptionalInt port() {
    return origin.explicitPort();
  }

  /**
   * Returns the resource identifier (RFC 8707 §2) in the form that MCP clients are told to prefer:
   * no trailing slash.
   */
  String resource() {
    return origin + resourcePath();
  }

  /** Returns whether a text is the resource identifier, at https or at http. */
  boolean isResourceButForScheme(String text) {
    return text.startsWith("http")
        && text.endsWith(resource().substring(scheme().length()))
        && parse(text).filter(url -> url.host().equals(host())).isPresent();
  }

  /** Returns where the metadata of this very resource is (RFC 9728 §3.1). */
  String metadata() {
    return rootMetadata() + resourcePath();
  }

  /** Returns where clients look next: the metadata of the whole host. */
  String rootMetadata() {
    return origin + Authorization.METADATA_PATH;
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
    if (isPath(path)) {
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

  private static boolean isPath(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPathCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPathCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c > 0 && "-._~!$&'()*+,;=:@/%".indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return origin + path;
  }
}

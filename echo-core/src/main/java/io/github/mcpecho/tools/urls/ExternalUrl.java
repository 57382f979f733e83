package io.github.mcpecho.tools.urls;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL at which this endpoint may be known, in canonical form: scheme and host in lower case, an
 * IPv6 address in brackets and in its shortest form, no default port.
 *
 * @param port 0 if it is the scheme's default
 * @param path starts with a slash
 */
record ExternalUrl(String scheme, String host, int port, String path) {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  static ExternalUrl of(String scheme, HostPort host, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int port = host.port().orElse(0);
    return new ExternalUrl(
        lower,
        host.canonical(),
        port == defaultPort(lower) ? 0 : port,
        path.isEmpty() ? "/" : path);
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
    return origin() + WELL_KNOWN + resourcePath();
  }

  /** Returns where clients look next: the metadata of the whole host. */
  String rootMetadata() {
    return origin() + WELL_KNOWN;
  }

  private String resourcePath() {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public String toString() {
    return origin() + path;
  }
}

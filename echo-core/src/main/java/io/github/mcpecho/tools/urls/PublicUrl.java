package io.github.mcpecho.tools.urls;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The URL that the operator says clients use, if the operator says so. Immutable. */
public final class PublicUrl {
  /** Nothing is configured: the request has to tell. */
  public static final PublicUrl UNKNOWN = new PublicUrl(Optional.empty());

  private final Optional<ExternalUrl> url;

  private PublicUrl(Optional<ExternalUrl> url) {
    this.url = url;
  }

  /**
   * Returns the configured URL of the MCP endpoint, such as {@code https://mcp.example.com/mcp}.
   *
   * @throws IllegalArgumentException unless it is an absolute http or https URL without user info,
   *     query and fragment
   */
  public static PublicUrl of(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (web && plain && uri.getHost() != null) {
        HostPort host = HostPort.of(uri.getRawAuthority());
        return new PublicUrl(Optional.of(ExternalUrl.of(uri.getScheme(), host, uri.getRawPath())));
      }
    } catch (URISyntaxException e) {
      // Said below; the exception would quote the text, which may hold a password.
    }
    throw new IllegalArgumentException(
        "A public URL is like https://mcp.example.com/mcp, without user, query and fragment");
  }

  Optional<ExternalUrl> url() {
    return url;
  }
}

package io.github.mcpecho.diagnosis.urls;

import java.util.Optional;

/** The URL that clients use, if the operator configured it. Immutable. */
public final class PublicUrl {
  /** None is configured: the request has to tell. */
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
    Optional<ExternalUrl> url = ExternalUrl.parse(text);
    if (url.isPresent() && text.indexOf('?') < 0 && text.indexOf('#') < 0) {
      return new PublicUrl(url);
    }
    throw new IllegalArgumentException(
        "A public URL is like https://mcp.example.com/mcp, without user, query and fragment");
  }

  public boolean isKnown() {
    return url.isPresent();
  }

  Optional<ExternalUrl> url() {
    return url;
  }
}

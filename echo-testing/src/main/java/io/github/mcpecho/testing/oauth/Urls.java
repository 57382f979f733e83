package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.Authorization;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URLs of a server: the endpoint is the resource, its origin issues the tokens.
 *
 * @param endpoint the MCP endpoint
 * @param issuerPath what comes after the origin in the identifier of the issuer; mostly nothing
 * @param serverPath what comes before the paths of the authorization server's endpoints; mostly
 *     nothing
 */
record Urls(URI endpoint, String issuerPath, String serverPath) {
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z]+://[^/?#]*");

  Urls(URI endpoint) {
    this(endpoint, "", "");
  }

  String resource() {
    return endpoint.toString();
  }

  String origin() {
    return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
  }

  String issuer() {
    return origin() + issuerPath;
  }

  /**
   * Returns what an assertion for the issuer may have for an audience: a slash may be behind it.
   */
  List<String> audiences() {
    return List.of(issuer(), issuer() + "/");
  }

  /**
   * Returns where RFC 9728 metadata of the endpoint is: the suffix comes before its path (§3.1).
   */
  String metadataPath() {
    String path = endpoint.getRawPath();
    return path.equals("/") ? Authorization.METADATA_PATH : Authorization.METADATA_PATH + path;
  }

  /** Returns the path of an endpoint of the authorization server, such as {@code /token}. */
  String serverPath(String name) {
    return serverPath + name;
  }

  /** Scheme and host have no case (RFC 3986 §6.2.2.1). */
  static String withOriginInLowerCase(String url) {
    Matcher origin = ORIGIN.matcher(url);
    return origin.lookingAt()
        ? origin.group().toLowerCase(Locale.ROOT) + url.substring(origin.end())
        : url;
  }

  String at(String path) {
    return origin() + path;
  }
}

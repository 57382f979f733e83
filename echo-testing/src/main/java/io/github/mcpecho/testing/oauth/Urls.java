package io.github.mcpecho.testing.oauth;

import java.net.URI;

/**
 * The URLs of a server: the endpoint is the resource, its origin issues the tokens.
 *
 * @param endpoint the MCP endpoint
 * @param issuerPath what comes after the origin in the identifier of the issuer; mostly nothing
 */
record Urls(URI endpoint, String issuerPath) {
  /** Where RFC 9728 metadata is, for a resource without a path. */
  static final String ROOT_METADATA = "/.well-known/oauth-protected-resource";

  Urls(URI endpoint) {
    this(endpoint, "");
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
   * Returns where RFC 9728 metadata of the endpoint is: the suffix comes before its path (§3.1).
   */
  String metadataPath() {
    String path = endpoint.getRawPath();
    return path.equals("/") ? ROOT_METADATA : ROOT_METADATA + path;
  }

  /** Returns the URL of a path on this server. */
  String at(String path) {
    return origin() + path;
  }
}

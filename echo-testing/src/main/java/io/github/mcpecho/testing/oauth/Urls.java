package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.Authorization;
import java.net.URI;

/**
 * The URLs of a server: the endpoint is the resource, its origin issues the tokens.
 *
 * @param endpoint the MCP endpoint
 * @param issuerPath what comes after the origin in the identifier of the issuer; mostly nothing
 */
record Urls(URI endpoint, String issuerPath) {
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
    return path.equals("/") ? Authorization.METADATA_PATH : Authorization.METADATA_PATH + path;
  }

  /** Returns the URL of a path on this server. */
  String at(String path) {
    return origin() + path;
  }
}

package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.Authorization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a server has its RFC 9728 metadata, and what is there.
 *
 * @param pages what there is to GET, by path
 * @param resources the identifiers under which a client can come to know the endpoint by it
 */
record MetadataPlacement(
    Function<ResourceMetadata, Map<String, HttpAnswer>> pages,
    Function<Urls, List<String>> resources) {
  /** Where no client comes by itself. */
  static final String ELSEWHERE = "/oauth/resource-metadata.json";

  static final String LOGIN = "/oauth2/sign_in";

  private static final HttpAnswer NOT_FOUND = HttpAnswer.of(404);

  /** At both well-known URLs, about the endpoint: a client may have been told either. */
  static MetadataPlacement everywhere() {
    return new MetadataPlacement(
        metadata -> atBoth(metadata, metadata.of(metadata.urls().resource())),
        urls -> List.of(urls.resource()));
  }

  /** At the root only, and about the origin: whose metadata is there by RFC 9728 §3.3. */
  static MetadataPlacement atRoot() {
    return new MetadataPlacement(
        metadata -> {
          Map<String, HttpAnswer> pages = atBoth(metadata, NOT_FOUND);
          pages.put(Authorization.METADATA_PATH, metadata.of(metadata.urls().origin()));
          return pages;
        },
        urls -> List.of(urls.resource(), urls.origin()));
  }

  /** At no well-known URL. */
  static MetadataPlacement elsewhere() {
    return new MetadataPlacement(
        metadata -> {
          Map<String, HttpAnswer> pages = atBoth(metadata, NOT_FOUND);
          pages.put(ELSEWHERE, metadata.of(metadata.urls().resource()));
          return pages;
        },
        urls -> List.of(urls.resource()));
  }

  static MetadataPlacement about(String resource) {
    return new MetadataPlacement(
        metadata -> atBoth(metadata, metadata.of(resource)), urls -> List.of(urls.resource()));
  }

  /** With this in place of metadata. */
  static MetadataPlacement failing(HttpAnswer failure) {
    return new MetadataPlacement(metadata -> atBoth(metadata, failure), urls -> List.of());
  }

  /** Nowhere: as servers of revision 2025-03-26 had none. */
  static MetadataPlacement nowhere() {
    return failing(NOT_FOUND);
  }

  /** With a page for people to log in, beside the metadata. */
  MetadataPlacement withLoginPage() {
    return new MetadataPlacement(
        metadata -> {
          var more = new LinkedHashMap<>(pages.apply(metadata));
          more.put(LOGIN, HttpAnswer.html(200, "Sign in"));
          return more;
        },
        resources);
  }

  private static Map<String, HttpAnswer> atBoth(ResourceMetadata metadata, HttpAnswer page) {
    var pages = new LinkedHashMap<String, HttpAnswer>();
    pages.put(metadata.urls().metadataPath(), page);
    pages.put(Authorization.METADATA_PATH, page);
    return pages;
  }
}

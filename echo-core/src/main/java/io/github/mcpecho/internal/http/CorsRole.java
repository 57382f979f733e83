package io.github.mcpecho.internal.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a header is to web pages that are MCP clients. The constants are used in headers.tsv. */
public enum CorsRole {
  /** Such pages send it, so they need leave to: Access-Control-Allow-Headers. */
  SENT,
  /** Such pages read it, so they have to be let: Access-Control-Expose-Headers. */
  READ,
  /** Only some of such pages do so. */
  OPTIONAL,
  /** Only revisions before 2026-07-28 know it. */
  LEGACY,
  /**
   * Needs no leave (<a href="https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch,
   * CORS-safelisted request-header</a>) whatever usual value it has.
   */
  SAFELISTED;

  static Set<CorsRole> set(String names) {
    return Arrays.stream(names.split(",")).map(CorsRole::valueOf).collect(Collectors.toSet());
  }
}

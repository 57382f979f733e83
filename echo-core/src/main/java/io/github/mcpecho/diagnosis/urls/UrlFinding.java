package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the URL that this server has to take for its own. */
public enum UrlFinding implements TableFindingKind {
  URL_SCHEME_LOST,
  URL_SCHEME_UNKNOWN,
  URL_SCHEME_AMBIGUOUS,
  URL_PUBLIC_HTTP,
  URL_HOST_LOST,
  URL_HOST_INTERNAL,
  URL_HOST_FORWARDED,
  URL_PORT_MISMATCH,
  URL_PORT_INTERNAL,
  URL_FORWARDED_DISAGREES,
  URL_FORWARDED_MALFORMED,
  URL_HEADER_INVALID,
  URL_CONFIGURED_MISMATCH,
  URL_PREFIX_REMOVED,
  URL_NOT_HTTPS
}

package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.internal.http.CorsHeaders;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a browser would object to. */
public enum CorsFinding implements FindingKind {
  CORS_ORIGIN_NULL,
  CORS_ORIGIN_MALFORMED,
  CORS_SAME_ORIGIN,
  CORS_ORIGIN_MISSING,
  CORS_ORIGIN_DIFFERS,
  CORS_ORIGIN_PLACEHOLDER,
  CORS_ORIGIN_REPEATED,
  CORS_ORIGIN_LIST,
  CORS_ORIGIN_WILDCARD,
  CORS_ORIGIN_WILDCARD_CREDENTIALS,
  CORS_ORIGIN_NULL_ALLOWED,
  CORS_CREDENTIALS_MISSING,
  CORS_CREDENTIALS_SPELLING,
  CORS_ORIGIN_REFUSED,
  CORS_ERROR_HIDDEN,
  CORS_REDIRECTED,
  CORS_REDIRECT_FOLLOWED,
  CORS_NOT_ASKED,
  CORS_MIXED_CONTENT,
  CORS_LOCAL_NETWORK,
  CORS_PAGE_POLICY,
  CORS_RESOURCE_POLICY,
  CORS_OPAQUE_RESPONSE,
  CORS_NO_RESPONSE,
  CORS_RESPONSE_UNKNOWN,
  CORS_LIST_MALFORMED,
  CORS_PREFLIGHT_STATUS,
  CORS_PREFLIGHT_REDIRECT,
  CORS_METHOD_MISSING,
  CORS_METHOD_WILDCARD_CREDENTIALS,
  CORS_HEADERS_MISSING,
  CORS_HEADERS_WILDCARD_CREDENTIALS,
  CORS_AUTHORIZATION_NOT_COVERED,
  CORS_MCP_HEADERS_MISSING,
  CORS_MAX_AGE,
  CORS_VARY_MISSING,
  CORS_CHALLENGE_HIDDEN,
  CORS_CHALLENGE_UNREADABLE,
  CORS_CHALLENGE_ABSENT,
  CORS_CHALLENGE_RENAMED,
  CORS_SESSION_ID_UNREADABLE,
  CORS_EXPOSE_WILDCARD_CREDENTIALS;

  private static final String EXAMPLE_ORIGIN = "https://app.example.com";
  private static final String WITHOUT_ORIGIN =
      "The page has no origin (null): it was opened as a file, or stands in a sandboxed frame.";
  private static final String GIVE_IT_AN_ORIGIN =
      "Serve the page from an http or https address, without a sandbox or with allow-same-origin,"
          + " and allow that origin; never allow null.";
  private static final String SENT = String.join(", ", CorsHeaders.SENT);
  private static final String READ = String.join(", ", CorsHeaders.READ);

  private static final Map<CorsFinding, FindingEntry> ENTRIES =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(finding -> finding, CorsFinding::filled));

  @Override
  public FindingEntry entry() {
    return ENTRIES.get(this);
  }

  /** The table leaves out what another table holds: the headers, and the longest time. */
  private FindingEntry filled() {
    FindingEntry row = FindingTable.entry(this);
    String fix =
        row.fix()
            .replace("{sent}", SENT)
            .replace("{read}", READ)
            .replace("{max-age}", String.valueOf(CorsHeaders.MAX_AGE));
    return new FindingEntry(row.severity(), row.meaning(), row.rule(), fix);
  }

  boolean isRedirect() {
    return this == CORS_REDIRECTED || this == CORS_PREFLIGHT_REDIRECT;
  }

  /** Returns whether it is about the one header without which a script sees no response at all. */
  boolean isOfOrigin() {
    return name().startsWith("CORS_ORIGIN_");
  }

  private boolean isOfAnotherOrigin() {
    return this == CORS_ORIGIN_MISSING
        || this == CORS_ORIGIN_DIFFERS
        || this == CORS_ORIGIN_REFUSED;
  }

  /** Returns this finding with a fix that names the origin and the headers of this request. */
  Finding found(CorsRequest request, String evidence, Redactor redactor) {
    if (request.isOpaque() && isOfAnotherOrigin()) {
      return found(WITHOUT_ORIGIN, evidence, GIVE_IT_AN_ORIGIN);
    }
    String origin = request.meantOrigin(redactor).map(redactor::evidence).orElse(EXAMPLE_ORIGIN);
    return found(
        meaning(),
        evidence,
        fix()
            .replace(EXAMPLE_ORIGIN, origin)
            .replace(SENT, String.join(", ", ExpectedCors.anyHeaders(request))));
  }
}

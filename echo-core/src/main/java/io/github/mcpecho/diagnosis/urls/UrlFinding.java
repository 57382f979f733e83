package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the URL that this server has to take for its own. */
public enum UrlFinding implements FindingKind {
  URL_SCHEME_LOST(
      Severity.ERROR,
      "The client used https, but this server has to believe in http, so its resource metadata and"
          + " challenge name the wrong URL.",
      "RFC 9728 §3.3 (resource must match), RFC 7239 §5.4",
      Fixes.SCHEME),
  URL_SCHEME_UNKNOWN(
      Severity.WARNING,
      "A proxy is in front, and nothing says whether the client used http or https.",
      "RFC 7239 §5.4, RFC 9728 §3.3",
      Fixes.SCHEME),
  URL_SCHEME_AMBIGUOUS(
      Severity.WARNING,
      "Several proxies name different schemes; frameworks differ on which one counts.",
      "RFC 7239 §5.4 (the first proxy's word counts)",
      "Let the outermost proxy set the scheme, and let the inner ones trust it and pass it on."),
  URL_PUBLIC_HTTP(
      Severity.WARNING,
      "By all that this server is told its URL is http under a public name: its resource metadata"
          + " would name a URL that no client on https accepts, and if clients really use http,"
          + " tokens travel unprotected.",
      "RFC 9728 §1.2 and §3 (https is required), RFC 6750 §5.3",
      Fixes.SCHEME),
  URL_HOST_LOST(
      Severity.ERROR,
      "The host is an internal name: the proxy replaced the one that the client used.",
      "RFC 9728 §3.3, RFC 7239 §5.3",
      Fixes.HOST),
  URL_HOST_INTERNAL(
      Severity.INFO,
      "The host is a name of a private network or of a platform: right for a client that uses it;"
          + " for any other, a proxy has replaced the name.",
      "RFC 9728 §3.3, RFC 7239 §5.3",
      Fixes.HOST),
  URL_PORT_MISMATCH(
      Severity.ERROR,
      "Scheme and port do not belong together.",
      "RFC 9110 §4.2 (default ports), RFC 9728 §3.3",
      "Let the proxy that ends TLS send the port that the client used, as X-Forwarded-Port."),
  URL_PORT_INTERNAL(
      Severity.WARNING,
      "The URL names the port of this server's socket, which clients outside hardly use.",
      "RFC 9728 §3.3",
      "Let the proxy keep Host as the client sent it, or send X-Forwarded-Port."),
  URL_FORWARDED_DISAGREES(
      Severity.ERROR,
      "Forwarded and X-Forwarded-* contradict each other: one of them may be the client's own.",
      "RFC 7239 §8.1; RFC 9700 §4.13",
      "Let the proxy strip the one of the two that it does not set itself."),
  URL_FORWARDED_MALFORMED(
      Severity.WARNING,
      "The Forwarded header breaks its grammar; what follows the break was not read.",
      "RFC 7239 §4",
      "Put addresses with a colon in quotes: for=\"[2001:db8::1]:4711\"."),
  URL_HEADER_INVALID(
      Severity.WARNING,
      "A proxy header has a value that it cannot have; it was not used.",
      "RFC 3986 §3.2.2 (host), RFC 7239 §5.4 (proto)",
      "Correct the header where it is set; if no proxy sets it, strip it at the edge."),
  URL_CONFIGURED_MISMATCH(
      Severity.WARNING,
      "The configured public URL is not the one by which this request came.",
      "RFC 9728 §3.3: clients compare the resource with the URL they used",
      "Use the configured URL in the client, or correct the configuration or the proxy."),
  URL_PREFIX_REMOVED(
      Severity.INFO,
      "The proxy removed a path prefix: the metadata URL lies outside of that prefix.",
      "RFC 9728 §3.1",
      "Route /.well-known/oauth-protected-resource and what is below it to this service too."),
  URL_NOT_HTTPS(
      Severity.WARNING,
      "A token travels here without TLS.",
      "RFC 6750 §5.3, MCP authorization: communication security",
      "Put a proxy that ends TLS in front, and let it say so in X-Forwarded-Proto.");

  private final FindingEntry entry;

  UrlFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }

  private static final class Fixes {
    static final String HOST =
        "Let each proxy keep Host (nginx: proxy_set_header Host $host), or say X-Forwarded-Host.";
    static final String SCHEME =
        "Let the proxy that ends TLS send X-Forwarded-Proto (nginx: proxy_set_header"
            + " X-Forwarded-Proto $scheme), and those behind it pass it on (nginx:"
            + " $http_x_forwarded_proto).";
  }
}

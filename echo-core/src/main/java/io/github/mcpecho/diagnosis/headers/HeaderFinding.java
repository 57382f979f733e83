package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the headers of a request, whatever it asks for. */
public enum HeaderFinding implements FindingKind {
  HEADER_EXPECTED_ABSENT(
      Severity.ERROR,
      "An expected header did not reach this server on this hop.",
      "RFC 9110 §7.6 (what a proxy forwards)",
      "Look first where the client's configuration puts headers, then let each proxy pass it on: "
          + "nginx proxy_set_header <name> $http_<name>."),
  HEADER_EXPECTED_EMPTY(
      Severity.WARNING,
      "An expected header arrived without a value.",
      "RFC 9110 §5.5",
      "An unset variable is the usual cause: nginx and envsubst write nothing for it. "
          + "Set the variable where the sender runs."),
  HEADER_EXPECTED_DUPLICATED(
      Severity.WARNING,
      "An expected header arrived more than once; which one counts depends on the server.",
      "RFC 9110 §5.3",
      "Let one hop set the header and replace what came before."),
  HEADER_EXPECTED_CONFLICTING(
      Severity.WARNING,
      "An expected header arrived with values that contradict each other; frameworks differ on "
          + "which one counts.",
      "RFC 9110 §5.3; RFC 7239 §5.4 (the first proxy's word counts)",
      "Let the outermost proxy set the header, and let the inner ones trust and keep it."),
  HEADER_PLACEHOLDER(
      Severity.ERROR,
      "A header that should speak of the caller holds a placeholder: nobody put the value in.",
      "RFC 9110 §5.5; RFC 6750 §2.1",
      "Set the variable where the sender runs, or write the syntax that this sender expands."),
  AUTH_TOKEN_OF_PLATFORM(
      Severity.ERROR,
      "The Authorization header holds a token of the platform in front, in the place of the "
          + "caller's.",
      "RFC 9700 §4.10; MCP authorization: access token usage",
      "Let the platform send its own token under another name."),
  HEADER_EXPECTED_DIFFERENT(
      Severity.ERROR,
      "An expected header arrived with another value than the one whose fingerprint was"
          + " given.",
      "RFC 9110 §7.6 (what a proxy forwards)",
      "Call printHeader behind each hop in turn with servers that share one fingerprint"
          + " key: the first hop that shows the new fingerprint replaces the value."),
  HEADERS_LARGE(
      Severity.INFO,
      "The request head is over 4 KiB, where uWSGI stops by default.",
      "uWSGI option buffer-size; RFC 6585 §5 (431)",
      "Raise buffer-size of uWSGI, or send less: fewer groups in tokens, fewer cookies."),
  HEADERS_VERY_LARGE(
      Severity.WARNING,
      "The request head is over 8 KiB, where Tomcat and Jetty stop by default.",
      "Tomcat maxHttpRequestHeaderSize, Jetty requestHeaderSize; RFC 6585 §5 (431)",
      "Raise maxHttpRequestHeaderSize (Tomcat) or requestHeaderSize (Jetty), or send "
          + "less: group claims belong behind a lookup, not into every token."),
  HEADERS_TOO_LARGE(
      Severity.ERROR,
      "The request head is over 16 KiB, where Node.js and HAProxy stop by default.",
      "Node.js --max-http-header-size, HAProxy tune.bufsize; RFC 6585 §5 (431)",
      "Send less: group claims belong behind a lookup, not into every token. Raising "
          + "the limit has to be done at every hop."),
  HEADER_LINE_TOO_LONG(
      Severity.WARNING,
      "One header line is over 8 KiB, where nginx and Apache httpd refuse it by default.",
      "nginx large_client_header_buffers, Apache LimitRequestFieldSize; RFC 6585 §5 (431)",
      "nginx large_client_header_buffers 4 32k; Apache LimitRequestFieldSize 32768; or "
          + "make the value smaller."),
  HEADER_DUPLICATED(
      Severity.WARNING,
      "A header that has one value arrived more than once; two servers may pick "
          + "different ones.",
      "RFC 9110 §5.3",
      "Let one hop set the header and replace what came before."),
  HEADER_UNDERSCORE(
      Severity.WARNING,
      "A header is spelled with underscores like a known one with hyphens: CGI, WSGI "
          + "and PHP applications cannot tell the two apart.",
      "RFC 3875 §4.1.18; CVE-2025-64484",
      "Drop headers with underscores at the edge, as nginx does by default."),
  HEADER_UNDERSCORE_SPOOF(
      Severity.ERROR,
      "The same header arrived with hyphens and with underscores, with different "
          + "values: an application behind CGI rules may take the wrong one.",
      "RFC 3875 §4.1.18; CVE-2025-64484",
      "Drop headers with underscores at the edge, as nginx does by default."),
  HEADER_HOP_BY_HOP(
      Severity.INFO,
      "Headers for a single connection arrived through a proxy, which has to consume those of the "
          + "client.",
      "RFC 9110 §7.6.1",
      "Let the proxy send none but its own: nginx proxy_set_header Connection \"\" and "
          + "proxy_set_header Upgrade \"\"; MCP needs neither."),
  HEADER_CONNECTION_STRIPS(
      Severity.WARNING,
      "The Connection header names headers that have to reach the application; the next"
          + " proxy removes them.",
      "RFC 9110 §7.6.1",
      "Set Connection in the proxy instead of passing on the client's: nginx "
          + "proxy_set_header Connection \"\"."),
  HEADER_FRAMING_CONFLICT(
      Severity.ERROR,
      "Transfer-Encoding and Content-Length arrived together: two servers may see the "
          + "end of the body at different places.",
      "RFC 9112 §6.3 (request smuggling)",
      "Let the proxy refuse such requests."),
  HEADER_CONTROL_CHARACTERS(
      Severity.WARNING,
      "A header value holds characters outside of visible ASCII; servers drop, decode "
          + "or refuse them differently.",
      "RFC 9110 §5.5",
      "Encode the value where it is set, for example percent-encoded or as base64."),
  HEADER_COOKIE_SPLIT(
      Severity.INFO,
      "A session cookie came in several parts; with one part missing the session is lost.",
      "RFC 6265 §6.1 (4096 bytes a cookie)",
      "Give oauth2-proxy a session store (--session-store-type=redis) or drop what the "
          + "session does not need."),
  TARGET_TRAILING_SLASH(
      Severity.INFO,
      "The request target ends in a slash. This server does not mind; others redirect, "
          + "and clients drop Authorization or the body on the way.",
      "RFC 9110 §15.4.8; MCP: one endpoint path",
      "Configure the client with the path without a slash at the end."),
  TARGET_DOUBLE_SLASH(
      Severity.WARNING,
      "The request target holds two slashes in a row, so a base URL was probably joined"
          + " wrongly; many routers do not match it.",
      "RFC 3986 §3.3",
      "nginx: end location and proxy_pass both with a slash or both without."),
  HTTP_1_0(
      Severity.WARNING,
      "The last hop speaks HTTP/1.0: an event stream ends with its connection, so one that was cut "
          + "off looks complete.",
      "RFC 9112 §6.3, §8",
      "nginx before 1.29.7: proxy_http_version 1.1; proxy_set_header Connection \"\";"),
  ACCEPT_MISSING(
      Severity.INFO,
      "No Accept header. This server answers all the same; a strict one answers 406.",
      "MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
      "Send \"Accept: application/json, text/event-stream\"."),
  ACCEPT_INCOMPLETE(
      Severity.WARNING,
      "Accept does not list both media types that a client has to list; a strict server"
          + " answers 406.",
      "MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
      "Send \"Accept: application/json, text/event-stream\"."),
  ACCEPT_WILDCARD(
      Severity.INFO,
      "Accept uses a wildcard for a media type that has to be listed; a strict server "
          + "compares letters and answers 406.",
      "MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
      "Send \"Accept: application/json, text/event-stream\"."),
  ACCEPT_MALFORMED(
      Severity.WARNING,
      "Accept holds something that is no media range.",
      "RFC 9110 §12.5.1",
      "Send \"Accept: application/json, text/event-stream\"."),
  CONTENT_TYPE_CHARSET(
      Severity.WARNING,
      "Content-Type names a charset other than UTF-8; JSON-RPC messages are UTF-8 and "
          + "were read so.",
      "RFC 8259 §8.1; MCP transports: messages are UTF-8",
      "Send \"Content-Type: application/json\".");

  private final FindingEntry entry;

  HeaderFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}

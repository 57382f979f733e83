package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong between the MCP headers of a request and its body. */
public enum McpHeaderFinding implements FindingKind {
  MCP_VERSION_MISMATCH(
      Severity.ERROR,
      "The revision in the header is not the one in the body; a strict server refuses "
          + "with -32020.",
      "MCP 2026-07-28, basic/transports/streamable-http: Protocol Version Header",
      "A gateway that speaks for the client has to send its own MCP-Protocol-Version, "
          + "not pass on one from another connection."),
  MCP_METHOD_MISMATCH(
      Severity.ERROR,
      "Mcp-Method does not name the method of the body; a strict server refuses with -32020.",
      "MCP 2026-07-28, basic/transports/streamable-http: Standard Request Headers",
      "Set the header from the message that is sent. The value is case-sensitive."),
  MCP_NAME_MISMATCH(
      Severity.ERROR,
      "Mcp-Name does not name the tool of the body; a strict server refuses with -32020.",
      "MCP 2026-07-28, basic/transports/streamable-http: Standard Request Headers",
      "A gateway that renames tools has to rewrite params.name and Mcp-Name together."),
  MCP_NAME_UNDECODABLE(
      Severity.ERROR,
      "Mcp-Name is neither plain ASCII nor well encoded; a strict server refuses with -32020.",
      "MCP 2026-07-28, basic/transports/streamable-http: Value Encoding",
      "Encode names outside of ASCII as =?base64?…?= with standard base64 of UTF-8, "
          + "padding included."),
  MCP_METHOD_WITHOUT_NAME(
      Severity.WARNING,
      "Mcp-Method came without Mcp-Name: a gateway that routes by headers takes the "
          + "message for one without a tool.",
      "MCP 2026-07-28, basic/transports/streamable-http: Standard Request Headers",
      "Send both headers or neither; check that the proxy passes on both."),
  MCP_HEADERS_WITHOUT_ENVELOPE(
      Severity.INFO,
      "Headers of revision 2026-07-28 came with a message of an earlier revision; they "
          + "mean nothing there.",
      "MCP 2026-07-28, basic: _meta",
      "Send the message of the same revision as its headers, or leave them out."),
  MCP_VERSION_MISSING(
      Severity.INFO,
      "No MCP-Protocol-Version header: a server has to take the message for one of "
          + "revision 2025-03-26.",
      "MCP 2025-11-25, basic/transports: Protocol Version Header",
      "After initialize, send the negotiated revision in MCP-Protocol-Version on every "
          + "request; let the proxy pass it on."),
  MCP_HEADER_DUPLICATED(
      Severity.WARNING,
      "An MCP header arrived more than once; a strict server refuses with -32020.",
      "MCP 2026-07-28, basic/transports/streamable-http: Server Validation",
      "Replace the header in the gateway instead of adding one."),
  MCP_HEADER_UNKNOWN(
      Severity.WARNING,
      "A header has an MCP name that no revision defines.",
      "MCP 2026-07-28, basic/transports/streamable-http: Standard Request Headers",
      "Name own headers without Mcp- in front, so that no later revision gives them a "
          + "meaning."),
  MCP_PARAM_UNUSED(
      Severity.INFO,
      "A header mirrors a tool parameter, but this tool has no mirrored parameters; it "
          + "was ignored.",
      "MCP 2026-07-28, server/tools: x-mcp-header",
      "Nothing, unless the client mirrors arguments that the tool did not ask for."),
  MCP_SESSION_ID_IGNORED(
      Severity.INFO,
      "A session id arrived, which this stateless server never issued. It keeps nothing for it; a"
          + " well-formed one is sent back in the response, and since 2026-07-28 not even that.",
      "MCP 2025-11-25, basic/transports: Session Management",
      "Nothing. If another server issued it, requests of one session reach different "
          + "servers."),
  MCP_LAST_EVENT_ID_IGNORED(
      Severity.INFO,
      "Last-Event-ID arrived and was ignored: streams of this server cannot be resumed.",
      "MCP 2026-07-28, basic/transports/streamable-http: earlier revisions",
      "Nothing."),
  TRACEPARENT_MALFORMED(
      Severity.WARNING,
      "traceparent cannot be read, so whoever gets it ignores it and starts another trace.",
      "W3C Trace Context §3.2.2, §3.2.4; MCP 2026-07-28, basic: OpenTelemetry keys of _meta",
      "Let a tracing library write it, once: version, 32, 16 and 2 of 0-9a-f, such as"
          + " 00-<trace id>-<parent id>-01."),
  TRACESTATE_MALFORMED(
      Severity.WARNING,
      "tracestate cannot be read, so whoever gets it drops all of it.",
      "W3C Trace Context §3.3.1",
      "Let a tracing library write it: at most 32 of key=value with commas between, no key twice."),
  TRACESTATE_ALONE(
      Severity.INFO,
      "tracestate came without traceparent, so it is ignored.",
      "W3C Trace Context §4.3",
      "Pass on both or neither: look for a proxy that has a list of headers with only one of"
          + " them."),
  MCP_TRACE_DISAGREES(
      Severity.INFO,
      "The trace context in _meta is not that of the HTTP header: one trace will fall "
          + "into two.",
      "MCP 2026-07-28, basic: OpenTelemetry keys of _meta; W3C Trace Context",
      "Inject both from the same span. A proxy that starts its own span changes only "
          + "the header.");

  private final FindingEntry entry;

  McpHeaderFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}

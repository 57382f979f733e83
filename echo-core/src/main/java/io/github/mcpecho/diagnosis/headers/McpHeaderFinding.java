package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong between the MCP headers of a request and its body. */
public enum McpHeaderFinding implements TableFindingKind {
  MCP_VERSION_MISMATCH,
  MCP_METHOD_MISMATCH,
  MCP_NAME_MISMATCH,
  MCP_NAME_UNDECODABLE,
  MCP_METHOD_WITHOUT_NAME,
  MCP_HEADERS_WITHOUT_ENVELOPE,
  MCP_VERSION_MISSING,
  MCP_HEADER_DUPLICATED,
  MCP_HEADER_UNKNOWN,
  MCP_PARAM_UNUSED,
  MCP_SESSION_ID_IGNORED,
  MCP_LAST_EVENT_ID_IGNORED,
  TRACEPARENT_MALFORMED,
  TRACESTATE_MALFORMED,
  TRACESTATE_ALONE,
  MCP_TRACE_DISAGREES
}

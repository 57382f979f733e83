package io.github.mcpecho.examples.containers;

/** The two ways in which clients speak. */
enum Era {
  LEGACY("", ""),
  MODERN(
      """
      MCP-Protocol-Version: 2026-07-28\r
      Mcp-Method: tools/call\r
      Mcp-Name: %s\r
      """,
      """
      ,"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}""");

  private final String headers;
  private final String meta;

  Era(String headers, String meta) {
    this.headers = headers;
    this.meta = meta;
  }

  /** Returns the header lines of a call, each with its end. */
  String headers(String tool) {
    return headers.formatted(tool);
  }

  /** Returns the body of a call that wants to hear of progress. */
  String call(String tool, String arguments) {
    return """
        {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"%s","arguments":%s,\
        "_meta":{"progressToken":"p"%s}}}"""
        .formatted(tool, arguments, meta);
  }
}

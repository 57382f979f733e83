package io.github.mcpecho.standalone;

/**
 * A request that the product brief prints, letter by letter; that of a script, as the script's
 * library writes it. Its result has, at this place, a text that begins so.
 */
enum BriefRequest {
  BASIC_USAGE(
      "localhost:3000",
      "Content-Type: application/json\r\n",
      """
      {"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo","arguments":{"message":"Hello!"}},"id":1}""",
      "/content/0/text",
      "Hello!"),
  INITIALIZE_REQUEST(
      "localhost:3000",
      "Content-Type: application/json\r\n",
      """
      {
        "jsonrpc": "2.0",
        "method": "initialize",
        "params": {
          "protocolVersion": "2025-06-18",
          "capabilities": {},
          "clientInfo": {
            "name": "test-client",
            "version": "1.0"
          }
        },
        "id": 1
      }""",
      "/protocolVersion",
      "2025-06-18"),
  INITIALIZE_WITH_ALL_REQUEST_HEADERS(
      "localhost:3000",
      """
      Content-Type: application/json\r
      Accept: application/json, text/event-stream\r
      Mcp-Session-Id: 550e8400-e29b-41d4-a716-446655440000\r
      Authorization: Bearer eyJhbGc...\r
      """,
      INITIALIZE_REQUEST.body,
      "/protocolVersion",
      "2025-06-18"),
  BASIC_TESTING(
      "localhost:3000",
      "Content-Type: application/json\r\n",
      """
      {
          "jsonrpc": "2.0",
          "method": "tools/call",
          "params": {
            "name": "echo",
            "arguments": {"message": "Hello, World!"}
          },
          "id": 1
        }""",
      "/content/0/text",
      "Hello, World!"),
  AUTHENTICATION_DEBUGGING(
      "localhost:3000",
      "Content-Type: application/json\r\nAuthorization: Bearer eyJhbGc...\r\n",
      """
      {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "authContext", "arguments": {}}, "id": 1}""",
      "/content/0/text",
      "🔐 Authentication Context Analysis\n"),
  PERFORMANCE_TESTING(
      "localhost:3000",
      "Content-Type: application/json\r\n",
      """
      {"jsonrpc":"2.0","method":"tools/call","params":{"name":"requestTiming","arguments":{}},"id":0}""",
      "/content/0/text",
      "⏱️ Request Timing Analysis\n"),
  DOCKER_COMPOSE(
      "localhost:3000",
      "Content-Type: application/json\r\n",
      """
      {"jsonrpc":"2.0","method":"tools/call","params":{"name":"healthProbe","arguments":{}},"id":1}""",
      "/content/0/text",
      "🏥 System Health Report\n"),
  PRODUCTION_HEALTH_CHECKS(
      "mcp-echo-stateless:3000",
      "Content-Type: application/json\r\n",
      """
      {"jsonrpc":"2.0","method":"tools/call","params":{"name":"healthProbe"},"id":1}""",
      "/content/0/text",
      "🏥 System Health Report\n");

  final String host;
  final String headers;
  final String body;
  final String place;
  final String text;

  BriefRequest(String host, String headers, String body, String place, String text) {
    this.host = host;
    this.headers = headers;
    this.body = body;
    this.place = place;
    this.text = text;
  }
}

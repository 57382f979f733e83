package io.github.mcpecho.examples.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;

/** An echo tool on the stateless servlet transport of the MCP Java SDK. */
final class SdkServlet {
  private static final String INPUT_SCHEMA =
      """
      {
        "type": "object",
        "properties": {
          "message": {"type": "string"},
          "uppercase": {"type": "boolean"},
          "reverse": {"type": "boolean"}
        },
        "required": ["message"],
        "additionalProperties": false
      }
      """;

  private SdkServlet() {}

  static HttpServlet create() {
    McpJsonMapper json = new JacksonMcpJsonMapper(JsonMapper.builder().build());
    HttpServletStatelessServerTransport transport =
        HttpServletStatelessServerTransport.builder()
            .jsonMapper(json)
            .messageEndpoint("/mcp")
            .build();
    McpSchema.Tool echo =
        McpSchema.Tool.builder("echo", json, INPUT_SCHEMA).description("Echoes a message").build();
    McpServer.sync(transport)
        .jsonMapper(json)
        .serverInfo("sdk", "1")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .toolCall(
            echo,
            (context, request) ->
                McpSchema.CallToolResult.builder()
                    .addTextContent((String) request.arguments().get("message"))
                    .build())
        // The servlet is called on a thread of its own: no need to hand over to another.
        .immediateExecution(true)
        .build();
    return transport;
  }
}

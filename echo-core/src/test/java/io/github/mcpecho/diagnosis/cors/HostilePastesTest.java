package io.github.mcpecho.diagnosis.cors;

import static io.github.mcpecho.LinearWork.assertLinear;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A paste of any text is read, or refused, in the work that its length asks for. */
class HostilePastesTest {
  private final McpServer server = McpEcho.builder().build();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r\n",
        "\n ",
        "\n[",
        "\n{",
        "\n\"",
        "\n'",
        "\n< ",
        "\n* ",
        " ",
        "\t",
        "[",
        "{",
        "\"a\": ",
        "x\n",
        "a: b\n",
        "'a', 'b'\n",
        "'a' => 'b'\n",
        "| a |",
        "\n| a |  ",
        "Key : x\n",
        "a {b ",
        "\nPOST ",
        "\nPOST http://a ",
        "[1] => a\n",
        "Status Code:\n",
        "\nstatus:",
        "-H 'a: b' ",
        "\\n",
        "\u0301",
        "\ufe0f"
      })
  void ofResponseHeaders(String piece) {
    assertLinear(piece, text -> analyse("access-control-allow-origin: *\n" + text));
  }

  private void analyse(String pasted) {
    ObjectNode arguments =
        Json.object().put("origin", "http://localhost:6274").put("responseHeaders", pasted);
    ObjectNode message =
        Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    message.putObject("params").put("name", "corsAnalysis").set("arguments", arguments);
    server.handle(
        new Json(Json.DEFAULT_MAX_DEPTH).write(message),
        CallContext.local(
            Headers.of("Host", "echo.example.com", "MCP-Protocol-Version", "2025-11-25"),
            Instant.EPOCH),
        Outbound.NONE);
  }
}

package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRpcFaultTest {
  @AutoClose private final McpEchoServer server = Wire.server();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
      7,            999999999
      -1,           999999999
      "7",          "7-wrong"
      """)
  void anIdIsWrong(String id, String answered) throws Exception {
    server.on(anyPost()).then(JsonRpcFault.wrongId());

    assertEquals(json(answered), RawHttp.answer(server.uri(), ECHO.replace("7", id)));
    assertEquals("wrong-id", JsonRpcFault.wrongId().name());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
      7,            "7"
      99999999999,  "99999999999"
      "7",          7
      "-7",         -7
      "07",         null
      "9999999999", null
      "abc-0",      null
      """)
  void anIdIsOfAnotherType(String id, String answered) throws Exception {
    server.on(anyPost()).then(JsonRpcFault.idOfOtherType());

    assertEquals(json(answered), RawHttp.answer(server.uri(), ECHO.replace("7", id)));
    assertEquals("id-of-other-type", JsonRpcFault.idOfOtherType().name());
  }

  @ParameterizedTest
  @CsvSource({"200, 200 OK", "400, 400 Bad Request"})
  void anErrorComesWithAnyStatus(int status, String statusAndReason) throws Exception {
    server.on(anyPost()).then(JsonRpcFault.error(status, -32000, "No \"more\""));

    assertEquals(
        Wire.json(
            statusAndReason,
            """
            {"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"No \\"more\\""}}"""),
        RawHttp.answer(server.uri(), ECHO));
    assertEquals("json-rpc-error", JsonRpcFault.error(200, 1, "").name());
  }

  @Test
  void aBatchStaysAsItIs() throws Exception {
    String batch = "[" + ECHO + "]";
    String expected = Wire.json("200 OK", "[" + ANSWER + "]");
    server.on(anyPost()).then(JsonRpcFault.wrongId());

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", batch, "MCP-Protocol-Version", "2025-03-26");
      assertEquals(expected, exchange.rest());
    }
  }

  private static String json(String id) {
    return Wire.json("200 OK", ANSWER.replace("7", id));
  }
}

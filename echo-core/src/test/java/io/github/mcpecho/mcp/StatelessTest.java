package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A request means what it says, whatever came before it. */
class StatelessTest {
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  private final Calls calls = Calls.ofFakeTools();

  @Test
  void h17_earlierRequestsChangeNoAnswer() {
    List<String> fresh = answers();
    calls.post(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-11-25\",\"capabilities\":{\"elicitation\":{},\"sampling\":{}}}}");
    calls.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    calls.modern("tools/call", "asks", "", "{\"elicitation\":{},\"sampling\":{}}");
    assertEquals(fresh, answers());
  }

  @Test
  void m03_clientInfoChangesNoAnswer() {
    assertEquals(
        calls.modern("tools/list", "", "", "{}").text(),
        calls
            .modern(
                "tools/list",
                "",
                "",
                "{},\"io.modelcontextprotocol/clientInfo\":"
                    + "{\"name\":\"Inspector\",\"version\":\"0\"}")
            .text());
  }

  @Test
  void m04_capabilitiesOfAnEarlierRequestDoNotCount() {
    calls.modern("tools/call", "sampler", "", "{\"sampling\":{}}");
    assertEquals(-32021, json(calls.modernTool("sampler", "{}")).at("/error/code").intValue());
  }

  /** A batch without a version header, a tool that needs a capability, and a plain list. */
  private List<String> answers() {
    return List.of(
        calls.post("[" + LIST + "]").text(),
        calls.modernTool("asks", "{}").text(),
        calls.post(LIST).text());
  }
}

package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 10: headers that repeat the body say something else, or belong to another revision. */
class HeaderBodyMismatchTest {
  private static final Request MODERN =
      Request.message(
              """
              {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"printHeader",\
              "arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
              "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},\
              "io.modelcontextprotocol/clientCapabilities":{}}}}""")
          .without("MCP-Protocol-Version")
          .with("MCP-Protocol-Version", "2026-07-28")
          .with("Mcp-Method", "tools/call");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void anotherNameInTheHeaderIsRefusedWithBothSides() throws Exception {
    Response refused = MODERN.with("Mcp-Name", "echo").sendTo(echo.port());

    assertEquals(400, refused.status());
    assertEquals(-32020, refused.json().at("/error/code").asInt());
    String data = refused.json().at("/error/data").toString();
    assertTrue(data.contains("\"echo\"") && data.contains("\"printHeader\""), data);
  }

  @Test
  void theSameNameInTheHeaderIsServed() throws Exception {
    MODERN.with("Mcp-Name", "printHeader").sendTo(echo.port()).diagnosis().assertFindsNoError();
  }

  @Test
  void anEarlierRevisionIsServedAndTheMismatchNamed() throws Exception {
    Diagnosis diagnosis =
        Request.call("printHeader")
            .with("Mcp-Method", "tools/call")
            .with("Mcp-Name", "echo")
            .sendTo(echo.port())
            .diagnosis();

    diagnosis.assertFinds("MCP_NAME_MISMATCH");
    diagnosis.assertFinds("MCP_HEADERS_WITHOUT_ENVELOPE");
  }

  @Test
  @Tag("nginx")
  void aGatewayThatKnowsHalfOfTheHeadersIsWorseThanNone() throws Exception {
    try (Nginx proxy = Nginx.start("method-without-name", echo)) {
      Request.call("printHeader").sendTo(proxy).diagnosis().assertFinds("MCP_METHOD_WITHOUT_NAME");
    }
  }

  @Test
  @Tag("nginx")
  void aGatewayThatPinsTheRevisionBreaksMessagesOfAnother() throws Exception {
    Request call = MODERN.with("Mcp-Name", "printHeader");

    try (Nginx proxy = Nginx.start("version-pinned", echo)) {
      Response refused = call.sendTo(proxy);

      assertEquals(400, refused.status());
      assertEquals(-32020, refused.json().at("/error/code").asInt());
    }
    try (Nginx proxy = Nginx.start("mended", echo)) {
      assertEquals(200, call.sendTo(proxy).status());
    }
  }
}

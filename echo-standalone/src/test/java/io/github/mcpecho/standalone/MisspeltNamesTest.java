package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person hears who does not know a name by heart. */
class MisspeltNamesTest {
  @AutoClose final EchoHttpServer server = EchoHttpServer.start(Servers.CONFIG);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "tools/call","params":{"name":"printheader"} | unknown tool: printheader (did you mean printHeader?)
          "tools/call","params":{"name":"print_header"} | unknown tool: print_header (did you mean printHeader?)
          "tools/call","params":{"name":"whoisthegoat"} | unknown tool: whoisthegoat (did you mean whoIStheGOAT?)
          "tools/call","params":{"name":"ECHO"} | unknown tool: ECHO (did you mean echo?)
          "tools/call","params":{"name":"search"} | unknown tool: search","data":{"known":["echo","printHeader","bearerDecode",
          "echo","params":{"message":"Hello!"} | Method not found: echo (it is a tool: call it with tools/call, its name as params.name)
          "printheader" | Method not found: printheader (printHeader is a tool: call it with tools/call, its name as params.name)
          "tool/call","params":{"name":"echo"} | Method not found: tool/call (did you mean tools/call?)
          "Tools/Call","params":{"name":"echo"} | Method not found: Tools/Call (did you mean tools/call?)
          "tools/lists" | Method not found: tools/lists (did you mean tools/list?)
          "nothing" | Method not found: nothing","data":{"known":["completion/complete","initialize","ping","prompts/get",
          "logging/setLevel" | Method not found: logging/setLevel","data":{"known":[
          "server/discover" | Method not found: server/discover (it is there since revision 2026-07-28: send the headers MCP-Protocol-Version: 2026-07-28 and Mcp-Method: server/discover, and in params \\"_meta\\":{\\"io.modelcontextprotocol/protocolVersion\\":\\"2026-07-28\\",\\"io.modelcontextprotocol/clientCapabilities\\":{}})
          "subscriptions/listen","params":{} | Method not found: subscriptions/listen (it is there since revision 2026-07-28: send
          "tools/call" | params.name must be a string, the name of a tool","data":{"known":["echo","printHeader",
          "tools/call","params":{"tool":"echo"} | params.name must be a string, the name of a tool","data":{"known":["echo",
          "tools/call","params":{"name":"echo","message":"Hello!"} | Argument message is missing. Arguments go into params.arguments.
          "tools/call","params":{"name":"echo","arguments":{}} | Argument message is missing."
          "tools/call","params":{"name":"echo","arguments":"Hello!"} | params.arguments must be an object
          "tools/call","params":{"name":"printHeader","arguments":{"expect":"Authorization"}} | Argument expect is a string, expected an array or an object."
          "prompts/get","params":{"name":"Diagnose"} | unknown prompt: Diagnose (did you mean diagnose?)","data":{"known":["echo","diagnose"]}
          "prompts/get","params":{"name":"echo","arguments":{"mesage":"x"}} | echo has no argument mesage (did you mean message?)","data":{"known":["message"
          "resources/read","params":{"uri":"eco://clock"} | Resource not found: eco://clock (did you mean echo://clock?)","data":{"known":["echo://clock","echo://pixel","echo://findings","echo://{text}","echo://findings/{id}"]
          "resources/read","params":{"uri":"echo://findings/TOKEN_EXPIRES"} | Resource not found: echo://findings/TOKEN_EXPIRES (did you mean echo://findings/TOKEN_EXPIRED?)","data":{"known":["echo://clock","echo://pixel","echo://findings","echo://{text}","echo://findings/{id}"]
          "resources/read","params":{"uri":"file:///x?token=Gr8tPassw0rdXyQ7"} | Resource not found: file:///x?token=(
          "completion/complete","params":{"ref":{"type":"ref/resource","uri":"echo://{txt}"},"argument":{"name":"text","value":""}} | unknown resource template: echo://{txt} (did you mean echo://{text}?)
          "tools/call","params":{"name":"echo","arguments":{"mesage":"x"}} | Argument mesage is unknown (did you mean message?); known: message, uppercase, reverse.
          "tools/call","params":{"name":"echo","arguments":{"message":"x","colour":1}} | Argument colour is unknown; known: message, uppercase, reverse.
          "tools/call","params":{"name":"environmentDump","arguments":{"x":1}} | Argument x is unknown; known: none.
          """)
  void trial_o10_theNearestRightNameIsNamed(String call, String answer)
      throws IOException, InterruptedException {
    String said =
        new Client(server.uri())
            .postJson("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + call + "}")
            .body();

    assertTrue(said.contains(answer), said);
  }

  /** A revision without it is said of what the other revisions have, and the header's value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ping | ping | Method not found: ping (it is not there since revision 2026-07-28, which this request speaks)
          initialize | initialize | Method not found: initialize (it is not there since revision 2026-07-28, which this request speaks)
          logging/setLevel | logging/setLevel | Method not found: logging/setLevel","data":{"known":[
          tools/list | | Header mismatch: Mcp-Method is missing","data":{"header":"Mcp-Method","expected":"tools/list",
          """)
  void trial_o10_whatAnotherRevisionHasIsTold(String method, String header, String answer)
      throws IOException, InterruptedException {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"%s","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"""
            .formatted(method);
    String[] version = {"MCP-Protocol-Version", "2026-07-28"};
    String[] both = {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method};
    String said = new Client(server.uri()).postJson(body, header == null ? version : both).body();

    assertTrue(said.contains(answer), said);
  }

  @ParameterizedTest
  @CsvSource({
    "/sse, true",
    "/messages, true",
    "/message/, true",
    "/mcp/sse, true",
    "/v1/mcp, false",
    "/assess, false"
  })
  void trial_o10_whoLooksForTheOldTransportIsToldSo(String path, boolean old)
      throws IOException, InterruptedException {
    String said = new Client(server.uri()).method("GET", path).body();

    assertTrue(said.contains("there is nothing here, the MCP endpoint is /mcp"), said);
    assertEquals(old, said.contains("it speaks Streamable HTTP"), said);
  }

  /** Nobody wants a secret of his compared with names and told in other words. */
  @ParameterizedTest
  @CsvSource({"tools/call", "echo"})
  void trial_o10_aLongNameIsRefusedAsItWas(String method) throws IOException, InterruptedException {
    String name = "a".repeat(100_000);
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"%s","params":{"name":"%s"}}"""
            .formatted(method.equals("echo") ? name : method, name);

    assertEquals(false, new Client(server.uri()).postJson(body).body().contains("did you mean"));
  }
}

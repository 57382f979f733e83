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
          "tools/call","params":{"name":"search"} | unknown tool: search; known: echo, printHeader, bearerDecode,
          "tools/call","params":{"name":"ECHO"} | unknown tool: ECHO (did you mean echo?); known: echo, printHeader,
          "echo","params":{"message":"Hello!"} | Method not found: echo (it is a tool: call it with tools/call, its name as params.name)
          "printheader" | Method not found: printheader (printHeader is a tool: call it with tools/call, its name as params.name)
          "Tools/Call","params":{"name":"echo"} | Method not found: Tools/Call (did you mean tools/call?)
          "nothing" | Method not found: nothing; known: completion/complete, initialize, ping, prompts/get,
          "resources/read","params":{"uri":"eco://clock"} | Resource not found (did you mean echo://clock?); known: echo://
          "prompts/get","params":{"name":"Diagnose"} | unknown prompt: Diagnose (did you mean diagnose?); known: echo, diagnose
          "tool/call","params":{"name":"echo"} | Method not found: tool/call (did you mean tools/call?)
          "tools/lists" | Method not found: tools/lists (did you mean tools/list?)
          "logging/setLevel" | Method not found: logging/setLevel"}
          "tools/call","params":{"name":"echo","arguments":{"mesage":"x"}} | Argument mesage is unknown (did you mean message?); known: message
          "tools/call","params":{"name":"echo","arguments":{"message":"x","colour":1}} | Argument colour is unknown; known: message
          """)
  void trial_o10_theNearestRightNameIsNamed(String call, String answer)
      throws IOException, InterruptedException {
    String said =
        new Client(server.uri())
            .postJson("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + call + "}")
            .body();

    assertTrue(said.contains(answer), said);
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

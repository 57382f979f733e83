package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.Count;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final String RESULT =
      """
      {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"hi"}],"structuredContent":{"message":"hi"}}}""";

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"do": "answer", "status": 418, "reason": "Teapot", "headers": {"X-Tea": "1"}, "json": [1]} | HTTP/1.1 418 Teapot\\r\\nX-Tea: 1\\r\\nContent-Type: application/json\\r\\nContent-Length: 3\\r\\nConnection: close\\r\\n\\r\\n[1]
          {"do": "answer", "status": 200, "text": "hi", "contentType": "text/html", "delayMs": 0} | HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nhi
          {"do": "redirect", "location": "/other"} | HTTP/1.1 307 Temporary Redirect\\r\\nLocation: /other\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n
          {"do": "retry-after", "status": 429, "seconds": 9} | HTTP/1.1 429 Too Many Requests\\r\\nRetry-After: 9\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n
          {"do": "empty-json"} | HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n
          {"do": "close"} | ''
          {"do": "close", "at": "after-headers"} | HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nCache-Control: no-store\\r\\nTransfer-Encoding: chunked\\r\\nConnection: close\\r\\n\\r\\n
          {"do": "get-stream-refused"} | HTTP/1.1 405 Method Not Allowed\\r\\nAllow: POST\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n
          {"do": "json-rpc-error", "status": 200, "code": -32001, "message": "no"} | HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 63\\r\\nConnection: close\\r\\n\\r\\n{"jsonrpc":"2.0","id":7,"error":{"code":-32001,"message":"no"}}
          """)
  void aBehaviourIsWhatTheScriptSays(String then, String answer) throws Exception {
    try (McpEchoServer server = start("{\"rules\": [{\"then\": " + then + "}]}")) {
      assertEquals(
          answer.replace("\\r", "\r").replace("\\n", "\n"), RawHttp.answer(server.uri(), ECHO));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"do": "real", "headers": {"X-More": "1"}, "delayMs": 1} | 200
          {"do": "login-page"} | 200 <!DOCTYPE html>
          {"do": "wrong-content-type"} | 200 {"jsonrpc"
          {"do": "challenge", "name": "reason-phrase", "arguments": ["No"]} | 401
          {"do": "reset"} | none
          {"do": "reset", "at": "mid-event"} | none
          {"do": "malformed-chunk"} | none
          {"do": "truncated-body"} | none
          {"do": "dribble", "bytes": 100, "intervalMs": 0} | 200 {"jsonrpc"
          {"do": "random-bytes"} | none
          {"do": "sse", "result-then-hang": false} | 200 event: message
          {"do": "get-stream-ends"} | 200
          {"do": "wrong-id"} | 200 {"jsonrpc":"2.0","id":999999999,
          {"do": "id-of-other-type"} | 200 {"jsonrpc":"2.0","id":"7",
          {"do": "reject-legacy"} | 400
          {"do": "ignore-version-header"} | 200 {"jsonrpc"
          """)
  void aClientSeesWhatTheScriptSays(String then, String beginning) throws Exception {
    try (McpEchoServer server = start("{\"rules\": [{\"then\": " + then + "}]}")) {
      String answer = answer(server);
      assertTrue(answer.startsWith(beginning), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"do\": \"reject-modern\", \"status\": 404}",
        "{\"do\": \"reject-modern-as-text\", \"text\": \"no\"}",
        "{\"do\": \"reject-version\", \"supported\": [\"2025-11-25\"]}"
      })
  void aModernMessageIsRejected(String then) throws Exception {
    try (McpEchoServer server = start("{\"rules\": [{\"then\": " + then + "}]}")) {
      var client = new Client(server.uri());
      assertEquals(200, client.postMcp(ECHO).statusCode());
      int status = client.postMcp(ECHO, "MCP-Protocol-Version", "2026-07-28").statusCode();
      assertTrue(status == 400 || status == 404, "" + status);
    }
  }

  @Test
  void aSessionIsLost() throws Exception {
    String script =
        """
        {"rules": [{"then": {"do": "session-lost", "requests": 1}},
                   {"on": {"method": "initialize"}, "times": 1,
                    "then": {"do": "version-downgrade", "version": "2024-11-05"}}]}""";
    try (McpEchoServer server = start(script)) {
      var client = new Client(server.uri());
      assertTrue(client.postMcp(INITIALIZE).body().contains("\"protocolVersion\":\"2024-11-05\""));
      String session =
          client.postMcp(INITIALIZE).headers().firstValue("Mcp-Session-Id").orElseThrow();
      assertEquals(200, client.postMcp(ECHO, "Mcp-Session-Id", session).statusCode());
      assertEquals(404, client.postMcp(ECHO, "Mcp-Session-Id", session).statusCode());
    }
  }

  @Test
  void aRuleIsForTheCallsThatItDescribes() throws Exception {
    String script =
        """
        {"rules": [
          {"on": {"verb": "POST", "path": "/mcp", "method": "tools/call", "tool": "echo",
                  "arguments": {"message": "hi"}, "headers": {"X-Try": "1"},
                  "withHeaders": ["Accept"], "withoutHeaders": ["X-Not"]},
           "after": 1, "times": 2,
           "then": [{"do": "answer", "status": 500}, {"do": "answer", "status": 501}]}]}""";
    try (McpEchoServer server = start(script)) {
      var client = new Client(server.uri());
      assertEquals(200, client.postMcp(ECHO, "X-Try", "1").statusCode());
      assertEquals(200, client.postMcp(ECHO, "X-Try", "2").statusCode());
      assertEquals(200, client.postMcp(ECHO, "X-Try", "1", "X-Not", "1").statusCode());
      assertEquals(200, client.postMcp(ECHO.replace("hi", "ho"), "X-Try", "1").statusCode());
      assertEquals(500, client.postMcp(ECHO, "X-Try", "1").statusCode());
      assertEquals(501, client.postMcp(ECHO, "X-Try", "1").statusCode());
      assertEquals(200, client.postMcp(ECHO, "X-Try", "1").statusCode());
      server.verify(Count.exactly(7), CallMatcher.anyPost());
    }
  }

  @Test
  void aStreamDiffersAsTheScriptSays() throws Exception {
    String script =
        """
        {"rules": [{"then": {"do": "sse", "no-space-after-colon": true, "crlf": false,
          "until-close": true, "comment-keep-alive": 1}}]}""";
    try (McpEchoServer server = start(script)) {
      HttpResponse<String> response = new Client(server.uri()).postMcp(ECHO);
      assertTrue(response.body().startsWith(":"), response.body());
      assertTrue(response.body().endsWith("data:" + RESULT + "\n\n"), response.body());
    }
  }

  @Test
  void theEndpointWantsTokens() throws Exception {
    String script =
        """
        {"protected": {"scopes": ["mcp:read"], "tools": [{"name": "echo", "scopes": ["mcp:echo"]}],
          "openMethods": ["initialize"], "variations": ["iss-missing", "no-registration"],
          "clients": [{"id": "me", "secret": "s", "redirectUris": ["http://127.0.0.1/cb"]}],
          "challenge": {"name": "bearer-case"}, "tokenLifetimeMs": 1000}}""";
    try (McpEchoServer server = start(script)) {
      HttpResponse<String> response = new Client(server.uri()).postMcp(ECHO);
      assertEquals(401, response.statusCode());
      String challenge = response.headers().firstValue("WWW-Authenticate").orElseThrow();
      assertTrue(challenge.startsWith("bearer "), challenge);
      assertTrue(challenge.endsWith("scope=\"mcp:read\""), challenge);
    }
  }

  @Test
  void theOldTransportIsSpoken() throws Exception {
    try (McpEchoServer server = start("{\"httpSse\": true}")) {
      assertEquals(405, new Client(server.uri()).postMcp(ECHO).statusCode());
    }
  }

  private static final String OFFER =
      """
      {"tools": [{"name": "forecast", "text": "Sunny", "structuredContent": {"sky": "clear"},
         "inputSchema": {"type": "object", "required": ["region"], "properties":
           {"region": {"type": "string", "x-mcp-header": "Region"}}},
         "outputSchema": {"type": "object", "required": ["sky"]}}],
       "prompts": [{"name": "greet", "text": "Say hello"}],
       "resources": [{"uri": "test://a", "text": "A"}],
       "templates": [{"uriTemplate": "test://rows/{id}", "text": "A row"}],
       "completions": [{"prompt": "city", "argument": "name", "values": ["Paris", "Parma", "Rome"]}],
       "pageSize": 2, "capabilities": {"prompts": {}, "resources": {}, "tools": {}, "completions": {}}, "instructions": "Be brief.",
       "sessions": {}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tools/call | {"name": "forecast", "arguments": {"region": "north"}} | "text":"Sunny"}],"structuredContent":{"sky":"clear"}
          tools/call | {"name": "forecast", "arguments": {}} | Mcp-Param-Region came without an argument
          prompts/get | {"name": "greet"} | "text":"Say hello"
          prompts/get | {"name": "city", "arguments": {"name": "Rome"}} | "text":"Rome"
          resources/read | {"uri": "test://a"} | "text":"A"
          resources/read | {"uri": "test://rows/7"} | "text":"A row"
          completion/complete | {"ref": {"type": "ref/prompt", "name": "city"}, "argument": {"name": "name", "value": "Pa"}} | "values":["Paris","Parma"]
          prompts/list | {} | "nextCursor"
          server/discover | {} | "capabilities":{"prompts":{},"resources":{},"tools":{},"completions":{}}
          server/discover | {} | "instructions":"Be brief."
          """)
  void aScriptHasWhatTheBuilderHas(String method, String params, String told) throws Exception {
    try (McpEchoServer server = start(OFFER)) {
      String answer =
          modern(server, method, params, "Mcp-Name", name(params), "Mcp-Param-Region", "north");
      assertTrue(answer.contains(told), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"north, 200, ''", "south, 400, CLIENT_PARAM_MIRROR", "'', 400, CLIENT_PARAM_MIRROR"})
  void aToolOfAScriptWantsItsArgumentsInHeaders(String header, int status, String finding)
      throws Exception {
    String call =
        """
        {"name": "forecast", "arguments": {"region": "north"}}""";
    try (McpEchoServer server = start(OFFER)) {
      String[] headers =
          header.isEmpty()
              ? new String[] {"Mcp-Name", "forecast"}
              : new String[] {"Mcp-Name", "forecast", "Mcp-Param-Region", header};
      String answer = modern(server, "tools/call", call, headers);
      assertTrue(answer.startsWith(status + " "), answer);
      String findings =
          server.takeCall(CallMatcher.call("forecast")).findings().stream()
              .map(Finding::id)
              .collect(Collectors.joining(" "));
      assertEquals(finding, findings);
    }
  }

  /** What the sessions declare is beneath. */
  @Test
  void capabilitiesOfAScriptAreTheOnlyOnes() throws Exception {
    try (McpEchoServer server = start(OFFER)) {
      String answer = new Client(server.uri()).postMcp(INITIALIZE).body();
      assertTrue(answer.contains("\"capabilities\":{\"prompts\":{},\"resources\":{},"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"tools": [{"name": "echo"}]} | script.tools[0]: Two tools are called echo
          {"rules": [{"on": {"tool": "ecko"}, "then": "reset"}]} | script.rules[0].on.tool must be that of a tool, not ecko (did you mean echo?); beside "custom": true it may be any
          {"rules": [{"on": {"tool": "nonesuch"}, "then": "reset"}]} | script.rules[0].on.tool must be that of a tool, not nonesuch; beside
          {"prompts": [{"name": "grüß", "text": "A"}]} | script.prompts[0].name must be 1 to 128 characters of A-Za-z0-9_-.; beside "custom": true it may be any
          {"tools": [{"name": "a", "inputSchema": {"type": "object", "properties": {"x": {"type": "object", "x-mcp-header": "X"}}}}]} | script.tools[0]: Tool a cannot be registered: x-mcp-header
          {"prompts": [{"name": "a", "text": "A"}, {"name": "a", "text": "B"}]} | script.prompts[1]: Two prompts are called a
          {"resources": [{"uri": "no uri", "text": "A"}]} | script.resources[0]: Resource no uri cannot be registered:
          {"templates": [{"uriTemplate": "test://a", "text": "A"}]} | script.templates[0]: Resource test://a cannot be registered: it has no variables
          """)
  void whatClientsCouldNotUseIsNoScript(String script, String why) {
    String message = assertThrows(ConfigurationException.class, () -> start(script)).getMessage();
    assertTrue(message.startsWith(why.strip()), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rules\": [{\"on\": {\"tool\": \"nonesuch\", \"custom\": true}, \"then\": \"reset\"}]}",
        "{\"tools\": [{\"name\": \"mine\"}], \"rules\": [{\"on\": {\"tool\": \"mine\"}, \"then\": \"reset\"}]}",
        "{\"rules\": [{\"on\": {\"method\": \"tools/list\"}, \"then\": {\"do\": \"result\", \"result\": {}}}, {\"on\": {\"tool\": \"later\"}, \"then\": \"reset\"}]}",
      })
  void aRuleIsForAToolThatThereIsOrMayCome(String script) {
    assertDoesNotThrow(() -> start(script).close());
  }

  /** What a client cannot say in a header, it encodes. */
  @ParameterizedTest
  @CsvSource({"tools/call, tools", "prompts/get, prompts"})
  void anyNameCanBeMeant(String method, String list) throws Exception {
    String script =
        "{\"%s\": [{\"name\": \"wetter-ü\", \"custom\": true, \"text\": \"Sonne\"}]}"
            .formatted(list);
    try (McpEchoServer server = start(script)) {
      String answer =
          modern(server, method, "{\"name\": \"wetter-ü\"}", "Mcp-Name", "=?base64?d2V0dGVyLcO8?=");
      assertTrue(answer.contains("Sonne"), answer);
    }
  }

  private static String name(String params) {
    return params.replaceFirst("(?s).*?\"(?:name|uri)\": \"([^\"]*)\".*", "$1");
  }

  private static String modern(
      McpEchoServer server, String method, String params, String... headers) throws Exception {
    String meta =
        """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}""";
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(
                method,
                params.equals("{}")
                    ? "{" + meta + "}"
                    : params.substring(0, params.length() - 1) + "," + meta + "}");
    var lines =
        new ArrayList<String>(List.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method));
    lines.addAll(List.of(headers));
    HttpResponse<String> response =
        new Client(server.uri()).postMcp(body, lines.toArray(String[]::new));
    return response.statusCode() + " " + response.body();
  }

  @Test
  void aScriptWithoutRulesChangesNothing() throws Exception {
    try (McpEchoServer server = start("{}")) {
      assertEquals("200 " + RESULT, answer(server));
    }
  }

  private static String answer(McpEchoServer server) {
    try {
      HttpResponse<String> response = new Client(server.uri()).postMcp(ECHO);
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "none";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static McpEchoServer start(String script) {
    return Script.parse(script.getBytes(StandardCharsets.UTF_8)).start(McpEchoServer.builder());
  }
}

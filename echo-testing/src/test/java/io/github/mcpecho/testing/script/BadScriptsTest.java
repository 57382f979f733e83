package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that cannot be used says where and why. */
class BadScriptsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | The script cannot be read: the body is empty
          {"rules": [} | The script cannot be read: not valid JSON at line 1, column 12
          [] | script must be an object
          {"rules": {}} | script.rules must be an array of objects
          {"rule": []} | script has no member "rule"; it may have capabilities, completions, httpSse, instructions, pageSize, prompts, protected, resources, rules, sessions, tasks, templates, tools
          {"rules": ["reset"]} | script.rules[0] must be an object
          {"rules": [{}]} | script.rules[0] needs a member "then"
          {"rules": [{"then": []}]} | script.rules[0].then must be a behaviour, or an array with at least one
          {"rules": [{"then": 7}]} | script.rules[0].then must be an object
          {"rules": [{"then": {}}]} | script.rules[0].then needs a member "do"
          {"rules": [{"then": "reset"}, {"then": ["close", {"do": "reset", "att": "mid-event"}]}]} | script.rules[1].then[1] has no member "att"; it may have at, do
          {"rules": [{"then": {"do": "reset", "at": "MID_EVENT"}}]} | script.rules[0].then.at must be one of before-headers, after-headers, after-first-event, mid-event, after-result, not MID_EVENT (did you mean mid-event?)
          {"rules": [{"then": {"do": "reset", "at": 1}}]} | script.rules[0].then.at must be a string
          {"rules": [{"then": {"do": "redirect", "location": "/\\r\\nX: y"}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "redirect", "location": "/\\nX: y"}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "answer", "status": 200, "reason": "OK\\rX: y"}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "answer", "status": 200, "headers": {"A\\r\\nX": "y"}}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "answer", "status": 200, "contentType": "a/b\\nX: y", "text": "z"}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "real", "headers": {"A": "x\\ny"}}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "wrong-content-type", "contentType": "a/b\\nX: y"}}]} | script.rules[0].then: A line of the head has no line end inside
          {"rules": [{"then": {"do": "redirect", "status": 200, "location": "/"}}]} | script.rules[0].then: The status of a redirect is one of 301, 302, 303, 307, 308, not 200
          {"rules": [{"then": {"do": "answer"}}]} | script.rules[0].then needs a member "status"
          {"rules": [{"then": {"do": "answer", "status": 200, "json": {}, "text": ""}}]} | script.rules[0].then.text must be left out where there is "json"
          {"rules": [{"then": {"do": "answer", "status": 200, "delayMs": -1}}]} | script.rules[0].then.delayMs must be an integer from 0 to 2147483647
          {"rules": [{"then": {"do": "answer", "status": 200, "headers": {"A": []}}}]} | script.rules[0].then.headers.A must be a string
          {"rules": [{"then": {"do": "answer", "status": 200, "headers": {"A": 1}}}]} | script.rules[0].then.headers.A must be a string
          {"rules": [{"then": {"do": "real", "headers": {"A": true}}}]} | script.rules[0].then.headers.A must be a string
          {"rules": [{"then": {"do": "real", "headers": []}}]} | script.rules[0].then.headers must be an object of strings
          {"rules": [{"on": {"headers": {"A": 1}}, "then": "reset"}]} | script.rules[0].on.headers.A must be a string
          {"rules": [{"on": {"headers": {"A": null}}, "then": "reset"}]} | script.rules[0].on.headers.A must be a string
          {"rules": [{"on": {"headers": {"A": " x"}}, "then": "reset"}]} | script.rules[0].on: A header value has no blanks at its ends, and no control characters: A
          {"rules": [{"on": {"headers": {"A B": "x"}}, "then": "reset"}]} | script.rules[0].on: No name of a header: A B; such as X-Trace
          {"rules": [{"on": {"withHeaders": [""]}, "then": "reset"}]} | script.rules[0].on: No name of a header: ; such as X-Trace
          {"rules": [{"on": {"withoutHeaders": ["A:"]}, "then": "reset"}]} | script.rules[0].on: No name of a header: A:; such as X-Trace
          {"rules": [{"on": {"arguments": {"a": null}}, "then": "reset"}]} | script.rules[0].on.arguments must be an object of strings, numbers or booleans
          {"rules": [{"on": {"tool": "echo", "method": "tools/list"}, "then": "reset"}]} | script.rules[0].on.method must be tools/call where there is "tool"
          {"rules": [{"on": {"arguments": {"a": 1}, "method": "ping"}, "then": "reset"}]} | script.rules[0].on.method must be tools/call where there is "arguments"
          {"rules": [{"on": {"verb": "GET", "tool": "echo"}, "then": "reset"}]} | script.rules[0].on.verb must be POST where there is "tool"
          {"rules": [{"on": {"verb": "DELETE", "method": "ping"}, "then": "reset"}]} | script.rules[0].on.verb must be POST where there is "method"
          {"rules": [{"on": {"withHeaders": ["A"], "withoutHeaders": ["B", "a"]}, "then": "reset"}]} | script.rules[0].on.withoutHeaders must be of other headers than "withHeaders"
          {"rules": [{"on": {"path": "/mcp?a=b"}, "then": "reset"}]} | script.rules[0].on.path must be the path of a request, which begins with / and has no query
          {"rules": [{"then": {"do": "answer", "status": 200, "contentType": "a/b"}}]} | script.rules[0].then.contentType must be left out where there is no "text"
          {"rules": [{"then": {"do": "answer", "status": 200, "contentType": "a/b", "json": {}}}]} | script.rules[0].then.contentType must be left out where there is no "text"
          {"tools": [{"name": "own"}], "protected": {"tools": [{"name": "own"}, {"name": ""}]}} | script.protected.tools[1].name must be a string that is not empty
          {"rules": [{"then": {"do": "redirect", "location": ""}}]} | script.rules[0].then.location must be a string that is not empty
          {"rules": [{"then": {"do": "answer", "status": 200, "headers": {"A B": "x"}}}]} | script.rules[0].then: No name of a header: A B; such as X-Trace
          {"rules": [{"then": {"do": "real", "headers": {"": "x"}}}]} | script.rules[0].then: No name of a header: ; such as X-Trace
          {"rules": [{"then": {"do": "real", "headers": {"A:": "x"}}}]} | script.rules[0].then: No name of a header: A:; such as X-Trace
          {"rules": [{"then": {"do": "version-downgrade", "version": "2024-11-5"}}]} | script.rules[0].then.version must be one of 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28, not 2024-11-5 (did you mean 2024-11-05?); beside "custom": true it may be any
          {"rules": [{"then": {"do": "reject-version", "supported": ["2025-11-25", ""]}}]} | script.rules[0].then.supported must be one of 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28, not ; beside "custom": true it may be any
          {"tools": [{"name": ""}]} | script.tools[0].name must be a string that is not empty
          {"prompts": [{"name": "", "text": "a"}]} | script.prompts[0].name must be a string that is not empty
          {"protected": {"openMethods": ["tools/lst"]}} | script.protected.openMethods must be a method that clients send, not tools/lst (did you mean tools/list?)
          {"protected": {"authMethods": ["client_secret_basi"]}} | script.protected: There is no way to authenticate client_secret_basi; there are none, client_secret_basic, client_secret_post, private_key_jwt
          {"protected": {"clients": [{"id": ""}]}} | script.protected.clients[0]: The id of a client is not empty, and no other client has it:
          {"protected": {"clients": [{"id": "a"}, {"id": "a"}]}} | script.protected.clients[1]: The id of a client is not empty, and no other client has it: a
          {"protected": {"alsoFor": ["not-a-url"]}} | script.protected: Not the URL of a resource: not-a-url
          {"tools": [{"name": "wetter-ü"}]} | script.tools[0].name must be 1 to 128 characters of A-Za-z0-9_-.; beside "custom": true it may be any
          {"prompts": [{"name": "not a name", "text": "a"}]} | script.prompts[0].name must be 1 to 128 characters of A-Za-z0-9_-.; beside "custom": true it may be any
          {"tools": [{"name": "a", "outputSchema": {"type": "object", "required": ["x"]}, "structuredContent": {}}]} | script.tools[0].structuredContent must be what "outputSchema" wants (Argument x is missing); a rule with "result" answers otherwise
          {"rules": [{"then": {"do": "tell", "method": "notifications/message", "params": {"level": "warn"}}}]} | script.rules[0].then.params.level must be one of debug, info, notice, warning, error, critical, alert, emergency, not warn; beside "custom": true it may be any
          {"protected": {"authMethods": []}} | script.protected.authMethods must be an array with at least one string
          {"protected": {"clients": [{"id": "a", "publicKey": {"kty": "EC"}}]}} | script.protected.clients[0]: A public key is a JWK (RFC 7517) without private members, such as {"kty": "EC", "crv": "P-256", "x": "...", "y": "..."}
          {"protected": {"clients": [{"id": "a", "publicKey": {"kty": "oct", "k": "AAAA"}}]}} | script.protected.clients[0]: A public key is a JWK (RFC 7517) without private members, such as {"kty": "EC", "crv": "P-256", "x": "...", "y": "..."}
          {"protected": {"clients": [{"id": "a", "redirectUris": ["http://evil.example/cb"]}]}} | script.protected.clients[0]: A redirect URI is absolute and without a fragment, and http is for loopback: [http://evil.example/cb]
          {"completions": [{"prompt": "städte", "argument": "a"}]} | script.completions[0].prompt must be 1 to 128 characters of A-Za-z0-9_-.; beside "custom": true it may be any
          {"tasks": {"states": ["working", "input-required"]}} | script.tasks.states must be an array of working, input_required, completed, failed, cancelled, and input-required is none (did you mean input_required?)
          {"tasks": {"states": ["completed", "working"]}} | script.tasks: Nothing comes after completed, failed or cancelled: [completed, working]
          {"tasks": {"asking": {"method": "tools/call"}}} | script.tasks.asking.method must be a request of servers, not tools/call; beside "custom": true it may be any
          {"protected": {"variations": ["iss-missing", "iss-wrong"]}} | script.protected: Only one of these is possible: [iss-missing, iss-wrong]
          {"protected": {"tokenLifetimeMs": 999}} | script.protected: Tokens tell their time in seconds: at least 1000 ms
          {"rules": [{"on": {"tool": ""}, "then": "reset"}]} | script.rules[0].on: The name of a tool is not empty
          {"rules": [{"on": {"method": "", "custom": true}, "then": "reset"}]} | script.rules[0].on: The name of a method is not empty
          {"rules": [{"then": {"do": "answer", "status": 1e9}}]} | script.rules[0].then.status must be an integer from 0 to 2147483647
          {"rules": [{"then": {"do": "sse", "crlf": 1}}]} | script.rules[0].then.crlf must be true or false
          {"rules": [{"then": {"do": "sse", "crlf": true, "cr": true}}]} | script.rules[0].then.cr must be left out where there is "crlf"
          {"rules": [{"then": {"do": "sse", "oversize-line": 9, "oversize-event": 9}}]} | script.rules[0].then.oversize-event must be left out where there is "oversize-line"
          {"rules": [{"then": {"do": "sse", "oversize-event": 9, "wrong-id": true}}]} | script.rules[0].then.wrong-id must be left out where there is "oversize-event"
          {"rules": [{"then": {"do": "sse", "oversize-line": 9, "second-response": true}}]} | script.rules[0].then.second-response must be left out where there is "oversize-line"
          {"rules": [{"then": {"do": "sse", "oversize-line": 9, "no-terminator": true}}]} | script.rules[0].then.no-terminator must be left out where there is "oversize-line"
          {"rules": [{"then": {"do": "reject-version", "supported": [1]}}]} | script.rules[0].then.supported must be an array of strings
          {"rules": [{"on": "echo", "then": "reset"}]} | script.rules[0].on must be an object
          {"rules": [{"on": {"tools": "echo"}, "then": "reset"}]} | script.rules[0].on has no member "tools"; it may have arguments, custom, headers, method, path, tool, verb, withHeaders, withoutHeaders
          {"rules": [{"times": 0, "then": "reset"}]} | script.rules[0].times must be an integer from 1 to 2147483647
          {"protected": {"tools": [{}]}} | script.protected.tools[0] needs a member "name"
          {"tools": [{}]} | script.tools[0] needs a member "name"
          {"tools": [{"name": "a", "inputSchema": []}]} | script.tools[0]: A schema is a JSON object
          {"tools": [{"name": "a", "outputSchema": {"type": "object"}}]} | script.tools[0].structuredContent must be there, since there is "outputSchema"
          {"prompts": [{"name": "a"}]} | script.prompts[0] needs a member "text"
          {"resources": [{"text": "a"}]} | script.resources[0] needs a member "uri"
          {"templates": {}} | script.templates must be an array of objects
          {"completions": [{"prompt": "a"}]} | script.completions[0] needs a member "argument"
          {"pageSize": 0} | script.pageSize must be an integer from 1 to 10000
          {"pageSize": 10001} | script.pageSize must be an integer from 1 to 10000
          {"capabilities": []} | script.capabilities must be an object
          {"instructions": 1} | script.instructions must be a string
          """)
  void aScriptThatCannotBeUsedSaysWhereAndWhy(String script, String message) {
    assertEquals(message, message(script).strip());
  }

  /** What only shows when a server is to have it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"protected": {"tools": [{"name": "echo"}, {"name": "echoo"}]}} | script.protected.tools[1].name must be that of a tool, not echoo (did you mean echo?); beside "custom": true it may be any
          {"tools": [{"name": "a", "inputSchema": {"type": "object", "properties": {"b": {"type": "string", "pattern": "("}}}}]} | script.tools[0]: Tool a cannot be registered: the schema cannot be used: ( is no regular expression: Unclosed group
          {"tasks": {"required": ["echo", "ecko"]}} | script.tasks.required must be that of a tool, not ecko (did you mean echo?); beside "custom": true it may be any
          {"protected": {"tools": [{"name": "fault"}]}} | script.protected.tools[0].name must be that of a tool, not fault; beside "custom": true it may be any
          {"rules": [{"on": {"tool": "fault"}, "then": "reset"}]} | script.rules[0].on.tool must be that of a tool, not fault; beside "custom": true it may be any
          {"tools": [{"name": "a"}, {"name": "b"}, {"name": "a"}]} | script.tools[2]: Two tools are called a
          {"prompts": [{"name": "a", "text": "b"}], "completions": [{"prompt": "a", "argument": "b"}]} | script.completions[0]: Two prompts are called a
          {"capabilities": {"tool": {}}} | script.capabilities: There is no capability tool (did you mean tools?)
          {"capabilities": {"tools": true}} | script.capabilities: The capability tools has to be an object
          {"capabilities": {"prompts": {}, "tools": {"listChanged": "yes"}}} | script.capabilities: The capability tools.listChanged has to be true or false
          """)
  void whatNoServerCanHaveSaysWhereItIs(String script, String message) {
    Script parsed = Script.parse(script.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        message,
        assertThrows(ConfigurationException.class, () -> parsed.start(McpEchoServer.builder()))
            .getMessage());
  }

  /** Who wants what is none says so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rules': [{'then': {'do': 'version-downgrade', 'version': '1999-01-01', 'custom': true}}]}",
        "{'rules': [{'then': {'do': 'reject-version', 'supported': ['x'], 'custom': true}}]}",
        "{'protected': {'tools': [{'name': 'own', 'custom': true, 'scopes': ['a']}]}}",
        "{'rules': [{'on': {'tool': 'own', 'custom': true}, 'then': 'reset'}]}",
        "{'completions': [{'prompt': 'städte', 'custom': true, 'argument': 'a'}]}",
        "{'tasks': {'required': ['own'], 'custom': true}}",
      })
  void whatIsCustomNeedNotBeKnown(String script) {
    assertDoesNotThrow(() -> parse(script).start(McpEchoServer.builder()).close());
  }

  /** The server that a script is started with may have tools of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'protected': {'tools': [{'name': 'fault', 'scopes': ['a']}, {'name': 'own'}]}}",
        "{'rules': [{'on': {'tool': 'fault'}, 'then': 'reset'}]}",
        "{'rules': [{'on': {'tool': 'own'}, 'then': 'reset'}]}",
      })
  void aToolOfTheServerIsKnown(String script) {
    McpEchoServerBuilder builder = McpEchoServer.builder();
    builder.tool(Tool.of(ToolDescriptor.of("own", "A tool"), call -> ToolResult.text("")));

    assertDoesNotThrow(() -> parse(script).withTriggers().start(builder).close());
  }

  private static Script parse(String script) {
    return Script.parse(script.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"rules": [{"then": "reset\\u001b[31m"}]} | script.rules[0].then: there is no behaviour "reset\\u001b[31m"; there are answer, ask, bad-mcp-headers, challenge, close, dribble,
          {"protected": {"variations": ["iss-wrong", "iss"]}} | script.protected.variations[1] must be one of iss-missing,
          {"protected": {"challenge": {"name": "x"}}} | script.protected.challenge: There is no "x"; there are [correct,
          """)
  void aNameThatThereIsNotIsAnsweredWithThoseThatThereAre(String script, String beginning) {
    assertEquals(beginning, message(script).substring(0, beginning.length()));
  }

  /** A trigger comes from a caller, and its answer goes to logs and transcripts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rules': [{'then': '%s'}]}",
        "{'rules': [{'then': {'do': '%s'}}]}",
        "{'rules': [{'then': {'do': 'reset', '%s': 1}}]}",
        "{'rules': [{'then': {'do': 'challenge', 'name': '%s'}}]}",
        "{'protected': {'variations': ['%s']}}",
        "{'protected': {'challenge': {'name': '%s'}}}"
      })
  void whatStandsInThePlaceOfANameIsNoSecretAndNoControlCharacter(String form) {
    String secret = "zQ8vLw3Kp9RtYb2Nc7Xd5Hf1";
    String message = message(form.replace('\'', '"').formatted(secret + "\\u001b[31m"));
    assertFalse(message.contains(secret.substring(0, 7)), message);
    assertFalse(message.contains(secret.substring(17)), message);
    assertFalse(message.contains("\u001b"), message);
  }

  private static String message(String script) {
    byte[] json = script.getBytes(StandardCharsets.UTF_8);
    return assertThrows(ConfigurationException.class, () -> Script.parse(json)).getMessage();
  }
}

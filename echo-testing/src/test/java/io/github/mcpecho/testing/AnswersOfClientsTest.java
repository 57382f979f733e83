package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Conversation;
import io.github.mcpecho.testing.faults.Lists;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.TestTokens;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of answers to requests of the server, and of calls that go on with input. */
class AnswersOfClientsTest {
  private static final String TEXT = "{\"type\":\"text\",\"text\":\"x\"}";
  private static final String FORM =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"string\"}},\"required\":[\"n\"]}";

  private static final String FORMATS =
      """
      {"type":"object","properties":{"e":{"type":"string","format":"email"},\
      "u":{"type":"string","format":"uri"},"d":{"type":"string","format":"date"},\
      "t":{"type":"string","format":"date-time"}}}""";

  private static final String ALL =
      "{'sampling':{'tools':{}},'elicitation':{'form':{},'url':{}},'roots':{}}";

  @AutoClose
  private final McpEchoServer server = McpEchoServer.builder().with(Sessions.create()).start();

  private final Client client = new Client(server.uri());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2024-11-05 | sampling | 'result':{'role':'assistant','model':'m','content':TEXT} |",
        "2024-11-05 | sampling | 'result':{'role':'assistant','model':'m','content':AUDIO} | CLIENT_ANSWER_INVALID",
        "2025-03-26 | sampling | 'result':{'role':'assistant','model':'m','content':AUDIO} |",
        "2025-06-18 | sampling | 'result':{'role':'assistant','model':'m','content':[TEXT]} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | sampling | 'result':{'role':'assistant','model':'m','content':[TEXT]} |",
        "2025-11-25 | sampling | 'result':{'role':'assistant','model':'m','content':[{'type':'tool_use','id':'1','name':'t','input':{}}],'stopReason':'toolUse'} |",
        "2025-11-25 | sampling | 'result':{'role':'assistant','model':'m','content':TEXT,'_meta':{'a':1},'more':2} |",
        "2025-11-25 | sampling | 'result':{'role':'assistant','content':TEXT} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | sampling | 'result':{'role':'system','model':'m','content':TEXT} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | sampling | 'result':{'role':'assistant','model':'m','content':'x'} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | sampling | 'result':{'a':1} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | sampling | 'error':{'code':-1,'message':'User rejected'} |",
        "2025-06-18 | form | 'result':{'action':'accept','content':{'n':'a'}} |",
        "2025-11-25 | form | 'result':{'action':'decline'} |",
        "2025-11-25 | form | 'result':{'action':'cancel','content':{}} |",
        "2025-11-25 | form | 'result':{'action':'yes'} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | form | 'result':{'action':'accept','content':{'n':{'a':1}}} | CLIENT_ANSWER_INVALID",
        "2025-06-18 | form | 'result':{'action':'accept','content':{'n':['a']}} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | form | 'result':{'action':'accept','content':{}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | form | 'result':{'action':'accept'} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | form | 'result':{'action':'accept','content':{'n':1.5}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'e':'a@b.c','u':'urn:a','d':'2024-02-29','t':'2026-12-31t23:59:60.5z'}} |",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'e':'ä+b@müller.example','u':'https://a/b?c','t':'2026-01-01T00:00:00+02:00'}} |",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'e':'a b@c'}} | CLIENT_FORM_MISMATCH",
        "2025-06-18 | formats | 'result':{'action':'accept','content':{'e':'nobody'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'u':'a/b'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'u':'https://a b/'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'d':'2025-02-29'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'d':'1.2.2025'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'t':'2025-02-01T10:00'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'accept','content':{'t':'2025-02-01T25:00:00Z'}} | CLIENT_FORM_MISMATCH",
        "2025-11-25 | formats | 'result':{'action':'decline','content':{'e':'nobody'}} |",
        "2025-11-25 | url | 'result':{'action':'accept'} |",
        "2025-11-25 | roots | 'result':{'roots':[{'uri':'file:///a','name':'a'}]} |",
        "2025-11-25 | roots | 'result':{'roots':[]} |",
        "2025-11-25 | roots | 'result':{'roots':{}} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | roots | 'result':{'roots':[{'uri':'http://x/'}]} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | roots | 'error':{'code':-32601,'message':'no'} |",
        "2025-11-25 | ping | 'result':{} |",
        "2025-11-25 | ping | 'error':{'code':-32601,'message':'no'} | CLIENT_ANSWER_INVALID",
        "2025-11-25 | custom | 'result':{'any':1} |",
      })
  void anAnswerHasTheSchemaOfItsRevision(
      String revision, String question, String outcome, String expected) throws Exception {
    String session = initialize(revision);
    server.ask(question(question));
    String[] headers =
        revision.compareTo("2025-06-18") < 0
            ? new String[] {"Mcp-Session-Id", session}
            : new String[] {"Mcp-Session-Id", session, "MCP-Protocol-Version", revision};
    try (var stream = new RawHttp(server.uri())) {
      stream.request("GET", headers);
      String id =
          stream.readUntil("\"params\":").replaceAll("(?s).*\"id\":\"(ask-[^\"]*)\".*", "$1");
      client.postMcp(
          "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",%s}".formatted(id, json(outcome)), headers);
      assertEquals(expected == null ? List.of() : List.of(expected), ids(lastCall()));

      client.postMcp(
          "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",%s}".formatted(id, json(outcome)), headers);
      assertEquals(List.of("CLIENT_RESPONSE_UNKNOWN"), ids(lastCall()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2024-11-05 | {} | sampling | ANSWER | CLIENT_ANSWER_UNDECLARED",
        "2024-11-05 | {'sampling':{}} | sampling | ANSWER |",
        "2025-03-26 | {'sampling':{}} | roots | 'roots':[] | CLIENT_ANSWER_UNDECLARED",
        "2025-06-18 | {'roots':{}} | roots | 'roots':[] |",
        "2025-06-18 | {'roots':{'listChanged':true}} | form | 'action':'decline' | CLIENT_ANSWER_UNDECLARED",
        "2025-06-18 | {'elicitation':{}} | form | 'action':'decline' |",
        "2025-11-25 | {'elicitation':null} | form | 'action':'decline' | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'elicitation':{}} | form | 'action':'decline' |",
        "2025-11-25 | {'elicitation':{}} | url | 'action':'accept' | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'elicitation':{'form':{}}} | url | 'action':'accept' | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'elicitation':{'url':{}}} | url | 'action':'accept' |",
        "2025-11-25 | {'elicitation':{'url':{}}} | form | 'action':'decline' | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'sampling':{}} | tools | ANSWER | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'sampling':{'tools':{}}} | tools | ANSWER |",
        "2025-11-25 | {'sampling':{}} | sampling | USE | CLIENT_ANSWER_UNDECLARED",
        "2025-11-25 | {'sampling':{'tools':{}}} | sampling | USE |",
        "2025-11-25 | {'sampling':{'context':{}}} | sampling | ANSWER |",
        "2025-11-25 | {} | ping | |",
        "2026-07-28 | {} | sampling | ANSWER | CLIENT_ANSWER_UNDECLARED",
        "2026-07-28 | {'sampling':{}} | sampling | ANSWER |",
        "2026-07-28 | {'sampling':{}} | roots | 'roots':[] | CLIENT_ANSWER_UNDECLARED",
        "2026-07-28 | {'elicitation':{}} | form | 'action':'decline' |",
        "2026-07-28 | {'elicitation':{}} | url | 'action':'accept' | CLIENT_ANSWER_UNDECLARED",
      })
  void whatIsAnsweredIsDeclared(
      String revision, String declared, String question, String members, String expected)
      throws Exception {
    String result =
        members == null
            ? ""
            : members
                .replace("ANSWER", "'role':'assistant','model':'m','content':TEXT")
                .replace(
                    "USE",
                    "'role':'assistant','model':'m','stopReason':'toolUse',"
                        + "'content':[{'type':'tool_use','id':'1','name':'t','input':{}}]");
    if (revision.equals("2026-07-28")) {
      server.on(call("echo")).then(Conversation.asking(question(question)));
      JsonNode round = result(modern(declaring(declared, echoing(1, ""))));
      modern(declaring(declared, echoing(2, answer(round, result))));
    } else {
      answer(initialize(revision, declared), revision, question, "'result':{" + result + "}");
    }

    assertEquals(expected == null ? List.of() : List.of(expected), ids(lastCall()));
  }

  private static ObjectNode declaring(String capabilities, ObjectNode call) {
    ((ObjectNode) call.at("/params/_meta"))
        .set("io.modelcontextprotocol/clientCapabilities", JsonRpcText.object(json(capabilities)));
    return call;
  }

  @Test
  void whoDeclaresNothingAnswersWithAnError() throws Exception {
    String refusal = "'error':{'code':-32601,'message':'no'}";
    answer(initialize("2025-11-25", "{}"), "2025-11-25", "roots", refusal);

    assertEquals(List.of(), ids(lastCall()));
  }

  /** Each on a connection of its own, so that none overtakes another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 2.5        |",
        "5 3            | CLIENT_PROGRESS_NOT_RISING",
        "5 5            | CLIENT_PROGRESS_NOT_RISING",
        "0.2 0.1        | CLIENT_PROGRESS_NOT_RISING",
        "1 answer       |",
        "1 answer 2     | CLIENT_PROGRESS_LATE",
        "answer 1       | CLIENT_PROGRESS_LATE",
      })
  void progressRisesUntilTheAnswer(String sent, String expected) throws Exception {
    String[] headers = {
      "Mcp-Session-Id", initialize("2025-11-25"), "MCP-Protocol-Version", "2025-11-25"
    };
    server.ask(ServerRequest.of("roots/list", "{\"_meta\":{\"progressToken\":\"p\"}}"));
    try (var stream = new RawHttp(server.uri())) {
      String id = asked(stream, headers);
      for (String one : sent.split(" ")) {
        try (var post = new RawHttp(server.uri())) {
          post.post(
              server.uri().getPath(),
              json(
                  one.equals("answer")
                      ? "{'jsonrpc':'2.0','id':'" + id + "','result':{'roots':[]}}"
                      : "{'jsonrpc':'2.0','method':'notifications/progress','params':{'progressToken':'p','progress':"
                          + one
                          + "}}"),
              headers);
          post.response();
        }
      }
    }

    assertEquals(expected == null ? List.of() : List.of(expected), ids(lastCall()));
  }

  private void answer(String session, String revision, String question, String outcome)
      throws Exception {
    server.ask(question(question));
    String[] headers =
        revision.compareTo("2025-06-18") < 0
            ? new String[] {"Mcp-Session-Id", session}
            : new String[] {"Mcp-Session-Id", session, "MCP-Protocol-Version", revision};
    try (var stream = new RawHttp(server.uri())) {
      client.postMcp(
          "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",%s}".formatted(asked(stream, headers), json(outcome)),
          headers);
    }
  }

  /** Listens, and returns the id of the next question. */
  private static String asked(RawHttp stream, String... headers) throws Exception {
    stream.request("GET", headers);
    return stream.readUntil("\"params\":").replaceAll("(?s).*\"id\":\"(ask-[^\"]*)\".*", "$1");
  }

  /** As 2025-03-26 allows. */
  @Test
  void aBatchHasSeveralAnswers() throws Exception {
    String[] headers = {"Mcp-Session-Id", initialize("2025-03-26")};
    server.ask(ServerRequest.ping());
    server.ask(ServerRequest.roots());
    try (var stream = new RawHttp(server.uri())) {
      stream.request("GET", headers);
      String asked = stream.readUntil("ping") + stream.readUntil("roots/list");
      List<String> ids =
          Pattern.compile("\"id\":\"(ask-[^\"]*)\"")
              .matcher(asked + stream.readUntil("\n"))
              .results()
              .map(id -> id.group(1))
              .toList();
      String answer = "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":%s}";
      client.postMcp(
          "[%s,%s]"
              .formatted(
                  answer.formatted(ids.get(0), "{}"), answer.formatted(ids.get(1), "{\"a\":1}")),
          headers);
    }

    assertEquals(List.of("CLIENT_ANSWER_INVALID"), ids(lastCall()));
    assertEquals("{}", server.takeAnswer().result().toString());
    assertEquals("{\"a\":1}", server.takeAnswer().result().toString());
  }

  @Test
  void anAnswerToAQuestionBeforeAResetIsNoFault() throws Exception {
    String[] headers = {
      "Mcp-Session-Id", initialize("2025-11-25"), "MCP-Protocol-Version", "2025-11-25"
    };
    server.ask(ServerRequest.ping());
    try (var stream = new RawHttp(server.uri())) {
      stream.request("GET", headers);
      String id =
          stream.readUntil("\"params\":").replaceAll("(?s).*\"id\":\"(ask-[^\"]*)\".*", "$1");
      server.reset();
      client.postMcp("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{}}", headers);
    }
    assertEquals(List.of(), server.calls().stream().flatMap(one -> ids(one).stream()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "right                                   | nothing",
        "requestState=changed                    | CLIENT_REQUEST_STATE",
        "requestState=                           | CLIENT_REQUEST_STATE",
        "arguments={'message':'other'}           | CLIENT_REQUEST_STATE",
        "id=1                                    | CLIENT_RETRY_ID",
        "inputResponses=                         | CLIENT_INPUT_MISSING",
        "inputResponses={'zzz':{'a':1}}          | CLIENT_INPUT_MISSING",
        "inputResponses={'ask-1':{'a':1}}        | CLIENT_ANSWER_INVALID",
        "_meta.progressToken=7                   | nothing",
      })
  void aCallGoesOnWithItsOwnState(String change, String expected) throws Exception {
    server.on(call("echo")).then(Conversation.asking(ServerRequest.sampling("Hi?", 5)));
    ObjectNode request =
        (ObjectNode)
            JsonRpcText.parse(
                    utf8(
                        json(
                            "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'echo','arguments':"
                                + "{'message':'x'},'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                                + "'io.modelcontextprotocol/clientInfo':{'name':'c','version':'1'},"
                                + "'io.modelcontextprotocol/clientCapabilities':{'sampling':{}}}}}")))
                .orElseThrow();
    JsonNode round = JsonRpcText.parse(utf8(modern(request).body())).orElseThrow().path("result");
    request.put("id", 2);
    ObjectNode params = (ObjectNode) request.get("params");
    params.set("requestState", round.get("requestState"));
    params.set(
        "inputResponses",
        JsonRpcText.object(json("{'ask-1':{'role':'assistant','model':'m','content':TEXT}}")));
    String[] member = change.split("=", 2);
    if (member[0].equals("id")) {
      request.put("id", 1);
    } else if (member[0].startsWith("_meta.")) {
      ((ObjectNode) params.get("_meta")).put(member[0].substring(6), 7);
    } else if (member.length == 2 && member[1].isEmpty()) {
      params.remove(member[0]);
    } else if (member.length == 2 && member[1].startsWith("{")) {
      params.set(member[0], JsonRpcText.object(json(member[1])));
    } else if (member.length == 2) {
      params.put(member[0], params.get(member[0]).asText() + member[1]);
    }
    modern(request);

    assertEquals(
        expected.equals("nothing") ? List.of() : List.of(expected),
        ids(lastCall()),
        () -> lastCall().findings().toString());
  }

  /** So {@code times} and the turns of a rule count calls, not rounds. */
  @Test
  void aCallThatGoesOnBelongsToTheTurnThatAsked() throws Exception {
    server
        .on(call("echo"))
        .times(2)
        .then(
            Conversation.asking(ServerRequest.sampling("Hi?", 5), ServerRequest.roots()),
            Answer.status(503));
    JsonNode first = result(modern(echoing(1, "")));
    JsonNode second =
        result(modern(echoing(2, answer(first, "'role':'assistant','model':'m','content':TEXT"))));
    JsonNode last = result(modern(echoing(3, answer(second, "'roots':[]"))));
    assertEquals("input_required", second.path("resultType").asText());
    assertEquals("complete", last.path("resultType").asText(), last::toString);

    assertEquals(503, modern(echoing(4, "")).statusCode());
    assertEquals(200, modern(echoing(5, "")).statusCode());
    assertEquals(List.of(), server.calls().stream().flatMap(one -> ids(one).stream()).toList());
  }

  @Test
  void aNewerRuleDecidesWhatBecomesOfACallThatGoesOn() throws Exception {
    server.on(call("echo")).times(1).then(Conversation.asking(ServerRequest.roots()));
    JsonNode round = result(modern(echoing(1, "")));
    server.on(call("echo")).times(1).then(Answer.status(503));

    assertEquals(503, modern(echoing(2, answer(round, "'roots':[]"))).statusCode());
    assertEquals(200, modern(echoing(3, answer(round, "'roots':[]"))).statusCode());
  }

  /** A test may ask where no server would. */
  @Test
  void aListThatIsAskedForInputGoesOn() throws Exception {
    server
        .on(CallMatcher.method("tools/list"))
        .times(1)
        .then(Conversation.asking(ServerRequest.roots()));
    JsonNode round = result(modern("tools/list", "-", modernCall("")));
    HttpResponse<String> answer =
        modern("tools/list", "-", modernCall(answer(round, "'roots':[]")).put("id", 2));

    assertEquals("complete", result(answer).path("resultType").asText());
    assertEquals(List.of(), ids(lastCall()));
  }

  private static ObjectNode echoing(int id, String params) {
    return modernCall("'name':'echo','arguments':{'message':'x'}," + params).put("id", id);
  }

  /** Returns the params with which a call goes on. */
  private static String answer(JsonNode round, String members) {
    String key = round.path("inputRequests").fieldNames().next();
    return "'requestState':'%s','inputResponses':{'%s':{%s}},"
        .formatted(round.path("requestState").asText(), key, members);
  }

  private static JsonNode result(HttpResponse<String> answer) {
    return JsonRpcText.parse(utf8(answer.body())).orElseThrow().path("result");
  }

  @Test
  void whatASchemaRefersToIsNotFetched() throws Exception {
    client.get("/canary/schema.json");

    assertEquals(List.of("CLIENT_REFERENCE_FETCHED"), ids(lastCall()));
  }

  @Test
  void aToolWithAHeaderThatIsNotAllowedIsNotCalled() throws Exception {
    callListed("echo");
    assertEquals(List.of(), ids(lastCall()));

    server.on(CallMatcher.method("tools/list")).then(Lists.badMcpHeaders());
    JsonNode tools =
        JsonRpcText.parse(utf8(modern("tools/list", "-", modernCall("")).body()))
            .orElseThrow()
            .at("/result/tools");
    for (JsonNode tool : tools) {
      callListed(tool.path("name").asText());
      boolean bad = tool.toString().contains("x-mcp-header");
      assertEquals(
          bad ? List.of("CLIENT_TOOL_INVALID") : List.of(),
          ids(lastCall()),
          tool.path("name")::asText);
    }
  }

  private void callListed(String tool) throws Exception {
    modern("tools/call", tool, modernCall("'name':'" + tool + "','arguments':{'message':'hi'},"));
  }

  private static ObjectNode modernCall(String params) {
    return JsonRpcText.object(
        json(
            "{'jsonrpc':'2.0','id':1,'method':'x','params':{"
                + params
                + "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientInfo':{'name':'c','version':'1'},"
                + "'io.modelcontextprotocol/clientCapabilities':"
                + ALL
                + "}}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "/jwks, true",
    "/canary/schema.json, true",
    "/.well-known/oauth-authorization-server, true",
    "/elsewhere, false",
  })
  void aTokenIsSentToTheEndpointAlone(String path, boolean found) throws Exception {
    try (McpEchoServer guarded = McpEchoServer.builder().with(ProtectedResource.create()).start()) {
      String token = TestTokens.jwt(Clock.systemUTC()).acceptedBy(guarded).compact();
      new Client(guarded.uri())
          .method(
              "GET",
              path,
              "Authorization",
              "bearer " + token,
              "MCP-Protocol-Version",
              "2025-11-25");
      List<String> ids = guarded.calls().get(0).findings().stream().map(Finding::id).toList();
      assertEquals(found, ids.contains("OAUTH_TOKEN_ELSEWHERE"), ids::toString);
      assertFalse(ids.contains("AUTH_SCHEME_CASE"), ids::toString);
    }
  }

  @Test
  void aSessionThatBeginsWithTheIdOfOneThatIsOverIsKnown() throws Exception {
    String old = initialize("2025-11-25");
    server.reset();
    HttpResponse<String> answer =
        client.postMcp(initializing("2025-11-25", ALL), "Mcp-Session-Id", old);
    assertEquals(1, answer.headers().allValues("mcp-session-id").size());
    String[] headers = {
      "Mcp-Session-Id",
      answer.headers().firstValue("mcp-session-id").orElseThrow(),
      "MCP-Protocol-Version",
      "2025-11-25"
    };
    client.postMcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", headers);
    client.postMcp("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}", headers);

    List<RecordedCall> calls = server.calls();
    assertEquals(List.of(), ids(calls.get(calls.size() - 2)));
    assertEquals(List.of(), ids(calls.get(calls.size() - 1)));
  }

  private HttpResponse<String> modern(ObjectNode request) throws Exception {
    return modern("tools/call", "echo", request);
  }

  private HttpResponse<String> modern(String method, String name, ObjectNode request)
      throws Exception {
    return client.postMcp(
        request.put("method", method).toString(),
        "MCP-Protocol-Version",
        "2026-07-28",
        "Mcp-Method",
        method,
        "Mcp-Name",
        name);
  }

  private static ServerRequest question(String name) {
    return switch (name) {
      case "sampling" -> ServerRequest.sampling("Hi?", 5);
      case "form" -> ServerRequest.elicitation("Who?", FORM);
      case "formats" -> ServerRequest.elicitation("Who?", FORMATS);
      case "url" -> ServerRequest.elicitationUrl("Go", "https://a.example/", "1");
      case "roots" -> ServerRequest.roots();
      case "tools" ->
          ServerRequest.of(
              "sampling/createMessage",
              json("{'messages':[],'maxTokens':5,'tools':[{'name':'t','inputSchema':{}}]}"));
      case "ping" -> ServerRequest.ping();
      default -> ServerRequest.of("com.example/any", "{}");
    };
  }

  private String initialize(String revision) throws Exception {
    return initialize(revision, ALL);
  }

  private String initialize(String revision, String capabilities) throws Exception {
    String session =
        client
            .postMcp(initializing(revision, capabilities))
            .headers()
            .firstValue("mcp-session-id")
            .orElseThrow();
    client.postMcp(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
        "Mcp-Session-Id",
        session,
        "MCP-Protocol-Version",
        revision);
    return session;
  }

  private static String initializing(String revision, String capabilities) {
    return json(
        "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'"
            + revision
            + "','capabilities':"
            + capabilities
            + ",'clientInfo':{'name':'t','version':'1'}}}");
  }

  private static String json(String shown) {
    return shown
        .replace('\'', '"')
        .replace("TEXT", TEXT)
        .replace("AUDIO", "{\"type\":\"audio\",\"data\":\"AA==\",\"mimeType\":\"audio/wav\"}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private RecordedCall lastCall() {
    List<RecordedCall> calls = server.calls();
    return calls.get(calls.size() - 1);
  }

  private static List<String> ids(RecordedCall call) {
    return new ArrayList<>(
        call.findings().stream()
            .map(Finding::id)
            .peek(ProducedFindings::add)
            .filter(id -> id.startsWith("CLIENT_"))
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}

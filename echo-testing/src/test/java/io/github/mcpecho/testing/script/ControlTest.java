package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test in another language asks of the program; each answer is held against the schema. */
@Isolated("It runs the program, whose log is that of the JVM.")
class ControlTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String TOKEN = "a-token-of-the-test";
  private static final String ECHO =
"""
{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}\
""";
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}\
      """;
  private static final String INITIALIZE =
"""
{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
""";
  private static final String TEAPOT =
      """
      {"rules": [{"on": {"tool": "echo"}, "then": {"do": "answer", "status": 418}}]}\
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningProgram program;

  @TempDir private Path folder;

  ControlTest() throws InterruptedException {
    program = start("--control");
  }

  private static RunningProgram start(String... arguments) throws InterruptedException {
    return new RunningProgram(
        Map.of("MCP_ECHO_CONTROL_TOKEN", TOKEN, "LOG_LEVEL", "WARNING"), arguments);
  }

  /** The program has changed the log for all tests of this JVM. */
  @AfterEach
  void stop() throws IOException {
    program.close();
    LogManager.getLogManager().readConfiguration();
  }

  /** What a rule lists in the place of the tools there may be until the rules are forgotten. */
  @Test
  void aRuleIsForAToolThatIsListed() throws Exception {
    String own = "{\"rules\": [{\"on\": {\"tool\": \"own\"}, \"then\": \"reset\"}]}";
    post(400, "rules", own);
    post(200, "rules", own.replace("\"own\"", "\"own\", \"custom\": true"));
    post(
        200,
        "rules",
        "{\"rules\": [{\"on\": {\"method\": \"tools/list\"}, \"then\": \"result\"}]}");
    post(200, "rules", own);
    post(200, "reset", "");

    post(400, "rules", own);
  }

  @Test
  void callsAreShownAsTheyCame() throws Exception {
    program.client().postMcp(ECHO, "X-Trace", "42");
    program.client().postMcp(LIST);

    JsonNode all = get(200, "calls");
    assertEquals(List.of("tools/call", "tools/list"), texts(all.path("calls"), "method"));
    assertEquals(0, all.path("forgotten").asInt(-1));
    JsonNode call = get(200, "calls?tool=echo").path("calls").path(0);
    assertEquals("POST", call.path("verb").asText());
    assertEquals("/mcp", call.path("target").asText());
    assertEquals(7, call.path("id").asInt());
    assertEquals("hi", call.path("params").path("arguments").path("message").asText());
    assertEquals(200, call.path("status").asInt());
    assertTrue(call.path("headers").toString().contains("\"value\":\"42\""), call::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "calls?method=tools/list, 1",
    "calls?method=tools%2Flist, 1",
    "calls?verb=GET, 1",
    "calls?path=/nothing, 1",
    "calls?verb=POST, 3",
    "calls?verb=POST&last=1, 3",
    "calls?tool=nonesuch&custom=true, 0",
    "calls?tool=echo, 2"
  })
  void callsAreFiltered(String what, int matching) throws Exception {
    program.client().postMcp(ECHO);
    program.client().postMcp(LIST);
    program.client().postMcp(ECHO);
    program.client().get("/nothing");

    JsonNode answer = get(200, what);

    assertEquals(matching, answer.path("matching").asInt());
    assertEquals(what.contains("last") ? 1 : matching, answer.path("calls").size());
  }

  @Test
  void aFilterInTheBodyIsThatOfAScript() throws Exception {
    program.client().postMcp(ECHO, "X-Trace", "42");
    program.client().postMcp(ECHO);

    String with =
        "{\"on\": {\"arguments\": {\"message\": \"hi\"}, \"headers\": {\"X-Trace\": \"42\"}}}";
    assertEquals(1, post(200, "calls", with).path("matching").asInt());
    assertEquals(
        1,
        post(200, "calls", "{\"on\": {\"withoutHeaders\": [\"X-Trace\"]}}")
            .path("matching")
            .asInt());
  }

  @Test
  void whoCanTellNobodyIsToldSo(@TempDir Path folder) throws Exception {
    String change = "{\"method\": \"notifications/tools/list_changed\"}";
    Path script = Files.writeString(folder.resolve("sse.json"), "{\"httpSse\": true}");
    try (var scripted = start("--control", "--script", script.toString())) {
      JsonNode refusal = send(scripted.endpoint(), 409, "POST", "push", change);
      assertTrue(refusal.path("error").asText().contains("\"sessions\": {}"), refusal::toString);
    }
    Files.writeString(script, "{\"httpSse\": true, \"sessions\": {}}");
    try (var scripted = start("--control", "--script", script.toString())) {
      JsonNode pushed = send(scripted.endpoint(), 200, "POST", "push", change);
      assertEquals(0, pushed.path("sessions").asInt(-1), "nobody is connected yet");
    }
  }

  /** Clients may say what MCP does not know, and a test may look for it. */
  @Test
  void namesOfOthersAreMeantIfTheRequestSaysSo() throws Exception {
    program.client().postMcp(LIST.replace("tools/list", "acme/list"));

    assertEquals(1, get(200, "calls?method=acme/list&custom=true").path("matching").asInt());
    assertEquals(0, get(200, "calls?verb=REPORT&custom=true").path("matching").asInt());
    String acme = "{\"on\": {\"method\": \"acme/list\", \"custom\": true}, \"exactly\": 1}";
    assertTrue(post(200, "verify", acme).path("holds").asBoolean());
    JsonNode pushed = post(200, "push", "{\"method\": \"notifications/acme\", \"custom\": true}");
    assertEquals(0, pushed.path("sessions").asInt(-1), "nobody has a session");
  }

  @Test
  void itWaitsUntilThereAreEnoughCalls() throws Exception {
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> getNow("calls?tool=echo&atLeast=2&withinMs=20000"));
    program.client().postMcp(ECHO);
    program.client().postMcp(LIST);
    assertFalse(waiting.isDone());
    program.client().postMcp(ECHO);

    assertEquals(2, waiting.join().path("matching").asInt());
    assertTrue(waiting.join().path("enough").asBoolean());
    assertFalse(get(200, "calls?atLeast=9&withinMs=50").path("enough").asBoolean());
  }

  @Test
  void noSecretOfACallIsShown() throws Exception {
    String secret = "ghp_" + "a1B2c3D4e5".repeat(4).substring(0, 36);
    program
        .client()
        .postMcp(
            ECHO.replace("\"hi\"", "\"" + secret + "\",\"password\":\"correct horse\""),
            "Authorization",
            "Bearer " + secret,
            "X-Api-Key",
            "0123456789abcdef");
    program.client().get("/mcp?access_token=" + secret);
    String verdict =
        post(200, "verify", "{\"on\": {\"tool\": \"echo\"}, \"exactly\": 9}").toString();

    for (String text :
        List.of(get(200, "calls").toString(), get(200, "findings").toString(), verdict)) {
      assertFalse(text.contains(secret), text);
      assertFalse(text.contains("correct horse"), text);
      assertFalse(text.contains("0123456789abcdef"), text);
      assertFalse(text.contains(TOKEN), text);
    }
    assertTrue(get(200, "calls").toString().contains("fingerprint"));
  }

  @Test
  void findingsHaveACountAndTheFirstCall() throws Exception {
    program.client().postJson(ECHO);
    program.client().postJson(ECHO);
    program.client().postMcp(LIST);

    JsonNode errors = get(200, "findings?severity=error").path("findings");
    JsonNode finding = errors.path(0);
    assertEquals("CLIENT_ACCEPT", finding.path("id").asText(), errors::toString);
    assertEquals(2, finding.path("calls").asInt());
    assertEquals("echo", finding.path("first").path("tool").asText());
    assertTrue(get(200, "findings").path("findings").size() >= errors.size());
  }

  /** A server that was there before may know the client. */
  @Test
  void whatIsNotJudgedOnAFixedPortIsSaid() throws Exception {
    program.client().postMcp(LIST);
    assertFalse(get(200, "findings").has("unjudged"));
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    JsonNode added =
        post(201, "servers", "{\"settings\": {\"MCP_ECHO_PORT\": \"%d\"}}".formatted(port));
    String findings = "servers/" + added.path("number").asText() + "/findings";
    var client = new Client(URI.create(added.path("url").asText()));
    client.postMcp(INITIALIZE);
    assertFalse(get(200, findings).has("unjudged"));

    client.postMcp(LIST);
    String unjudged = get(200, findings).path("unjudged").asText();
    assertTrue(unjudged.startsWith("whether clients were initialized"), unjudged);
    client.postMcp(
        LIST.replace(
            "}",
            """
            ,"params":{"requestState":"round-1","_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{}}}}"""),
        "MCP-Protocol-Version",
        "2026-07-28",
        "Mcp-Method",
        "tools/list");
    assertEquals(0, get(200, findings + "?severity=error").path("findings").size());
    unjudged = get(200, findings).path("unjudged").asText();
    assertTrue(unjudged.contains(", and whether a requestState "), unjudged);
    program.end();
    program.nextText();
    String list = program.nextText();
    assertTrue(list.endsWith("\nNot judged: " + unjudged + "."), list);
  }

  @Test
  void rulesAreAddedInTheSyntaxOfAScript() throws Exception {
    assertEquals(1, post(200, "rules", TEAPOT).path("added").asInt());

    assertEquals(418, program.client().postMcp(ECHO).statusCode());
    assertEquals(200, program.client().postMcp(LIST).statusCode());
  }

  @Test
  void aResetBringsBackTheScript() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("faults.json"),
            "{\"rules\": [{\"times\": 1, \"then\": {\"do\": \"answer\", \"status\": 503}}]}");
    try (var scripted = start("--control", "--script", script.toString())) {
      assertEquals(503, scripted.client().postMcp(ECHO).statusCode());
      send(scripted.endpoint(), 200, "POST", "rules", TEAPOT);
      assertEquals(418, scripted.client().postMcp(ECHO).statusCode());

      send(scripted.endpoint(), 200, "POST", "reset", "");

      assertEquals(
          0, send(scripted.endpoint(), 200, "GET", "calls", "").path("matching").asInt(-1));
      assertEquals(503, scripted.client().postMcp(ECHO).statusCode());
      assertEquals(200, scripted.client().postMcp(ECHO).statusCode());
    }
  }

  @Test
  void whatWasForgottenByAResetIsListedAtTheEnd() throws Exception {
    program.client().postJson(ECHO);
    post(200, "reset", "");
    assertEquals(0, get(200, "findings").path("findings").size());
    program.client().postJson(ECHO);
    JsonNode added = post(201, "servers", "");
    new Client(URI.create(added.path("url").asText())).postJson(ECHO);
    delete("servers/" + added.path("number").asText());
    program.end();

    assertTrue(program.nextText().startsWith("Control: "));
    String findings = program.nextText();
    assertTrue(findings.contains("In 3 calls, the first: POST /mcp tools/call echo"), findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'on': {'tool': 'echo'}} | true",
        "{'on': {'tool': 'echo'}, 'exactly': 2} | true",
        "{'on': {'tool': 'echo'}, 'exactly': 1} | false",
        "{'on': {'tool': 'echo'}, 'atLeast': 2} | true",
        "{'on': {'tool': 'echo'}, 'atLeast': 3, 'withinMs': 40} | false",
        "{'on': {'tool': 'echo'}, 'atMost': 1} | false",
        "{'on': {'tool': 'echo'}, 'atLeast': 1, 'atMost': 3} | true",
        "{'on': {'tool': 'greet', 'custom': true}, 'exactly': 0} | true",
        "{'on': {'tool': 'printHeader'}, 'exactly': 0} | true",
        "{'on': {'tool': 'printHeader'}} | false"
      })
  void aVerdictSaysWhetherItHolds(String asked, boolean holds) throws Exception {
    program.client().postMcp(ECHO);
    program.client().postMcp(ECHO);

    JsonNode verdict = post(200, "verify", asked.replace('\'', '"'));

    assertEquals(holds, verdict.path("holds").asBoolean());
    assertEquals(!holds, verdict.path("failure").asText().startsWith("Expected "));
  }

  @Test
  void clientsAreToldAndAskedOnTheirSession() throws Exception {
    Path script = Files.writeString(folder.resolve("sessions.json"), "{\"sessions\": {}}");
    try (var scripted = start("--control", "--script", script.toString())) {
      URI endpoint = scripted.endpoint();
      String ask = "{\"method\": \"roots/list\", \"params\": {}}";
      JsonNode refusal = send(endpoint, 409, "POST", "ask", ask);
      assertTrue(refusal.path("error").asText().contains("session"), refusal::toString);
      String session =
          scripted
              .client()
              .postMcp(INITIALIZE)
              .headers()
              .firstValue("Mcp-Session-Id")
              .orElseThrow();
      String change = "{\"method\": \"notifications/tools/list_changed\"}";
      assertEquals(1, send(endpoint, 200, "POST", "push", change).path("sessions").asInt());
      send(endpoint, 200, "POST", "ask", ask);
      String stream = streamUntilAsked(endpoint, session);
      assertTrue(stream.contains("notifications/tools/list_changed"), stream);
      assertTrue(stream.contains("\"method\":\"roots/list\",\"params\":{}"), stream);
      String id = stream.replaceAll("(?s).*\"id\":\"(ask-[^\"]*)\".*", "$1");
      scripted
          .client()
          .postMcp(
              "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"roots\":[]}}",
              "Mcp-Session-Id",
              session);

      JsonNode answer = send(endpoint, 200, "GET", "answers?withinMs=5000", "");
      assertEquals("roots/list", answer.path("method").asText());
      assertTrue(answer.at("/message/result/roots").isArray());
      send(endpoint, 504, "GET", "answers?withinMs=10", "");
    }
  }

  @Test
  void manyServersEachHaveTheirOwnRulesAndCalls() throws Exception {
    List<JsonNode> servers =
        IntStream.range(0, 20)
            .mapToObj(
                number ->
                    sendNow(
                        program.endpoint(),
                        201,
                        "POST",
                        "servers",
                        number % 2 == 0 ? TEAPOT : "{}"))
            .toList();
    servers.parallelStream()
        .forEach(
            server -> {
              try {
                var client = new Client(URI.create(server.path("url").asText()));
                int status = client.postMcp(ECHO).statusCode();
                // The first has number 1.
                assertEquals(server.path("number").asInt() % 2 == 1 ? 418 : 200, status);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });

    assertEquals(21, get(200, "servers").path("servers").size());
    assertEquals(0, get(200, "calls").path("matching").asInt());
    for (JsonNode server : servers) {
      String control = server.path("control").asText().substring("/control/".length());
      assertEquals(1, get(200, control + "/calls").path("matching").asInt());
      assertEquals(server, get(200, control));
      delete(control);
      get(404, control + "/calls");
    }
    assertEquals(1, get(200, "servers").path("servers").size());
  }

  @Test
  void anAddedServerHasSettingsOfItsOwn() throws Exception {
    JsonNode server =
        post(
            201,
            "servers",
            "{\"settings\": {\"MCP_ECHO_PATH\": \"/other\", \"MCP_PROTOCOL_VERSIONS_SUPPORTED\":"
                + " \"2025-06-18\"}, \"sessions\": {}}");

    assertTrue(server.path("url").asText().endsWith("/other"), server::toString);
    var client = new Client(URI.create(server.path("url").asText()));
    HttpResponse<String> answer = client.postMcp(INITIALIZE);
    assertTrue(answer.body().contains("\"protocolVersion\":\"2025-06-18\""), answer.body());
    assertTrue(answer.headers().firstValue("Mcp-Session-Id").isPresent());
    JsonNode refusal = post(400, "servers", "{\"settings\": {\"MCP_ECHO_PATH\": \"no\"}}");
    assertTrue(refusal.path("error").asText().contains("MCP_ECHO_PATH=no"), refusal::toString);
    post(
        400,
        "servers",
        "{\"settings\": {\"MCP_ECHO_PORT\": \"%d\"}}".formatted(program.endpoint().getPort()));
    assertEquals(2, get(200, "servers").path("servers").size());
    assertEquals(2, post(201, "servers", "").path("number").asInt());
  }

  @Test
  void anAddedServerHasWhatTheBodySays() throws Exception {
    JsonNode server =
        post(
            201,
            "servers",
            "{\"tools\": [{\"name\": \"forecast\", \"text\": \"Sunny\"}], \"sessions\": {}}");

    var client = new Client(URI.create(server.path("url").asText()));
    String session =
        client.postMcp(INITIALIZE).headers().firstValue("Mcp-Session-Id").orElseThrow();
    String answer =
        client
            .postMcp(
                ECHO.replace("echo", "forecast").replaceFirst("\\{\"message\":[^}]*}", "{}"),
                "Mcp-Session-Id",
                session)
            .body();
    assertTrue(answer.contains("Sunny"), answer);
  }

  @Test
  void theSchemaIsServed() throws Exception {
    HttpResponse<String> answer = exchange(program.endpoint(), TOKEN, "GET", "schema", "");

    assertEquals(200, answer.statusCode());
    assertEquals(schema(), JSON.parse(answer.body()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | rules | {'rules': [{}]} | 400 | body.rules[0] needs a member \"then\"",
        "POST | rules | {'rules': [{'then': 'burn'}]} | 400 | body.rules[0].then: there is no"
            + " behaviour \"burn\"; there are",
        "POST | rules | {'sessions': {}} | 400 | body has no member \"sessions\"; it may have"
            + " rules",
        "POST | rules | [] | 400 | body must be an object",
        "POST | rules | {'rules | 400 | The body cannot be read: the JSON ends too early",
        "POST | verify | {'exactly': 1, 'atMost': 2} | 400 | body.exactly must be left out",
        "POST | verify | {'exactly': -1} | 400 | body.exactly must be an integer from 0"
            + " to 2147483647",
        "POST | verify | {'atLeast': 3, 'atMost': 2} | 400 | body.atLeast must be no more than"
            + " \"atMost\", which is 2",
        "POST | verify | {'atMost': 1, 'atLeast': 5} | 400 | body.atLeast must be no more than",
        "POST | verify | {'withinMs': 60001} | 400 | body.withinMs must be an integer from 0 to"
            + " 60000",
        "POST | rules | {} | 400 | body.rules must be an array with at least one rule, such as",
        "POST | rules | | 400 | There is no body: send a JSON object, {} for all defaults",
        "POST | calls | | 400 | There is no body: send a JSON object, {} for all defaults",
        "POST | verify | | 400 | There is no body: ",
        "POST | push | | 400 | There is no body: ",
        "POST | ask | | 400 | There is no body: ",
        "DELETE | servers/7 | {'force': true} | 400 | What a DELETE says is in its URL: it has no body",
        "POST | calls | {'on': {'headers': {'a': 1}}} | 400 | body.on.headers.a must be a string",
        "POST | calls | {'on': {'tool': ''}} | 400 | body.on: The name of a tool is not empty",
        "GET | calls?tool= | | 400 | query: The name of a tool is not empty",
        "POST | servers | {'settings': {'MCP_ECHO_STRICT': null}} | 400 | body.settings must be an"
            + " object of strings, numbers or booleans",
        "POST | rules | {'rules': []} | 400 | body.rules must be an array with at least one rule",
        "GET | servers/0/servers | | 404 | There is no servers; below /control/servers/0 there are"
            + " calls, findings",
        "GET | servers/0/schema | | 404 | There is no schema; below /control/servers/0 there are",
        "POST | verify | {'on': {'tol': 'echo'}} | 400 | body.on has no member \"tol\"",
        "POST | push | {} | 400 | body needs a member \"method\"",
        "POST | push | {'method': 'x', 'custom': true, 'params': 1} | 400 | body.params must be an"
            + " object",
        "POST | ask | {} | 400 | body needs a member \"method\"",
        "POST | servers | {'rulez': []} | 400 | body has no member \"rulez\"",
        "POST | servers | {'tools': [{'name': 'echo'}]} | 400 | body.tools[0]: Two tools are called echo",
        "POST | servers | {'tools': [{'nam': 'a'}]} | 400 | body.tools[0] needs a member \"name\"",
        "GET | calls?tol=echo | | 400 | query has no member \"tol\"",
        "GET | calls?tool=echo&tool=greet | | 400 | query has tool twice: leave one out",
        "GET | calls?verb=PSOT | | 400 | query.verb must be one of GET, POST, DELETE, OPTIONS,"
            + " HEAD, PUT, PATCH, not PSOT",
        "GET | calls?verb=get | | 400 | query.verb must be one of GET, POST",
        "GET | calls?path=health | | 400 | query.path must be the path of a request, which begins"
            + " with / and has no query",
        "GET | calls?method=tool/list | | 400 | query.method must be a method that clients send,"
            + " not tool/list (did you mean tools/list?)",
        "GET | calls?method=sampling/createMessage | | 400 | query.method must be a method that"
            + " clients send",
        "GET | calls?custom=yes | | 400 | query.custom must be true or false",
        "GET | calls?on=echo | | 400 | query has no member \"on\"; it may have atLeast, custom,"
            + " last, method",
        "GET | calls | {'on': {'tool': 'echo'}} | 400 | What a GET says is in its URL: it has no"
            + " body",
        "GET | schema?version=1 | | 400 | query has no member \"version\"; it may have none",
        "GET | servers?number=1 | | 400 | query has no member \"number\"",
        "DELETE | servers/0?force=true | | 400 | query has no member \"force\"",
        "GET | call | | 404 | There is no call (did you mean calls?); below /control",
        "POST | reset?all=true | | 400 | What a POST says is in its body: it has no query",
        "POST | reset | {'all': true} | 400 | body has no member \"all\"; it may have none",
        "POST | verify | {'on': {'method': 'tools/cal'}} | 400 | body.on.method must be a method"
            + " that clients send, not tools/cal (did you mean tools/call?)",
        "POST | verify | {'on': {'verb': 'FETCH'}} | 400 | body.on.verb must be one of GET",
        "POST | rules | {'rules': [{'on': {'method': 'Tools/List'}, 'then': 'reset'}]} | 400 |"
            + " body.rules[0].on.method must be a method that clients send, not Tools/List (did you"
            + " mean tools/list?)",
        "POST | rules | {'rules': [{'then': {'do': 'ask', 'method': 'sampling/create'}}]} | 400 |"
            + " body.rules[0].then.method must be a request of servers",
        "POST | rules | {'rules': [{'then': {'do': 'tell', 'method': 'ping'}}]} | 400 |"
            + " body.rules[0].then.method must be a notification of servers",
        "POST | verify | {'on': {'tool': 'ecko'}, 'exactly': 0} | 400 | body.on.tool must be that of"
            + " a tool, not ecko (did you mean echo?); beside \"custom\": true it may be any",
        "POST | calls | {'on': {'tool': 'ecko'}} | 400 | body.on.tool must be that of a tool, not",
        "GET | calls?tool=ecko | | 400 | query.tool must be that of a tool, not ecko (did you mean",
        "GET | calls?tool=echo&method=tools/list | | 400 | query.method must be tools/call where",
        "GET | calls?tool=echo&verb=GET | | 400 | query.verb must be POST where there is \"tool\"",
        "POST | push | {'method': 'notifications/message', 'params': {'level': 'loud'}} | 400 |"
            + " body.params.level must be one of debug, info, notice, warning, error, critical,",
        "POST | push | {'method': 'notifications/message'} | 400 | body.params.level must be one of",
        "POST | rules | {'rules': [{'on': {'tool': 'ecko'}, 'then': 'reset'}]} | 400 |"
            + " body.rules[0].on.tool must be that of a tool, not ecko (did you mean echo?); beside"
            + " \"custom\": true it may be any",
        "POST | rules | {'rules': [], 'rules': []} | 400 | The body cannot be read: a member name"
            + " stands twice",
        "POST | push | {'method': 'notifications/resources/updated'} | 400 | body.params must be an"
            + " object with \"uri\"",
        "POST | push | {'method': 'notifications/resources/updated', 'params': {'uri': 1}} | 400 |"
            + " body.params must be an object with \"uri\"",
        "POST | push | {'method': 'notifications/tool/list_changed'} | 400 | body.method must be a"
            + " notification of servers, not notifications/tool/list_changed (did you mean"
            + " notifications/tools/list_changed?)",
        "POST | ask | {'method': 'root/list'} | 400 | body.method must be a request of servers, not"
            + " root/list (did you mean roots/list?); beside \"custom\": true it may be any",
        "POST | servers | {'settings': {'MCP_ECHO_STRCT': 'true'}} | 400 | body.settings must be"
            + " settings of a server, and MCP_ECHO_STRCT is none (did you mean MCP_ECHO_STRICT?)",
        "POST | servers | {'settings': {'strict': true}} | 400 | body.settings must be settings of"
            + " a server, and strict is none (did you mean MCP_ECHO_STRICT?)",
        "POST | servers | {'settings': {'LOG_LEVEL': 'OFF'}} | 400 | body.settings must be settings"
            + " of a server, and LOG_LEVEL is none",
        "POST | servers | {'settings': {'MCP_ECHO_CONTROL_TOKEN': 'another-token'}} | 400 |"
            + " body.settings must be settings of a server",
        "GET | calls?atLeast=many | | 400 | query.atLeast must be an integer from 0 to",
        "GET | calls?atLeast=-1 | | 400 | query.atLeast must be an integer from 0 to 2147483647",
        "GET | calls?atLeast=99999999999 | | 400 | query.atLeast must be an integer from 0 to",
        "GET | calls?last=0 | | 400 | query.last must be an integer from 1 to 2147483647",
        "GET | answers?withinMs=-1 | | 400 | query.withinMs must be an integer from 0 to 60000",
        "GET | calls?withinMs=999999999 | | 400 | query.withinMs must be an integer from 0 to"
            + " 60000",
        "GET | findings?severity=bad | | 400 | query.severity must be one of error, warning, info",
        "GET | nothing | | 404 | There is no nothing; below /control there are schema,"
            + " servers, calls",
        "GET | '' | | 404 | There is no ",
        "GET | calls/all | | 404 | There is no calls/all",
        "GET | servers/7 | | 404 | There is no server 7",
        "GET | servers/seven/calls | | 404 | There is no server seven",
        "GET | rules | | 405 | Not with GET: use POST",
        "POST | findings | {} | 405 | Not with POST: use GET",
        "PUT | calls | {} | 405 | Not with PUT: use GET or POST",
        "DELETE | servers | | 405 | Not with DELETE: use GET or POST",
        "DELETE | servers/0 | | 409 | It is the server of the program"
      })
  void whatCannotBeDoneIsOneSentence(
      String verb, String what, String body, int status, String error) throws Exception {
    String json = body == null ? "" : body.replace('\'', '"');
    HttpResponse<String> answer = exchange(program.endpoint(), TOKEN, verb, what, json);

    assertEquals(status, answer.statusCode(), answer.body());
    JsonNode told = valid(answer);
    assertTrue(told.path("error").asText().startsWith(error.strip()), answer.body());
    assertEquals(status == 405, answer.headers().firstValue("Allow").isPresent());
    assertEquals(0, get(200, "calls").path("matching").asInt(-1));
    assertEquals(200, program.client().postMcp(ECHO).statusCode());
  }

  @Test
  void whoHasNoTokenIsToldNothing() throws Exception {
    for (String token : List.of("", "wrong-token-of-a-test", TOKEN + "x", TOKEN.substring(1))) {
      for (String what : List.of("calls", "schema", "servers", "nothing")) {
        HttpResponse<String> answer = exchange(program.endpoint(), token, "GET", what, "");
        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
        valid(answer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rebind.evil.example, ''",
    "localhost, http://evil.example",
    "localhost, null",
    "10.0.0.1:3000, ''"
  })
  void aForeignPageControlsNothingEvenWithTheToken(String host, String origin) throws Exception {
    String answer;
    try (var client = new RawHttp(program.endpoint())) {
      String request =
          "POST /control/reset HTTP/1.1\r\nHost: "
              + host
              + (origin.isEmpty() ? "" : "\r\nOrigin: " + origin)
              + "\r\nAuthorization: Bearer "
              + TOKEN
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      client.send(request.getBytes(StandardCharsets.UTF_8));
      answer = client.rest();
    }

    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(
        answer.endsWith("{\"error\":\"This is not for pages and hosts of others\"}"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%ff", "%c3", "%ed%a0%80"})
  void aQueryThatIsNotWellEncodedIsRefused(String tool) throws Exception {
    try (var client = new RawHttp(program.endpoint())) {
      String request =
          "GET /control/calls?tool="
              + tool
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + TOKEN
              + "\r\nConnection: close\r\n\r\n";
      client.send(request.getBytes(StandardCharsets.UTF_8));

      assertTrue(client.rest().startsWith("HTTP/1.1 400 "));
    }
  }

  @Test
  void withoutTheOptionThereIsNoControl() throws Exception {
    try (var plain = start()) {
      assertEquals(404, exchange(plain.endpoint(), TOKEN, "GET", "calls", "").statusCode());
    }
  }

  @Test
  void theTokenIsMadeUpAndPrintedUnlessItIsGiven() throws Exception {
    try (var one = new RunningProgram("--control");
        var other = new RunningProgram("--control")) {
      String greeting = one.nextText();
      String token = greeting.substring(greeting.indexOf(", token ") + 8);
      assertEquals("Control: " + one.endpoint().resolve("/control"), greeting.split(",")[0]);
      assertEquals(200, exchange(one.endpoint(), token, "GET", "calls", "").statusCode());
      assertEquals(401, exchange(other.endpoint(), token, "GET", "calls", "").statusCode());
      assertNotEquals(greeting, other.nextText());
    }
    assertEquals(
        "the token is that of MCP_ECHO_CONTROL_TOKEN", program.nextText().replaceAll(".*, ", ""));
  }

  @Test
  void aRuleForEverythingLeavesTheControlAlone() throws Exception {
    post(200, "rules", "{\"rules\": [{\"then\": \"stall\"}]}");

    assertEquals(0, get(200, "calls").path("matching").asInt(-1));
    post(200, "reset", "");
    assertEquals(200, program.client().postMcp(ECHO).statusCode());
  }

  @Test
  void whoWaitsIsAnsweredWhenTheProgramStops() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        http.sendAsync(
            request(program.endpoint(), TOKEN, "GET", "calls?atLeast=1&withinMs=60000", ""),
            BodyHandlers.ofString());
    // A virtual thread is not seen: then it has had half a second to come.
    for (int i = 0; i < 100 && !isSomebodyWaiting(); i++) {
      Thread.sleep(5);
    }
    program.end();

    assertTrue(waiting.handle((answer, failure) -> true).get(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @CsvSource({"GET, calls?atLeast=1&withinMs=60000", "GET, answers?withinMs=60000"})
  void whoWaitsForAServerIsToldThatItIsDeleted(String verb, String what) throws Exception {
    String server = "servers/" + post(201, "servers", "").path("number").asText();
    CompletableFuture<HttpResponse<String>> waiting =
        http.sendAsync(
            request(program.endpoint(), TOKEN, verb, server + "/" + what, ""),
            BodyHandlers.ofString());
    for (int i = 0; i < 2_000 && !isSomebodyWaiting(); i++) {
      Thread.sleep(5);
    }
    delete(server);

    HttpResponse<String> answer = waiting.get(20, TimeUnit.SECONDS);
    assertEquals(404, answer.statusCode(), answer.body());
    assertTrue(valid(answer).path("error").asText().endsWith(" any more"), answer.body());
  }

  /** The request may be on its way for a while. */
  private static boolean isSomebodyWaiting() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame -> frame.getClassName().equals(ControlledServer.class.getName()));
  }

  private static String streamUntilAsked(URI endpoint, String session) throws IOException {
    try (var client = new RawHttp(endpoint)) {
      client.request("GET", "Accept", "text/event-stream", "Mcp-Session-Id", session);
      return client.readUntil("roots/list\",\"params\":{}");
    }
  }

  private JsonNode get(int status, String what) throws Exception {
    return send(program.endpoint(), status, "GET", what, "");
  }

  private JsonNode getNow(String what) {
    return sendNow(program.endpoint(), 200, "GET", what, "");
  }

  private JsonNode post(int status, String what, String body) throws Exception {
    return send(program.endpoint(), status, "POST", what, body);
  }

  private void delete(String what) throws Exception {
    send(program.endpoint(), 200, "DELETE", what, "");
  }

  private JsonNode sendNow(URI endpoint, int status, String verb, String what, String body) {
    try {
      return send(endpoint, status, verb, what, body);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode send(URI endpoint, int status, String verb, String what, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = exchange(endpoint, TOKEN, verb, what, body);
    assertEquals(status, answer.statusCode(), answer.body());
    return valid(answer);
  }

  private HttpResponse<String> exchange(
      URI endpoint, String token, String verb, String what, String body)
      throws IOException, InterruptedException {
    return http.send(request(endpoint, token, verb, what, body), BodyHandlers.ofString());
  }

  private static HttpRequest request(
      URI endpoint, String token, String verb, String what, String body) {
    return HttpRequest.newBuilder(
            URI.create("http://" + endpoint.getAuthority() + "/control/" + what))
        .header("Authorization", "Bearer " + token)
        .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode valid(HttpResponse<String> answer) throws IOException {
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    JsonNode json = JSON.parse(answer.body());
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema());
    assertEquals(List.of(), schema.validate(json), answer.body());
    return json;
  }

  private static JsonNode schema() throws IOException {
    return JSON.parse(Control.class.getResourceAsStream("control.schema.json").readAllBytes());
  }

  private static List<String> texts(JsonNode array, String member) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.path(member).asText())
        .toList();
  }
}

package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.CallMatcher.customMethod;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks as a client sees them, and what it can do wrongly with them. */
class TasksTest {
  private static final String RELATED = "io.modelcontextprotocol/related-task";
  private static final String ACCEPTED = "{'action':'accept','content':{'go':true}}";

  /** A client of one of the two revisions that have tasks. */
  private static final class TaskClient implements AutoCloseable {
    private final McpEchoServer server;
    private final String revision;
    private final Client http;
    private Optional<String> session = Optional.empty();
    private String extensions = "'io.modelcontextprotocol/tasks':{}";
    private String capabilities = "'elicitation':{}";
    private int lastId;

    TaskClient(String revision, Tasks tasks, Setup... beneath) throws Exception {
      var builder =
          McpEchoServer.builder()
              .tool(
                  Tool.of(
                      ToolDescriptor.of("fails", "A tool"),
                      call ->
                          new ToolResult(
                              List.of(new Content.Text("no")),
                              Optional.empty(),
                              true,
                              Optional.empty())))
              .with(tasks);
      for (Setup setup : beneath) {
        builder.with(setup);
      }
      this.server = builder.start();
      this.revision = revision;
      this.http = new Client(server.uri());
      if (!isModern()) {
        initialize();
      }
    }

    boolean isModern() {
      return revision.equals("2026-07-28");
    }

    JsonNode initialize() throws Exception {
      String params =
          "'protocolVersion':'2025-11-25','capabilities':{'elicitation':{}},'clientInfo':{'name':'t','version':'1'}";
      HttpResponse<String> answer = http.postMcp(message("initialize", params));
      session = answer.headers().firstValue("Mcp-Session-Id");
      http.postMcp(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", headers("", ""));
      return read(answer);
    }

    /** Returns the response to a request; the params are members in single quotes. */
    JsonNode ask(String method, String params) throws Exception {
      String name = params.replaceFirst("(?s)^'(?:name|taskId)':'([^']*)'.*", "$1");
      return read(http.postMcp(message(method, params), headers(method, name)));
    }

    String message(String method, String params) {
      String meta =
          isModern()
              ? "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientInfo':{'name':'t','version':'1'},'io.modelcontextprotocol/clientCapabilities':{%s,'extensions':{%s}}}"
                  .formatted(capabilities, extensions)
              : "";
      String all =
          Stream.of(params, meta)
              .filter(one -> !one.isEmpty())
              .reduce("", (a, b) -> a.isEmpty() ? b : a + "," + b);
      return json(
          "{'jsonrpc':'2.0','id':%d,'method':'%s','params':{%s}}".formatted(++lastId, method, all));
    }

    String[] headers(String method, String name) {
      var headers = new ArrayList<>(List.of("MCP-Protocol-Version", revision));
      if (isModern()) {
        headers.addAll(List.of("Mcp-Method", method, "Mcp-Name", name));
      }
      session.ifPresent(id -> headers.addAll(List.of("Mcp-Session-Id", id)));
      return headers.toArray(String[]::new);
    }

    /** Calls a tool, and returns the id of the task. */
    String make(String tool) throws Exception {
      String params = "'name':'%s','arguments':{'message':'hi'}".formatted(tool);
      JsonNode result =
          ask("tools/call", isModern() ? params : params + ",'task':{'ttl':60000}").path("result");
      JsonNode task = isModern() ? result : result.path("task");
      assertEquals("working", task.path("status").asText(), result::toString);
      assertEquals(isModern() ? "task" : "", result.path("resultType").asText());
      assertEquals(60_000, task.path(isModern() ? "ttlMs" : "ttl").asInt());
      assertTrue(task.path(isModern() ? "pollIntervalMs" : "pollInterval").isInt());
      return task.path("taskId").asText();
    }

    JsonNode get(String task) throws Exception {
      return ask("tasks/get", "'taskId':'%s'".formatted(task)).path("result");
    }

    List<String> findings() {
      return server.calls().stream()
          .flatMap(call -> call.findings().stream())
          .map(Finding::id)
          .peek(ProducedFindings::add)
          .distinct()
          .toList();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private static JsonNode read(HttpResponse<String> answer) {
    String body = answer.body();
    return JsonRpcText.parse(
            (body.startsWith("{") ? body : body.replaceFirst("(?s).*data: (\\{.*)", "$1"))
                .getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Tasks saying(String states) {
    List<TaskState> all =
        Arrays.stream(states.split(" "))
            .map(name -> TaskState.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList();
    return Tasks.create().states(all.get(0), all.subList(1, all.size()).toArray(TaskState[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo  | working completed         | working completed completed",
        "echo  | completed                 | completed completed",
        "echo  | working                   | working working working",
        "echo  | working failed            | working failed failed",
        "echo  | working working cancelled | working working cancelled",
        "echo  | input_required completed  | input_required input_required",
      })
  void aTaskSaysWhatTheTestWants(String tool, String states, String told) throws Exception {
    for (String revision : List.of("2025-11-25", "2026-07-28")) {
      try (var client = new TaskClient(revision, saying(states))) {
        String task = client.make(tool);
        for (String state : told.split(" ")) {
          JsonNode got = client.get(task);
          assertEquals(state, got.path("status").asText(), revision);
          assertEquals(task, got.path("taskId").asText());
        }
        assertEquals(List.of(), client.findings(), revision);
      }
    }
  }

  /** What the tool says of an error is a failure of the task in the older form alone. */
  @ParameterizedTest
  @CsvSource({"2025-11-25, failed", "2026-07-28, completed"})
  void aToolThatFailsEndsTheTask(String revision, String state) throws Exception {
    try (var client = new TaskClient(revision, saying("completed"))) {
      String task = client.make("fails");
      JsonNode got = client.get(task);
      assertEquals(state, got.path("status").asText());
      JsonNode result =
          client.isModern()
              ? got.path("result")
              : client.ask("tasks/result", "'taskId':'%s'".formatted(task)).path("result");
      assertTrue(result.path("isError").asBoolean(), result::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "working completed | 'text':'hi'",
        "working failed    | 'code':-32603",
        "working cancelled | 'code':-32603",
      })
  void theResultOfATaskIsFetched(String states, String expected) throws Exception {
    try (var client = new TaskClient("2025-11-25", saying(states))) {
      String task = client.make("echo");
      JsonNode response = client.ask("tasks/result", "'taskId':'%s'".formatted(task));

      assertTrue(response.toString().contains(json(expected)), response::toString);
      if (response.has("result")) {
        assertEquals(
            task, response.path("result").path("_meta").path(RELATED).path("taskId").asText());
      }
      assertTrue(
          TaskState.valueOf(client.get(task).path("status").asText().toUpperCase(Locale.ROOT))
              .isTerminal());
      assertEquals(List.of(), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completed      | /result/content/0/text | hi",
        "failed         | /error/code            | -32603",
        "input_required | /inputRequests/input-1/method | elicitation/create",
      })
  void aTaskOfTheExtensionBringsWhatItHas(String state, String pointer, String value)
      throws Exception {
    try (var client = new TaskClient("2026-07-28", saying(state))) {
      JsonNode got = client.get(client.make("echo"));

      assertEquals(value, got.at(pointer).asText(), got::toString);
      assertEquals("complete", got.path("resultType").asText());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'action':'decline','_meta':{'" + RELATED + "':{'taskId':'TASK'}}} |",
        "{'action':'accept','content':{'go':true},'_meta':{'" + RELATED + "':{'taskId':'TASK'}}} |",
        "{'action':'decline'} | CLIENT_RELATED_TASK_MISSING",
        "{'action':'decline','_meta':{'"
            + RELATED
            + "':{'taskId':'another'}}} | CLIENT_RELATED_TASK_MISSING",
        "{'action':'decline','_meta':{}} | CLIENT_RELATED_TASK_MISSING",
        "{'action':'maybe','_meta':{'" + RELATED + "':{'taskId':'TASK'}}} | CLIENT_ANSWER_INVALID",
      })
  void aTaskAsksOnTheStreamOfItsResult(String answer, String expected) throws Exception {
    for (Setup[] beneath : new Setup[][] {{}, {Sessions.create()}}) {
      try (var client =
              new TaskClient("2025-11-25", saying("input_required working completed"), beneath);
          var stream = new RawHttp(client.server.uri())) {
        String task = client.make("echo");
        assertEquals("input_required", client.get(task).path("status").asText());
        stream.post(
            "/mcp",
            client.message("tasks/result", "'taskId':'%s'".formatted(task)),
            client.headers("", ""));
        String asked = stream.readUntil("\n\n");
        while (!asked.contains("elicitation/create")) {
          asked = stream.readUntil("\n\n");
        }
        assertTrue(asked.contains(json("'%s':{'taskId':'%s'}".formatted(RELATED, task))), asked);
        String id = asked.replaceFirst("(?s).*\"id\":\"(ask-[^\"]*)\".*", "$1");
        client.http.postMcp(
            json(
                "{'jsonrpc':'2.0','id':'%s','result':%s}"
                    .formatted(id, answer.replace("TASK", task))),
            client.headers("", ""));

        assertTrue(stream.readUntil("\n\n").contains("\"text\":\"hi\""));
        assertEquals("completed", client.get(task).path("status").asText());
        assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'input-1':" + ACCEPTED + " | working |",
        "'input-1':{'action':'decline'} | working |",
        "'input-1':" + ACCEPTED + ",'input-2':" + ACCEPTED + " | working | CLIENT_INPUT_UNASKED",
        "'other':" + ACCEPTED + " | input_required | CLIENT_INPUT_UNASKED",
        "'input-1':{'action':'maybe'} | working | CLIENT_ANSWER_INVALID",
        "'input-1':{'action':'accept','content':{'go':'yes'}} | working | CLIENT_FORM_MISMATCH",
      })
  void aTaskOfTheExtensionIsUpdated(String answers, String then, String expected) throws Exception {
    try (var client = new TaskClient("2026-07-28", saying("input_required working completed"))) {
      String task = client.make("echo");
      client.get(task);
      JsonNode ack =
          client
              .ask("tasks/update", "'taskId':'%s','inputResponses':{%s}".formatted(task, answers))
              .path("result");

      assertEquals(json("{'resultType':'complete'}"), ack.toString());
      assertEquals(then, client.get(task).path("status").asText());
      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @Test
  void whoCannotFillInFormsDoesNot() throws Exception {
    try (var client = new TaskClient("2026-07-28", saying("input_required completed"))) {
      client.capabilities = "'sampling':{}";
      String task = client.make("echo");
      client.get(task);
      client.ask(
          "tasks/update",
          "'taskId':'%s','inputResponses':{'input-1':%s}".formatted(task, ACCEPTED));

      assertEquals(List.of("CLIENT_ANSWER_UNDECLARED"), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-11-25 | working           | cancelled |",
        "2025-11-25 | input_required    | cancelled |",
        "2025-11-25 | completed         | completed | CLIENT_PARAMS_REFUSED",
        "2026-07-28 | working           | cancelled |",
        "2026-07-28 | completed         | completed |",
      })
  void aTaskIsCancelled(String revision, String states, String after, String expected)
      throws Exception {
    try (var client = new TaskClient(revision, saying(states))) {
      String task = client.make("echo");
      client.get(task);
      JsonNode answer = client.ask("tasks/cancel", "'taskId':'%s'".formatted(task));

      assertEquals(expected == null, answer.has("result"), answer::toString);
      assertEquals(after, client.get(task).path("status").asText());
      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  /** So does a task that nobody else ends. */
  @Test
  void aResultThatIsWaitedForComesWhenTheTaskIsCancelled() throws Exception {
    try (var client = new TaskClient("2025-11-25", saying("working"));
        var waiting = new RawHttp(client.server.uri())) {
      String task = client.make("echo");
      waiting.post(
          "/mcp",
          client.message("tasks/result", "'taskId':'%s'".formatted(task)),
          client.headers("", ""));
      client.server.takeCall(CallMatcher.method("tasks/result"));
      client.ask("tasks/cancel", "'taskId':'%s'".formatted(task));

      assertTrue(waiting.response().body().contains("-32603"));
      assertEquals(List.of(), client.findings());
    }
  }

  @Test
  void whatTheServerHasIsDeclared() throws Exception {
    Tasks tasks = Tasks.create().requiring("echo").forbidding("fails");
    try (var client = new TaskClient("2025-11-25", tasks)) {
      assertEquals(
          json("{'requests':{'tools':{'call':{}}},'list':{},'cancel':{}}"),
          client.initialize().at("/result/capabilities/tasks").toString());
      JsonNode tools = client.ask("tools/list", "").at("/result/tools");
      for (JsonNode tool : tools) {
        String name = tool.path("name").asText();
        assertEquals(
            name.equals("echo") ? "required" : name.equals("fails") ? "forbidden" : "optional",
            tool.at("/execution/taskSupport").asText());
      }
      String task = client.make("echo");
      assertEquals(task, client.ask("tasks/list", "").at("/result/tasks/0/taskId").asText());
    }
    try (var client = new TaskClient("2026-07-28", tasks)) {
      assertTrue(
          client
              .ask("server/discover", "")
              .at("/result/capabilities/extensions/io.modelcontextprotocol~1tasks")
              .isObject());
    }
    try (var client = new TaskClient("2025-11-25", tasks.withoutList().withoutCancel())) {
      assertEquals(
          json("{'requests':{'tools':{'call':{}}}}"),
          client.initialize().at("/result/capabilities/tasks").toString());
      assertEquals(-32601, client.ask("tasks/list", "").at("/error/code").asInt());
      assertEquals(
          -32601,
          client
              .ask("tasks/cancel", "'taskId':'%s'".formatted(client.make("echo")))
              .at("/error/code")
              .asInt());
    }
  }

  /** Of older revisions nothing is a task, and who does not know the extension gets a result. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-06-18", "2026-07-28"})
  void whoKnowsNoTasksGetsNone(String revision) throws Exception {
    try (var client = new TaskClient(revision, Tasks.create().requiring("fails"))) {
      client.extensions = "";
      String params = "'name':'echo','arguments':{'message':'hi'}";
      assertEquals("hi", client.ask("tools/call", params).at("/result/content/0/text").asText());
      JsonNode required = client.ask("tools/call", "'name':'fails','arguments':{}");
      assertEquals(
          client.isModern() ? -32021 : 0, required.at("/error/code").asInt(), required::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'task':{}              |",
        "'task':{'ttl':1000}    |",
        "'task':{'ttl':1.5e3}   |",
        "'task':{'ttl':'1000'}  | CLIENT_TASK_MALFORMED",
        "'task':{'ttl':null}    | CLIENT_TASK_MALFORMED",
        "'task':{'ttl':{}}      | CLIENT_TASK_MALFORMED",
        "'task':true            | CLIENT_TASK_MALFORMED",
        "'task':[]              | CLIENT_TASK_MALFORMED",
        "'task':'now'           | CLIENT_TASK_MALFORMED",
      })
  void aTaskIsAskedForInItsForm(String task, String expected) throws Exception {
    try (var client = new TaskClient("2025-11-25", Tasks.create().requiring("echo"))) {
      client.ask("tools/list", "");
      client.ask("tools/call", "'name':'echo','arguments':{'message':'hi'},%s".formatted(task));

      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.5e3, 1500",
    "0.5, 0",
    "9223372036854775808, 9223372036854775807",
    "18446744073709551616, 9223372036854775807",
    "1e300, 9223372036854775807",
    "-1, 60000",
  })
  void aLifetimeIsWhatTheClientWants(String wanted, long given) throws Exception {
    try (var client = new TaskClient("2025-11-25", Tasks.create())) {
      JsonNode answer =
          client.ask(
              "tools/call",
              "'name':'echo','arguments':{'message':'hi'},'task':{'ttl':%s}".formatted(wanted));

      assertEquals(given, answer.at("/result/task/ttl").asLong(), answer::toString);
    }
  }

  /** The call of a tool that is no task is cancelled so. */
  @ParameterizedTest
  @CsvSource({"true, CLIENT_TASK_CANCEL", "false,"})
  void aTaskIsNotCancelledAsACall(boolean asTask, String expected) throws Exception {
    try (var client = new TaskClient("2025-11-25", Tasks.create(), Sessions.create())) {
      if (asTask) {
        client.make("echo");
      } else {
        client.ask("tools/call", "'name':'echo','arguments':{'message':'hi'}");
      }
      client.http.postMcp(
          json(
              "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%d}}"
                  .formatted(client.lastId)),
          client.headers("", ""));

      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-11-25 | 3600000 | 1 |",
        "2025-11-25 | 3600000 | 2 | CLIENT_POLL_EARLY",
        "2026-07-28 | 3600000 | 1 |",
        "2026-07-28 | 3600000 | 3 | CLIENT_POLL_EARLY",
        "2026-07-28 | 100     | 3 |",
      })
  void aClientWaitsBetweenTwoLooks(String revision, long interval, int looks, String expected)
      throws Exception {
    Tasks tasks = saying("working").pollingEvery(Duration.ofMillis(interval));
    try (var client = new TaskClient(revision, tasks)) {
      String task = client.make("echo");
      for (int i = 0; i < looks; i++) {
        client.get(task);
      }

      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tasks/get    | 'taskId':'TASK' |",
        "tasks/get    | 'taskId':'TASK','_meta':{'"
            + RELATED
            + "':{'taskId':'TASK'}} | CLIENT_RELATED_TASK_NEEDLESS",
        "tasks/result | 'taskId':'TASK','_meta':{'"
            + RELATED
            + "':{'taskId':'TASK'}} | CLIENT_RELATED_TASK_NEEDLESS",
        "tasks/list   | '_meta':{'"
            + RELATED
            + "':{'taskId':'TASK'}} | CLIENT_RELATED_TASK_NEEDLESS",
        "tasks/get    | 'taskId':'another' | CLIENT_PARAMS_REFUSED",
        "tasks/get    | '_meta':{}         | CLIENT_PARAMS_REFUSED",
        "tasks/list   | 'cursor':'2'       | CLIENT_PARAMS_REFUSED",
        "tasks/update | 'taskId':'TASK'    | CLIENT_METHOD_NOT_OFFERED",
      })
  void aTaskIsAskedAfterByItsId(String method, String params, String expected) throws Exception {
    try (var client = new TaskClient("2025-11-25", Tasks.create())) {
      String task = client.make("echo");
      client.ask(method, params.replace("TASK", task));

      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tasks/get    | 'taskId':'TASK'    | TASK |",
        "tasks/get    | 'taskId':'another' | =?base64?YW5vdGhlcg==?= | CLIENT_PARAMS_REFUSED",
        "tasks/get    | 'taskId':'TASK'    | -    | CLIENT_MIRROR_MISSING",
        "tasks/cancel | 'taskId':'TASK'    | echo | MCP_NAME_MISMATCH",
        "tasks/get    | 'taskId':'another' | another | CLIENT_PARAMS_REFUSED",
        "tasks/result | 'taskId':'TASK'    | TASK | CLIENT_METHOD_NOT_OFFERED",
        "tasks/list   | 'cursor':'a'       | -    | CLIENT_METHOD_NOT_OFFERED",
      })
  void aTaskOfTheExtensionIsNamedInItsHeader(
      String method, String params, String name, String expected) throws Exception {
    try (var client = new TaskClient("2026-07-28", Tasks.create())) {
      String task = client.make("echo");
      var headers = new ArrayList<>(List.of(client.headers(method, name.replace("TASK", task))));
      if (name.equals("-")) {
        headers.removeAll(List.of("Mcp-Name", "-"));
      }
      client.http.postMcp(
          client.message(method, params.replace("TASK", task)), headers.toArray(String[]::new));

      assertEquals(expected == null ? List.of() : List.of(expected), client.findings());
    }
  }

  @Test
  void anExtensionIsDeclaredWithEveryRequest() throws Exception {
    try (var client = new TaskClient("2026-07-28", Tasks.create())) {
      String task = client.make("echo");
      client.extensions = "";
      JsonNode answer = client.ask("tasks/get", "'taskId':'%s'".formatted(task));

      assertEquals(-32021, answer.at("/error/code").asInt(), answer::toString);
      assertEquals(List.of("CLIENT_EXTENSION_UNDECLARED"), client.findings());
    }
  }

  /** A client cannot know when. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "2026-07-28"})
  void aTaskIsForgottenAfterItsTime(String revision) throws Exception {
    try (var client = new TaskClient(revision, Tasks.create().expiringAfter(Duration.ofNanos(1)))) {
      String params = "'name':'echo','arguments':{'message':'hi'},'task':{}";
      String task = client.ask("tools/call", params).path("result").findPath("taskId").asText();
      JsonNode answer = client.ask("tasks/get", "'taskId':'%s'".formatted(task));

      assertEquals(-32602, answer.at("/error/code").asInt(), answer::toString);
      assertEquals(List.of(), client.findings());
    }
  }

  @Test
  void aTaskIsOfItsSession() throws Exception {
    try (var client = new TaskClient("2025-11-25", Tasks.create(), Sessions.create())) {
      String task = client.make("echo");
      assertEquals("working", client.get(task).path("status").asText());
      client.initialize();
      assertTrue(client.get(task).isMissingNode());
      assertEquals(0, client.ask("tasks/list", "").at("/result/tasks").size());

      client.session = Optional.of("lost");
      assertEquals(
          404,
          client
              .http
              .postMcp(
                  client.message("tasks/get", "'taskId':'%s'".formatted(task)),
                  client.headers("", ""))
              .statusCode());
    }
  }

  /** As any other call. */
  @Test
  void aRuleIsAboutTasksToo() throws Exception {
    try (var client = new TaskClient("2026-07-28", Tasks.create())) {
      client.server.on(customMethod("tasks/get")).times(1).then(Reply.error(-32603, "no"));
      String task = client.make("echo");
      assertTrue(client.get(task).isMissingNode());
      assertEquals("working", client.get(task).path("status").asText());

      client.server.reset();
      client.server.on(anyRequest()).then(ClientConnection::serve);
      assertTrue(client.get(task).isMissingNode());
      assertEquals(List.of(), client.findings());
    }
  }

  @Test
  void nothingComesAfterTheEnd() throws IOException {
    assertThrows(
        IllegalArgumentException.class,
        () -> Tasks.create().states(TaskState.COMPLETED, TaskState.WORKING));
    assertThrows(
        IllegalArgumentException.class, () -> Tasks.create().pollingEvery(Duration.ofSeconds(-1)));
  }
}

package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the test server says of clients. */
class ClientConductTest {
  private static final String PING =
      """
      {"jsonrpc":"2.0","id":9,"method":"ping"}""";
  private static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}""";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

  @AutoClose
  private final McpEchoServer server = McpEchoServer.builder().tool(new RegionTool()).start();

  static List<ClientSequence> clients() throws IOException {
    return ClientSequence.table();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aClientIsJudged(ClientSequence client) throws IOException {
    client.sendTo(server);

    List<RecordedCall> calls = server.calls();
    RecordedCall last = calls.get(calls.size() - 1);
    assertEquals(client.expected(), ids(last), () -> last + " " + last.findings());
    for (RecordedCall earlier : calls.subList(0, calls.size() - 1)) {
      assertEquals(List.of(), errors(earlier), earlier::toString);
    }
    if (errors(last).isEmpty()) {
      assertDoesNotThrow(server::assertConformantClient);
    } else {
      assertThrows(AssertionError.class, server::assertConformantClient);
    }
  }

  /** What printHeader says of the same is no second finding. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools/list -; -Accept                      | CLIENT_ACCEPT",
        "tools/list -; Accept: */*                  | CLIENT_ACCEPT",
        "tools/list -; Accept: application/json     | CLIENT_ACCEPT",
        "tools/list -; Accept: application/json;;=, | CLIENT_ACCEPT",
        "tools/list -; +Content-Type: application/json | CLIENT_CONTENT_TYPE",
        "tools/list -; +Mcp-Method: tools/list      | MCP_HEADER_DUPLICATED",
        "- -                                        | CLIENT_MIRROR_MISSING",
        "tools/list -; -MCP-Protocol-Version        | CLIENT_MIRROR_MISSING",
      })
  void oneFaultIsOneFinding(String request, String finding) throws IOException {
    String line =
        "modern %s | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{$META}}"
            .formatted(request);
    new ClientSequence("", List.of(line), Set.of()).sendTo(server);

    assertEquals(List.of(finding), allIds(server.takeCall()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | */*              | Send \"Accept: text/event-stream\" with every GET.",
        "GET  | application/json | Send \"Accept: text/event-stream\" with every GET.",
        "POST | */* | Send \"Accept: application/json, text/event-stream\" with every POST.",
      })
  void theFixOfAcceptIsThatOfTheMethod(String method, String accept, String fix)
      throws IOException {
    RawHttp.answer(server.uri(), method, "Accept", accept, "Connection", "close");

    assertEquals(
        List.of(fix),
        server.takeCall().findings().stream()
            .filter(one -> one.kind() == ClientFinding.CLIENT_ACCEPT)
            .map(Finding::fix)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modern tools/call - | {\"name\":\"echo\",$META} | CLIENT_MIRROR_MISSING",
        "modern tools/call echo | {\"name\":\"echo\"}    | CLIENT_ENVELOPE_INCOMPLETE",
        "modern tools/call region; Mcp-Param-Region: gr\u00fcn | {\"name\":\"region\",\"arguments\":{\"region\":\"gr\u00fcn\"},$META} | CLIENT_PARAM_MIRROR",
      })
  void oneFaultOfACallIsOneFinding(String request, String params, String finding)
      throws IOException {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":%s}";
    String line = request + " | " + call.formatted(params);
    new ClientSequence("", List.of(line), Set.of()).sendTo(server);

    assertEquals(List.of(finding), allIds(server.takeCall()));
  }

  private static List<String> allIds(RecordedCall call) {
    return call.findings().stream().map(Finding::id).toList();
  }

  /** Which answers on streams, unlike the server without sessions. */
  @Test
  void trial_t15_idsOfASessionAreUsedOnce() throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
      var client = new Client(keeping.uri());
      for (int i = 0; i < 2; i++) {
        String[] inSession = {
          "Mcp-Session-Id", session(client), "MCP-Protocol-Version", "2025-11-25"
        };
        client.postMcp(INITIALIZED, inSession);
        client.postMcp(PING, inSession);
        keeping.assertConformantClient();
        client.postMcp(PING.replace("9", "8"), inSession);
        keeping.assertConformantClient();
        client.postMcp(PING, inSession);
        client.postMcp(PING.replace("9", "1"), inSession);

        List<RecordedCall> calls = keeping.calls();
        for (RecordedCall again : calls.subList(calls.size() - 2, calls.size())) {
          assertEquals(Set.of("CLIENT_ID_REUSED"), ids(again), again::toString);
        }
        keeping.reset();
      }
    }
  }

  @Test
  void anIdOfASessionIsTakenUntilItsCallIsOver() throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
      var client = new Client(keeping.uri());
      String[] inSession = {
        "Mcp-Session-Id", session(client), "MCP-Protocol-Version", "2025-11-25"
      };
      client.postMcp(INITIALIZED, inSession);
      var asked = new CountDownLatch(1);
      keeping
          .on(CallMatcher.method("ping"))
          .times(1)
          .then(
              connection -> {
                asked.countDown();
                connection.stall();
              });
      try (var stalled = new RawHttp(keeping.uri())) {
        stalled.post("/mcp", PING, inSession);
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        client.postMcp(PING, inSession);
      }

      RecordedCall last = keeping.calls().get(3);
      assertEquals(Set.of("CLIENT_ID_REUSED"), ids(last));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialize initialized 2 3 | ",
        "2 | CLIENT_NOT_INITIALIZED",
        "initialize 2 | CLIENT_INITIALIZED_MISSING",
        "initialize initialized 2 2 | CLIENT_ID_REUSED",
        "initialize initialized 1 | CLIENT_ID_REUSED",
      })
  void overTheTransportBeforeStreamableHttpTheSameOrderHolds(String sent, String finding)
      throws Exception {
    try (McpEchoServer old = McpEchoServer.builder().with(new HttpSse()).start()) {
      for (int client = 0; client < 2; client++) {
        try (var stream = new RawHttp(old.uri())) {
          stream.request("GET");
          stream.readUntil("data: ");
          String messages = stream.readUntil("\n").strip();
          for (String one : sent.split(" ")) {
            String message =
                switch (one) {
                  case "initialize" -> INITIALIZE.replace("2025-11-25", "2024-11-05");
                  case "initialized" -> INITIALIZED;
                  default -> PING.replace("ping", "tools/list").replace("9", one);
                };
            new Client(old.uri()).postTo(messages, message, "Content-Type", "application/json");
            if (!one.equals("initialized")) {
              stream.readUntil("\n\n");
            }
          }
        }
        RecordedCall last = old.calls().get(old.calls().size() - 1);
        assertEquals(finding == null ? Set.of() : Set.of(finding), ids(last));
        old.reset();
      }
    }
  }

  @Test
  void ofAStreamThatIsNotOpenNobodyKnowsTheHandshake() throws Exception {
    try (McpEchoServer old = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(old.uri())) {
      stream.request("GET");
      stream.readUntil("data: ");
      String messages = stream.readUntil("\n").strip();
      var client = new Client(old.uri());
      String[] json = {"Content-Type", "application/json"};
      client.postTo(messages, INITIALIZE.replace("2025-11-25", "2024-11-05"), json);
      client.postTo(messages, INITIALIZED, json);
      String list = PING.replace("ping", "tools/list");
      client.postTo(messages.replaceAll("=.*", "=999"), list, json);

      List<RecordedCall> calls = old.calls();
      assertEquals(Set.of("CLIENT_STREAM_UNKNOWN"), ids(calls.get(calls.size() - 1)));
    }
  }

  /** In whatever form, and even if it gets lost on the way, the answer is the working server's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b | {} | CLIENT_METHOD_NOT_OFFERED",
        "tools/call | {'name':'echo','arguments':[]} | CLIENT_PARAMS_REFUSED",
        "tools/call | {'name':'echo','arguments':{'message':'hi'}} |",
        "tools/list | {'cursor':'none'} | CLIENT_PARAMS_REFUSED",
        "notifications/cancelled | {'requestId':1} | CLIENT_NOTIFICATION_WITH_ID",
        "tasks/list | {} | CLIENT_METHOD_NOT_OFFERED",
      })
  void whatTheServerRefusesInASessionIsFound(String method, String params, String finding)
      throws Exception {
    for (Behaviour above :
        List.<Behaviour>of(
            Answer.real(),
            ClientConnection::serve,
            Sse.framing(),
            Sse.framing().closeBeforeResult(0),
            JsonRpcFault.wrongId(),
            Fault.dribble(100, Duration.ZERO),
            Fault.close(Stage.MID_EVENT))) {
      try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
        assertEquals(
            finding == null ? Set.of() : Set.of(finding),
            inSession(keeping, Optional.of(above), method, params));
      }
    }
  }

  /** Up to 2025-11-25 the list of tools says which of them are tasks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'taskSupport':'forbidden' | true  | true  | CLIENT_TASK_NOT_OFFERED",
        "'taskSupport':'forbidden' | true  | false |",
        "                          | true  | true  | CLIENT_TASK_NOT_OFFERED",
        "                          | true  | false |",
        "'taskSupport':'optional'  | true  | true  |",
        "'taskSupport':'optional'  | true  | false |",
        "'taskSupport':'required'  | true  | true  |",
        "'taskSupport':'required'  | true  | false | CLIENT_TASK_MISSING",
        "'taskSupport':'sometimes' | true  | true  |",
        "'taskSupport':'sometimes' | true  | false |",
        "'taskSupport':'required'  | false | true  | CLIENT_TASK_NOT_OFFERED",
        "'taskSupport':'required'  | false | false |",
      })
  void aToolIsATaskOrNotAsItsListSays(
      String execution, boolean offered, boolean asTask, String finding) throws IOException {
    String capabilities =
        "{\"tools\":{}%s}"
            .formatted(offered ? ",\"tasks\":{\"requests\":{\"tools\":{\"call\":{}}}}" : "");
    try (McpEchoServer own = McpEchoServer.builder().capabilities(capabilities).start()) {
      own.on(CallMatcher.method("tools/list"))
          .then(
              Reply.result(
                  "{'tools':[{'name':'echo','inputSchema':{'type':'object'},'execution':{%s}}]}"
                      .formatted(Objects.requireNonNullElse(execution, ""))
                      .replace('\'', '"')));
      String call =
          "2025-11-25 | {\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"hi\"}%s}}"
              .formatted(asTask ? ",\"task\":{}" : "");
      new ClientSequence(
              "", List.of("initialize 2025-11-25", "initialized", "list 2", call), Set.of())
          .sendTo(own);

      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(own.calls().get(3)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1999-01-01 | initialized      | 1 |",
        "1999-01-01 | initialized list | 2 | CLIENT_VERSION_UNKNOWN",
        "draft      | initialized list | 2 | CLIENT_VERSION_UNKNOWN",
        "2024-11-05 | initialized list | 2 | CLIENT_VERSION_OTHER",
      })
  void nobodyGoesOnInARevisionThatThereIsNot(String answered, String sent, int last, String finding)
      throws IOException {
    server
        .on(CallMatcher.method("initialize"))
        .then(
            Reply.result(
                "{'protocolVersion':'%s','capabilities':{},'serverInfo':{'name':'s','version':'1'}}"
                    .formatted(answered)
                    .replace('\'', '"')));
    var lines = new ArrayList<>(List.of("initialize 2025-11-25"));
    for (String one : sent.split(" ")) {
      lines.add(one.equals("list") ? "list 2" : one);
    }
    new ClientSequence("", lines, Set.of()).sendTo(server);

    assertEquals(finding == null ? Set.of() : Set.of(finding), ids(server.calls().get(last)));
  }

  /** Of a wait below a second nobody can say how long a client had it. */
  @ParameterizedTest
  @CsvSource({
    "PT1H,    2025-11-25, CLIENT_RETRY_EARLY",
    "PT0.1S,  2025-11-25,",
    "PT0S,    2025-11-25,",
    "PT1H,    2025-06-18,",
  })
  void whoResumesAStreamWaitsAsItWasAsked(Duration retry, String revision, String finding)
      throws Exception {
    Sessions sessions = Sessions.create().closingAfterEvents(0).retryingAfter(retry);
    try (McpEchoServer keeping = McpEchoServer.builder().with(sessions).start()) {
      var client = new Client(keeping.uri());
      String id =
          client
              .postMcp(INITIALIZE.replace("2025-11-25", revision))
              .headers()
              .firstValue("Mcp-Session-Id")
              .orElseThrow();
      String[] inSession = {"Mcp-Session-Id", id, "MCP-Protocol-Version", revision};
      client.postMcp(INITIALIZED, inSession);
      client.postMcp(PING.replace("ping", "tools/list"), inSession);
      try (var resumed = new RawHttp(keeping.uri())) {
        resumed.request(
            "GET",
            "Mcp-Session-Id",
            id,
            "MCP-Protocol-Version",
            revision,
            "Accept",
            "text/event-stream",
            "Last-Event-ID",
            "1-0");
        resumed.readUntil("tools");
      }

      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(keeping.calls().get(3)));
    }
  }

  @Test
  void whatARuleMakesOfTheAnswerIsNoFaultOfTheClient() throws Exception {
    server.on(CallMatcher.method("tools/list")).then(JsonRpcFault.error(200, -32601, "No"));
    new ClientSequence("", List.of("initialize 2025-11-25", "initialized", "list 2"), Set.of())
        .sendTo(server);

    assertEquals(Set.of(), ids(server.calls().get(2)));
  }

  /** Of a session the test server answers some methods by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logging/setLevel | {'level':'info'} |",
        "logging/setLevel | {'level':'loud'} | CLIENT_PARAMS_REFUSED",
        "logging/setLevel | {} | CLIENT_PARAMS_REFUSED",
        "resources/subscribe | {'uri':'test://a'} |",
        "resources/subscribe | {'url':'test://a'} | CLIENT_PARAMS_REFUSED",
        "resources/unsubscribe | {'uri':7} | CLIENT_PARAMS_REFUSED",
      })
  void whatASessionRefusesIsFound(String method, String params, String finding) throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
      assertEquals(
          finding == null ? Set.of() : Set.of(finding),
          inSession(keeping, Optional.empty(), method, params));
    }
  }

  /** Sends a request behind the handshake, and returns what is found about it. */
  private static Set<String> inSession(
      McpEchoServer server, Optional<Behaviour> above, String method, String params)
      throws Exception {
    var client = new Client(server.uri());
    String[] inSession = {"Mcp-Session-Id", session(client), "MCP-Protocol-Version", "2025-11-25"};
    client.postMcp(INITIALIZED, inSession);
    above.ifPresent(behaviour -> server.on(anyPost()).then(behaviour));
    try (var http = new RawHttp(server.uri())) {
      http.post(
          "/mcp",
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\",\"params\":%s}"
              .formatted(method, params.replace('\'', '"')),
          inSession);
      http.rest();
    }
    return ids(server.calls().get(2));
  }

  /** Another client that did right is no excuse where a session id tells them apart. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-11-25 | true | 2025-11-25 |",
        "2025-11-25 | false | 2025-11-25 | CLIENT_INITIALIZED_MISSING",
        "2025-06-18 | true | 2025-11-25 | CLIENT_VERSION_OTHER",
        "2025-11-25 | true | '' | CLIENT_VERSION_MISSING",
      })
  void eachSessionIsJudgedByItsOwnHandshake(
      String agreed, boolean completes, String version, String finding) throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
      assertEquals(Set.of(), lastOfSession(keeping, "2025-11-25", true, "2025-11-25"));

      assertEquals(
          finding == null ? Set.of() : Set.of(finding),
          lastOfSession(keeping, agreed, completes, version));
    }
  }

  private static Set<String> lastOfSession(
      McpEchoServer server, String agreed, boolean completes, String version) throws Exception {
    var client = new Client(server.uri());
    String session =
        client
            .postMcp(INITIALIZE.replace("2025-11-25", agreed))
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    if (completes) {
      client.postMcp(INITIALIZED, "Mcp-Session-Id", session, "MCP-Protocol-Version", agreed);
    }
    String list = PING.replace("ping", "tools/list");
    if (version.isEmpty()) {
      client.postMcp(list, "Mcp-Session-Id", session);
    } else {
      client.postMcp(list, "Mcp-Session-Id", session, "MCP-Protocol-Version", version);
    }
    return ids(server.calls().get(server.calls().size() - 1));
  }

  @Test
  void whoGoesOnWithASessionThatItEndedItselfBreaksARule() throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start();
        var early = new RawHttp(keeping.uri())) {
      var client = new Client(keeping.uri());
      String[] inSession = {
        "Mcp-Session-Id", session(client), "MCP-Protocol-Version", "2025-11-25"
      };
      client.postMcp(INITIALIZED, inSession);
      try (var delete = new RawHttp(keeping.uri())) {
        delete.request("DELETE", inSession);
        delete.rest();
      }
      keeping.assertConformantClient();
      // The connection is older than the end of the session: it may have been sent before.
      early.post("/mcp", PING, inSession);
      early.rest();
      assertEquals(Set.of("CLIENT_SESSION_LOST"), ids(keeping.calls().get(3)));
      try (var late = new RawHttp(keeping.uri())) {
        late.post("/mcp", INITIALIZED, inSession);
        late.rest();
      }

      RecordedCall last = keeping.calls().get(4);
      assertEquals(Set.of("CLIENT_SESSION_ENDED"), ids(last));
      assertEquals(
          List.of(
              "MCP 2025-11-25, basic/transports: Session Management (DELETE explicitly terminates"
                  + " the session); MCP 2025-11-25, basic/lifecycle: Initialization (MUST be the"
                  + " first interaction)"),
          errors(last).stream().map(Finding::rule).toList());
    }
  }

  /** Over HTTP with SSE: one stream is open, and there may have been others before a reset. */
  @ParameterizedTest
  @CsvSource({
    "/mcp/messages?sessionId=1, false,",
    "/mcp/messages?sessionId=1, true,",
    "/mcp/messages?sessionId=2, true, CLIENT_STREAM_UNKNOWN",
    "/mcp/messages?sessionId=2, false, CLIENT_STREAM_UNKNOWN",
    "/mcp/messages?sessionId=one, false, CLIENT_ENDPOINT_OTHER",
    "/mcp/messages?sessionId=, true, CLIENT_ENDPOINT_OTHER",
    "/mcp/messages, false, CLIENT_ENDPOINT_OTHER",
    "/mcp/message?sessionId=1, false, CLIENT_ENDPOINT_OTHER",
    "/mcp, false,"
  })
  void aMessageForNoStreamIsFound(String target, boolean reset, String finding) throws Exception {
    try (McpEchoServer old = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(old.uri())) {
      stream.request("GET");
      stream.readUntil("sessionId=1");
      if (reset) {
        old.reset();
      }
      String message = INITIALIZE.replace("2025-11-25", "2024-11-05");
      new Client(old.uri())
          .postTo(
              target,
              message,
              "Content-Type",
              "application/json",
              "Accept",
              "application/json, text/event-stream");

      List<RecordedCall> calls = old.calls();
      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(calls.get(calls.size() - 1)));
    }
  }

  /** Only a client that tries whether it is Streamable HTTP may post to the endpoint. */
  @ParameterizedTest
  @CsvSource({
    "/mcp, tools/list, CLIENT_ENDPOINT_OTHER",
    "/mcp/, tools/list, CLIENT_ENDPOINT_OTHER",
    "/mcp?sessionId=1, notifications/initialized, CLIENT_ENDPOINT_OTHER",
    "/mcp?sessionId=1, initialize,",
    "/message, initialize, CLIENT_ENDPOINT_OTHER",
    "/messages?sessionId=1, tools/list, CLIENT_ENDPOINT_OTHER",
    "/sse, tools/list, CLIENT_ENDPOINT_OTHER",
    "/, tools/list, CLIENT_ENDPOINT_OTHER",
    "/rpc, notifications/initialized, CLIENT_ENDPOINT_OTHER",
    "/mcp/messages?sessionId=1, tools/list,"
  })
  void aMessageForAnotherUrlThanThatOfTheStreamIsFound(String target, String method, String finding)
      throws Exception {
    try (McpEchoServer old = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(old.uri())) {
      stream.request("GET");
      stream.readUntil("sessionId=1");
      var client = new Client(old.uri());
      String[] json = {"Content-Type", "application/json"};
      String begin = INITIALIZE.replace("2025-11-25", "2024-11-05");
      client.postTo("/mcp/messages?sessionId=1", begin, json);
      client.postTo("/mcp/messages?sessionId=1", INITIALIZED, json);
      String message =
          switch (method) {
            case "initialize" -> begin;
            case "tools/list" -> PING.replace("ping", method);
            default -> INITIALIZED;
          };
      String[] either = {
        "Content-Type", "application/json", "Accept", "application/json, text/event-stream"
      };
      client.postTo(target, message, method.equals("initialize") ? either : json);

      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(old.calls().get(3)));
    }
  }

  /** A stream of a session is primed by the event 0. */
  @ParameterizedTest
  @CsvSource({
    "get-0,",
    "get-7, CLIENT_EVENT_UNKNOWN",
    "get, CLIENT_EVENT_UNKNOWN",
    "another, CLIENT_EVENT_UNKNOWN",
    "99-1,",
    "OTHER, CLIENT_EVENT_UNKNOWN"
  })
  void anEventThatTheServerDidNotSendIsFound(String id, String finding) throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start();
        var stream = new RawHttp(keeping.uri())) {
      var client = new Client(keeping.uri());
      String session = session(client);
      String[] inSession = {"Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25"};
      client.postMcp(INITIALIZED, inSession);
      String other = client.postMcp(PING, inSession).body();
      String sent = other.replaceAll("(?s).*\nid: ?(\\S+).*", "$1");
      String[] inAnother = {
        "Mcp-Session-Id", session(client), "MCP-Protocol-Version", "2025-11-25"
      };
      client.postMcp(INITIALIZED, inAnother);
      stream.request(
          "GET",
          "Mcp-Session-Id",
          inAnother[1],
          "MCP-Protocol-Version",
          "2025-11-25",
          "Accept",
          "text/event-stream",
          "Last-Event-ID",
          id.equals("OTHER") ? sent : id);
      stream.readUntil("\r\n\r\n");

      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(keeping.calls().get(5)));
    }
  }

  /** The revision in the header is what is wrong. */
  @ParameterizedTest
  @CsvSource({"2025-06-18, 2025-11-25", "2025-11-25, 2025-06-18", "2025-11-25, 2025-03-26"})
  void ofAnotherVersionTheRuleIsThatOfTheAgreement(String agreed, String sent) throws Exception {
    List<String> lines =
        List.of("initialize " + agreed, sent + " | " + INITIALIZED, sent + " | " + PING);
    new ClientSequence("", lines, Set.of()).sendTo(server);

    assertEquals(
        List.of("MCP " + agreed + ", basic/transports: Protocol Version Header"),
        server.calls().get(2).findings().stream()
            .filter(one -> one.kind() == ClientFinding.CLIENT_VERSION_OTHER)
            .map(Finding::rule)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-11-05 | tasks/list | MCP 2024-11-05, schema: ClientRequest",
        "2025-06-18 | tasks/get | MCP 2025-06-18, schema: ClientRequest",
        "2025-11-25 | tasks/list | MCP 2025-11-25, basic/utilities/tasks: Capabilities",
        "2025-11-25 | a/b | MCP 2025-11-25, basic/lifecycle: Operation",
        "2026-07-28 | tasks/list | MCP 2026-07-28, basic/versioning: Extension Negotiation",
        "2026-07-28 | a/b | MCP 2026-07-28, server/discover: DiscoverResult",
      })
  void whyAMethodIsNotThereIsOfItsRevision(String revision, String method, String rule)
      throws Exception {
    String message = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":{%s}}";
    List<String> lines =
        revision.equals("2026-07-28")
            ? List.of("modern %s - | ".formatted(method) + message.formatted(method, "$META"))
            : List.of(
                "initialize " + revision,
                revision + " | " + INITIALIZED,
                revision + " | " + message.formatted(method, ""));
    new ClientSequence("", lines, Set.of()).sendTo(server);

    List<RecordedCall> calls = server.calls();
    assertEquals(
        List.of(rule),
        calls.get(calls.size() - 1).findings().stream()
            .filter(one -> one.kind() instanceof ClientFinding)
            .map(Finding::rule)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"s, CLIENT_ID_ACTIVE", "t,"})
  void theIdOfASubscriptionIsTakenAsLongAsItIsOpen(String id, String finding) throws Exception {
    String message =
        """
        {"jsonrpc":"2.0","id":"%s","method":"%s","params":{"notifications":{},"_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},\
        "io.modelcontextprotocol/clientCapabilities":{}}}}""";
    try (var stream = new RawHttp(server.uri())) {
      stream.post(
          "/mcp",
          message
              .formatted("s", "subscriptions/listen")
              .replace(":{},", ":{\"toolsListChanged\":true},"),
          "MCP-Protocol-Version",
          "2026-07-28",
          "Mcp-Method",
          "subscriptions/listen");
      stream.readUntil("acknowledged");
      new Client(server.uri())
          .postMcp(
              message.formatted(id, "tools/list"),
              "MCP-Protocol-Version",
              "2026-07-28",
              "Mcp-Method",
              "tools/list");

      RecordedCall second = server.calls().get(1);
      assertEquals(finding == null ? Set.of() : Set.of(finding), ids(second));
      assertEquals(
          finding == null ? List.of() : List.of("MCP 2026-07-28, basic: Requests"),
          second.findings().stream()
              .filter(one -> one.kind() instanceof ClientFinding)
              .map(Finding::rule)
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modern tools/list -; -Accept | {'jsonrpc':'2.0','id':1,'method':'tools/list','params':{$META}} |"
            + " MCP 2026-07-28, basic/transports/streamable-http: Sending Messages",
        "2025-11-25; -Accept | {'jsonrpc':'2.0','method':'notifications/initialized'} | MCP 2025-11-25,"
            + " basic/transports: Sending Messages to the Server, Listening for Messages from the Server",
        "2025-11-25 | [{'jsonrpc':'2.0','method':'notifications/initialized'}] | MCP 2025-11-25,"
            + " basic/transports: Sending Messages to the Server",
        "modern a/b -; Content-Type: text/plain | {'jsonrpc':'2.0','method':'a/b','params':{$META}} |"
            + " RFC 8259 §11, RFC 9110 §8.3; MCP 2026-07-28, basic/transports/streamable-http:"
            + " Sending Messages (the body is a JSON-RPC message)",
        "legacy; -Accept | {'jsonrpc':'2.0','method':'notifications/initialized'} | MCP 2025-03-26,"
            + " basic/transports: Sending Messages to the Server, Listening for Messages from the Server",
        "2025-11-25; +MCP-Protocol-Version: 2025-11-25 | {'jsonrpc':'2.0','method':'notifications/initialized'} |"
            + " RFC 9110 §5.3 (a sender MUST NOT generate several lines of a field that is no list)",
      })
  void theRuleIsThatOfTheRevisionOfTheRequest(String request, String body, String rule)
      throws IOException {
    String line = request + "|" + body.replace('\'', '"');
    new ClientSequence("", List.of(line), Set.of()).sendTo(server);

    assertEquals(List.of(rule), errors(server.takeCall()).stream().map(Finding::rule).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialize 2025-11-25 |                       | MCP 2025-11-25, basic/transports: Protocol Version Header",
        "initialize 2025-06-18 |                       | MCP 2025-06-18, basic/transports: Protocol Version Header",
        "initialize 2025-03-26 |                       |",
        "initialize 2025-06-18 | initialize 2025-11-25 | MCP 2025-06-18 and 2025-11-25, basic/transports: Protocol Version Header",
      })
  void withoutAHeaderTheRuleIsThatOfTheRevisionThatWasAgreedOn(
      String first, String second, String rule) throws IOException {
    List<String> lines =
        Stream.of(first, second, "initialized", "legacy | " + PING)
            .filter(Objects::nonNull)
            .toList();
    new ClientSequence("", lines, Set.of()).sendTo(server);

    List<RecordedCall> calls = server.calls();
    assertEquals(
        Stream.ofNullable(rule).toList(),
        errors(calls.get(calls.size() - 1)).stream().map(Finding::rule).toList());
  }

  @ParameterizedTest
  @CsvSource({"2025-06-18, 2025-11-25", "2025-11-25, 2025-06-18"})
  void theRuleIsThatOfTheRevisionOfTheSession(String own, String other) throws Exception {
    try (McpEchoServer keeping = McpEchoServer.builder().with(Sessions.create()).start()) {
      lastOfSession(keeping, other, true, other);
      lastOfSession(keeping, own, true, "");

      assertEquals(
          List.of("MCP " + own + ", basic/transports: Protocol Version Header"),
          errors(keeping.calls().get(5)).stream().map(Finding::rule).toList());
    }
  }

  @Test
  void anIdAndATokenOfACallThatIsNotAnsweredYetAreTaken() throws Exception {
    var asked = new CountDownLatch(1);
    server
        .on(call("echo"))
        .times(1)
        .then(
            client -> {
              asked.countDown();
              client.stall();
            });
    String call =
        """
        {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo","_meta":{\
        "progressToken":7,"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";

    try (var stalled = new RawHttp(server.uri())) {
      stalled.post(call);
      assertTrue(asked.await(20, TimeUnit.SECONDS));
      new Client(server.uri()).postMcp(call);
    }

    assertTrue(
        ids(server.calls().get(1))
            .containsAll(Set.of("CLIENT_ID_ACTIVE", "CLIENT_PROGRESS_TOKEN_ACTIVE")));
  }

  @Test
  void aServerInThePlaceOfAnotherDoesNotKnowWhoWasInitialized() throws IOException {
    int port;
    try (McpEchoServer first = McpEchoServer.start()) {
      port = first.uri().getPort();
    }
    try (McpEchoServer next =
        McpEchoServer.builder().with(TestServerSettings.PORT, port).afterRestart().start()) {
      new ClientSequence("", List.of("list 2", "list 2"), Set.of()).sendTo(next);

      next.verify(Count.exactly(2), CallMatcher.method("tools/list"));
      next.assertConformantClient();
    }
  }

  @Test
  void trial_t13_aServerOnAPortOfItsOwnJudgesTheSame() throws Exception {
    int port;
    try (McpEchoServer first = McpEchoServer.start()) {
      port = first.uri().getPort();
    }
    for (List<String> lines :
        List.of(
            List.of("list 2"),
            List.of("initialize 2025-11-25", "list 2"),
            List.of("initialize 2025-11-25", "initialized", "2025-11-25 | " + PING),
            List.of("initialize 2025-11-25", "initialized", "legacy | " + PING),
            List.of("initialize 2025-11-25", "initialized", "list 2", "list 2"))) {
      Set<String> anyPort;
      try (McpEchoServer any = McpEchoServer.start()) {
        anyPort = idsOfAll(any, lines);
      }
      try (McpEchoServer fixed =
          McpEchoServer.builder().with(TestServerSettings.PORT, port).start()) {
        assertEquals(anyPort, idsOfAll(fixed, lines), lines::toString);
      }
    }
  }

  private static Set<String> idsOfAll(McpEchoServer server, List<String> lines) throws IOException {
    new ClientSequence("", lines, Set.of()).sendTo(server);
    return server.calls().stream()
        .flatMap(call -> ids(call).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void trial_t13_whatCouldNotBeJudgedIsSaid() throws Exception {
    try (McpEchoServer next = McpEchoServer.builder().afterRestart().start()) {
      new ClientSequence("", List.of("list 2"), Set.of()).sendTo(next);
      new Client(next.uri()).postMcp("{}");

      String failure =
          assertThrows(AssertionError.class, next::assertConformantClient).getMessage();
      assertTrue(failure.contains("\nNot judged: whether clients were initialized"), failure);
    }
  }

  @Test
  void trial_t17_whoGoesOnWithALostSessionBreaksARule() throws Exception {
    try (McpEchoServer losing =
        McpEchoServer.builder().with(Sessions.create().expiringAfter(1)).start()) {
      var client = new Client(losing.uri());
      String id = session(client);
      String[] inSession = {"Mcp-Session-Id", id, "MCP-Protocol-Version", "2025-11-25"};
      client.postMcp(PING, inSession);
      assertEquals(404, client.postMcp(PING, inSession).statusCode());
      assertEquals(404, client.postMcp(PING, inSession).statusCode());
      client.postMcp(INITIALIZE, "Mcp-Session-Id", id);
      client.postMcp(INITIALIZE);

      List<RecordedCall> calls = losing.calls();
      for (int i : List.of(0, 1, 2, 5)) {
        assertFalse(ids(calls.get(i)).contains("CLIENT_SESSION_KEPT"), calls.get(i)::toString);
      }
      for (int i : List.of(3, 4)) {
        assertTrue(ids(calls.get(i)).contains("CLIENT_SESSION_KEPT"), calls.get(i)::toString);
      }
      assertTrue(
          calls.stream()
              .flatMap(call -> call.findings().stream())
              .noneMatch(finding -> finding.id().equals("MCP_SESSION_ID_IGNORED")));
    }
  }

  @Test
  void trial_t17_whatCanHaveBeenInFlightIsNoError() throws Exception {
    try (McpEchoServer losing =
            McpEchoServer.builder().with(Sessions.create().expiringAfter(0)).start();
        var early = new RawHttp(losing.uri())) {
      var client = new Client(losing.uri());
      String id = session(client);
      String[] inSession = {"Mcp-Session-Id", id, "MCP-Protocol-Version", "2025-11-25"};
      // The other connection is there before the session is lost: it may have been sent before.
      assertEquals(404, client.postMcp(PING, inSession).statusCode());
      early.post("/mcp", PING, inSession);
      early.rest();

      RecordedCall last = losing.calls().get(losing.calls().size() - 1);
      assertTrue(ids(last).contains("CLIENT_SESSION_LOST"), ids(last)::toString);
      assertFalse(ids(last).contains("CLIENT_SESSION_KEPT"), ids(last)::toString);
    }
  }

  private static String session(Client client) throws Exception {
    return client.postMcp(INITIALIZE).headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  @Test
  void whatWasAnsweredIsKnown() throws Exception {
    var client = new Client(server.uri());
    client.postMcp("{}");
    client.postMcp(
        """
        {"jsonrpc":"2.0","id":1,"method":"ping"}""");
    server.on(anyPost()).then(connection -> connection.writeHead(500, "Scripted", Headers.NONE));
    client.postMcp("{}");

    assertEquals(-32600, server.takeCall().answeredErrorCode().orElseThrow());
    assertEquals(OptionalInt.empty(), server.takeCall().answeredErrorCode());
    assertEquals(OptionalInt.empty(), server.takeCall().answeredErrorCode());
  }

  private static Set<String> ids(RecordedCall call) {
    return call.findings().stream()
        .filter(
            finding ->
                finding.severity() == Severity.ERROR || finding.kind() instanceof ClientFinding)
        .map(Finding::id)
        .peek(ProducedFindings::add)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Finding> errors(RecordedCall call) {
    return call.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private static final class RegionTool implements Tool {
    @Override
    public ToolDescriptor descriptor() {
      return ToolDescriptor.of("region", "Has a mirrored parameter.")
          .withInputSchema(
              """
              {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}""");
    }

    @Override
    public ToolOutcome call(ToolCall call) {
      return ToolResult.structured("here", Json.object());
    }
  }
}

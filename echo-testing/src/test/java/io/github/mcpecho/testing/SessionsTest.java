package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Conversation;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.TestTokens;
import java.io.IOException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as a client sees them: ids, streams, pushes, questions, resumption. */
class SessionsTest {
  /** Two read at once: the common pool of a small machine has one thread. */
  private static final Executor READERS = task -> new Thread(task, "reader").start();

  private static final int PUSHES = 40;
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
  private static final String MODERN_ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"},%s"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"sampling":{}}}}}""";

  private McpEchoServer server = start(Sessions.create());

  @AutoClose private final AutoCloseable last = () -> server.close();

  private static McpEchoServer start(Sessions sessions) {
    return McpEchoServer.builder().resource("test://watched", "a text").with(sessions).start();
  }

  private void restart(Sessions sessions) {
    server.close();
    server = start(sessions);
  }

  @Test
  void z01_initializeGivesAnIdAndDeclaresWhatNeedsASession() throws Exception {
    String first = initialize();

    assertNotEquals(id(first), id(initialize()));
    assertTrue(id(first).matches("[!-~]{22,}"), id(first));
    assertTrue(first.contains("\"logging\":{}"), first);
    assertTrue(
        first.contains("\"resources\":{\"subscribe\":true,\"listChanged\":true}")
            || first.contains("\"resources\":{\"listChanged\":true,\"subscribe\":true}"),
        first);
  }

  @Test
  void z02_aRequestNeedsItsSession() throws Exception {
    String id = id(initialize());

    assertTrue(post("", ECHO).startsWith("HTTP/1.1 400 "));
    assertTrue(post("unknown", ECHO).startsWith("HTTP/1.1 404 "));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 200 "));
    assertTrue(send("DELETE", id).startsWith("HTTP/1.1 200 "));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 404 "));
    assertTrue(send("GET", id).startsWith("HTTP/1.1 404 "));
  }

  @Test
  void z02_aSessionExpires() throws Exception {
    restart(Sessions.create().expiringAfter(1).withoutDelete().withoutListening());
    String id = id(initialize());

    assertTrue(send("DELETE", id).startsWith("HTTP/1.1 405 "));
    assertTrue(send("GET", id).startsWith("HTTP/1.1 405 "));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 200 "));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 404 "));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 404 "));
  }

  @Test
  void aResetEndsTheStreamThatAClientListensOn() throws Exception {
    try (var stream = listen(id(initialize()))) {
      server.reset();

      assertTrue(stream.rest().endsWith("0\r\n\r\n"));
    }
  }

  @Test
  void aResetLosesAllSessions() throws Exception {
    String id = id(initialize());
    server.reset();

    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 404 "));
  }

  @Test
  void z05_aResponseIsAStreamWithIdsThatBeginsWithAPrimingEvent() throws Exception {
    String answer = post(id(initialize()), ECHO);

    assertTrue(answer.contains("id: 1-0\nretry: 100\ndata: \n\n"), answer);
    assertTrue(answer.contains("id: 1-1\nevent: message\ndata: {\"jsonrpc\""), answer);
    assertTrue(answer.endsWith("0\r\n\r\n"), answer);
  }

  @Test
  void z05_anOlderClientIsNotPrimed() throws Exception {
    String answer = post(id(initialize()), ECHO, "MCP-Protocol-Version", "2025-06-18");

    assertFalse(answer.contains("data: \n"), answer);
    assertTrue(answer.contains("id: 1-1\nevent: message\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void z05_aStreamThatClosesAfterAnyEventIsResumed(int events) throws Exception {
    restart(Sessions.create().closingAfterEvents(events));
    String id = id(initialize());
    server
        .on(call("echo"))
        .then(
            Conversation.telling(
                ServerNotification.log("info", "one"), ServerNotification.log("info", "two")));

    String begin = post(id, ECHO);
    String rest = send("GET", id, "Last-Event-ID", "1-" + events);

    assertEquals(List.of("1-0", "1-1", "1-2").subList(0, events + 1), ids(begin));
    assertEquals(List.of("1-1", "1-2", "1-3").subList(events, 3), ids(rest));
    assertTrue(begin.endsWith("0\r\n\r\n"), begin);
    assertTrue(rest.endsWith("0\r\n\r\n"), rest);
  }

  static List<Arguments> faultsWithinClosingStreams() {
    return IntStream.of(0, 1, 2)
        .boxed()
        .flatMap(
            events ->
                Stream.of(Stage.values())
                    .filter(stage -> stage != Stage.BEFORE_HEADERS)
                    .map(stage -> Arguments.of(events, stage)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("faultsWithinClosingStreams")
  void aFaultEndsTheConnectionInPlaceOfTheSession(int events, Stage stage) throws Exception {
    restart(Sessions.create().closingAfterEvents(events));
    String id = id(initialize());
    String before = stage == Stage.AFTER_HEADERS ? "data: \n\n\r\n" : "event: message\ndata: {";

    server.on(call("echo")).then(Fault.close(stage), Fault.reset(stage), Fault.stall(stage));
    for (String end : List.of("closed", "reset", "silent")) {
      try (var client = new RawHttp(server.uri())) {
        client.post(server.uri().getPath(), ECHO, headers(id));
        client.readUntil(before);
        if (end.equals("reset")) {
          assertThrows(SocketException.class, client::rest);
        } else {
          if (end.equals("silent")) {
            server.takeCall(call("echo"));
            server.close();
          }
          String rest = client.rest();
          assertFalse(rest.endsWith("0\r\n\r\n"), rest);
          assertEquals(
              stage == Stage.AFTER_FIRST_EVENT || stage == Stage.AFTER_RESULT,
              rest.endsWith("}\n\n\r\n"),
              rest);
        }
      }
    }
  }

  @Test
  void aStreamThatHangsAfterTheResultIsNotClosedByTheSession() throws Exception {
    restart(Sessions.create().closingAfterEvents(1));
    String id = id(initialize());
    server.on(call("echo")).then(Sse.framing().resultThenHang());

    try (var client = new RawHttp(server.uri())) {
      client.post(server.uri().getPath(), ECHO, headers(id));
      client.readUntil("}\n\n\r\n");
      server.close();
      assertEquals("", client.rest());
    }
  }

  @Test
  void aRuleFramesTheStreamOfASessionAnewAndKeepsItsIds() throws Exception {
    String id = id(initialize());
    server.on(call("echo")).then(Sse.framing().crlf().noSpaceAfterColon());

    String answer = post(id, ECHO);

    assertTrue(answer.contains("id:1-1\r\nevent:message\r\ndata:{"), answer);
  }

  @Test
  void z03_aPushComesOnTheStreamOfTheGet() throws Exception {
    String id = id(initialize());
    try (var stream = listen(id)) {
      server.push(ServerNotification.toolsListChanged());
      stream.readUntil(
          "id: get-1\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"");
      server.push(ServerNotification.log("info", "hi"));
      stream.readUntil("notifications/message");
    }
    server.push(ServerNotification.promptsListChanged());
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 200 "));
    try (var stream = listen(id)) {
      stream.readUntil(
          "id: get-3\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/prompts/list_changed\"");
    }
  }

  @Test
  void z04_eachMessageIsOnOneStream() throws Exception {
    String id = id(initialize());
    server.on(call("echo")).then(Conversation.telling(ServerNotification.log("info", "of it")));
    var told = new LinkedBlockingQueue<String>();
    try (var one = listen(id);
        var other = listen(id)) {
      CompletableFuture<Void> all =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> readInto(told, one), READERS),
              CompletableFuture.runAsync(() -> readInto(told, other), READERS));
      Set<String> ids = new TreeSet<>();
      for (int i = 1; i <= PUSHES; i++) {
        server.push(ServerNotification.log("info", "push"));
        ids.add("get-" + i);
      }
      String call = post(id, ECHO);
      assertTrue(call.contains("of it") && call.contains("\"id\":7"), call);
      assertFalse(call.contains("push"), call);
      Set<String> came = new TreeSet<>();
      for (int i = 1; i <= PUSHES; i++) {
        String event = told.poll(20, TimeUnit.SECONDS);
        assertTrue(event.contains("push"), event);
        came.addAll(ids(event));
      }
      assertEquals(ids, came);
      server.close();
      all.get(20, TimeUnit.SECONDS);
      assertEquals(List.of(), List.copyOf(told));
    }
  }

  private static void readInto(Queue<String> told, RawHttp stream) {
    try {
      while (true) {
        told.add(stream.readUntil("\n\n"));
      }
    } catch (IOException e) {
      // The end of the stream.
    }
  }

  @Test
  void z06_idsNameTheirStreamAndOnlyItsOwnEventsComeAgain() throws Exception {
    String id = id(initialize());
    String first = post(id, ECHO);
    String second = post(id, ECHO.replace("\"hi\"", "\"you\""));
    server.push(ServerNotification.toolsListChanged());

    assertEquals(List.of("1-0", "1-1"), ids(first));
    assertEquals(List.of("2-0", "2-1"), ids(second));
    String again = send("GET", id, "Last-Event-ID", "1-0");
    assertEquals(List.of("1-1"), ids(again));
    assertTrue(again.contains("hi") && !again.contains("you"), again);
    assertEquals(List.of(), ids(send("GET", id, "Last-Event-ID", "2-1")));
  }

  @Test
  void z09_onlyWhoSubscribedIsToldAndOnlyOfSevereMessages() throws Exception {
    String id = id(initialize());
    String subscribed =
        post(
            id,
            "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"test://watched\"}}");
    post(
        id,
        "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"error\"}}");
    String bad =
        post(
            id,
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}");
    server.push(ServerNotification.log("info", "mild"));
    server.push(ServerNotification.resourceUpdated("test://other"));
    server.push(ServerNotification.resourceUpdated("test://watched"));
    server.push(ServerNotification.log("critical", "severe"));

    assertTrue(subscribed.endsWith("{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":{}}"), subscribed);
    assertTrue(bad.contains("-32602"), bad);
    try (var stream = listen(id)) {
      String read = stream.readUntil("severe");
      assertTrue(read.contains("test://watched"), read);
      assertFalse(read.contains("mild") || read.contains("test://other"), read);
    }
  }

  @Test
  void z07_aQuestionOnTheStreamOfTheGetIsAnswered() throws Exception {
    assertThrows(IllegalStateException.class, () -> server.ask(ServerRequest.ping()));
    String id = id(initialize());
    server.ask(ServerRequest.roots());

    try (var stream = listen(id)) {
      String question = stream.readUntil("roots/list\",\"params\":{}}");
      answer(id, question, "\"result\":{\"roots\":[]}");
    }

    ClientAnswer answer = server.takeAnswer();
    assertEquals(Optional.of("roots/list"), answer.request().map(ServerRequest::method));
    assertEquals("{\"roots\":[]}", answer.result().toString());
  }

  @Test
  void z07_aQuestionOnTheStreamOfACallComesBeforeItsResponse() throws Exception {
    String id = id(initialize());
    server
        .on(call("echo"))
        .then(Conversation.asking(ServerRequest.sampling("Hi?", 5), ServerRequest.ping()));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", ECHO, headers(id));
      answer(
          id,
          exchange.readUntil("\"maxTokens\":5}}"),
          "\"error\":{\"code\":-1,\"message\":\"no\"}");
      answer(id, exchange.readUntil("ping\",\"params\":{}}"), "\"result\":{}");
      exchange.readUntil("\"id\":7");
    }

    assertEquals(-1, server.takeAnswer().error().path("code").asInt());
    assertTrue(server.takeAnswer().result().isObject());
  }

  @ParameterizedTest
  @CsvSource({"accept, true", "decline, false", "cancel, false", "accept, false"})
  void z08_theUserIsAskedForAFormOrToOpenAPage(String action, boolean form) throws Exception {
    String id = id(initialize());
    server
        .on(call("echo"))
        .then(
            Conversation.asking(
                form
                    ? ServerRequest.elicitation("Name?", "{\"type\":\"object\"}")
                    : ServerRequest.elicitationUrl("Log in", "https://example.com/", "e1")));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", ECHO, headers(id));
      String asked = exchange.readUntil(form ? "{\"type\":\"object\"}}}" : "\"e1\"}}");
      assertTrue(asked.contains("\"method\":\"elicitation/create\""), asked);
      assertTrue(asked.contains(form ? "\"mode\":\"form\"" : "\"mode\":\"url\""), asked);
      answer(id, asked, "\"result\":{\"action\":\"" + action + "\"}");
      exchange.readUntil("\"id\":7");
    }
    assertEquals(action, server.takeAnswer().action());
  }

  @Test
  void z08_aCallMayNeedAPageThatTheUserOpensFirst() throws Exception {
    String id = id(initialize());
    server.on(call("echo")).then(Reply.error(-32042, "Log in first", "{\"elicitations\":[]}"));
    server.push(
        ServerNotification.of("notifications/elicitation/complete", "{\"elicitationId\":\"e1\"}"));

    assertTrue(post(id, ECHO).contains("\"error\":{\"code\":-32042,"));
    try (var stream = listen(id)) {
      stream.readUntil(
          "notifications/elicitation/complete\",\"params\":{\"elicitationId\":\"e1\"}");
    }
  }

  @Test
  void authorizationIsBeforeSessionsAndFaultsAreAboveBoth() throws Exception {
    server.close();
    server =
        McpEchoServer.builder().with(ProtectedResource.create()).with(Sessions.create()).start();
    String token = "Bearer " + TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).compact();
    assertTrue(initialize().startsWith("HTTP/1.1 401 "));
    String id = id(post("", INITIALIZE, "Authorization", token));
    assertTrue(post(id, ECHO).startsWith("HTTP/1.1 401 "));
    server.on(call("echo")).times(1).then(Fault.close(Stage.MID_EVENT));

    String broken = post(id, ECHO, "Authorization", token);
    assertTrue(broken.contains("id: 1-1\nevent: message\ndata: {"), broken);
    assertFalse(broken.contains("\"text\":\"hi\""), broken);
    String rest = send("GET", id, "Authorization", token, "Last-Event-ID", "1-0");
    assertEquals(List.of("1-1"), ids(rest));
    assertTrue(rest.contains("\"text\":\"hi\""), rest);
    assertTrue(post(id, ECHO, "Authorization", token).contains("\"text\":\"hi\""));
  }

  @Test
  void aQuestionComesOnTheStreamOfTheOldTransportToo() throws Exception {
    server.close();
    server = McpEchoServer.builder().with(new HttpSse()).start();
    server.on(call("echo")).then(Conversation.asking(ServerRequest.ping()));

    try (var stream = new RawHttp(server.uri());
        var exchange = new RawHttp(server.uri())) {
      stream.request("GET");
      stream.readUntil("\n\n\r\n");
      exchange.post("/mcp/messages?sessionId=1", ECHO);
      String asked = stream.readUntil("ping\",\"params\":{}}");
      String id = asked.replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1");
      try (var answer = new RawHttp(server.uri())) {
        answer.post(
            "/mcp/messages?sessionId=1",
            "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{}}");
        assertTrue(answer.rest().startsWith("HTTP/1.1 202 "));
      }
      stream.readUntil("\"id\":7");
    }
  }

  @Test
  void anAnswerThatNobodyWaitsForIsKeptToo() throws Exception {
    String id = id(initialize());

    String accepted =
        post(id, "{\"jsonrpc\":\"2.0\",\"id\":\"ask-99\",\"result\":{\"late\":true}}");

    assertTrue(accepted.startsWith("HTTP/1.1 202 "), accepted);
    ClientAnswer answer = server.takeAnswer();
    assertTrue(answer.request().isEmpty());
    assertTrue(answer.result().path("late").asBoolean());
  }

  @Test
  void aQuestionWithoutSessionsIsAskedOnTheStreamOfTheCall() throws Exception {
    server.close();
    server = McpEchoServer.start();
    server.on(call("echo")).then(Conversation.asking(ServerRequest.ping()));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      answer("", exchange.readUntil("ping\",\"params\":{}}"), "\"result\":{}");
      exchange.readUntil("\"id\":7");
    }
    assertEquals("ping", server.takeAnswer().request().orElseThrow().method());
  }

  @Test
  void in20260728EachQuestionIsARoundOfTheCall() throws Exception {
    server
        .on(call("echo"))
        .then(Conversation.asking(ServerRequest.sampling("Hi?", 5), ServerRequest.roots()));

    String first = modern("");
    assertTrue(
        first.contains(
            "\"resultType\":\"input_required\",\"inputRequests\":{\"ask-1\":{\"method\":\"sampling/createMessage\""),
        first);
    String second = modern(round(first, "ask-1", "{\"model\":\"m\"}"));
    assertTrue(second.contains("\"ask-2\":{\"method\":\"roots/list\""), second);
    String third = modern(round(second, "ask-2", "{\"roots\":[]}"));

    assertTrue(third.contains("\"text\":\"hi\""), third);
    assertEquals("m", server.takeAnswer().result().path("model").asText());
    assertEquals("{\"roots\":[]}", server.takeAnswer().result().toString());
  }

  @Test
  void in20260728APushComesToWhoListens() throws Exception {
    try (var stream = new RawHttp(server.uri())) {
      stream.post(
          "/mcp",
          """
          {"jsonrpc":"2.0","id":"s","method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["test://watched"]},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""",
          "MCP-Protocol-Version",
          "2026-07-28",
          "Mcp-Method",
          "subscriptions/listen");
      stream.readUntil("acknowledged");
      server.push(ServerNotification.toolsListChanged());
      stream.readUntil("notifications/tools/list_changed");
      server.push(ServerNotification.resourceUpdated("test://watched"));
      stream.readUntil("notifications/resources/updated");
    }
  }

  @ParameterizedTest
  @CsvSource({"expiring", "closing", "retrying"})
  void whatCannotBeIsRefused(String what) {
    Sessions sessions = Sessions.create();
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          switch (what) {
            case "expiring" -> sessions.expiringAfter(-1);
            case "closing" -> sessions.closingAfterEvents(-1);
            default -> sessions.retryingAfter(Duration.ofMillis(-1));
          }
        });
  }

  private String modern(String more) throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(
          "/mcp",
          MODERN_ECHO.formatted(more),
          "MCP-Protocol-Version",
          "2026-07-28",
          "Mcp-Method",
          "tools/call",
          "Mcp-Name",
          "echo",
          "Connection",
          "close");
      return exchange.rest();
    }
  }

  private static String round(String asked, String key, String answer) {
    String state = asked.replaceAll("(?s).*\"requestState\":\"([^\"]*)\".*", "$1");
    return "\"requestState\":\"%s\",\"inputResponses\":{\"%s\":%s},".formatted(state, key, answer);
  }

  private void answer(String session, String question, String outcome) throws IOException {
    String id = question.replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1");
    String accepted = post(session, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\"," + outcome + "}");
    assertTrue(accepted.startsWith("HTTP/1.1 202 "), accepted);
  }

  private RawHttp listen(String session) throws IOException {
    var stream = new RawHttp(server.uri());
    stream.request("GET", headers(session));
    stream.readUntil("data: \n\n\r\n");
    return stream;
  }

  private String initialize() throws IOException {
    return post("", INITIALIZE);
  }

  private static String id(String initialized) {
    return initialized
        .lines()
        .filter(line -> line.startsWith("Mcp-Session-Id: "))
        .map(line -> line.substring("Mcp-Session-Id: ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(String answer) {
    return Pattern.compile("(?m)^id: (.*)$")
        .matcher(answer)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private String post(String session, String body, String... more) throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", body, headers(session, more));
      return exchange.rest();
    }
  }

  private String send(String verb, String session, String... more) throws IOException {
    return RawHttp.answer(server.uri(), verb, headers(session, more));
  }

  private static String[] headers(String session, String... more) {
    var lines = new ArrayList<String>(List.of("Connection", "close"));
    if (!session.isEmpty()) {
      lines.addAll(List.of("Mcp-Session-Id", session));
    }
    if (more.length == 0 || !more[0].equals("MCP-Protocol-Version")) {
      lines.addAll(List.of("MCP-Protocol-Version", "2025-11-25"));
    }
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }
}

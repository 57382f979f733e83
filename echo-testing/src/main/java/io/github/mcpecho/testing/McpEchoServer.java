package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A server to test an MCP client against. It works without being told how: rules only change what
 * it does with some calls. It remembers the last thousand calls, and judges them. Thread-safe; runs
 * from {@link #start} until {@link #close}, on loopback and daemon threads.
 *
 * <pre>{@code
 * try (McpEchoServer server = McpEchoServer.start()) {
 *   server.on(call("echo")).times(1).then(Fault.reset(Stage.BEFORE_HEADERS));
 *   client.connect(server.uri());
 *   client.callTool("echo", Map.of("message", "hi"));
 *   server.verify(Count.exactly(2), call("echo").withArgument("message", "hi"));
 *   server.assertConformantClient();
 * }
 * }</pre>
 */
public final class McpEchoServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS_MILLIS = 20;
  private static final int MOST_NEAR_MISSES = 3;

  /** What every client does without being asked to by its test. */
  private static final Set<String> HANDSHAKE =
      Set.of(
          McpMethod.INITIALIZE.wireName(),
          Notifications.INITIALIZED,
          McpMethod.SERVER_DISCOVER.wireName(),
          McpMethod.PING.wireName());

  private final EchoHttpServer http;
  private final Recorder recorder;
  private final Rules rules;
  private final Questions questions;
  private final Changes changes;
  private final Redactor redactor;
  private final Optional<TestAuthority> authority;

  private McpEchoServer(
      EchoHttpServer http,
      Recorder recorder,
      Rules rules,
      Questions questions,
      Changes changes,
      Redactor redactor,
      Optional<TestAuthority> authority) {
    this.http = http;
    this.recorder = recorder;
    this.rules = rules;
    this.questions = questions;
    this.changes = changes;
    this.redactor = redactor;
    this.authority = authority;
  }

  /** Starts a server that speaks every revision, on a free port. */
  public static McpEchoServer start() {
    return builder().start();
  }

  /** Returns the settings of a server, to change some of them. */
  public static McpEchoServerBuilder builder() {
    return new McpEchoServerBuilder();
  }

  static McpEchoServer start(
      Settings settings,
      McpServer server,
      CallReader reader,
      List<Setup> setups,
      Changes changes,
      Redactor redactor,
      Fittings fittings) {
    var recorder = new Recorder();
    var rules = new Rules(setups);
    var endpoint = new CompletableFuture<URI>();
    var answers = new ServerAnswers(server);
    var questions = new Questions();
    var http =
        EchoHttpServer.start(
            // It stands for servers of others, which have no page.
            settings.with(ServerSettings.PAGE, false),
            server,
            fittings.authority().map(TestAuthority::serverKeys),
            (servlets, guard) ->
                new Interception(
                    servlets,
                    guard,
                    settings.get(HttpSettings.MAX_BODY_BYTES),
                    reader,
                    recorder,
                    new ServerState(rules, endpoint::join, answers, questions),
                    fittings));
    endpoint.complete(http.uri());
    return new McpEchoServer(
        http, recorder, rules, questions, changes, redactor, fittings.authority());
  }

  /** Returns the URI of the MCP endpoint. */
  public URI uri() {
    return http.uri();
  }

  /**
   * Returns who certifies it: a client has to trust this authority.
   *
   * @throws IllegalStateException if it does not speak TLS, see {@link McpEchoServerBuilder#https}
   */
  public TestAuthority authority() {
    return authority.orElseThrow(() -> new IllegalStateException("It does not speak TLS"));
  }

  /**
   * Returns the RFC 8707 resource identifier of the endpoint, which a token for it has as {@code
   * aud}: its URI.
   */
  public String resource() {
    return uri().toString();
  }

  /** Starts a rule for the calls that match. Of several the newest decides. */
  public RuleDraft on(CallMatcher matcher) {
    return new RuleDraft(rules::add, matcher);
  }

  /**
   * Returns the oldest call that was not taken yet, and waits for one up to five seconds.
   *
   * @throws AssertionError if none comes; it tells what did arrive
   */
  public RecordedCall takeCall() {
    return takeCall(CallMatcher.anyRequest());
  }

  /** Returns the oldest matching call that was not taken yet. See {@link #takeCall()}. */
  public RecordedCall takeCall(CallMatcher matcher) {
    return takeCall(matcher, PATIENCE);
  }

  /** Returns the oldest matching call that was not taken yet, and waits for it as long as this. */
  public RecordedCall takeCall(CallMatcher matcher, Duration timeout) {
    try {
      return recorder
          .take(matcher, timeout)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "Within %s there was no further call: %s. %s"
                          .formatted(timeout, matcher, recorder.history())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a call: " + matcher, e);
    }
  }

  /** Returns the calls that arrived so far, oldest first: the last thousand. */
  public List<RecordedCall> calls() {
    return recorder.calls();
  }

  /** Returns those of the calls that match. */
  public List<RecordedCall> calls(CallMatcher matcher) {
    return recorder.calls().stream().filter(matcher::matches).toList();
  }

  /** Returns how many calls came before those that it still knows. */
  public long forgottenCalls() {
    return recorder.forgotten();
  }

  /**
   * Returns what is wrong with the calls that arrived so far, also with those that are forgotten:
   * one for each kind, warnings and remarks too. What came before a {@link #reset} is not among it.
   */
  public List<ClientFinding> findings() {
    return recorder.findings();
  }

  /**
   * Returns a call as JSON for others to see: without the secrets in its headers and params, which
   * the call itself has.
   */
  public ObjectNode toJson(RecordedCall call) {
    return CallJson.of(call, redactor);
  }

  /** Returns JSON, or a text in JSON, without the secrets in it. */
  public JsonNode redacted(JsonNode json) {
    return redactor.json(json);
  }

  /** Lists the calls that arrived so far, for the text of a failure, without their values. */
  public String history() {
    return recorder.history();
  }

  /**
   * Checks how many of the calls that arrived so far match.
   *
   * @throws AssertionError if there are more or fewer, or if there may be more among the calls that
   *     are forgotten
   */
  public void verify(Count count, CallMatcher matcher) {
    int number = recorder.verify(matcher);
    long forgotten = recorder.forgotten();
    if (forgotten > 0 && count.most() < Integer.MAX_VALUE && number <= count.most()) {
      throw new AssertionError(
          "Whether there are %s of: %s, is not known: the first %d calls are forgotten. Reset the server in between"
              .formatted(count, matcher, forgotten));
    }
    if (!count.allows(number)) {
      throw new AssertionError(
          "Expected %s of: %s; there were %d. %s%s"
              .formatted(count, matcher, number, recorder.history(), nearMisses(matcher)));
    }
  }

  /** Shows what nearly matched: an argument or a header may be another one. */
  private String nearMisses(CallMatcher matcher) {
    Optional<CallMatcher> broader = matcher.broader();
    while (broader.isPresent()) {
      CallMatcher nearly = broader.get();
      List<RecordedCall> misses =
          recorder.calls().stream()
              .filter(call -> nearly.matches(call) && !matcher.matches(call))
              .toList();
      if (!misses.isEmpty()) {
        return misses.stream()
            .skip(Math.max(0, misses.size() - MOST_NEAR_MISSES))
            .map(call -> "\n    " + call.describe(redactor))
            .collect(Collectors.joining("", "\n  Only " + nearly + " is:", ""));
      }
      broader = nearly.broader();
    }
    return "";
  }

  /**
   * Checks that a matching call was cancelled, see {@link RecordedCall#cancelledAfter}, and waits
   * for it up to five seconds.
   *
   * @throws AssertionError if none was
   */
  public void verifyCancelled(CallMatcher matcher) {
    long begin = System.nanoTime();
    try {
      while (recorder.calls().stream()
          .noneMatch(call -> matcher.matches(call) && call.cancelledAfter().isPresent())) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new AssertionError(
              "Within %s none was cancelled of: %s. %s"
                  .formatted(PATIENCE, matcher, recorder.history()));
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a cancellation: " + matcher, e);
    }
    recorder.verify(matcher);
  }

  /**
   * Checks that every call was taken or verified; those by which clients come to know a server
   * ({@code initialize}, {@code server/discover}, {@code ping} and the GET and DELETE of a session)
   * need not be.
   *
   * @throws AssertionError if there are others
   */
  public void verifyNoUnexpectedCalls() {
    List<RecordedCall> unexpected =
        recorder.unexpected().stream().filter(call -> !isHandshake(call)).toList();
    if (!unexpected.isEmpty()) {
      throw new AssertionError(
          "Neither taken nor verified:"
              + unexpected.stream().map(call -> "\n  " + call).collect(Collectors.joining()));
    }
  }

  /**
   * Checks that no call has a finding that is an error: what breaks a MUST for certain. Nothing but
   * a session id tells clients apart, so of several it finds what is wrong whoever sent it; a
   * server for each test sees most. What came before a {@link #reset} is not looked at, but
   * remembered.
   *
   * @throws AssertionError if one has; it lists them
   */
  public void assertConformantClient() {
    String violations = recorder.violations().toString();
    if (!violations.isEmpty()) {
      throw new AssertionError("The client breaks rules:" + violations);
    }
  }

  /**
   * Forgets every rule and every call, and what a {@link Setup} remembers of them. It still knows
   * that clients were initialized, so that they may go on.
   */
  public void reset() {
    rules.clear();
    recorder.clear();
    questions.clear();
  }

  /**
   * Tells all clients something that belongs to no call: those with a session (see {@link
   * Sessions}) on the stream of their GET, also of one that comes later, and those of 2026-07-28 if
   * they listen to such changes ({@code subscriptions/listen}).
   */
  public void push(ServerNotification notification) {
    changes.tell(notification);
    for (Session session : sessions()) {
      if (session.wants(notification)) {
        session.post(notification.toJson());
      }
    }
  }

  /**
   * Asks the client with the newest session something, on the stream of its GET; {@link
   * #takeAnswer} has the answer. What belongs to a call is asked by a rule, see {@link
   * ClientConnection#ask}.
   *
   * @throws IllegalStateException if no session is open, see {@link Sessions}
   */
  public void ask(ServerRequest request) {
    List<Session> open = sessions();
    if (open.isEmpty()) {
      throw new IllegalStateException("No client has a session: add Sessions.create()");
    }
    String id = "ask-" + UUID.randomUUID();
    open.get(open.size() - 1).post(questions.ask(id, request).toJson());
  }

  private List<Session> sessions() {
    return rules.setups().stream()
        .filter(SessionEndpoint.class::isInstance)
        .flatMap(setup -> ((SessionEndpoint) setup).open().stream())
        .toList();
  }

  /**
   * Returns the oldest answer to something that a client was asked which was not taken yet, and
   * waits for one up to five seconds. Answers that nobody waits for, late and wrong ones, are among
   * them.
   *
   * @throws AssertionError if none comes; it tells what did arrive
   */
  public ClientAnswer takeAnswer() {
    return takeAnswer(PATIENCE);
  }

  /** Returns the oldest answer that was not taken yet, and waits for it as long as this. */
  public ClientAnswer takeAnswer(Duration timeout) {
    try {
      return questions
          .take(timeout)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "Within %s no client answered. %s".formatted(timeout, recorder.history())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an answer", e);
    }
  }

  /** Waits until the server is closed, or the thread is interrupted. */
  public void join() {
    http.join();
  }

  @Override
  public void close() {
    http.close();
  }

  private static boolean isHandshake(RecordedCall call) {
    return HANDSHAKE.contains(call.rpcMethod())
        || Set.of("GET", "DELETE").contains(call.httpMethod());
  }
}

package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.Cors;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

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

  private final Recorder recorder = new Recorder();
  private final Questions questions = new Questions();
  private final Rules rules;
  private final CallReader reader;
  private final Changes changes;
  private final List<String> toolNames;
  private final Optional<TestAuthority> authority;
  private final Verdicts verdicts;
  private final EchoHttpServer http;

  McpEchoServer(
      Settings settings,
      McpServer server,
      CallReader reader,
      List<Setup> setups,
      Changes changes,
      Fittings fittings) {
    this.reader = reader;
    this.changes = changes;
    toolNames = server.toolNames().stream().sorted().toList();
    rules = new Rules(setups);
    authority = fittings.authority();
    verdicts = new Verdicts(recorder, rules, reader.redactor(), reader.conduct()::unjudged);
    var endpoint = new CompletableFuture<URI>();
    var state = new ServerState(rules, endpoint::join, questions, Cors.of(settings));
    int maxBody = settings.get(HttpSettings.MAX_BODY_BYTES);
    http =
        EchoHttpServer.start(
            // It stands for servers of others, which have no page.
            settings.with(ServerSettings.PAGE, false),
            server,
            authority.map(TestAuthority::serverKeys),
            (servlets, guard) ->
                new Interception(servlets, guard, maxBody, reader, recorder, state, fittings));
    endpoint.complete(http.uri());
  }

  /** Starts a server that speaks every revision, on a free port. */
  public static McpEchoServer start() {
    return builder().start();
  }

  /** Returns the settings of a server, to change some of them. */
  public static McpEchoServerBuilder builder() {
    return new McpEchoServerBuilder();
  }

  /** Returns the URI of the MCP endpoint. */
  public URI uri() {
    return http.uri();
  }

  /** Returns the names of its tools in order, also of those that the test gave it. */
  public List<String> toolNames() {
    return toolNames;
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
    return rules.draft(matcher);
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
    return verdicts.take(matcher, timeout);
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
   * Returns, in words, what the findings say nothing of: what a server that was at this fixed port
   * before may know of the clients. Nothing on a free port.
   */
  public Optional<String> unjudged() {
    return reader.conduct().unjudged();
  }

  /**
   * Returns a call as JSON for others to see: without the secrets in its headers and params, which
   * the call itself has.
   */
  public ObjectNode toJson(RecordedCall call) {
    return CallJson.of(call, reader.redactor());
  }

  /** Returns JSON, or a text in JSON, without the secrets in it. */
  public JsonNode redacted(JsonNode json) {
    return reader.redactor().json(json);
  }

  /**
   * Lists the calls that arrived so far, without their values, and the rules that have not acted,
   * for the text of a failure.
   */
  public String history() {
    return verdicts.history();
  }

  /**
   * Checks how many of the calls that arrived so far match. A batch counts for each of its
   * messages, where they are what is matched.
   *
   * @throws AssertionError if there are more or fewer, or if there may be more among the calls that
   *     are forgotten; it shows what nearly matched
   */
  public void verify(Count count, CallMatcher matcher) {
    verdicts.count(count, matcher, Duration.ZERO);
  }

  /** Waits up to five seconds until as many calls match. See {@link #verify}. */
  public void verifyEventually(Count count, CallMatcher matcher) {
    verifyEventually(count, matcher, PATIENCE);
  }

  /**
   * Waits until as many calls match, at most this long. It does not wait for one too many. See
   * {@link #verify}.
   */
  public void verifyEventually(Count count, CallMatcher matcher, Duration timeout) {
    verdicts.count(count, matcher, timeout);
  }

  /**
   * Checks that matching calls arrived in this order; there may be others between them.
   *
   * @throws AssertionError if they did not
   */
  public void verifyInOrder(CallMatcher first, CallMatcher... others) {
    var all = new ArrayList<CallMatcher>();
    all.add(first);
    all.addAll(List.of(others));
    verdicts.inOrder(all);
  }

  /**
   * Checks that a matching call was cancelled, see {@link RecordedCall#cancelledAfter}, and waits
   * for it up to five seconds.
   *
   * @throws AssertionError if none was
   */
  public void verifyCancelled(CallMatcher matcher) {
    verdicts.cancelled(matcher, PATIENCE);
  }

  /**
   * Checks that every call was taken or verified; those by which clients come to know a server
   * ({@code initialize}, {@code server/discover}, {@code ping} and the GET and DELETE of a session)
   * need not be.
   *
   * @throws AssertionError if there are others
   */
  public void verifyNoUnexpectedCalls() {
    verdicts.noUnexpectedCalls();
  }

  /**
   * Checks that each rule since the start or the last {@link #reset} has acted at least once, and
   * has a behaviour.
   *
   * @throws AssertionError if one has not
   */
  public void verifyEveryRuleActed() {
    verdicts.everyRuleActed();
  }

  /**
   * Checks that no rule failed: that no condition and no behaviour of the test threw anything, such
   * as an {@link AssertionError} of its own. Every other check does so first, and {@link #close}
   * does. A failure is told once.
   *
   * @throws AssertionError if one failed; its cause is what was thrown
   */
  public void verifyNoRuleFailed() {
    rules.throwFailure();
  }

  /**
   * Checks that no call has a finding that is an error: what breaks a MUST for certain. Nothing but
   * a session id tells clients apart, so of several it finds what is wrong whoever sent it; a
   * server for each test sees most. What came before a {@link #reset} is not looked at, but
   * remembered.
   *
   * @throws AssertionError if one has; it has a line for each kind of error, with the number of
   *     calls and the first of them
   */
  public void assertConformantClient() {
    verdicts.conformantClient();
  }

  /**
   * Forgets every rule and every call, and what a {@link Setup} remembers of them: sessions,
   * streams of 2024-11-05, registered clients, codes and refresh tokens. It still knows that
   * clients were initialized, and what they read, so that none is to blame for what it did before.
   * Streams on which clients listen end.
   */
  public void reset() {
    rules.clear();
    recorder.clear();
    questions.clear();
    // Nobody is to blame for sending again what was refused before.
    reader.conduct().forgetRefusals();
  }

  /**
   * Tells all clients something that belongs to no call: those with a session (see {@link
   * Sessions}) on the stream of their GET, also of one that comes later, and those of 2026-07-28 if
   * they listen to such changes ({@code subscriptions/listen}).
   *
   * @return to how many sessions it goes; 0 if there is none, or no client wants to be told. Who
   *     listens in 2026-07-28 is not counted
   * @throws IllegalStateException if nobody can ever be told: over HTTP with SSE without {@link
   *     Sessions}
   */
  public int push(ServerNotification notification) {
    boolean hasSessions = rules.setups().stream().anyMatch(SessionEndpoint.class::isInstance);
    if (!hasSessions && !Transports.of(rules.setups()).leaveEndpoint()) {
      throw new IllegalStateException(
          "Over HTTP with SSE only a client with a session is told: add Sessions.create()");
    }
    changes.tell(notification);
    List<Session> told =
        sessions().stream().filter(session -> session.wants(notification)).toList();
    told.forEach(session -> session.post(notification.toJson()));
    return told.size();
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

  /** Returns the oldest answer that was not taken yet, if there is one now. */
  public Optional<ClientAnswer> pollAnswer() {
    return questions.poll();
  }

  /** Returns the oldest answer that was not taken yet, and waits for it as long as this. */
  public ClientAnswer takeAnswer(Duration timeout) {
    try {
      return questions
          .take(timeout)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "Within %d ms no client answered. %s"
                          .formatted(timeout.toMillis(), history())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an answer", e);
    }
  }

  /** Waits until the server is closed, or the thread is interrupted. */
  public void join() {
    http.join();
  }

  /**
   * Stops the server; what is being served is cut off.
   *
   * @throws AssertionError if a rule failed and the test was not told yet, see {@link
   *     #verifyNoRuleFailed}
   */
  @Override
  public void close() {
    try {
      rules.throwFailure();
    } finally {
      http.close();
    }
  }
}

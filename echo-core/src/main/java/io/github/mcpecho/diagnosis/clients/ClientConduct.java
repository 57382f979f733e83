package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges the requests that clients send to one server, each by itself and in the order of their
 * arrival. Several clients may send them, and only a session id tells which one did. So it reports
 * as an error only what is wrong whichever client sent it. Thread-safe and bounded: it forgets old
 * requests.
 */
public final class ClientConduct {
  private static final int MAX_IDS = 2_000;
  private static final int MAX_OTHERS = 1_000;

  private final boolean fromTheStart;
  private final Redactor redactor;
  private final Handshakes handshakes = new Handshakes();
  private final RepeatedValues sessions = new RepeatedValues(MAX_OTHERS);
  private final RepeatedValues deletions = new RepeatedValues(MAX_OTHERS);
  private final RepeatedValues ids = new RepeatedValues(MAX_IDS);
  private final RepeatedValues progressTokens = new RepeatedValues(MAX_OTHERS);
  private final RepeatedValues requests = new RepeatedValues(MAX_OTHERS);
  private final RepeatedValues lists = new RepeatedValues(1);
  private final Continuations continuations;

  /** Whether a request came before any handshake: from a client that is none of those after it. */
  private boolean stranger;

  /** Whether a request came of which no session tells what was before it. */
  private boolean sessionless;

  /**
   * Starts without any request.
   *
   * @param fromTheStart whether no client can have been initialized by an earlier server at the
   *     same address
   */
  public ClientConduct(boolean fromTheStart, Redactor redactor) {
    this.fromTheStart = fromTheStart;
    this.redactor = redactor;
    this.continuations = new Continuations(fromTheStart, redactor);
  }

  /**
   * Returns what is wrong with a request as it arrives.
   *
   * @param outcome records later what becomes of the request
   * @param sentAfter the earliest moment when the client can have sent it, as {@link
   *     System#nanoTime}
   * @param streamable whether the server speaks Streamable HTTP. The transport before it has no
   *     headers for revision and session: what is sent to one target is of one client
   */
  public synchronized List<Finding> judge(
      ClientRequest request, Outcome outcome, long sentAfter, boolean streamable) {
    var findings =
        new ArrayList<>(RequestJudge.judge(request, revision(request, streamable), redactor));
    boolean modern = request.isModern();
    Optional<String> stream =
        streamable ? Optional.empty() : Optional.of(request.context().target());
    Optional<String> session = session(request.context(), streamable);
    if (request.isInitialize()) {
      if (!streamable && handshakes.all(session, one -> true)) {
        findings.add(ClientFinding.CLIENT_INITIALIZE_AGAIN.found(""));
      }
      handshakes.add(request, outcome, stream);
      judgeNewSession(request, outcome, findings);
    } else if (streamable && !modern && !request.context().method().equals("OPTIONS")) {
      judgeVersion(request, session, findings);
      judgeSession(request, outcome, sentAfter, findings);
    }
    if (!modern) {
      sessionless |= session.isEmpty() && !request.isInitialize() && !request.requests().isEmpty();
      stranger |= handshakes.count() == 0 && !request.requests().isEmpty();
      request.calls().forEach(call -> judgeOrder(call, session, findings));
      request.notifications().forEach(call -> judgeRoots(call, session, findings));
      request
          .notifications()
          .forEach(call -> judgeTaskCancellation(call, session, sentAfter, findings));
      session.ifPresent(
          known -> request.notifications().forEach(call -> judgeInSession(call, known, findings)));
    }
    if (request.isBatch() && request.isInitialize()) {
      findings.add(ClientFinding.CLIENT_INITIALIZE_IN_BATCH.found(""));
    } else if (request.isBatch() && !mayBeBatch(request, session)) {
      findings.add(ClientFinding.CLIENT_BATCH.found(request.messages().size() + " messages"));
    }
    for (JsonRpcMessage.Request call : request.requests()) {
      judgeIds(request, session, call, outcome, findings);
      if (McpMethod.TOOLS_LIST.is(call.method())) {
        lists.add(call.method(), outcome);
      }
      if (modern) {
        judgeTool(call, findings);
        findings.addAll(continuations.judge(call, outcome));
      } else {
        judgeTask(call, session, findings);
      }
    }
    request.call().ifPresent(call -> judgeRetry(request, call, outcome, findings));
    return findings;
  }

  /**
   * Returns the revision whose rules a request is judged by: the one that it claims, else the one
   * that its session agreed on, or all clients so far, else the one that a server has to assume
   * (MCP 2025-11-25, basic/transports: Protocol Version Header). Nothing if it claims an unknown
   * one.
   */
  public synchronized Optional<ProtocolVersion> revision(
      ClientRequest request, boolean streamable) {
    Optional<String> claimed = request.claimedVersion();
    if (claimed.isPresent()) {
      return ProtocolVersion.of(claimed.get());
    }
    return agreed(session(request.context(), streamable))
        .or(() -> streamable ? Optional.of(ProtocolVersion.V2025_03_26) : Optional.empty());
  }

  private Optional<ProtocolVersion> agreed(Optional<String> session) {
    return Arrays.stream(ProtocolVersion.values())
        .filter(one -> isKnown(session, agreed(one::equals)))
        .findFirst();
  }

  private Optional<String> session(CallContext request, boolean streamable) {
    return streamable
        ? sessionId(request).filter(handshakes::began)
        : Optional.of(request.target());
  }

  /**
   * Returns what is wrong with a result that a client up to 2025-11-25 gives: what it did not
   * declare, it may not do.
   *
   * @param request that the result came with
   * @param method that was asked
   * @param params of what was asked
   */
  public synchronized List<Finding> judgeResult(
      CallContext request,
      boolean streamable,
      ProtocolVersion revision,
      String method,
      JsonNode params,
      JsonNode result) {
    Optional<String> session = session(request, streamable);
    return isKnown(session, one -> true)
            && !handshakes.declare(
                session,
                declared ->
                    RequiredCapability.isDeclared(method, params, result, revision, declared))
        ? List.of(ClientFinding.CLIENT_ANSWER_UNDECLARED.found(redactor.evidence(method)))
        : List.of();
  }

  /** Returns, in words, what was not judged because it may have been before the first request. */
  public synchronized Optional<String> unjudged() {
    var unknown = new ArrayList<String>();
    if (sessionless) {
      unknown.add(
          "whether clients were initialized, kept to what they agreed on and used each id once,"
              + " as far as they have no session");
    }
    if (continuations.isAnyDoubtful()) {
      unknown.add("whether a requestState that this server did not give is one at all");
    }
    return fromTheStart || unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", and ", unknown)
                + ": a server that was at this address before may have seen them. On a free port it"
                + " is judged");
  }

  /** Forgets what was refused: sent again, it may be accepted. */
  public synchronized void forgetRefusals() {
    requests.clear();
  }

  private void judgeVersion(
      ClientRequest request, Optional<String> session, List<Finding> findings) {
    List<String> names = request.versions();
    if (names.isEmpty()) {
      if (isKnown(session, agreed(ProtocolVersion::hasVersionHeader))) {
        findings.add(ClientFinding.CLIENT_VERSION_MISSING.found(""));
      }
    } else if (names.size() == 1
        && isKnown(session, agreed(version -> !names.contains(version.wireName())))) {
      Finding other =
          ClientFinding.CLIENT_VERSION_OTHER.found(
              redactor.header(McpHeaderNames.PROTOCOL_VERSION, String.join(", ", names)));
      // What the header says is what is wrong: the rule is that of the agreement.
      findings.add(agreed(session).map(own -> CitedRule.of(other, own)).orElse(other));
    }
  }

  /** Nobody has a session before it begins: an id here is that of the one before. */
  private void judgeNewSession(ClientRequest request, Outcome outcome, List<Finding> findings) {
    Optional<String> id = sessionId(request.context());
    if (id.isEmpty()) {
      return;
    }
    List<Outcome> earlier = sessions.add(id.get(), outcome);
    if (deletions(id.get()).findAny().isPresent()) {
      findings.add(ClientFinding.CLIENT_SESSION_ENDED.found(shown(id.get())));
    } else if (isLost(earlier)) {
      findings.add(ClientFinding.CLIENT_SESSION_KEPT.found(shown(id.get())));
    } else {
      findings.add(
          (handshakes.began(id.get())
                  ? ClientFinding.CLIENT_INITIALIZE_AGAIN
                  : ClientFinding.CLIENT_SESSION_UNKNOWN)
              .found(shown(id.get())));
    }
  }

  private Stream<Outcome> deletions(String id) {
    return deletions.of(id).stream().filter(Outcome::isSuccess);
  }

  private void judgeSession(
      ClientRequest request, Outcome outcome, long sentAfter, List<Finding> findings) {
    Optional<String> id = sessionId(request.context());
    if (id.isEmpty()) {
      if (isKnown(Optional.empty(), handshake -> handshake.sessionId().isPresent())) {
        findings.add(ClientFinding.CLIENT_SESSION_MISSING.found(""));
      }
      return;
    }
    String shown = shown(id.get());
    if (!handshakes.began(id.get())) {
      findings.add(ClientFinding.CLIENT_SESSION_UNKNOWN.found(shown));
    }
    List<Outcome> earlier = sessions.add(id.get(), outcome);
    if (request.context().method().equals("DELETE")) {
      // Whoever ends a session that is over does no harm.
      if (isLost(earlier)) {
        findings.add(ClientFinding.CLIENT_SESSION_LOST.found(shown));
      }
      deletions.add(id.get(), outcome);
    } else if (deletions(id.get()).anyMatch(one -> one.isKnownAt(sentAfter))) {
      findings.add(ClientFinding.CLIENT_SESSION_ENDED.found(shown));
    } else if (isLost(earlier) || deletions(id.get()).findAny().isPresent()) {
      // Of requests that were on their way at the same time, the client knew nothing yet.
      boolean isKnown = earlier.stream().allMatch(one -> one.isKnownAt(sentAfter));
      findings.add(
          (isKnown ? ClientFinding.CLIENT_SESSION_KEPT : ClientFinding.CLIENT_SESSION_LOST)
              .found(shown));
    }
  }

  private static boolean isLost(List<Outcome> inSession) {
    return inSession.stream().anyMatch(earlier -> earlier.status() == 404);
  }

  private String shown(String sessionId) {
    return redactor.header(McpHeaderNames.SESSION_ID, sessionId);
  }

  /** Of a session it is known how it began, whatever was before the first request here. */
  private void judgeOrder(
      JsonRpcMessage.Call call, Optional<String> session, List<Finding> findings) {
    if (call.method().equals(Notifications.INITIALIZED)) {
      handshakes.complete(session);
    }
    boolean needsHandshake =
        call instanceof JsonRpcMessage.Request
            && !McpMethod.INITIALIZE.is(call.method())
            && !McpMethod.PING.is(call.method());
    if (!needsHandshake || !fromTheStart && session.isEmpty()) {
      return;
    }
    boolean began = session.map(handshakes::began).orElse(handshakes.count() > 0);
    if (!began) {
      findings.add(ClientFinding.CLIENT_NOT_INITIALIZED.found(redactor.evidence(call.method())));
    } else if (!handshakes.isCompleted(session)) {
      findings.add(
          ClientFinding.CLIENT_INITIALIZED_MISSING.found(redactor.evidence(call.method())));
    }
    if (isKnown(session, Outcome::isOfUnknownRevision)) {
      findings.add(ClientFinding.CLIENT_VERSION_UNKNOWN.found(redactor.evidence(call.method())));
    }
  }

  /** What no client that was initialized declared, none may use. */
  private void judgeRoots(
      JsonRpcMessage.Notification call, Optional<String> session, List<Finding> findings) {
    if (call.method().equals(Notifications.ROOTS_CHANGED)
        && !handshakes.declare(session, all -> all.at("/roots/listChanged").asBoolean())
        && isKnown(
            session, agreed(version -> version.compareTo(ProtocolVersion.V2025_06_18) >= 0))) {
      findings.add(ClientFinding.CLIENT_ROOTS_UNDECLARED.found(""));
    }
  }

  /** In a session it is known which requests the client sent. */
  private void judgeInSession(
      JsonRpcMessage.Notification call, String session, List<Finding> findings) {
    if (call.method().equals(Notifications.CANCELLED)) {
      JsonNode id = call.params().path("requestId");
      if (handshakes.began(session, id)) {
        findings.add(found(ClientFinding.CLIENT_CANCEL_INITIALIZE, id));
      } else if (ids.of(owner(session) + " " + id).isEmpty()) {
        findings.add(found(ClientFinding.CLIENT_CANCEL_UNKNOWN, id));
      }
    }
  }

  private Finding found(ClientFinding kind, JsonNode evidence) {
    return kind.found(redactor.evidence(evidence.toString()));
  }

  private static String owner(String session) {
    return "session " + session;
  }

  private boolean mayBeBatch(ClientRequest request, Optional<String> session) {
    return !request.isModern()
        && request.versions().stream()
            .flatMap(name -> ProtocolVersion.of(name).stream())
            .allMatch(ProtocolVersion.V2025_03_26::equals)
        && !isKnown(session, agreed(version -> version != ProtocolVersion.V2025_03_26));
  }

  private void judgeTask(
      JsonRpcMessage.Request call, Optional<String> session, List<Finding> findings) {
    if (!McpMethod.TOOLS_CALL.is(call.method())
        || !isKnown(session, agreed(ProtocolVersion.V2025_11_25::equals))) {
      return;
    }
    String name = call.params().path("name").asText();
    boolean offered = !isKnown(session, one -> !one.offersTasks());
    JsonNode task = call.params().path("task");
    JsonNode ttl = task.path("ttl");
    if (!task.isMissingNode() && !(task.isObject() && (ttl.isMissingNode() || ttl.isNumber()))) {
      findings.add(found(ClientFinding.CLIENT_TASK_MALFORMED, task));
    }
    if (task.isObject()) {
      if (!offered || isListed(name, TaskSupport.FORBIDDEN)) {
        findings.add(ClientFinding.CLIENT_TASK_NOT_OFFERED.found(redactor.evidence(name)));
      }
    } else if (task.isMissingNode()
        && isListed(name, TaskSupport.REQUIRED)
        && isKnown(session, Outcome::offersTasks)) {
      findings.add(ClientFinding.CLIENT_TASK_MISSING.found(redactor.evidence(name)));
    }
  }

  /** Without a session, several clients may have sent the id. */
  private void judgeTaskCancellation(
      JsonRpcMessage.Notification call,
      Optional<String> session,
      long sentAfter,
      List<Finding> findings) {
    boolean ofOneClient = session.isPresent() || fromTheStart && handshakes.count() == 1;
    if (!call.method().equals(Notifications.CANCELLED) || !ofOneClient) {
      return;
    }
    JsonNode id = call.params().path("requestId");
    List<Outcome> sent = ids.of(owner(session.orElse("")) + " " + id);
    if (!sent.isEmpty()
        && sent.stream().allMatch(one -> one.isTask() && one.isCompleteAt(sentAfter))) {
      findings.add(found(ClientFinding.CLIENT_TASK_CANCEL, id));
    }
  }

  /** Returns whether a tool was listed, and each time with this. */
  private boolean isListed(String tool, TaskSupport support) {
    List<TaskSupport> listed =
        toolLists().flatMap(list -> Stream.ofNullable(list.taskSupport().get(tool))).toList();
    return !listed.isEmpty() && listed.stream().allMatch(support::equals);
  }

  private Stream<Outcome> toolLists() {
    return lists.of(McpMethod.TOOLS_LIST.wireName()).stream();
  }

  private void judgeTool(JsonRpcMessage.Request call, List<Finding> findings) {
    String name = call.params().path("name").asText();
    if (McpMethod.TOOLS_CALL.is(call.method())
        && toolLists().anyMatch(list -> list.invalidTools().contains(name))) {
      findings.add(ClientFinding.CLIENT_TOOL_INVALID.found(redactor.evidence(name)));
    }
  }

  /**
   * Up to 2025-11-25 an id is used once in a session, which begins with {@code initialize}; since
   * then once among the requests that are not answered yet.
   */
  private void judgeIds(
      ClientRequest request,
      Optional<String> session,
      JsonRpcMessage.Request call,
      Outcome outcome,
      List<Finding> findings) {
    boolean modern = request.isModern();
    long strangers = stranger && !modern ? 1 : 0;
    long clients = session.isPresent() ? 1 : Math.max(1, handshakes.count() + strangers);
    String owner = modern ? "modern" : owner(session.orElse(""));
    String shown = redactor.evidence(call.id().toString());
    List<Outcome> earlier = ids.add(owner + " " + call.id(), outcome);
    boolean began =
        !request.isInitialize()
            && session.filter(id -> handshakes.began(id, call.id())).isPresent();
    boolean twiceInBatch = earlier.contains(outcome);
    if (twiceInBatch
        || !modern
            && fromTheStart
            && (began || count(earlier, isUsed(session.isPresent())) >= clients)) {
      findings.add(ClientFinding.CLIENT_ID_REUSED.found(shown));
    } else if (count(earlier, Outcome::isPending) >= clients) {
      findings.add(ClientFinding.CLIENT_ID_ACTIVE.found(shown));
    }
    JsonNode token = call.params().path("_meta").path("progressToken");
    if (token.isValueNode()
        && count(progressTokens.add(owner + " " + token, outcome), Outcome::isPending) >= clients) {
      findings.add(
          ClientFinding.CLIENT_PROGRESS_TOKEN_ACTIVE.found(redactor.evidence(token.toString())));
    }
  }

  /** A request that was lost on the way may come again; one that is under way may not. */
  private static Predicate<Outcome> isUsed(boolean byOneClient) {
    return earlier -> earlier.isAnswered() || byOneClient && earlier.isPending();
  }

  /**
   * Compares everything but the id, which is not what a server refuses. The first request of a
   * client is left out: the same one may come from another client.
   */
  private void judgeRetry(
      ClientRequest request, JsonRpcMessage.Call call, Outcome outcome, List<Finding> findings) {
    if (McpMethod.INITIALIZE.is(call.method()) || McpMethod.SERVER_DISCOVER.is(call.method())) {
      return;
    }
    var everything = new StringBuilder(request.context().target());
    request
        .context()
        .headers()
        .forEach(line -> everything.append(line.name()).append(':').append(line.value()));
    everything.append(call.method()).append(call.params());
    List<Outcome> earlier = requests.add(everything.toString(), outcome);
    if (!earlier.isEmpty() && earlier.get(earlier.size() - 1).isRefused()) {
      int status = earlier.get(earlier.size() - 1).status();
      findings.add(ClientFinding.CLIENT_RETRY_UNCHANGED.found("refused with " + status));
    }
  }

  /** Returns whether this holds for the client of a session, or for every one that can exist. */
  private boolean isKnown(Optional<String> session, Predicate<Outcome> handshake) {
    return (fromTheStart || session.isPresent()) && handshakes.all(session, handshake);
  }

  private static Predicate<Outcome> agreed(Predicate<ProtocolVersion> condition) {
    return handshake -> handshake.agreed().filter(condition).isPresent();
  }

  private static Optional<String> sessionId(CallContext request) {
    return request.headers().first(McpHeaderNames.SESSION_ID);
  }

  private static long count(List<Outcome> outcomes, Predicate<Outcome> condition) {
    return outcomes.stream().filter(condition).count();
  }
}

package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.clients.AnswerJudge;
import io.github.mcpecho.diagnosis.clients.CitedRule;
import io.github.mcpecho.diagnosis.clients.Explained;
import io.github.mcpecho.diagnosis.clients.Outcome;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One HTTP request as it arrived, and the JSON-RPC message in it. Nothing is redacted: that is for
 * the test to see. Thread-safe.
 */
public final class RecordedCall {
  private static final int MOST_SHOWN = 200;

  /** Of a longer one nobody looks at what it says. */
  static final int LONGEST_RESPONSE = 64 * 1_024;

  private final CallContext context;
  private final byte[] body;
  private final boolean truncated;
  private final Optional<JsonRpcMessage.Call> message;
  private final List<JsonRpcMessage.Call> batch;
  private final Optional<ProtocolVersion> revision;
  private final List<Finding> findings;
  private final List<Finding> judged;
  private final Outcome outcome;
  private final CallFate fate;

  /**
   * @param message if it is a single one
   * @param batch the messages of a batch
   * @param revision whose rules it is judged by
   * @param findings what was known to be wrong when it arrived
   * @param sentAfter the earliest moment when the client can have sent it, as {@link
   *     System#nanoTime}
   */
  RecordedCall(
      CallContext context,
      byte[] body,
      Optional<JsonRpcMessage.Call> message,
      List<JsonRpcMessage.Call> batch,
      Optional<ProtocolVersion> revision,
      List<Finding> findings,
      Outcome outcome,
      long sentAfter) {
    this.context = context;
    this.body = body;
    this.truncated = false;
    this.message = message;
    this.batch = List.copyOf(batch);
    this.revision = revision;
    this.findings = cited(findings);
    this.judged = new CopyOnWriteArrayList<>();
    this.outcome = outcome;
    this.fate = new CallFate(sentAfter);
  }

  /** The same request with so much of its body, and with this message alone. */
  private RecordedCall(
      RecordedCall whole, byte[] body, boolean truncated, Optional<JsonRpcMessage.Call> message) {
    this.context = whole.context;
    this.body = body;
    this.truncated = truncated;
    this.message = message;
    this.batch = List.of();
    this.revision = whole.revision;
    this.findings = whole.findings;
    this.judged = whole.judged;
    this.outcome = whole.outcome;
    this.fate = whole.fate;
  }

  /** Returns this call without what is too long to be kept. */
  RecordedCall keeping(int maxBytes) {
    return body.length <= maxBytes
        ? this
        : new RecordedCall(
            this,
            Arrays.copyOf(body, maxBytes),
            true,
            message
                .map(RecordedCall::withoutParams)
                .filter(call -> lengthOfNames(call) <= maxBytes));
  }

  /** Returns findings with what their rules say in the revision that the request is of. */
  List<Finding> cited(List<Finding> found) {
    return revision.isEmpty()
        ? found
        : found.stream().map(finding -> CitedRule.of(finding, revision.get())).toList();
  }

  /** What a setup found wrong with it, before anybody is shown the call. */
  void judged(List<Finding> more) {
    judged.addAll(more);
  }

  private static JsonRpcMessage.Call withoutParams(JsonRpcMessage.Call call) {
    ObjectNode params = Json.object();
    JsonNode name = call.params().path("name");
    if (name.isTextual()) {
      params.set("name", name);
    }
    return call instanceof JsonRpcMessage.Request request
        ? new JsonRpcMessage.Request(request.id(), request.method(), params)
        : new JsonRpcMessage.Notification(call.method(), params);
  }

  private static long lengthOfNames(JsonRpcMessage.Call call) {
    String id = call instanceof JsonRpcMessage.Request request ? request.id().asText() : "";
    return (long) id.length()
        + call.method().length()
        + call.params().path("name").asText().length();
  }

  /** An answer with this status and these headers is about to be sent. */
  void answered(int status, Headers answer) {
    List<String> own = headers().all(McpHeaderNames.SESSION_ID);
    Optional<String> given =
        answer.all(McpHeaderNames.SESSION_ID).stream().filter(id -> !own.contains(id)).findFirst();
    fate.answered(answer);
    outcome.answering(status, given);
  }

  /** The working server was asked, and says this. */
  void asked(ServerAnswer real) {
    outcome.asked(
        real.status(), JsonRpcText.parse(real.body()).orElseGet(MissingNode::getInstance));
  }

  /** The answer has this for a body, or for the data of an event. */
  void responded(byte[] json) {
    if (json.length <= LONGEST_RESPONSE) {
      JsonRpcText.parse(json).filter(JsonNode::isObject).ifPresent(outcome::responded);
    }
  }

  /** The last byte of the answer is about to be sent. */
  void complete() {
    fate.end();
    outcome.complete();
  }

  /** The server ends the connection. */
  void over() {
    fate.end();
    outcome.over();
  }

  CallFate fate() {
    return fate;
  }

  /** Returns the revision whose rules it is judged by, if that is known. */
  Optional<ProtocolVersion> revision() {
    return revision;
  }

  /**
   * Returns how long after its arrival the client cancelled the call: hung up before the end of the
   * answer, which in 2026-07-28 is how to cancel, or sent {@code notifications/cancelled}; nothing
   * if it did not. Without a stream a hang-up is seen after a second or two.
   */
  public Optional<Duration> cancelledAfter() {
    return fate.cancelledAfter();
  }

  /**
   * Returns whether the client can have had the whole answer to an earlier call when it sent this
   * one: as far as their connections tell, they were not under way at the same time.
   */
  public boolean isSentAfterAnswerTo(RecordedCall earlier) {
    return earlier.outcome.isCompleteAt(fate.sentAfter());
  }

  Outcome outcome() {
    return outcome;
  }

  /** Returns the request around the message: addresses, HTTP version, time of arrival. */
  public CallContext context() {
    return context;
  }

  /** Returns the HTTP method, such as {@code POST}. */
  public String httpMethod() {
    return context.method();
  }

  /** Returns the path of the request target, without the query. */
  public String path() {
    return context.target().split("\\?", 2)[0];
  }

  /** Returns whether it is of a revision without sessions, or claims to be. */
  public boolean isModern() {
    return ModernEnvelope.claim(params()).isPresent()
        || version().filter(ProtocolVersion::isModern).isPresent();
  }

  /** Returns whether it is to the endpoint with this path, which is there with a slash too. */
  public boolean isTo(String endpointPath) {
    return path().equals(endpointPath) || path().equals(endpointPath + "/");
  }

  /** Returns whether it is to this path, or to one below it. */
  public boolean isAtOrBelow(String parent) {
    return path().equals(parent) || path().startsWith(parent + "/");
  }

  /** Returns the header lines in the order they arrived. */
  public Headers headers() {
    return context.headers();
  }

  /** Returns the bytes of the body; of a long one the beginning, see {@link #isTruncated}. */
  public byte[] rawBody() {
    return body.clone();
  }

  /** Returns the body as text. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Returns whether the body was longer than what is kept; then its arguments are gone too, and the
   * whole message if already its id, method and tool are as long, and all messages of a batch.
   */
  public boolean isTruncated() {
    return truncated;
  }

  /**
   * Returns the requests and notifications of a batch, each as a call of its own with all else of
   * this one; otherwise this one alone.
   */
  public List<RecordedCall> messages() {
    return batch.isEmpty()
        ? List.of(this)
        : batch.stream()
            .map(one -> new RecordedCall(this, body, truncated, Optional.of(one)))
            .toList();
  }

  /** Returns the JSON-RPC method; empty if the body is not a single request or notification. */
  public String rpcMethod() {
    return message.map(JsonRpcMessage.Call::method).orElse("");
  }

  /** Returns the id of the JSON-RPC request, as the JSON value that it came as. */
  public Optional<JsonNode> rpcId() {
    return message
        .filter(JsonRpcMessage.Request.class::isInstance)
        .map(call -> ((JsonRpcMessage.Request) call).id());
  }

  /** Returns the params of the message; an empty object if there are none. */
  public ObjectNode params() {
    return message.map(JsonRpcMessage.Call::params).orElseGet(Json::object);
  }

  /** Returns the name of the tool that is called; empty if none is. */
  public String toolName() {
    return McpMethod.TOOLS_CALL.is(rpcMethod()) ? params().path("name").asText() : "";
  }

  /** Returns an argument of the tool call; a missing node if there is none of this name. */
  public JsonNode argument(String name) {
    return McpMethod.TOOLS_CALL.is(rpcMethod())
        ? params().path("arguments").path(name)
        : MissingNode.getInstance();
  }

  /** Returns a member of {@code params._meta}; a missing node if there is none of this name. */
  public JsonNode meta(String name) {
    return params().path("_meta").path(name);
  }

  /**
   * Returns the revision that the request claims: in {@code _meta}, else in its header; nothing if
   * it claims none, or one that is unknown.
   */
  public Optional<ProtocolVersion> version() {
    return Optional.ofNullable(meta(MetaKeys.PROTOCOL_VERSION).textValue())
        .or(() -> headers().first(McpHeaderNames.PROTOCOL_VERSION))
        .flatMap(ProtocolVersion::of);
  }

  /**
   * Returns what is wrong with the request: what {@code printHeader} would have told the client,
   * what it does wrong by itself or after the calls before it, and what the server refused it for,
   * unless a behaviour answered in its place. {@code FINDINGS.md} lists them.
   */
  public List<Finding> findings() {
    var all = new ArrayList<>(findings);
    all.addAll(judged);
    all.addAll(cited(AnswerJudge.judge(outcome, findings, rpcMethod(), isModern(), revision)));
    Explained.removeFrom(all);
    return all;
  }

  /**
   * Returns the HTTP status of the answer; nothing as long as there is none, and if the connection
   * was cut before one was sent.
   */
  public OptionalInt status() {
    int code = outcome.status();
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** Returns the header lines of the answer; none as long as there is no answer. */
  public Headers answerHeaders() {
    return fate.answer();
  }

  /**
   * Returns the code of the JSON-RPC error that was answered, by whatever answered; nothing as long
   * as there is no answer.
   */
  public OptionalInt answeredErrorCode() {
    return outcome.error().stream().mapToInt(JsonRpcError::code).findFirst();
  }

  /**
   * Returns which rule decided what becomes of the call, and what it did, in words; nothing if none
   * did.
   */
  public Optional<String> rule() {
    return fate.turn().map(Rule.Turn::toString);
  }

  /** Describes the call with its arguments and headers, without the secrets in them. */
  String describe(Redactor redactor) {
    var text = new StringBuilder(toString());
    JsonNode arguments = params().path("arguments");
    if (!arguments.isMissingNode()) {
      text.append("\n      arguments ").append(shortened(redactor.evidence(arguments.toString())));
    }
    for (Header line : headers()) {
      text.append("\n      ").append(redactor.text(line.name())).append(": ");
      text.append(shortened(redactor.header(line.name(), line.value())));
    }
    return text.toString();
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  /**
   * Describes the call and its answer in a few words, without headers and arguments, and without
   * the secrets in path and names.
   */
  @Override
  public String toString() {
    var words = new StringBuilder(BuildLog.text(httpMethod() + " " + path()));
    messages().forEach(one -> words.append(one.names()));
    status().ifPresent(code -> words.append(" -> ").append(code));
    answeredErrorCode().ifPresent(code -> words.append(", error ").append(code));
    rule().ifPresent(rule -> words.append(" (rule ").append(rule).append(')'));
    return words.toString();
  }

  private String names() {
    return (message.isPresent() ? " " + BuildLog.text(rpcMethod()) : "")
        + (toolName().isEmpty() ? "" : " " + BuildLog.text(toolName()));
  }
}

package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A stateless MCP server without a network: bytes of a POST in, a {@link Reply} out. Every call
 * stands alone. Thread-safe.
 */
public final class McpServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(McpServer.class.getName());
  private static final JsonRpcError TOO_LATE =
      JsonRpcError.of(
          JsonRpcError.INTERNAL_ERROR, "Not done: the batch took longer than one call may");

  private final ServerInfo serverInfo;
  private final String instance;
  private final RequestStatistics statistics;
  private final ExchangeListener listener;
  private final Optional<Authorization> authorization;
  private final Redaction redaction;
  private final UnaryOperator<String> quoting;
  private final Clock clock;
  private final Duration runTimeLimit;
  private final JsonRpcCodec codec;
  private final ServedMethods methods;
  private final Set<String> toolNames;
  private final EraSelector eras;
  private final Era plain = new LegacyEra();

  McpServer(McpServerBuilder settings) {
    this.serverInfo = settings.serverInfo;
    this.instance = settings.instance;
    this.statistics = settings.statistics;
    this.listener = ExchangeListener.all(List.of(settings.statistics, settings.listener));
    this.authorization = settings.authorization;
    this.redaction = settings.quotedRedaction();
    this.quoting = settings.quoting();
    this.clock = settings.clock;
    this.runTimeLimit = settings.runTimeLimit;
    Json json = new Json(settings.maxJsonDepth);
    this.codec = new JsonRpcCodec(json, quoting);
    this.methods = ServedMethods.of(settings, codec);
    this.toolNames =
        settings.tools.stream()
            .map(tool -> tool.descriptor().name())
            .collect(Collectors.toUnmodifiableSet());
    listener.serves(toolNames);
    var roundTrips = new RoundTrips(new RequestStates(settings.stateKey(), clock, json));
    var mirrored = new MirroredHeaders(quoting);
    var modern = new ModernEra(serverInfo, settings.versions, roundTrips, mirrored, quoting);
    this.eras = new EraSelector(settings.versions, modern, plain, mirrored, quoting);
  }

  /**
   * Starts with every revision, these tools and no others, and a default for everything else;
   * {@code McpEcho} makes a server with the nine tools.
   */
  public static McpServerBuilder builder(ServerInfo serverInfo, List<? extends Tool> tools) {
    return new McpServerBuilder(serverInfo, tools);
  }

  public ServerInfo serverInfo() {
    return serverInfo;
  }

  /** Returns what tells it from others of its kind, empty if nothing does. */
  public String instance() {
    return instance;
  }

  /** Returns the names of its tools, those too that not everybody sees. */
  public Set<String> toolNames() {
    return toolNames;
  }

  /** Returns the counts of the exchanges that the listener was told of. */
  public RequestStatistics statistics() {
    return statistics;
  }

  /**
   * Returns this text of a request as an error message or a log may quote it: short, without
   * secrets.
   */
  public String redacted(String text) {
    return quoting.apply(text);
  }

  /**
   * Returns what makes a text of a request fit for the log; it changes nothing if the server was
   * given no redaction.
   */
  public Redaction redaction() {
    return redaction;
  }

  /** Returns the clock that an adapter reads the time of a request from. */
  public Clock clock() {
    return clock;
  }

  /** Returns the listener that an adapter tells of every exchange. */
  public ExchangeListener exchangeListener() {
    return listener;
  }

  /** Returns the rule that an adapter applies to every request; empty if anybody may call. */
  public Optional<Authorization> authorization() {
    return authorization;
  }

  /**
   * Answers one POST, on this thread. Never throws for anything that a client can send. Tells
   * {@link #exchangeListener} nothing, and so {@link #statistics} does not count it: that is the
   * adapter's, which knows when a request came and when its answer was sent.
   *
   * @param body the bytes as they came
   * @param outbound where notifications go that precede the reply
   */
  public Reply handle(byte[] body, CallContext context, Outbound outbound) {
    try {
      JsonNode json = codec.parse(body);
      if (json instanceof ArrayNode batch) {
        return answerBatch(batch, body, context, outbound);
      }
      JsonRpcMessage message = codec.message(json, body);
      if (message instanceof JsonRpcMessage.Request request) {
        return answer(request, context, outbound);
      }
      eras.requireAcceptable(message, context.headers());
      return Reply.accepted();
    } catch (JsonRpcException e) {
      return failed(Reply.Kind.REJECTED, e.id(), BodyLength.explained(e.error(), body, context));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "A request failed before it reached a method", e);
      return failed(Reply.Kind.FAILED, Optional.empty(), JsonRpcError.internalError());
    }
  }

  /**
   * Answers a question that the adapter itself has about a request, such as what a tool says of it:
   * no client spoke, so no revision has to be served, and no header has to agree with a message.
   *
   * @param context the request, in any form: it need not be one that carries a message
   */
  public Reply ask(String method, ObjectNode params, CallContext context) {
    var request = new JsonRpcMessage.Request(params.numberNode(1), method, params);
    return answer(
        methods.find(method, plain), new MethodCall(plain, request, context, Outbound.NONE));
  }

  /**
   * Ends the subscriptions that clients listen to, each with a result; calls go on. A server that
   * is about to stop does this first: nobody waits for the end of a subscription.
   */
  public void endSubscriptions() {
    methods.endSubscriptions();
  }

  /**
   * Ends the subscriptions, and the tool calls that are running: the thread of each is interrupted,
   * and the call answers that the server stops. Ends the threads that watch calls too, so that
   * nothing is left of a server that is not called any more. A call that begins later is served as
   * ever: refusing it is the adapter's, which knows what it still has to answer.
   */
  @Override
  public void close() {
    methods.stop();
  }

  private Reply answer(JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
    Era era;
    Optional<Function<MethodCall, Answer>> method;
    try {
      era = eras.select(request, context.headers());
      method = methods.find(request.method(), era);
      era.admit(request, context, method.isPresent());
    } catch (JsonRpcException e) {
      return failed(Reply.Kind.REJECTED, Optional.of(request.id()), e.error());
    }
    return answer(method, new MethodCall(era, request, context, outbound));
  }

  private Reply answer(Optional<Function<MethodCall, Answer>> served, MethodCall call) {
    String method = served.isPresent() ? call.request().method() : "";
    try {
      if (served.isEmpty()) {
        throw new JsonRpcException(methods.notFound(call));
      }
      Answer answer = served.get().apply(call);
      ObjectNode result = call.era().decorated(answer);
      byte[] body = codec.result(call.request().id(), result);
      return Reply.of(Reply.Kind.ANSWERED, body, method, answer.tool(), answer.failed());
    } catch (JsonRpcException e) {
      return failed(call, method, e.error());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "Method " + method + " failed", e);
      return failed(call, method, JsonRpcError.internalError());
    }
  }

  private Reply failed(MethodCall call, String method, JsonRpcError error) {
    Reply.Kind kind =
        error.equals(Subscriptions.TOO_MANY)
            ? Reply.Kind.OVERLOADED
            : call.era().kindOf(error.code());
    return failed(kind, method, Optional.of(call.request().id()), error);
  }

  private Reply answerBatch(ArrayNode batch, byte[] body, CallContext context, Outbound outbound) {
    Era era = eras.selectForBatch(batch, context.headers());
    long begin = System.nanoTime();
    var responses = new ArrayList<byte[]>();
    boolean anyError = false;
    for (JsonNode element : batch) {
      if (!outbound.isOpen()) {
        break;
      }
      boolean late = System.nanoTime() - begin > runTimeLimit.toNanos();
      Function<JsonRpcMessage.Request, Reply> answer =
          late
              ? request -> failed(Reply.Kind.ANSWERED, Optional.of(request.id()), TOO_LATE)
              : request ->
                  answer(
                      methods.find(request.method(), era),
                      new MethodCall(era, request, context, outbound));
      Optional<Reply> reply = answerElement(element, body, answer);
      if (reply.isPresent()) {
        responses.add(reply.get().body());
        anyError |= reply.get().isError();
      }
    }
    return responses.isEmpty()
        ? Reply.accepted()
        : Reply.of(Reply.Kind.ANSWERED, codec.batch(responses), anyError);
  }

  private Optional<Reply> answerElement(
      JsonNode element, byte[] body, Function<JsonRpcMessage.Request, Reply> answer) {
    try {
      return codec.message(element, body) instanceof JsonRpcMessage.Request request
          ? Optional.of(answer.apply(request))
          : Optional.empty();
    } catch (JsonRpcException e) {
      return Optional.of(failed(Reply.Kind.ANSWERED, e.id(), e.error()));
    }
  }

  private Reply failed(Reply.Kind kind, Optional<JsonNode> id, JsonRpcError error) {
    return failed(kind, "", id, error);
  }

  private Reply failed(Reply.Kind kind, String method, Optional<JsonNode> id, JsonRpcError error) {
    return Reply.failed(kind, codec.encode(codec.error(id, error)), method, error.code());
  }
}

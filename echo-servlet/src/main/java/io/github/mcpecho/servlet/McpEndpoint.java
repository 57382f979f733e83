package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Serves one request after the other has been taken apart: every answer is JSON or events. */
final class McpEndpoint {
  private static final System.Logger LOG = System.getLogger(McpEndpoint.class.getName());
  private static final byte[] NOT_READ = {};

  private final McpServer server;
  private final ExchangeListener listener;
  private final Clock clock;
  private final Cors cors;
  private final HttpRules rules;
  private final RequestLog log;
  private final RequestBody body;
  private final BodyMemory memory;
  private final Semaphore places;
  private final long keepAliveNanos;

  /** Tells this listener, in place of the server's, of every request. */
  McpEndpoint(McpServer server, HttpSettings settings, ExchangeListener listener) {
    this(
        server, settings, listener, BodyMemory.fitting(settings.maxBodyBytes()), Clock.systemUTC());
  }

  McpEndpoint(
      McpServer server,
      HttpSettings settings,
      ExchangeListener listener,
      BodyMemory memory,
      Clock clock) {
    this.server = server;
    this.listener = listener;
    this.clock = clock;
    this.cors = new Cors(settings.corsOrigins());
    this.rules = new HttpRules(settings, cors, server::redacted);
    this.log = new RequestLog(server::redacted);
    this.body = new RequestBody(settings.maxBodyBytes(), settings.readTimeout());
    this.memory = memory;
    this.places = new Semaphore(settings.maxConcurrentRequests());
    this.keepAliveNanos = settings.keepAliveInterval().toNanos();
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long begin = System.nanoTime();
    CallContext context = CallContexts.of(request, clock.instant());
    Answer answer = Answer.NONE;
    try {
      listener.started();
      answer = answer(context, request, response);
    } finally {
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      var exchange =
          new Exchange(context, answer.body(), response.getStatus(), answer.reply(), duration);
      listener.finished(exchange);
      log.finished(exchange, answer.refusal());
    }
  }

  private Answer answer(
      CallContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    cors.answer(context.headers(), response);
    if (!places.tryAcquire()) {
      return refuse(HttpRejection.overloaded("requests"), response);
    }
    try {
      return exchange(context, request, response);
    } catch (HttpRejection rejection) {
      Answer refused = refuse(rejection, response);
      // A client that asked before sending has been told: it sends nothing more.
      if (rejection.isEarly() && !context.headers().contains("Expect")) {
        body.discard(request.getInputStream());
      }
      return refused;
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "The heap is full: give the JVM more, see -Xmx");
      return refuse(HttpRejection.overloaded("long bodies"), response);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A request failed", e);
      return refuse(HttpRejection.internalError(), response);
    } finally {
      places.release();
    }
  }

  private Answer exchange(
      CallContext context, HttpServletRequest request, HttpServletResponse response)
      throws HttpRejection, IOException {
    rules.checkOrigin(context.headers());
    if (context.method().equals("OPTIONS")) {
      return options(context, response);
    }
    ResponseForm form = rules.check(context);
    rules.checkLength(request.getContentLengthLong());
    try (BodyMemory.Share share = memory.share()) {
      byte[] message = body.read(request.getInputStream(), request.getContentLengthLong(), share);
      SessionIds.passedThrough(context.headers())
          .ifPresent(id -> response.setHeader(SessionIds.HEADER, id));
      var stream = new PostStream(response, form, keepAliveNanos, System::nanoTime);
      Reply reply = server.handle(message, context, stream);
      stream.finish(reply);
      return new Answer(message, Optional.of(reply), "");
    }
  }

  private Answer options(CallContext context, HttpServletResponse response) {
    response.setHeader("Allow", HttpRules.ALLOW);
    cors.answerPreflight(context.headers(), response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return Answer.NONE;
  }

  private static Answer refuse(HttpRejection rejection, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      rejection.answer(response);
      response.flushBuffer();
    }
    return new Answer(NOT_READ, Optional.empty(), rejection.getMessage());
  }

  /** What the listener and the log are told besides the request. */
  private record Answer(byte[] body, Optional<Reply> reply, String refusal) {
    static final Answer NONE = new Answer(NOT_READ, Optional.empty(), "");
  }
}

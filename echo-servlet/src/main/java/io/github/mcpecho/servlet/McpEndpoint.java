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
  private final RequestBody body;
  private final Semaphore places;
  private final long keepAliveNanos;

  /** Tells this listener, in place of the server's, of every request. */
  McpEndpoint(McpServer server, HttpSettings settings, ExchangeListener listener) {
    this(server, settings, listener, Clock.systemUTC());
  }

  McpEndpoint(McpServer server, HttpSettings settings, ExchangeListener listener, Clock clock) {
    this.server = server;
    this.listener = listener;
    this.clock = clock;
    this.cors = new Cors(settings.corsOrigins());
    this.rules = new HttpRules(settings, cors, server::redacted);
    this.body = new RequestBody(settings.maxBodyBytes(), settings.readTimeout());
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
      tell(new Exchange(context, answer.body(), response.getStatus(), answer.reply(), duration));
    }
  }

  private void tell(Exchange exchange) {
    listener.finished(exchange);
    if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
      String what = exchange.reply().map(reply -> reply.method() + " " + reply.tool()).orElse("");
      LOG.log(
          System.Logger.Level.DEBUG,
          "{0} in {1} µs {2}",
          Integer.toString(exchange.status()),
          Long.toString(exchange.duration().toNanos() / 1_000),
          what);
    }
  }

  private Answer answer(
      CallContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    cors.answer(context.headers(), response);
    if (!places.tryAcquire()) {
      return refuse(HttpRejection.overloaded(), context, request, response);
    }
    try {
      return exchange(context, request, response);
    } catch (HttpRejection rejection) {
      return refuse(rejection, context, request, response);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A request failed", e);
      return refuse(HttpRejection.internalError(), context, request, response);
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
    byte[] message = body.read(request.getInputStream(), request.getContentLengthLong());
    SessionIds.passedThrough(context.headers())
        .ifPresent(id -> response.setHeader(SessionIds.HEADER, id));
    var stream = new PostStream(response, form, keepAliveNanos, System::nanoTime);
    Reply reply = server.handle(message, context, stream);
    stream.finish(reply);
    return new Answer(message, Optional.of(reply));
  }

  private Answer options(CallContext context, HttpServletResponse response) {
    response.setHeader("Allow", HttpRules.ALLOW);
    cors.answerPreflight(context.headers(), response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return Answer.NONE;
  }

  private Answer refuse(
      HttpRejection rejection,
      CallContext context,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      rejection.answer(response);
      response.flushBuffer();
    }
    // A client that asked before sending has been told: it sends nothing more.
    if (rejection.isEarly() && !context.headers().contains("Expect")) {
      body.discard(request.getInputStream());
    }
    return Answer.NONE;
  }

  /** What the listener is told besides the request. */
  private record Answer(byte[] body, Optional<Reply> reply) {
    static final Answer NONE = new Answer(NOT_READ, Optional.empty());
  }
}

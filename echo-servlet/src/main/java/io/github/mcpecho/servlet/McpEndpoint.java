package io.github.mcpecho.servlet;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Reply;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Serves one request after the other has been taken apart: every answer is JSON or events. */
final class McpEndpoint {
  private static final System.Logger LOG = System.getLogger(McpEndpoint.class.getName());
  private static final byte[] NOT_READ = {};

  /** How long {@link #close} waits for calls that have been told to end. */
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final McpServer server;
  private final ExchangeListener listener;
  private final Cors cors;
  private final HttpRules rules;
  private final AccessLog log;
  private final Function<HttpServletRequest, Headers> headers;
  private final RequestBody body;
  private final BodyMemory memory;
  private final Semaphore places;
  private final long keepAliveNanos;

  /** Of requests: until the last class of ours is needed, which a container then takes away. */
  private final AtomicInteger serving = new AtomicInteger();

  private volatile boolean open = true;

  /**
   * Tells this listener, in place of the server's, of every request, and makes request ids of these
   * random numbers.
   */
  McpEndpoint(
      McpServer server,
      Settings settings,
      OriginGuard guard,
      Function<HttpServletRequest, Headers> headers,
      ExchangeListener listener,
      BodyMemory memory,
      LongSupplier random) {
    this.server = server;
    this.headers = headers;
    this.listener = listener;
    this.cors = Cors.of(settings);
    this.rules = new HttpRules(settings, guard, cors, server);
    this.log = new AccessLog(server, HttpSettings.logsAccess(settings), random);
    this.body =
        new RequestBody(
            settings.get(HttpSettings.MAX_BODY_BYTES), settings.get(HttpSettings.READ_TIMEOUT));
    this.memory = memory;
    this.places = new Semaphore(settings.get(HttpSettings.MAX_CONCURRENT_REQUESTS));
    this.keepAliveNanos = settings.get(HttpSettings.KEEP_ALIVE_INTERVAL).toNanos();
  }

  /** Serves again, if it was closed. */
  void open() {
    open = true;
  }

  /**
   * Ends the calls that run and waits a moment for their answers to be written; refuses what comes
   * later. A container does this while it still knows the connections.
   */
  void close() {
    open = false;
    long begin = System.nanoTime();
    try {
      while (serving.get() > 0 && System.nanoTime() - begin < LONGEST_CLOSE.toNanos()) {
        // Again and again: a request whose body has just arrived begins its call now.
        server.close();
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    serving.incrementAndGet();
    try {
      answerAndTell(request, response);
    } finally {
      serving.decrementAndGet();
    }
  }

  private void answerAndTell(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<AnsweredInFront> front = AnsweredInFront.in(request);
    long begin = front.map(AnsweredInFront::begin).orElseGet(System::nanoTime);
    CallContext context = CallContexts.of(request, headers, server.clock().instant(), begin);
    Optional<String> requestId = log.requestId(context.headers());
    Answer answer = Answer.FAILED;
    try {
      if (!front.filter(AnsweredInFront::isAsked).isPresent()) {
        listener.started();
      }
      answer =
          front.filter(AnsweredInFront::isSent).isPresent()
              ? Answer.NONE
              : answer(context, requestId, request, response);
    } finally {
      Answer own = answer;
      front.ifPresentOrElse(
          sender -> sender.whenSent(() -> tell(context, requestId, own.sentBy(sender))),
          () -> tell(context, requestId, own));
    }
  }

  private void tell(CallContext context, Optional<String> requestId, Answer answer) {
    Duration duration = Duration.ofNanos(System.nanoTime() - context.receivedNanos());
    var exchange = new Exchange(context, answer.body(), answer.status(), answer.reply(), duration);
    listener.finished(exchange);
    requestId.ifPresent(id -> log.finished(id, exchange, answer.bytes(), answer.why()));
  }

  private Answer answer(
      CallContext context,
      Optional<String> requestId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    requestId.ifPresent(id -> response.setHeader(RequestIds.HEADER, id));
    cors.answer(context.headers(), response);
    if (!open) {
      return refuse(HttpRejection.stopping(), context, request, response);
    }
    if (!places.tryAcquire()) {
      return refuse(
          HttpRejection.overloaded(
              "requests", "; " + HttpSettings.MAX_CONCURRENT_REQUESTS + " may raise how many"),
          context,
          request,
          response);
    }
    try {
      return exchange(context, request, response);
    } catch (HttpRejection rejection) {
      // A container that has noticed by itself, as Tomcat does of a body, answers in our place.
      request.setAttribute(ErrorServlet.REJECTION, rejection);
      Answer refused = refuse(rejection, context, request, response);
      // A client that asked before sending has been told: it sends nothing more.
      if (rejection.isEarly() && !context.headers().contains("Expect")) {
        body.discard(request.getInputStream());
      }
      return refused;
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "The heap is full: give the JVM more, see -Xmx");
      return refuse(HttpRejection.overloaded("long bodies", ""), context, request, response);
    } catch (RuntimeException | Error e) {
      String which = requestId.map(id -> " (" + id + ")").orElse("");
      LOG.log(System.Logger.Level.ERROR, "A request failed" + which, e);
      return refuse(HttpRejection.internalError(), context, request, response);
    } finally {
      places.release();
    }
  }

  private Answer exchange(
      CallContext context, HttpServletRequest request, HttpServletResponse response)
      throws HttpRejection, IOException {
    rules.checkOrigin(request, context.headers());
    if (isBehindEndpoint(request)) {
      throw HttpRejection.nothingHere(request.getContextPath() + request.getServletPath());
    }
    if (context.method().equals("OPTIONS")) {
      return options(context, response);
    }
    rules.checkAuthorization(context);
    ResponseForm form = rules.check(context);
    requireStream(response);
    rules.checkLength(request.getContentLengthLong());
    try (BodyMemory.Share share = memory.share()) {
      byte[] message = body.read(request.getInputStream(), request.getContentLengthLong(), share);
      log.traceId(context.headers(), message)
          .ifPresent(id -> response.setHeader(RequestIds.HEADER, id));
      SessionIds.passedThrough(context.headers())
          .ifPresent(id -> response.setHeader(SessionIds.HEADER, id));
      try (var stream =
          new PostStream(response, form, keepAliveNanos, System::nanoTime, listener)) {
        Reply reply = server.handle(message, context, stream);
        stream.finish(reply);
        String why = stream.isOpen() ? "" : "the client is gone";
        return new Answer(response.getStatus(), message, Optional.of(reply), stream.bytes(), why);
      }
    }
  }

  /** A mapping such as {@code /mcp/*} takes everything behind too; a servlet for all, nothing. */
  private static boolean isBehindEndpoint(HttpServletRequest request) {
    String behind = Optional.ofNullable(request.getPathInfo()).orElse("");
    return !behind.isEmpty() && !behind.equals("/") && !request.getServletPath().isEmpty();
  }

  private static void requireStream(HttpServletResponse response)
      throws HttpRejection, IOException {
    try {
      response.getOutputStream();
    } catch (IllegalStateException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A filter in front of the MCP endpoint has called getWriter() of the response, so nothing"
              + " can be streamed: let it wrap the response, or keep it away from the endpoint",
          e);
      throw HttpRejection.internalError("a filter has taken the writer of the response");
    }
  }

  private Answer options(CallContext context, HttpServletResponse response) {
    response.setHeader("Allow", HttpRules.ALLOW);
    cors.answerPreflight("POST", context.headers(), response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return new Answer(HttpServletResponse.SC_NO_CONTENT, NOT_READ, Optional.empty(), 0, "");
  }

  private static Answer refuse(
      HttpRejection rejection,
      CallContext context,
      HttpServletRequest request,
      HttpServletResponse response) {
    int bytes = 0;
    try {
      bytes = rejection.answer(context, request, response);
      response.flushBuffer();
    } catch (IOException e) {
      // The client is gone, and there is nobody left to tell.
    }
    return new Answer(
        response.getStatus(), NOT_READ, Optional.empty(), bytes, rejection.getMessage());
  }

  /**
   * What the listener and the log are told besides the request.
   *
   * @param bytes of the answer's body
   * @param why what kept the request from its answer, empty if nothing did
   */
  private record Answer(int status, byte[] body, Optional<Reply> reply, long bytes, String why) {
    static final Answer FAILED =
        new Answer(
            HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
            NOT_READ,
            Optional.empty(),
            0,
            "a failure");

    /** The endpoint was not asked. */
    static final Answer NONE = new Answer(0, NOT_READ, Optional.empty(), 0, "");

    /** Returns what was sent in its place; why, if that is something else. */
    Answer sentBy(AnsweredInFront front) {
      String reason = why.isEmpty() && status != front.status() ? front.why() : why;
      return new Answer(front.status(), body, reply, front.bytes(), reason);
    }
  }
}

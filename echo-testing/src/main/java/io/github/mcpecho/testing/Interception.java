package io.github.mcpecho.testing;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.servlet.AnsweredInFront;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands in front of the working server: records each request, and lets a rule answer it, if the
 * guard lets it in. Else any web page could tell the server of whoever visits it what to do.
 */
final class Interception extends Handler.Wrapper {
  private static final long LAST_WORDS_MILLIS = 2_000;

  private static final System.Logger LOG = System.getLogger(Interception.class.getName());

  /** What log and metrics are told where the connection was cut before a status. */
  private static final int NO_ANSWER = 500;

  /** The threads of calls that the working server was not left to. */
  private final Set<Thread> running = new HashSet<>();

  private final Predicate<Headers> guard;
  private final int maxBody;
  private final CallReader reader;
  private final Recorder recorder;
  private final ServerState surroundings;
  private final Fittings fittings;

  /**
   * @param maxBody longer bodies are left to the working server, which refuses them
   */
  Interception(
      Handler handler,
      Predicate<Headers> guard,
      int maxBody,
      CallReader reader,
      Recorder recorder,
      ServerState surroundings,
      Fittings fittings) {
    super(handler);
    this.guard = guard;
    this.maxBody = maxBody;
    this.reader = reader;
    this.recorder = recorder;
    this.surroundings = surroundings;
    this.fittings = fittings;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    synchronized (running) {
      running.add(Thread.currentThread());
    }
    try {
      return intercept(request, response, callback);
    } finally {
      leave();
    }
  }

  private void leave() {
    synchronized (running) {
      running.remove(Thread.currentThread());
      running.notifyAll();
    }
  }

  private boolean intercept(Request request, Response response, Callback callback)
      throws Exception {
    Replayed replayed = Replayed.of(request, maxBody);
    Optional<Beside> beside = fittings.beside().filter(at -> at.isAt(request));
    if (beside.isPresent()) {
      CallContext context = reader.context(replayed);
      beside.get().answer(replayed, context, guard.test(context.headers()), response, callback);
      return true;
    }
    boolean streamable = Transports.of(surroundings.rules().setups()).leaveEndpoint();
    RecordedCall call = reader.read(replayed, SentAfter.of(request), streamable);
    boolean admitted = guard.test(call.headers());
    if (admitted) {
      judge(call, streamable);
    }
    recorder.add(call);
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    var wire = new SocketWire(call, socket, surroundings.cors());
    var sent = new AnsweredInFront(replayed.getBeginNanoTime());
    var server = new WorkingServer(getHandler(), replayed, response, sent, surroundings.closing());
    var client = new ClientConnection(call, wire, server, surroundings);
    Optional<Headers> served = admitted ? answer(client) : Optional.of(Headers.NONE);
    if (served.isPresent()) {
      for (Header header : served.get()) {
        response.getHeaders().add(header.name(), header.value());
      }
      // The working server ends its calls by itself.
      leave();
      return super.handle(
          replayed,
          new WatchedResponse(request, response, call),
          Callback.from(
              callback,
              () -> {
                call.over();
                fittings.answered().accept(call);
                SentAfter.answered(request);
              }));
    }
    String why = call.rule().map(rule -> "answered by the rule " + rule).orElse("not let through");
    sent.sent(call.status().orElse(NO_ANSWER), wire.bodyBytes(), why);
    if (!server.isAsked()
        && !surroundings.closing().isClosed()
        && call.isAtOrBelow(surroundings.endpoint().get().getPath())) {
      tell(server, call, wire);
    }
    client.over();
    client.close();
    callback.succeeded();
    fittings.answered().accept(call);
    return true;
  }

  /** Before the call is recorded: whoever waits for it finds all that is wrong with it. */
  private void judge(RecordedCall call, boolean streamable) {
    RecordedCall kept = call.keeping(Recorder.MAX_BODY);
    Questions.Declared declared =
        (revision, request, result) ->
            reader
                .conduct()
                .judgeResult(
                    call.context(),
                    streamable,
                    revision,
                    request.method(),
                    request.params(),
                    result);
    call.judged(call.cited(surroundings.questions().judge(call, declared, reader.redactor())));
    for (Behaviour setup : surroundings.rules().setups()) {
      if (setup instanceof Judge judge) {
        URI endpoint = surroundings.endpoint().get();
        call.judged(reader.redacted(judge.judge(kept, endpoint)));
      }
    }
  }

  /** The endpoint knows nothing of a call that a rule or a setup answered without asking it. */
  private void tell(WorkingServer server, RecordedCall call, Wire wire) {
    String endpoint = surroundings.endpoint().get().getPath();
    try {
      server.tell(call.isTo(endpoint) ? call.path() : endpoint, call.headers(), wire);
    } catch (IOException | InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server is closed", e);
    }
  }

  /** What fails here is the test's: a condition of its own, a behaviour, an assertion in one. */
  private Optional<Headers> answer(ClientConnection client) {
    RecordedCall call = client.call();
    surroundings.questions().arrived(call);
    if (call.rpcMethod().equals(Notifications.CANCELLED)) {
      recorder.cancel(call);
    }
    try {
      Optional<Rule.Turn> begun =
          surroundings.questions().begun(call.params().path("requestState").asText());
      Optional<Rule.Turn> turn = surroundings.rules().next(call, begun);
      turn.ifPresent(call.fate()::ruledBy);
      return client.answerBy(turn.map(Rule.Turn::behaviour).orElse(ClientConnection::serve));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The client is gone", e);
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server is closed", e);
    } catch (RuntimeException | AssertionError e) {
      String message = "The rule failed for " + call + ": " + e;
      LOG.log(System.Logger.Level.ERROR, message, e);
      surroundings.rules().failed(message, e);
    }
    return Optional.empty();
  }

  @Override
  protected void doStart() throws Exception {
    SentAfter.watch(getServer());
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    surroundings.closing().close();
    awaitEnd();
    super.doStop();
  }

  /** Servlets that are asked while the server stops leave their request unfinished. */
  private void awaitEnd() throws InterruptedException {
    synchronized (running) {
      long begin = System.nanoTime();
      for (long left = LAST_WORDS_MILLIS; left > 0 && isAnotherRunning(); ) {
        running.wait(left);
        left = LAST_WORDS_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      }
    }
  }

  /** A behaviour may close the server. */
  private boolean isAnotherRunning() {
    return running.stream().anyMatch(thread -> thread != Thread.currentThread());
  }
}

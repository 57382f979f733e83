package io.github.mcpecho.testing;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.Notifications;
import java.io.IOException;
import java.util.Optional;
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
  private static final System.Logger LOG = System.getLogger(Interception.class.getName());

  private static final String CANCELLED = Notifications.PREFIX + "cancelled";

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
    Replayed replayed = Replayed.of(request, maxBody);
    Optional<Beside> beside = fittings.beside().filter(at -> at.isAt(request));
    if (beside.isPresent()) {
      CallContext context = reader.context(replayed);
      beside.get().answer(replayed, context, guard.test(context.headers()), response, callback);
      return true;
    }
    RecordedCall call = reader.read(replayed);
    recorder.add(call);
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    var client = new ClientConnection(call, new SocketWire(call, socket), surroundings);
    Optional<Headers> served =
        guard.test(call.headers()) ? answer(client) : Optional.of(Headers.NONE);
    if (served.isPresent()) {
      for (Header header : served.get()) {
        response.getHeaders().add(header.name(), header.value());
      }
      return super.handle(
          replayed,
          new WatchedResponse(request, response, call),
          Callback.from(callback, () -> over(call)));
    }
    client.over();
    client.close();
    callback.succeeded();
    fittings.answered().accept(call);
    return true;
  }

  private void over(RecordedCall call) {
    call.over();
    fittings.answered().accept(call);
  }

  private Optional<Headers> answer(ClientConnection client) {
    surroundings.questions().arrived(client.call());
    if (client.call().rpcMethod().equals(CANCELLED)) {
      recorder.cancel(client.call());
    }
    return behave(client);
  }

  /** What fails here is the test's: a condition of its own, a behaviour, an assertion in one. */
  private Optional<Headers> behave(ClientConnection client) {
    try {
      return client.answerBy(
          surroundings.rules().next(client.call()).orElse(ClientConnection::serve));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The client is gone", e);
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server is closed", e);
    } catch (RuntimeException | AssertionError e) {
      LOG.log(System.Logger.Level.ERROR, "The rule failed for " + client.call(), e);
    }
    return Optional.empty();
  }

  @Override
  protected void doStop() throws Exception {
    surroundings.closed().complete(null);
    super.doStop();
  }
}

package io.github.mcpecho.testing.faults;

import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.EventStream;
import io.github.mcpecho.testing.Judge;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.Setup;
import io.github.mcpecho.testing.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The <a
 * href="https://modelcontextprotocol.io/specification/2024-11-05/basic/transports#http-with-sse">transport
 * of 2024-11-05</a>, HTTP with SSE, in place of Streamable HTTP: a GET on the endpoint opens a
 * stream of events whose first one, {@code endpoint}, has the URL to post to. A POST there is
 * answered 202, and its response comes on the stream. Anything else on the endpoint is answered
 * 405, on which a client of later revisions should try that GET.
 *
 * <pre>{@code
 * McpEchoServer.builder().with(new HttpSse()).start()
 * }</pre>
 *
 * <p>With {@link io.github.mcpecho.testing.Sessions} beside it, in either order, the server pushes
 * and asks on that stream.
 *
 * <p>Clients are known to fall back where they should not, and to report the second failure;
 * labring/FastGPT#7047. A stream is there until its client hangs up; after {@link
 * io.github.mcpecho.testing.McpEchoServer#reset} a POST to one of before is answered 404.
 */
public final class HttpSse implements Setup {
  private static final System.Logger LOG = System.getLogger(HttpSse.class.getName());

  @Override
  public Behaviour fresh() {
    return new Streams(0);
  }

  /** A client whose stream was forgotten is not to blame. */
  @Override
  public Behaviour afterReset(Behaviour before) {
    Streams forgotten = (Streams) before;
    forgotten.end();
    return new Streams(forgotten.newest.get());
  }

  private static final class Streams implements Transport, Judge {
    private static final String NUMBER = "?sessionId=";

    /** Where other servers have the stream and the messages. */
    private static final Pattern USUAL_ELSEWHERE = Pattern.compile("/(sse|messages?)/?$");

    private final Map<String, EventStream> byTarget = new ConcurrentHashMap<>();
    private final AtomicLong newest;
    private final long forgotten;

    /**
     * @param forgotten the newest number of those streams that are not known any more
     */
    Streams(long forgotten) {
      this.forgotten = forgotten;
      this.newest = new AtomicLong(forgotten);
    }

    @Override
    public List<Finding> judge(RecordedCall call, URI endpoint) {
      String path = endpoint.getPath();
      String target = call.context().target();
      boolean isMessage =
          call.isAtOrBelow(path)
              || !call.rpcMethod().isEmpty()
              || USUAL_ELSEWHERE.matcher(call.path()).find();
      if (!call.httpMethod().equals("POST")
          || !isMessage
          || isTrial(call, path)
          || byTarget.containsKey(target)) {
        return List.of();
      }
      String begin = messages(endpoint) + NUMBER;
      String number = target.startsWith(begin) ? target.substring(begin.length()) : "";
      if (!number.matches("[0-9]{1,18}")) {
        return List.of(ClientFinding.CLIENT_ENDPOINT_OTHER.found(target));
      }
      return Long.parseLong(number) > forgotten
          ? List.of(ClientFinding.CLIENT_STREAM_UNKNOWN.found(target))
          : List.of();
    }

    /** A client of later revisions tries whether the endpoint speaks Streamable HTTP. */
    private static boolean isTrial(RecordedCall call, String endpoint) {
      return call.isTo(endpoint) && (call.isModern() || McpMethod.INITIALIZE.is(call.rpcMethod()));
    }

    @Override
    public void answer(ClientConnection client) throws IOException, InterruptedException {
      RecordedCall call = client.call();
      boolean onEndpoint = call.isTo(client.endpoint().getPath());
      if (onEndpoint && call.httpMethod().equals("GET")) {
        long number = client.newNumber();
        newest.accumulateAndGet(number, Math::max);
        listen(client, messages(client.endpoint()) + NUMBER + number);
      } else if (call.httpMethod().equals("OPTIONS")
          && (onEndpoint || call.path().equals(messages(client.endpoint())))) {
        Answer.status(204)
            .withHeader("Allow", onEndpoint ? "GET, OPTIONS" : "POST, OPTIONS")
            .answer(client);
      } else if (onEndpoint) {
        Answer.status(405).withHeader("Allow", "GET").answer(client);
      } else if (isMessage(client)) {
        post(client);
      } else if (USUAL_ELSEWHERE.matcher(call.path()).find()) {
        Answer.status(404)
            .withText(
                "text/plain; charset=utf-8",
                "The stream is opened by a GET to " + client.endpoint().getPath())
            .answer(client);
      } else {
        client.serve();
      }
    }

    private static String messages(URI endpoint) {
      return endpoint.getPath() + "/messages";
    }

    private static boolean isMessage(ClientConnection client) {
      RecordedCall call = client.call();
      return call.path().equals(messages(client.endpoint())) && call.httpMethod().equals("POST");
    }

    private void listen(ClientConnection client, String target)
        throws IOException, InterruptedException {
      EventStream stream = client.stream();
      byTarget.put(target, stream.shared());
      try {
        EventFormat format = EventFormat.USUAL;
        stream.write(format.ended(format.line("event", "endpoint") + format.line("data", target)));
        client.stall();
      } finally {
        byTarget.remove(target);
      }
    }

    private void post(ClientConnection client) throws IOException, InterruptedException {
      if (stream(client).isEmpty()) {
        Answer.status(404).answer(client);
      } else {
        client.serverAnswer(message -> client.stream().send(message));
        client.serve();
      }
    }

    private void end() {
      for (EventStream stream : byTarget.values()) {
        try {
          stream.suspend();
        } catch (IOException e) {
          LOG.log(System.Logger.Level.DEBUG, "The client is gone", e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private Optional<EventStream> stream(ClientConnection client) {
      return Optional.ofNullable(byTarget.get(client.call().context().target()));
    }

    @Override
    public Optional<EventStream> open(ClientConnection client, boolean chunked, int maxBytes)
        throws IOException, InterruptedException {
      Optional<EventStream> stream = stream(client);
      if (stream.isPresent()) {
        Answer.status(202).answer(client);
      }
      return stream;
    }

    @Override
    public Optional<EventStream> standing(ClientConnection client) {
      return isMessage(client) ? stream(client) : Optional.empty();
    }

    @Override
    public boolean takesEndpoint() {
      return true;
    }

    @Override
    public boolean answersElsewhere(ClientConnection client) {
      return isMessage(client);
    }
  }
}

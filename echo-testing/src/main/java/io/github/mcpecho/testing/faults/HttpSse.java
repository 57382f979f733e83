package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.ServerAnswer;
import io.github.mcpecho.testing.Setup;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

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
 * <p>Clients are known to fall back where they should not, and to report the second failure;
 * labring/FastGPT#7047. A stream is there until its client hangs up; after {@link
 * io.github.mcpecho.testing.McpEchoServer#reset} a POST to one of before is answered 404.
 */
public final class HttpSse implements Setup {
  @Override
  public Behaviour fresh() {
    return new Streams();
  }

  private static final class Streams implements Behaviour {
    private final Map<String, Stream> byTarget = new ConcurrentHashMap<>();

    @Override
    public void answer(ClientConnection client) throws IOException, InterruptedException {
      RecordedCall call = client.call();
      String endpoint = client.endpoint().getPath();
      String messages = endpoint + "/messages";
      boolean onEndpoint = call.path().equals(endpoint) || call.path().equals(endpoint + "/");
      if (onEndpoint && call.httpMethod().equals("GET")) {
        open(client, messages + "?sessionId=" + client.newNumber());
      } else if (onEndpoint) {
        Answer.status(405).withHeader("Allow", "GET").answer(client);
      } else if (call.path().equals(messages) && call.httpMethod().equals("POST")) {
        post(client);
      } else {
        client.serve();
      }
    }

    private void open(ClientConnection client, String target)
        throws IOException, InterruptedException {
      var stream = new Stream(StreamedBody.open(client));
      byTarget.put(target, stream);
      try {
        EventFormat format = EventFormat.USUAL;
        stream.write(format.ended(format.line("event", "endpoint") + format.line("data", target)));
        client.stall();
      } finally {
        byTarget.remove(target);
      }
    }

    private void post(ClientConnection client) throws IOException, InterruptedException {
      Optional<Stream> stream = Optional.ofNullable(byTarget.get(client.call().context().target()));
      if (stream.isEmpty()) {
        Answer.status(404).answer(client);
        return;
      }
      ServerAnswer real = client.serverAnswer();
      if (real.status() >= 400) {
        Answer.json(real.status(), real.body()).answer(client);
        return;
      }
      Answer.status(202).answer(client);
      for (byte[] notification : real.notifications()) {
        stream.get().writeMessage(notification);
      }
      if (real.body().length > 0) {
        stream.get().writeMessage(real.body());
      }
    }
  }

  /** Thread-safe: every POST writes on it. */
  private static final class Stream {
    private final ReentrantLock lock = new ReentrantLock();
    private final StreamedBody body;

    Stream(StreamedBody body) {
      this.body = body;
    }

    void writeMessage(byte[] json) throws IOException {
      write(EventFormat.USUAL.ended(EventFormat.USUAL.message(json)));
    }

    void write(byte[] event) throws IOException {
      lock.lock();
      try {
        body.write(event);
      } finally {
        lock.unlock();
      }
    }
  }
}

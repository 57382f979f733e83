package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;

/** Asks the working server past its HTTP rules. Thread-safe. */
final class ServerAnswers {
  private static final byte[] NOTHING = {};

  private final McpServer server;

  ServerAnswers(McpServer server) {
    this.server = server;
  }

  /**
   * Returns what it answers to a call as if that had come with these headers.
   *
   * @param body the call
   * @param isGone tells that the client is gone, which ends the call
   * @param live is told of each message before the response as it comes
   */
  ServerAnswer ask(
      RecordedCall call, byte[] body, Headers headers, BooleanSupplier isGone, MessageSink live)
      throws IOException, InterruptedException {
    if (!call.httpMethod().equals("POST")) {
      return answer(405, Headers.of("Allow", "POST"), List.of(), NOTHING);
    }
    var sent = new Sent(isGone, live);
    Reply reply = server.handle(body, call.context().withHeaders(headers), sent);
    sent.requireOpen();
    Headers type =
        reply.body().length == 0 ? Headers.NONE : Headers.of("Content-Type", "application/json");
    return answer(reply.kind().status(), type, sent.messages, reply.body());
  }

  private static ServerAnswer answer(
      int status, Headers headers, List<byte[]> notifications, byte[] body) {
    return new ServerAnswer(status, HttpStatus.getMessage(status), headers, notifications, body);
  }

  /** Hands on what is sent, and keeps it. */
  private static final class Sent implements Outbound {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<byte[]> messages = new ArrayList<>();
    private final BooleanSupplier isGone;
    private final MessageSink live;
    private volatile Optional<Exception> failure = Optional.empty();

    Sent(BooleanSupplier isGone, MessageSink live) {
      this.isGone = isGone;
      this.live = live;
    }

    @Override
    public void send(byte[] message) {
      lock.lock();
      try {
        if (failure.isEmpty()) {
          messages.add(message);
          live.send(message);
        }
      } catch (IOException | InterruptedException e) {
        failure = Optional.of(e);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void keepAlive() {}

    @Override
    public boolean isOpen() {
      return failure.isEmpty() && !isGone.getAsBoolean();
    }

    void requireOpen() throws IOException, InterruptedException {
      if (failure.isPresent() && failure.get() instanceof IOException gone) {
        throw gone;
      }
      if (failure.isPresent()) {
        throw (InterruptedException) failure.get();
      }
    }
  }
}

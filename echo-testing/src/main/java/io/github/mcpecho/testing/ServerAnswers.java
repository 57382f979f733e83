package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Asks the working server past its HTTP rules. Thread-safe. */
final class ServerAnswers implements BiFunction<RecordedCall, Headers, ServerAnswer> {
  private static final byte[] NOTHING = {};

  private final McpServer server;

  ServerAnswers(McpServer server) {
    this.server = server;
  }

  @Override
  public ServerAnswer apply(RecordedCall call, Headers headers) {
    if (!call.httpMethod().equals("POST")) {
      return new ServerAnswer(405, List.of(), NOTHING);
    }
    var sent = new Sent();
    Reply reply = server.handle(call.rawBody(), call.context().withHeaders(headers), sent);
    return new ServerAnswer(reply.kind().status(), List.copyOf(sent.messages), reply.body());
  }

  /** Keeps what is sent. */
  private static final class Sent implements Outbound {
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;

    @Override
    public void send(byte[] message) {
      messages.add(message);
    }

    @Override
    public void keepAlive() {}

    /**
     * What was sent goes out with the answer: a subscription that waited for more would hold it.
     */
    @Override
    public void signOfLife() {
      open = false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }
}

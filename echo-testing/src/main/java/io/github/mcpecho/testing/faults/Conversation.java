package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.ServerNotification;
import io.github.mcpecho.testing.ServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a server says to its client before the real answer, on the stream of the call. Calls that
 * want no response are answered as always.
 */
public final class Conversation {
  private Conversation() {}

  /**
   * Asks the client these things, one after the other, and goes on once it has answered: {@code
   * ask}. In 2026-07-28 each is a round of {@code input_required}. {@code server.takeAnswer()} has
   * the answers.
   */
  public static NamedBehaviour asking(ServerRequest... requests) {
    return saying("ask", ServerRequest::method, ClientConnection::ask, List.of(requests));
  }

  /** Tells the client these things, and goes on: {@code tell}. */
  public static NamedBehaviour telling(ServerNotification... notifications) {
    return saying(
        "tell", ServerNotification::method, ClientConnection::send, List.of(notifications));
  }

  private static <T> NamedBehaviour saying(
      String name, Function<T, String> method, Saying<T> saying, List<T> all) {
    return new LabelledBehaviour(
        name,
        all.stream().map(method).collect(Collectors.joining(", ")),
        client -> {
          for (T one : client.call().rpcId().isPresent() ? all : List.<T>of()) {
            saying.to(client, one);
          }
          client.serve();
        });
  }

  @FunctionalInterface
  private interface Saying<T> {
    void to(ClientConnection client, T message) throws IOException, InterruptedException;
  }
}

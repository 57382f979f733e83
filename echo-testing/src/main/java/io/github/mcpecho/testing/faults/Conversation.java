package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.ServerNotification;
import io.github.mcpecho.testing.ServerRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    List<ServerRequest> all = List.of(requests);
    return new LabelledBehaviour(
        "ask",
        methods(all.stream().map(ServerRequest::method)),
        client -> {
          for (ServerRequest request :
              client.call().rpcId().isPresent() ? all : List.<ServerRequest>of()) {
            client.ask(request);
          }
          client.serve();
        });
  }

  /** Tells the client these things, and goes on: {@code tell}. */
  public static NamedBehaviour telling(ServerNotification... notifications) {
    List<ServerNotification> all = List.of(notifications);
    return new LabelledBehaviour(
        "tell",
        methods(all.stream().map(ServerNotification::method)),
        client -> {
          for (ServerNotification one :
              client.call().rpcId().isPresent() ? all : List.<ServerNotification>of()) {
            client.send(one);
          }
          client.serve();
        });
  }

  private static String methods(Stream<String> methods) {
    return methods.collect(Collectors.joining(", "));
  }
}

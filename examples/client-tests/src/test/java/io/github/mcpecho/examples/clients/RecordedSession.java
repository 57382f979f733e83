package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.ServerNotification.resourceUpdated;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.Sessions;
import java.io.IOException;
import java.util.List;

/**
 * Runs a program with a server to talk to, whose URL stands in place of the argument {@code URL},
 * and fails if the program does or the client in it breaks a rule. For clients in other languages.
 * With {@code --sessions} in front the server has sessions, and a resource to subscribe to.
 */
final class RecordedSession {
  private static final String WATCHED = "test://watched";

  private RecordedSession() {}

  public static void main(String[] command) throws IOException, InterruptedException {
    boolean hasSessions = command[0].equals("--sessions");
    try (McpEchoServer server = hasSessions ? withSessions() : McpEchoServer.start()) {
      List<String> words =
          List.of(command).stream()
              .skip(hasSessions ? 1 : 0)
              .map(word -> word.equals("URL") ? server.uri().toString() : word)
              .toList();
      int status = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(words + " ended with " + status);
      }
      server.assertConformantClient();
    }
  }

  /** Returns a server whose clients are told of a change when they call {@code echo}. */
  private static McpEchoServer withSessions() {
    McpEchoServer server =
        McpEchoServer.builder().with(Sessions.create()).resource(WATCHED, "changed").start();
    server
        .on(call("echo"))
        .then(
            client -> {
              server.push(resourceUpdated(WATCHED));
              client.serve();
            });
    return server;
  }
}

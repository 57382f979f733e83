package io.github.mcpecho.examples.clients;

import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.util.List;

/**
 * Runs a program with a server to talk to, whose URL stands in place of the argument {@code URL},
 * and fails if the program does or the client in it breaks a rule. For clients in other languages.
 */
final class RecordedSession {
  private RecordedSession() {}

  public static void main(String[] command) throws IOException, InterruptedException {
    try (McpEchoServer server = McpEchoServer.start()) {
      List<String> words =
          List.of(command).stream()
              .map(word -> word.equals("URL") ? server.uri().toString() : word)
              .toList();
      int status = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(words + " ended with " + status);
      }
      server.assertConformantClient();
    }
  }
}

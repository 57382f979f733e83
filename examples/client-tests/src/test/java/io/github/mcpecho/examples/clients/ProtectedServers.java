package io.github.mcpecho.examples.clients;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Starts a server that wants tokens for each challenge or variation that is named, and prints their
 * URLs in a line each; the servers end with its standard input. For clients in other languages.
 */
final class ProtectedServers {
  private ProtectedServers() {}

  public static void main(String[] names) throws IOException {
    for (String name : names) {
      System.out.println(McpEchoServer.builder().with(resource(name)).start().uri());
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static ProtectedResource resource(String name) {
    ProtectedResource resource =
        ProtectedResource.create().requiring("mcp:read").requiringFor("whoIStheGOAT", "mcp:goat");
    return Variation.names().contains(name)
        ? resource.with(Variation.named(name))
        : resource.challenging(Challenges.named(name, List.of()));
  }
}

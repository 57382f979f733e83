package io.github.mcpecho.examples.clients;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts a server that wants tokens for each challenge or variation that is named, and prints their
 * URLs in a line each; the servers end with its standard input, and what each found wrong for
 * certain is a line too. For clients in other languages.
 */
final class ProtectedServers {
  private ProtectedServers() {}

  public static void main(String[] names) throws IOException {
    var servers = new ArrayList<McpEchoServer>();
    for (String name : names) {
      McpEchoServer server = McpEchoServer.builder().with(resource(name)).start();
      servers.add(server);
      System.out.println(server.uri());
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    servers.forEach(server -> System.out.println(errors(server)));
    System.exit(0);
  }

  private static String errors(McpEchoServer server) {
    return server.calls().stream()
        .flatMap(call -> call.findings().stream())
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::id)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static ProtectedResource resource(String name) {
    ProtectedResource resource =
        ProtectedResource.create().requiring("mcp:read").requiringFor("whoIStheGOAT", "mcp:goat");
    return Variation.names().contains(name)
        ? resource.with(Variation.named(name))
        : resource.challenging(Challenges.named(name, List.of()));
  }
}

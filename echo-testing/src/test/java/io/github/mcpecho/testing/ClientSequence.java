package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.standalone.RequestText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row of the table of clients.
 *
 * @param lines what is sent, and what the server does otherwise than it should
 * @param expected the ids of the findings about the last request
 */
record ClientSequence(String name, List<String> lines, Set<String> expected) {
  private static final Map<String, String> USUAL =
      Map.of(
          "initialize",
          """
          legacy | {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s",\
          "capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""",
          "initialized",
          """
          2025-11-25 | {"jsonrpc":"2.0","method":"notifications/initialized"}""",
          "list",
          """
          2025-11-25 | {"jsonrpc":"2.0","id":%s,"method":"tools/list"}""",
          "modern",
          """
          modern tools/list - | {"jsonrpc":"2.0","id":%s,"method":"tools/list","params":{$META}}""");

  /** What a client of 2026-07-28 says of itself; that of the other tables lacks its name. */
  private static final String META =
      """
      "_meta":{"$VERSION":"2026-07-28","$CAPABILITIES":{},"$CLIENT":{"name":"c","version":"1"}}""";

  static List<ClientSequence> table() throws IOException {
    try (InputStream in = ClientSequence.class.getResourceAsStream("clients.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(table.split("(?m)^== ")).skip(1).map(ClientSequence::row).toList();
    }
  }

  private static ClientSequence row(String text) {
    List<String> lines = text.strip().lines().toList();
    String result = lines.get(lines.size() - 1);
    if (!result.startsWith("=> ")) {
      throw new IllegalArgumentException("No result: " + text);
    }
    var expected = new TreeSet<>(List.of(result.substring(3).split(" ")));
    expected.remove("nothing");
    return new ClientSequence(lines.get(0), lines.subList(1, lines.size() - 1), expected);
  }

  /** Sends the requests, each on a connection of its own. */
  void sendTo(McpEchoServer server) throws IOException {
    for (String line : lines) {
      if (line.equals("! reset")) {
        server.reset();
      } else if (line.startsWith("! session ")) {
        Headers session = Headers.of("Mcp-Session-Id", line.substring(10));
        server.on(anyRequest()).times(1).then(client -> client.serve(session));
      } else if (line.startsWith("! ")) {
        server.on(anyRequest()).times(1).then(answering(Integer.parseInt(line.substring(2))));
      } else {
        send(server, line);
      }
    }
  }

  private static void send(McpEchoServer server, String line) throws IOException {
    String[] words = line.split(" ", 2);
    String usual =
        line.contains("|") ? line : USUAL.get(words[0]).formatted(words[words.length - 1]);
    String[] parts = usual.split("\\|", 2);
    try (var http = new RawHttp(server.uri())) {
      http.send(
          RequestText.of(
                  parts[0].strip(), parts[1].strip().replace("$META", META), server.uri().getPort())
              .bytes());
      http.response();
    }
  }

  private static Behaviour answering(int status) {
    return client -> {
      client.writeHead(status, "Scripted", Headers.of("Content-Length", "0"));
      client.close();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}

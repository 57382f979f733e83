package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a container answers before or without the application: a row of the README's table. */
final class OwnAnswers {
  private static final Map<String, String> REQUESTS = new LinkedHashMap<>();

  static {
    REQUESTS.put("malformed line", "GARBAGE\\n\\n");
    REQUESTS.put("no `Host`", "POST <MCP> HTTP/1.1\\nConnection: close\\n\\n");
    REQUESTS.put(
        "two lengths",
        "POST <MCP> HTTP/1.1\\nHost: a\\nContent-Length: 1\\nContent-Length: 2\\n\\n{}");
    REQUESTS.put(
        "length and chunks",
        "POST <MCP> HTTP/1.1\\nHost: a\\nConnection: close\\nContent-Type: application/json\\n"
            + "Content-Length: 2\\nTransfer-Encoding: chunked\\n\\n2\\n{}\\n0\\n\\n");
    REQUESTS.put(
        "coding `gzip, chunked`",
        "POST <MCP> HTTP/1.1\\nHost: a\\nConnection: close\\nTransfer-Encoding: gzip, chunked\\n\\n"
            + "0\\n\\n");
    REQUESTS.put(
        "40 KB of headers",
        "POST <MCP> HTTP/1.1\\nHost: a\\nConnection: close\\nA: " + "a".repeat(40_000) + "\\n\\n");
    REQUESTS.put("40 KB of path", "POST /" + "a".repeat(40_000) + " HTTP/1.1\\nHost: a\\n\\n");
    REQUESTS.put("`%2f`", "POST <MCP>%2f HTTP/1.1\\nHost: a\\nConnection: close\\n\\n");
    REQUESTS.put(
        "cut-off body",
        "POST <MCP> HTTP/1.1\\nHost: a\\nContent-Type: application/json\\nContent-Length: 9\\n\\n{<END>");
    REQUESTS.put(
        "cut-off chunk",
        "POST <MCP> HTTP/1.1\\nHost: a\\nContent-Type: application/json\\n"
            + "Transfer-Encoding: chunked\\n\\n9\\n{<END>");
    REQUESTS.put(
        "bad chunk",
        "POST <MCP> HTTP/1.1\\nHost: a\\nContent-Type: application/json\\n"
            + "Transfer-Encoding: chunked\\n\\nzz\\n");
    REQUESTS.put("`TRACE`", "TRACE <MCP> HTTP/1.1\\nHost: a\\nConnection: close\\n\\n");
    REQUESTS.put(
        "`/WEB-INF/`", "GET <APP>/WEB-INF/web.xml HTTP/1.1\\nHost: a\\nConnection: close\\n\\n");
    REQUESTS.put("another path", "GET /other/ HTTP/1.1\\nHost: a\\nConnection: close\\n\\n");
  }

  private OwnAnswers() {}

  static List<String> of(Container container) throws IOException {
    var cells = new ArrayList<String>();
    cells.add(orderOfHeaders(container));
    for (String request : REQUESTS.values()) {
      cells.add(
          form(
              answer(
                  container.port(),
                  request
                      .replace("<MCP>", container.mcp())
                      .replace("<APP>", container.contextPath()))));
    }
    return cells;
  }

  private static Response answer(int port, String request) throws IOException {
    try (var connection = new Connection(port)) {
      connection.send(Suite.crlf(request.replace("<END>", "")));
      if (request.endsWith("<END>")) {
        connection.sendNothingMore();
      }
      return connection.response();
    }
  }

  private static String orderOfHeaders(Container container) throws IOException {
    Response response =
        Connection.exchange(
            container.port(),
            Suite.request(
                container.mcp(),
                "X-C: 1\r\nX-A: 2\r\nX-C: 3\r\nX-B: 4\r\n",
                Era.LEGACY.call("printHeader", "{}")));
    var order = new StringBuilder();
    for (var header :
        Suite.JSON.readTree(response.body()).at("/result/structuredContent/headers")) {
      String name = header.path("name").asText();
      if (name.toLowerCase(Locale.ROOT).matches("x-[abc]")) {
        order.append(name.charAt(2));
      }
    }
    return order.toString();
  }

  private static String form(Response response) {
    if (response.isClosed()) {
      return response.head().isEmpty() ? "closed" : response.head();
    }
    String type = response.header("Content-Type").replaceAll(";.*", "");
    String form =
        switch (type) {
          case "application/json" -> "JSON";
          case "text/html" -> "HTML";
          case "message/http" -> "echo";
          default -> type;
        };
    return response.status() + " " + (response.body().isEmpty() ? "empty" : form);
  }
}

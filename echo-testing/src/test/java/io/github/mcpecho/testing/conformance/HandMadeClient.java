package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Sends messages of either era as they should be, or with a mistake. */
final class HandMadeClient {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Scenario scenario;
  private final Map<String, String> mistakes;
  private Optional<String> sessionId = Optional.empty();
  private int lastId;

  /**
   * @param mistakes headers, and members of {@code _meta} in front of which is {@code _meta.}, as
   *     they are in every request; empty is left out
   */
  HandMadeClient(Scenario scenario, String... mistakes) {
    this.scenario = scenario;
    this.mistakes = pairs(mistakes);
  }

  private static Map<String, String> pairs(String... namesAndValues) {
    var pairs = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return pairs;
  }

  static ObjectNode json(String text) {
    return (ObjectNode) JSON.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Opens the conversation as the revision wants it. */
  HandMadeClient connect() throws IOException, InterruptedException {
    if (!scenario.revision().isModern()) {
      request(
          "initialize",
          """
          {"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},
           "clientInfo":{"name":"hand-made","version":"1"}}""");
      send(json("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"), session());
    }
    return this;
  }

  JsonNode call(String tool, String arguments, String... headers)
      throws IOException, InterruptedException {
    return request(
        "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments), headers);
  }

  /** Sends a request, and returns the result; if its revision is refused, once more. */
  JsonNode request(String method, String params, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response = attempt(method, params, headers);
    if (response.statusCode() == 400 && response.body().contains("-32022")) {
      response = attempt(method, params, headers);
    }
    return result(response.body());
  }

  /** Sends a request without params, and does not mind if it is refused. */
  void once(String method) throws IOException, InterruptedException {
    attempt(method, "{}");
  }

  private HttpResponse<String> attempt(String method, String params, String... headers)
      throws IOException, InterruptedException {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", ++lastId);
    ObjectNode sent = json(params);
    message.put("method", method).set("params", sent);
    Map<String, String> all = new LinkedHashMap<>();
    if (scenario.revision().isModern()) {
      all.put("MCP-Protocol-Version", "2026-07-28");
      all.put("Mcp-Method", method);
      String name = sent.path(method.equals("resources/read") ? "uri" : "name").asText();
      if (!name.isEmpty()) {
        all.put("Mcp-Name", name);
      }
      ObjectNode meta = sent.putObject("_meta");
      meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
      meta.putObject("io.modelcontextprotocol/clientCapabilities").putObject("elicitation");
      meta.putObject("io.modelcontextprotocol/clientInfo")
          .put("name", "hand-made")
          .put("version", "1");
      mistakes.forEach(
          (member, value) -> {
            if (member.startsWith("_meta.")) {
              String key = "io.modelcontextprotocol/" + member.substring(6);
              meta.remove(key);
              if (!value.isEmpty()) {
                meta.set(key, JSON.parse(value.getBytes(StandardCharsets.UTF_8)));
              }
            }
          });
    } else if (!method.equals("initialize")) {
      all.putAll(session());
    }
    all.putAll(pairs(headers));
    return send(message, all);
  }

  private static JsonNode result(String body) {
    return json(body.startsWith("{") ? body : body.replaceFirst("(?s).*data: (\\{.*)", "$1"))
        .path("result");
  }

  /** Calls a tool that asks something meanwhile, and answers that. */
  void callAndAnswer(String tool, UnaryOperator<ObjectNode> answering)
      throws IOException, InterruptedException {
    try (Stream<String> lines = stream(tool)) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("data: {")) {
          ObjectNode message = json(line.substring(6));
          if (message.has("method")) {
            ObjectNode answer = Json.object().put("jsonrpc", "2.0");
            answer.set("id", message.get("id"));
            answer.set("result", answering.apply(message));
            send(answer, session());
          }
        }
      }
    }
  }

  /** Calls a tool, and returns the lines of the stream on which it is answered. */
  List<String> callForStream(String tool) throws IOException, InterruptedException {
    try (Stream<String> lines = stream(tool)) {
      return lines.toList();
    }
  }

  private Stream<String> stream(String tool) throws IOException, InterruptedException {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", ++lastId);
    message.put("method", "tools/call").putObject("params").put("name", tool);
    return http.send(request(message, session()).build(), HttpResponse.BodyHandlers.ofLines())
        .body();
  }

  /** Resumes a stream, and listens until the server ends it. */
  void resume(String eventId) throws IOException, InterruptedException {
    http.send(get().header("Last-Event-ID", eventId).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Opens the stream of the server, and hangs up. */
  void listen() throws IOException, InterruptedException {
    http.send(get().build(), HttpResponse.BodyHandlers.ofInputStream()).body().close();
  }

  private HttpRequest.Builder get() {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(scenario.uri()).header("Accept", "text/event-stream").GET();
    session().forEach(get::header);
    return get;
  }

  private Map<String, String> session() {
    Map<String, String> headers = pairs("MCP-Protocol-Version", "2025-11-25");
    sessionId.ifPresent(id -> headers.put("Mcp-Session-Id", id));
    return headers;
  }

  private HttpResponse<String> send(ObjectNode message, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request(message, headers).build(), HttpResponse.BodyHandlers.ofString());
    response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> sessionId = Optional.of(id));
    return response;
  }

  private HttpRequest.Builder request(ObjectNode message, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scenario.uri())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.write((JsonNode) message)));
    Map<String, String> all = new LinkedHashMap<>(headers);
    mistakes.forEach(
        (name, value) -> {
          if (!name.startsWith("_meta.")) {
            all.put(name, value);
          }
        });
    all.entrySet()
        .removeIf(
            header -> header.getValue().isEmpty() && !header.getKey().startsWith("Mcp-Param-"));
    all.forEach(request::header);
    return request;
  }
}

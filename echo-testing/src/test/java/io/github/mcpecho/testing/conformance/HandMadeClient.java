package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends messages of either era as they should be, or with a mistake. */
final class HandMadeClient {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Scenario scenario;
  private final Map<String, String> mistakes;
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
      send(json("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"), Map.of());
    }
    return this;
  }

  JsonNode call(String tool, String arguments, String... headers)
      throws IOException, InterruptedException {
    return request(
        "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments), headers);
  }

  /** Sends a request, and returns the result; if it is refused, once more. */
  JsonNode request(String method, String params, String... headers)
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
      all.put("MCP-Protocol-Version", "2025-11-25");
    }
    all.putAll(pairs(headers));
    HttpResponse<String> response = send(message, all);
    if (response.statusCode() == 400 && response.body().contains("-32022")) {
      response = send(message.put("id", ++lastId), all);
    }
    String body = response.body();
    String json = body.startsWith("{") ? body : body.replaceFirst("(?s).*data: (\\{.*)", "$1");
    return json(json).path("result");
  }

  private HttpResponse<String> send(ObjectNode message, Map<String, String> headers)
      throws IOException, InterruptedException {
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
    all.values().removeIf(String::isEmpty);
    all.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/** The page as JSON: what each tool says as its {@code structuredContent}. */
final class PageJson {
  private PageJson() {}

  static ObjectNode of(PageFacts facts) {
    ObjectNode json = Json.object();
    json.putObject("server")
        .put("name", facts.server().name())
        .put("version", facts.server().version());
    json.putObject("endpoint").put("url", facts.url()).put("source", facts.urlSource());
    for (PageFacts.Answer answer : facts.answers()) {
      json.set(answer.tool(), answer.facts());
    }
    ArrayNode clients = json.putArray("clients");
    for (ConnectLine line : facts.clients()) {
      clients
          .addObject()
          .put("client", line.client())
          .put("where", line.where())
          .put("text", line.text());
    }
    ArrayNode tools = json.putArray("tools");
    for (JsonNode tool : facts.tools()) {
      tools
          .addObject()
          .put("name", tool.path("name").asText())
          .put("description", tool.path("description").asText());
    }
    return json;
  }
}

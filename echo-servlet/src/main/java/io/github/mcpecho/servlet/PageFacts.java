package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.ServerInfo;
import java.util.List;

/**
 * What the page tells.
 *
 * @param url of the endpoint, by the best source that this request has, secrets replaced
 * @param urlSource that source
 * @param answers what tools say of this request
 * @param tools what {@code tools/list} says of each tool
 */
record PageFacts(
    ServerInfo server,
    String url,
    String urlSource,
    List<Answer> answers,
    List<ConnectLine> clients,
    List<JsonNode> tools) {

  /** What one tool says of this request: the whole result of its call, secrets replaced. */
  record Answer(String tool, JsonNode result) {
    String text() {
      return result.at("/content/0/text").asText();
    }

    JsonNode facts() {
      return result.path("structuredContent");
    }
  }

  /** Returns the first line of this request, secrets replaced; empty if no tool tells it. */
  String requestLine() {
    return answers.stream()
        .map(answer -> answer.facts().at("/connection/request"))
        .filter(JsonNode::isObject)
        .findFirst()
        .map(
            line ->
                String.join(
                    " ",
                    line.path("method").asText(),
                    line.path("target").asText(),
                    line.path("protocol").asText()))
        .orElse("");
  }

  /** Returns what a page says of a tool: its first sentence. */
  static String summary(JsonNode tool) {
    String description = tool.path("description").asText();
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }
}

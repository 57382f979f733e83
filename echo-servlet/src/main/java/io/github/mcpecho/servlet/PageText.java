package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.JsonNode;

/** The page as text, for a terminal: the request first. */
final class PageText {
  private PageText() {}

  static String of(PageFacts facts) {
    var text = new StringBuilder();
    text.append("It works: ").append(facts.server().name()).append(' ');
    text.append(facts.server().version()).append('\n');
    text.append("MCP endpoint: ").append(facts.url());
    text.append(" (by ").append(facts.urlSource()).append(")\n");
    if (!facts.requestLine().isEmpty()) {
      text.append('\n').append(facts.requestLine()).append('\n');
    }
    for (PageFacts.Answer answer : facts.answers()) {
      text.append('\n').append(answer.text().strip()).append('\n');
    }
    text.append("\nConnect a client\n");
    for (ConnectLine line : facts.clients()) {
      text.append("\n  ").append(line.client()).append(". ").append(line.where()).append('\n');
      text.append(line.text().indent(4));
    }
    text.append("\nTools\n\n");
    for (JsonNode tool : facts.tools()) {
      text.append("  ").append(tool.path("name").asText()).append(": ");
      text.append(PageFacts.summary(tool)).append('\n');
    }
    return text.toString();
  }
}

package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.ServerInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page as HTML. Every value is escaped here, on its way into the template. */
final class PageHtml {
  private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z]+)}");

  private static final Map<String, String> TITLES =
      Map.of(
          "printHeader", "The headers that arrived",
          "authContext", "Who this request says it is");

  private PageHtml() {}

  /**
   * @param endpoint a link to the endpoint
   */
  static byte[] of(PageFacts facts, String endpoint) {
    return page(
        facts.server(),
        endpoint,
        "It works",
        "<p class=\"url\"><code id=\"url\">%s</code></p><p class=\"note\">The MCP endpoint, as this"
                .formatted(escaped(facts.url()))
            + " request gives it away: by %s.</p>".formatted(escaped(facts.urlSource())),
        requestLine(facts.requestLine()) + all(facts.answers(), PageHtml::answer),
        "<div class=\"lines\">" + all(facts.clients(), PageHtml::line) + "</div>",
        "<ul class=\"tools\">" + all(facts.tools(), PageHtml::tool) + "</ul>");
  }

  /** Returns the page without a word on the request: for one without the token it needs. */
  static byte[] refused(ServerInfo server, HttpRejection rejection, String endpoint) {
    return page(
        server,
        endpoint,
        "A token is needed",
        "<p class=\"note\">%s</p>".formatted(escaped(rejection.sentence())),
        "<p>What arrived is shown to requests that bring a token. Type one into the console below to"
            + " call the tools with it.</p>",
        "<p>Not shown without a token.</p>",
        "<p>Not shown without a token.</p>");
  }

  /**
   * Returns a small page that says why a request was refused, and leads to the page.
   *
   * @param page a link to it, if there is one
   */
  static byte[] notice(HttpRejection rejection, Optional<String> page) {
    String link =
        page.map(
                to ->
                    "<p><a href=\"%s\">The page of this server</a> shows what arrives here, and how to"
                            .formatted(escaped(to))
                        + " connect a client.</p>")
            .orElse("<p>This is for clients that speak MCP, not for a browser.</p>");
    String style =
        page.map(to -> "<link rel=\"stylesheet\" href=\"%s?page.css\">".formatted(escaped(to)))
            .orElse("");
    return filled(
        "notice.html",
        Map.of(
            "status",
            String.valueOf(rejection.status()),
            "why",
            escaped(rejection.sentence()),
            "style",
            style,
            "link",
            link));
  }

  private static byte[] page(
      ServerInfo server,
      String endpoint,
      String title,
      String url,
      String request,
      String clients,
      String tools) {
    return filled(
        "page.html",
        Map.of(
            "server", escaped(server.name() + " " + server.version()),
            "endpoint", escaped(endpoint),
            "title", title,
            "url", url,
            "request", request,
            "clients", clients,
            "tools", tools));
  }

  private static String requestLine(String line) {
    return line.isEmpty() ? "" : "<p><code>%s</code></p>".formatted(escaped(line));
  }

  private static String answer(PageFacts.Answer answer) {
    return "<details open><summary>%s <small>%s</small></summary><pre tabindex=\"0\">%s</pre></details>"
        .formatted(
            TITLES.get(answer.tool()), escaped(answer.tool()), escaped(answer.text().strip()));
  }

  private static String line(ConnectLine line) {
    return "<div class=\"line\"><h3>%s</h3><p>%s</p><pre tabindex=\"0\">%s</pre></div>"
        .formatted(escaped(line.client()), escaped(line.where()), escaped(line.text()));
  }

  private static String tool(JsonNode tool) {
    return "<li><code>%s</code> %s</li>"
        .formatted(escaped(tool.path("name").asText()), escaped(PageFacts.summary(tool)));
  }

  private static <T> String all(List<T> values, Function<T, String> html) {
    return values.stream().map(html).collect(Collectors.joining("\n"));
  }

  private static byte[] filled(String template, Map<String, String> html) {
    return HOLE.matcher(PageFile.text(template))
        .replaceAll(hole -> Matcher.quoteReplacement(html.get(hole.group(1))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

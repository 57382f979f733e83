package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.mcp.ToolArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A response that somebody got.
 *
 * @param preflight whether it answers a preflight, not the request itself
 */
record CorsResponse(int status, Headers headers, boolean preflight) {
  private static final Json JSON = new Json(4);
  private static final int MOST_HEADERS = 500;

  /** Reads the response from the arguments, if one was given. */
  static Optional<CorsResponse> of(ToolArguments arguments) {
    JsonNode given = arguments.json().path("responseHeaders");
    if (given.isMissingNode()) {
      return Optional.empty();
    }
    PastedHeaders pasted = read(given);
    var headers = Headers.of(pasted.lines());
    boolean isOptions =
        arguments.optionalString("method").filter("OPTIONS"::equalsIgnoreCase).isPresent();
    boolean preflight =
        arguments.booleanOr(
            "preflight",
            isOptions
                || headers.contains("access-control-allow-methods")
                || headers.contains("access-control-allow-headers"));
    int status = arguments.intOr("status", pasted.status().orElse(preflight ? 204 : 200));
    return Optional.of(new CorsResponse(status, headers, preflight));
  }

  /** Returns whether text was given in which there is no header, nor a status. */
  static boolean isUnreadable(ToolArguments arguments) {
    JsonNode given = arguments.json().path("responseHeaders");
    return given.isTextual() && !given.textValue().isBlank() && read(given).isEmpty();
  }

  private static PastedHeaders read(JsonNode given) {
    if (!given.isTextual()) {
      return object(given);
    }
    String text = given.textValue();
    if (text.strip().startsWith("{")) {
      try {
        return object(JSON.parse(text));
      } catch (MalformedJsonException notJson) {
        return PastedHeaders.parse(text);
      }
    }
    return PastedHeaders.parse(text);
  }

  /** Returns the value as Fetch reads it: all lines of the name, joined. */
  Optional<String> value(String name) {
    List<String> lines = headers.all(name);
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  /** Returns the elements of a list header, in lower case if case does not matter. */
  List<String> list(String name, boolean ignoreCase) {
    return FieldList.of(headers.all(name)).stream()
        .map(element -> ignoreCase ? element.toLowerCase(Locale.ROOT) : element)
        .toList();
  }

  private static PastedHeaders object(JsonNode object) {
    var lines = new ArrayList<Header>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isArray()) {
        member.getValue().forEach(value -> lines.add(new Header(member.getKey(), value.asText())));
      } else {
        lines.add(new Header(member.getKey(), member.getValue().asText()));
      }
    }
    return new PastedHeaders(
        lines.subList(0, Math.min(lines.size(), MOST_HEADERS)), Optional.empty());
  }
}

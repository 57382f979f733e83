package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Makes of a query what the body of a POST would be. */
final class ControlQuery {
  private static final Set<String> NUMBERS = Set.of("atLeast", "last", "withinMs");

  /** Say which calls are meant, as {@code on} does in JSON. */
  private static final Set<String> OF_CALLS = Set.of("verb", "path", "method", "tool");

  private ControlQuery() {}

  static ObjectNode read(String query) {
    ObjectNode json = Json.object();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] nameAndValue = pair.split("=", 2);
        String name = decoded(nameAndValue[0]);
        String value = nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "";
        if (OF_CALLS.contains(name)) {
          json.withObjectProperty("on").put(name, value);
        } else if (NUMBERS.contains(name) && value.matches("\\d{1,9}")) {
          json.put(name, Integer.parseInt(value));
        } else {
          json.put(name, value);
        }
      }
    }
    return json;
  }

  private static String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ControlRefusal(400, "The query is not well encoded");
    }
  }
}

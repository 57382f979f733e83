package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.Utf8;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Makes of a query what the body of a POST would be. */
final class ControlQuery {
  private static final Set<String> NUMBERS = Set.of("atLeast", "last", "withinMs");

  private ControlQuery() {}

  static ObjectNode read(String query) {
    ObjectNode json = Json.object();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] nameAndValue = pair.split("=", 2);
        String name = decoded(nameAndValue[0]);
        String value = nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "";
        if (json.has(name)) {
          throw new ControlRefusal(
              400, "query has %s twice: leave one out".formatted(QuotedInput.of(name)));
        }
        if (NUMBERS.contains(name) && value.matches("-?\\d{1,9}")) {
          json.put(name, Integer.parseInt(value));
        } else if (name.equals(ScriptObject.CUSTOM) && value.equals("true")) {
          json.put(name, true);
        } else {
          json.put(name, value);
        }
      }
    }
    return json;
  }

  private static String decoded(String encoded) {
    try {
      // The characters of the target are its bytes: what is no UTF-8 would match nothing.
      byte[] bytes =
          URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return Utf8.decode(bytes).orElseThrow(IllegalArgumentException::new);
    } catch (IllegalArgumentException e) {
      throw new ControlRefusal(400, "The query is not well encoded");
    }
  }
}

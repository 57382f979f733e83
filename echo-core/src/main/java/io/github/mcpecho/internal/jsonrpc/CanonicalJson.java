package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** One form for all JSON of one meaning: members sorted by name, numbers without idle zeros. */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** Returns a copy in this form. */
  public static JsonNode of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      var members = new TreeMap<String, JsonNode>();
      object.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
      return Json.object().setAll(members);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode elements = Json.array();
      array.forEach(element -> elements.add(of(element)));
      return elements;
    }
    return value.isNumber()
        ? DecimalNode.valueOf(value.decimalValue().stripTrailingZeros())
        : value;
  }
}

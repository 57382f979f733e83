package io.github.mcpecho.diagnosis.basic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Somebody who shaped computing.
 *
 * @param summary who that is, two sentences
 * @param contributions what we owe them, in order of importance or time
 * @param quotation what they wrote or said, word for word
 * @param source where the quotation stands, with its year
 * @param legacyImpact where we meet their work today, one sentence
 * @param closing three qualities
 */
record Legend(
    String name,
    String summary,
    List<String> contributions,
    String quotation,
    String source,
    String legacyImpact,
    String closing) {

  static List<Legend> all() {
    return Resource.LEGENDS;
  }

  boolean isCalled(String partOfName) {
    return name.toLowerCase(Locale.ROOT).contains(partOfName.toLowerCase(Locale.ROOT));
  }

  private static Legend of(JsonNode json) {
    var contributions = new ArrayList<String>();
    json.required("contributions").forEach(line -> contributions.add(line.textValue()));
    return new Legend(
        json.required("name").textValue(),
        json.required("summary").textValue(),
        List.copyOf(contributions),
        json.required("quotation").textValue(),
        json.required("source").textValue(),
        json.required("legacyImpact").textValue(),
        json.required("closing").textValue());
  }

  /** Read on first use, not when the server starts. */
  private static final class Resource {
    static final List<Legend> LEGENDS = read();

    private static List<Legend> read() {
      var legends = new ArrayList<Legend>();
      Json.resource(Legend.class, "legends.json").forEach(legend -> legends.add(of(legend)));
      return List.copyOf(legends);
    }
  }
}

package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Knows by its members what an object is that is no message, and in which the message stands. */
final class OtherObject {
  private static final List<String[]> ROWS =
      TsvResource.rows(OtherObject.class, "other-objects.tsv");

  private static final Pattern MESSAGE =
      Pattern.compile("\\s*(\\[\\s*)?\\{\\s*\"(jsonrpc|id|method|params)\"");

  private OtherObject() {}

  /**
   * Returns what the object is.
   *
   * @param redaction makes a member name that came from outside fit to be shown
   */
  static Optional<String> of(JsonNode object, UnaryOperator<String> redaction) {
    return ROWS.stream()
        .filter(row -> object.has(row[0]))
        .map(row -> row[1])
        .findFirst()
        .or(
            () ->
                object.properties().stream()
                    .filter(member -> isMessage(member.getValue()))
                    .map(Map.Entry::getKey)
                    .map(
                        name ->
                            "the message stands in \""
                                + redaction.apply(name)
                                + "\": send it alone")
                    .findFirst());
  }

  private static boolean isMessage(JsonNode value) {
    return value.has("jsonrpc")
        || value.isTextual() && MESSAGE.matcher(value.textValue()).lookingAt();
  }
}

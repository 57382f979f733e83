package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says in sentences what a validator found. */
final class SchemaProblems {
  private static final int MAX_PROBLEMS = 5;
  private static final int MAX_PATH = 200;
  private static final int MAX_MEMBERS = 30;
  private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

  private SchemaProblems() {}

  /**
   * Returns a sentence each, of the first few; names of members after {@code redaction}.
   *
   * @param members those that an object of the schema may have
   */
  static List<String> sentences(
      List<Error> errors, List<String> members, UnaryOperator<String> redaction) {
    List<Error> meant =
        errors.stream()
            .filter(error -> !isOfAnotherForm(error, errors))
            .filter(error -> !isWrongForm(error) || forms(error, errors).get(0) == error)
            .toList();
    var sentences = new ArrayList<String>();
    for (Error error : meant) {
      if (sentences.size() == MAX_PROBLEMS) {
        sentences.add("There is more (" + (meant.size() - MAX_PROBLEMS) + ")");
        break;
      }
      sentences.add(describe(error, errors, members, redaction));
    }
    return sentences;
  }

  /**
   * Where a value may be an array or an object, and is an object with a mistake in it, the mistake
   * is the problem, and not that it is no array.
   */
  private static boolean isOfAnotherForm(Error error, List<Error> errors) {
    if (!isWrongForm(error)) {
      return false;
    }
    NodePath choice = choice(error);
    return errors.stream()
        .anyMatch(
            other ->
                other.getEvaluationPath().startsWith(choice)
                    && !(isWrongForm(other) && choice(other).equals(choice)));
  }

  /** Returns whether the value is of another type than one alternative of a choice wants. */
  private static boolean isWrongForm(Error error) {
    NodePath path = error.getEvaluationPath();
    return error.getKeyword().equals("type")
        && path.getNameCount() >= 3
        && CHOICES.contains(path.getName(path.getNameCount() - 3));
  }

  private static NodePath choice(Error error) {
    return error.getEvaluationPath().getParent().getParent();
  }

  /** Returns the errors of the alternatives that want another type, of which this is one. */
  private static List<Error> forms(Error error, List<Error> errors) {
    return isWrongForm(error)
        ? errors.stream()
            .filter(other -> isWrongForm(other) && choice(other).equals(choice(error)))
            .filter(other -> other.getInstanceLocation().equals(error.getInstanceLocation()))
            .toList()
        : List.of(error);
  }

  private static String describe(
      Error error, List<Error> errors, List<String> members, UnaryOperator<String> redaction) {
    String where = name(error, redaction);
    return switch (error.getKeyword()) {
      case "required" -> "Argument " + child(error, redaction) + " is missing";
      case "additionalProperties", "unevaluatedProperties" ->
          "Argument " + child(error, redaction) + " is unknown" + hint(error, members);
      case "type" ->
          where
              + " is "
              + kind(error.getInstanceNode())
              + ", expected "
              + forms(error, errors).stream()
                  .map(SchemaProblems::expected)
                  .collect(Collectors.joining(" or "));
      case "enum", "const" ->
          where
              + " must be "
              + (error.getSchemaNode().isArray() ? "one of " : "")
              + error.getSchemaNode();
      case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" ->
          where + " is out of range: " + error.getKeyword() + " " + error.getSchemaNode();
      case "minLength", "maxLength", "minItems", "maxItems" ->
          where + " has the wrong size: " + error.getKeyword() + " " + error.getSchemaNode();
      case "pattern" -> where + " does not match " + error.getSchemaNode().asText();
      default -> where + " does not satisfy " + error.getKeyword();
    };
  }

  private static String name(Error error, UnaryOperator<String> redaction) {
    int depth = error.getInstanceLocation().getNameCount();
    if (depth == 0) {
      return "The arguments as a whole";
    }
    var path = new StringBuilder("Argument ");
    for (int i = 0; i < depth; i++) {
      path.append(i == 0 ? "" : ".")
          .append(redaction.apply(error.getInstanceLocation().getName(i)));
    }
    return SafeText.cap(path.toString(), MAX_PATH);
  }

  private static String child(Error error, UnaryOperator<String> redaction) {
    return redaction.apply(String.valueOf(error.getProperty()));
  }

  private static String hint(Error error, List<String> members) {
    if (error.getInstanceLocation().getNameCount() > 0) {
      return "";
    }
    String list = members.stream().limit(MAX_MEMBERS).collect(Collectors.joining(", "));
    return NearestName.hint(String.valueOf(error.getProperty()), members)
        + "; known: "
        + (list.isEmpty() ? "none" : list);
  }

  private static String expected(Error error) {
    JsonNode type = error.getSchemaNode();
    return type.isTextual() ? withArticle(type.textValue()) : "one of " + type;
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number";
      case ARRAY -> "an array";
      default -> "an object";
    };
  }

  private static String withArticle(String type) {
    return (type.equals("null") ? "" : "aeio".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}

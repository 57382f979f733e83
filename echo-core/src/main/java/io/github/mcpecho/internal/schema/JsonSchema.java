package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;

/**
 * A compiled JSON Schema: dialect 2020-12 unless {@code $schema} names another that is known.
 * Nothing is ever fetched from a network. Thread-safe.
 */
public final class JsonSchema {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 10_000;

  private final JsonNode source;
  private final Optional<PlainObject> plain;
  private final List<String> members;
  private volatile Optional<Schema> compiled = Optional.empty();

  private JsonSchema(JsonNode source, Optional<PlainObject> plain, List<String> members) {
    this.source = source;
    this.plain = plain;
    this.members = members;
  }

  /**
   * @throws IllegalArgumentException if it is not a valid schema, too large, or refers to something
   *     that is not in it
   */
  public static JsonSchema of(JsonNode source) {
    requireBounded(source);
    String dialect = source.path("$schema").asText(MetaSchema.DIALECT);
    if (!dialect.replaceFirst("#$", "").equals(MetaSchema.DIALECT)) {
      throw new IllegalArgumentException(
          "the dialect " + dialect + " is not supported, only " + MetaSchema.DIALECT);
    }
    try {
      requireValid(source);
      JsonSchema schema = trusted(source);
      schema.compiled();
      return schema;
    } catch (SchemaException e) {
      throw new IllegalArgumentException("the schema cannot be used: " + reason(e), e);
    }
  }

  private static String reason(SchemaException e) {
    return e.getCause() instanceof PatternSyntaxException pattern
        ? "%s is no regular expression: %s"
            .formatted(pattern.getPattern(), pattern.getDescription())
        : e.getMessage();
  }

  /**
   * Takes a schema that is known to be valid. It is compiled for the first value that needs it: the
   * library takes longer to load than the rest of this server.
   */
  public static JsonSchema trusted(JsonNode source) {
    var members = new ArrayList<String>();
    source.path("properties").fieldNames().forEachRemaining(members::add);
    return new JsonSchema(source, PlainObject.of(source), members);
  }

  /**
   * Returns what is wrong with the value, a sentence each. Of the value only names of members are
   * quoted, after {@code redaction}: a confused client puts a secret there too.
   */
  public List<String> problems(JsonNode value, UnaryOperator<String> redaction) {
    if (plain.isPresent() && plain.get().allows(value)) {
      return List.of();
    }
    ValueSurvey survey = ValueSurvey.of(value);
    if (survey.hasLongNumber()) {
      return List.of("A number has an exponent beyond " + ValueSurvey.MAX_EXPONENT);
    }
    List<Error> errors = validate(survey);
    return errors.isEmpty() ? List.of() : SchemaProblems.sentences(errors, members, redaction);
  }

  /** A million wrong elements are one problem: nobody reads more, and each costs memory. */
  private List<Error> validate(ValueSurvey survey) {
    JsonNode value = survey.writtenOut();
    return survey.isLarge()
        ? compiled()
            .validate(value, context -> context.executionConfig(config -> config.failFast(true)))
        : compiled().validate(value);
  }

  /** Threads that ask at the same time may compile the same twice, which harms nobody. */
  private Schema compiled() {
    if (compiled.isEmpty()) {
      Schema schema = MetaSchema.registry().getSchema(source);
      schema.initializeValidators();
      compiled = Optional.of(schema);
    }
    return compiled.get();
  }

  private static void requireValid(JsonNode source) {
    List<Error> errors = MetaSchema.judge(source);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException("not a valid JSON Schema: " + errors.get(0));
    }
  }

  private static void requireBounded(JsonNode source) {
    if (size(source, 0) > MAX_NODES) {
      throw new IllegalArgumentException("the schema has more than " + MAX_NODES + " parts");
    }
  }

  private static int size(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the schema is nested deeper than " + MAX_DEPTH);
    }
    int size = 1;
    for (JsonNode child : node) {
      size += size(child, depth + 1);
    }
    return size;
  }
}

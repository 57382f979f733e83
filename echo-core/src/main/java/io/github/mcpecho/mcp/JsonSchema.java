package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A compiled JSON Schema: dialect 2020-12 unless {@code $schema} names another that is known.
 * Nothing is ever fetched from a network. Thread-safe.
 */
final class JsonSchema {
  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

  /** Keywords of others, such as {@code x-mcp-header}, are annotations (JSON Schema core §6.5). */
  private static final Dialect WITH_ANNOTATIONS =
      Dialect.builder(DIALECT, Dialects.getDraft202012())
          .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
          .build();

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 10_000;
  private static final int LARGE = 1_000;

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException if it is not a valid schema, too large, or refers to something
   *     that is not in it
   */
  static JsonSchema of(JsonNode source) {
    requireBounded(source);
    String dialect = source.path("$schema").asText(DIALECT);
    if (!dialect.replaceFirst("#$", "").equals(DIALECT)) {
      throw new IllegalArgumentException(
          "the dialect " + dialect + " is not supported, only " + DIALECT);
    }
    try {
      requireValid(source);
      return trusted(source);
    } catch (SchemaException e) {
      throw new IllegalArgumentException("the schema cannot be used: " + e.getMessage(), e);
    }
  }

  /** Compiles a schema that is known to be valid. */
  static JsonSchema trusted(JsonNode source) {
    Schema schema = SchemaRegistry.withDefaultDialect(WITH_ANNOTATIONS).getSchema(source);
    schema.initializeValidators();
    return new JsonSchema(schema);
  }

  /**
   * Returns what is wrong with the value, a sentence each. Of the value only names of members are
   * quoted, after {@code redaction}: a confused client puts a secret there too.
   */
  List<String> problems(JsonNode value, UnaryOperator<String> redaction) {
    if (!SafeNumbers.areShort(value)) {
      return List.of("A number has an exponent beyond " + SafeNumbers.MAX_EXPONENT);
    }
    return SchemaProblems.sentences(validate(SafeNumbers.writtenOut(value)), redaction);
  }

  /** A million wrong elements are one problem: nobody reads more, and each costs memory. */
  private List<Error> validate(JsonNode value) {
    return isLarger(value, LARGE)
        ? schema.validate(
            value, context -> context.executionConfig(config -> config.failFast(true)))
        : schema.validate(value);
  }

  private static boolean isLarger(JsonNode value, int nodes) {
    return nodesLeft(value, nodes) < 0;
  }

  /** Counts down from {@code nodes}, and no further than below zero. */
  private static int nodesLeft(JsonNode value, int nodes) {
    int left = nodes - value.size();
    if (left >= 0 && value.isContainerNode()) {
      for (JsonNode child : value) {
        left = nodesLeft(child, left);
        if (left < 0) {
          break;
        }
      }
    }
    return left;
  }

  private static void requireValid(JsonNode source) {
    List<Error> errors = MetaSchema.COMPILED.validate(source);
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

  /** Compiled once, when it is first needed: it is larger than most schemas that it judges. */
  private static final class MetaSchema {
    static final Schema COMPILED =
        SchemaRegistry.withDefaultDialect(WITH_ANNOTATIONS).getSchema(SchemaLocation.of(DIALECT));
  }
}

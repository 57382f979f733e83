package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * JSON text to trees and back: strict UTF-8 (RFC 8259 §8.1), bounded depth, bounded number of
 * values, no duplicate member names, exactly one value at the top, numbers kept exact. Thread-safe.
 */
public final class Json {
  /** Nesting that no MCP message comes near. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** Of an integer that is written with a fraction or an exponent: as many as a long has. */
  private static final int MAX_DIGITS = 19;

  /**
   * Objects, arrays, strings, numbers and literals in one text. A tree needs some hundred bytes for
   * each, and of the shortest a body of 4 MiB has room for two million.
   */
  static final int MAX_VALUES = 120_000;

  /** Objects are small, and so are those that are made in them. */
  private static final JsonNodeFactory NODES =
      new JsonNodeFactory() {
        @Override
        public ObjectNode objectNode() {
          return new IndexedObject(this, new ObjectMembers());
        }
      };

  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_IDLE_BUFFERS = 32;

  private final int maxDepth;
  private final JsonFactory factory;

  /** Refuses text nested deeper than {@code maxDepth} arrays and objects. */
  public Json(int maxDepth) {
    this.maxDepth = maxDepth;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    // The size of a string or name is bounded by the size of the body.
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Member names come from outside: neither this factory nor the JVM may keep them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // The default keeps buffers per thread: none would be reused by a virtual thread.
            .recyclerPool(JsonRecyclerPools.newBoundedPool(MAX_IDLE_BUFFERS))
            .build();
  }

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** Returns a new empty object that will hardly have more members. */
  public static ObjectNode object(int size) {
    return new IndexedObject(NODES, new ObjectMembers(size));
  }

  /** Returns a new empty array that will have so many elements. */
  public static ArrayNode array(int size) {
    return NODES.arrayNode(size);
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /**
   * @throws MalformedJsonException if the bytes are not exactly one acceptable JSON value; the
   *     message says what is wrong and where, and quotes nothing
   */
  public JsonNode parse(byte[] utf8) {
    if (utf8.length == 0) {
      throw new MalformedJsonException("the body is empty");
    }
    JsonNode plain = PlainReader.read(utf8, maxDepth);
    if (!plain.isMissingNode()) {
      return plain;
    }
    BodyEncoding.problem(utf8)
        .ifPresent(
            what -> {
              throw new MalformedJsonException(what);
            });
    String text = decode(utf8);
    try (JsonParser parser = factory.createParser(text)) {
      return new TreeReader(parser).read();
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(OtherBody.of(utf8).orElseGet(() -> describe(e, text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      // Jackson checks the digits of a number; it is the JDK that cannot hold such an exponent.
      throw new MalformedJsonException("a number has an exponent that is out of range");
    }
  }

  /**
   * Returns whether this is an integer as JSON Schema has it (2020-12 validation, 6.1.1): 41.0 is
   * one, which programs write whose numbers all have a fraction.
   */
  public static boolean isInteger(JsonNode value) {
    return value.isIntegralNumber() || value.isBigDecimal() && isInteger(value.decimalValue());
  }

  private static boolean isInteger(BigDecimal value) {
    BigDecimal digits = value.stripTrailingZeros();
    return digits.scale() <= 0 && (long) digits.precision() - digits.scale() <= MAX_DIGITS;
  }

  /** Returns whether a condition holds for each name and each text in a value. */
  public static boolean isEach(JsonNode node, Predicate<String> condition) {
    if (node.isTextual()) {
      return condition.test(node.textValue());
    }
    boolean holds = true;
    if (node.isArray()) {
      for (int i = 0; holds && i < node.size(); i++) {
        holds = isEach(node.get(i), condition);
      }
    } else if (node instanceof IndexedObject object && object.members().areFew()) {
      ObjectMembers few = object.members();
      for (int i = 0; holds && i < few.size(); i++) {
        holds = condition.test(few.name(i)) && isEach(few.value(i), condition);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        holds &= condition.test(member.getKey()) && isEach(member.getValue(), condition);
      }
    }
    return holds;
  }

  /**
   * Reads the resource of this name that stands beside a class.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JsonNode resource(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("No resource " + name + " beside " + neighbour);
      }
      return new Json(DEFAULT_MAX_DEPTH).parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses one JSON value from text. See {@link #parse(byte[])}. */
  public JsonNode parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns a value that {@link #write} writes as it writes this one, without a walk over it: for
   * what never changes and goes out again and again. It can only be written.
   */
  public static JsonNode encoded(JsonNode node) {
    return JsonNodeFactory.instance.pojoNode(TreeWriter.compact(node));
  }

  /** Returns compact JSON on one line, in UTF-8; half of a surrogate pair becomes an escape. */
  public byte[] write(JsonNode node) {
    return TreeWriter.compact(node);
  }

  /**
   * Returns {@link #write(JsonNode)} of an object of these members, of which there is at least one.
   */
  public byte[] write(List<String> names, JsonNode... values) {
    return TreeWriter.compact(names, values);
  }

  /** Returns compact JSON on one line. */
  public String writeString(JsonNode node) {
    return new String(write(node), StandardCharsets.UTF_8);
  }

  /** Returns JSON on indented lines, for people to read. */
  public String writePretty(JsonNode node) {
    return new String(TreeWriter.pretty(node), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Jackson's own decoder lets overlong forms and encoded surrogates pass; the JDK's does not. */
  private static String decode(byte[] utf8) {
    if (isAscii(utf8)) {
      return new String(utf8, StandardCharsets.ISO_8859_1);
    }
    String text =
        Utf8.decode(utf8).orElseThrow(() -> new MalformedJsonException(BodyEncoding.ofOther(utf8)));
    if (text.charAt(0) == '\uFEFF') {
      throw new MalformedJsonException("the body starts with a byte order mark (RFC 8259 §8.1)");
    }
    return text;
  }

  private String describe(JsonProcessingException e, String text) {
    if (e instanceof StreamConstraintsException) {
      return e.getMessage().contains("depth")
          ? "nested deeper than " + maxDepth + " levels"
          : "a number has more than " + MAX_NUMBER_LENGTH + " digits";
    }
    return e instanceof JsonEOFException
        ? "the JSON ends too early" + place(e.getLocation())
        : "not valid JSON" + place(e.getLocation()) + Misplaced.fix(text, e.getLocation());
  }

  static String place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}

package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads JSON as programs mostly write it: ASCII without an escape, and whole numbers of at most 18
 * digits. What it reads, {@link TreeReader} reads to an equal tree; of any other text, right or
 * wrong, it says nothing but that it is not plain.
 */
final class PlainReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonNode NOT_PLAIN = MissingNode.getInstance();

  /** Of these no text is made anew for each message. */
  private static final List<String> FREQUENT_NAMES =
      List.of(
          "jsonrpc",
          "id",
          "method",
          "params",
          "name",
          "arguments",
          "_meta",
          "io.modelcontextprotocol/protocolVersion",
          "io.modelcontextprotocol/clientInfo",
          "io.modelcontextprotocol/clientCapabilities");

  private static final int NONE = -1;
  private static final int END = Integer.MIN_VALUE;
  private static final int MOST_DIGITS = 18;

  private final byte[] text;
  private final int maxDepth;
  private int at;
  private int values;

  private PlainReader(byte[] text, int maxDepth) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  /** Returns the one value that the text is, a missing node if the text is not plain. */
  static JsonNode read(byte[] text, int maxDepth) {
    var reader = new PlainReader(text, maxDepth);
    JsonNode value = reader.value(0);
    return reader.next() == END ? value : NOT_PLAIN;
  }

  private JsonNode value(int depth) {
    values++;
    if (values > Json.MAX_VALUES) {
      return NOT_PLAIN;
    }
    return switch (next()) {
      case '{' -> depth < maxDepth ? object(depth + 1) : NOT_PLAIN;
      case '[' -> depth < maxDepth ? array(depth + 1) : NOT_PLAIN;
      case '"' -> string();
      case 't' -> literal("true", NODES.booleanNode(true));
      case 'f' -> literal("false", NODES.booleanNode(false));
      case 'n' -> literal("null", NODES.nullNode());
      default -> number();
    };
  }

  private JsonNode object(int depth) {
    ObjectNode object = Json.object();
    at++;
    boolean more = next() != '}';
    while (more) {
      int length = next() == '"' ? stringLength() : NONE;
      if (length == NONE) {
        return NOT_PLAIN;
      }
      String name = readName(length);
      if (object.has(name) || next() != ':') {
        return NOT_PLAIN;
      }
      at++;
      JsonNode value = value(depth);
      more = next() == ',';
      if (value.isMissingNode() || !more && next() != '}') {
        return NOT_PLAIN;
      }
      object.set(name, value);
      at += more ? 1 : 0;
    }
    at++;
    return object;
  }

  private JsonNode array(int depth) {
    ArrayNode array = Json.array();
    at++;
    boolean more = next() != ']';
    while (more) {
      JsonNode value = value(depth);
      more = next() == ',';
      if (value.isMissingNode() || !more && next() != ']') {
        return NOT_PLAIN;
      }
      array.add(value);
      at += more ? 1 : 0;
    }
    at++;
    return array;
  }

  private JsonNode string() {
    int length = stringLength();
    return length == NONE ? NOT_PLAIN : NODES.textNode(readString(length));
  }

  /** Returns how many characters stand behind this quote and before the next. */
  private int stringLength() {
    int end = at + 1;
    while (end < text.length && text[end] >= ' ' && text[end] != '"' && text[end] != '\\') {
      end++;
    }
    return end < text.length && text[end] == '"' ? end - at - 1 : NONE;
  }

  private String readName(int length) {
    for (String name : FREQUENT_NAMES) {
      if (name.length() == length && stands(name, at + 1)) {
        at += length + 2;
        return name;
      }
    }
    return readString(length);
  }

  private String readString(int length) {
    var string = new String(text, at + 1, length, StandardCharsets.ISO_8859_1);
    at += length + 2;
    return string;
  }

  private JsonNode literal(String literal, JsonNode value) {
    if (!stands(literal, at)) {
      return NOT_PLAIN;
    }
    at += literal.length();
    return value;
  }

  private boolean stands(String literal, int from) {
    int i = 0;
    while (i < literal.length() && from + i < text.length && text[from + i] == literal.charAt(i)) {
      i++;
    }
    return i == literal.length();
  }

  /** What has a fraction or an exponent has something behind its digits that nobody expects. */
  private JsonNode number() {
    boolean negative = next() == '-';
    int from = negative ? at + 1 : at;
    long number = 0;
    at = from;
    while (at < text.length && at - from < MOST_DIGITS && text[at] >= '0' && text[at] <= '9') {
      number = 10 * number + text[at] - '0';
      at++;
    }
    boolean isPlain = at > from && (text[from] != '0' || at == from + 1 && !negative);
    if (!isPlain) {
      return NOT_PLAIN;
    }
    long signed = negative ? -number : number;
    return signed == (int) signed ? NODES.numberNode((int) signed) : NODES.numberNode(signed);
  }

  /** Returns the next character that is no white space; it is not read yet. */
  private int next() {
    while (at < text.length) {
      switch (text[at]) {
        case ' ', '\t', '\r', '\n' -> at++;
        default -> {
          return text[at];
        }
      }
    }
    return END;
  }
}

package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree of JSON values in UTF-8. The tree is walked twice: how long the text is has to be
 * known first, so that not a byte more than its own is needed for it.
 */
final class TreeWriter {
  private static final byte[] ONLY_COUNTED = {};
  private static final String ESCAPED = "\"\\\b\t\n\f\r";
  private static final String ESCAPES = "\"\\btnfr";
  private static final String HEX = "0123456789ABCDEF";
  private static final int COMPACT = -1;

  private byte[] out = ONLY_COUNTED;
  private int at;

  /** How deep the value is that is written, if it is written on lines of its own. */
  private int level;

  private TreeWriter(int level) {
    this.level = level;
  }

  /**
   * Returns the value and all below it on one line.
   *
   * @throws IllegalArgumentException if one of them is no JSON but an object of a program
   */
  static byte[] compact(JsonNode node) {
    return new TreeWriter(COMPACT).written(node);
  }

  /** The same with two blanks a level, {@code "name": value}, line feeds on every platform. */
  static byte[] pretty(JsonNode node) {
    return new TreeWriter(0).written(node);
  }

  /** Returns an object of these members on one line; nobody has to make one for it. */
  static byte[] compact(List<String> names, JsonNode... values) {
    var writer = new TreeWriter(COMPACT);
    writer.members(names, values);
    writer.beginAgain();
    writer.members(names, values);
    return writer.out;
  }

  private byte[] written(JsonNode node) {
    value(node);
    beginAgain();
    value(node);
    return out;
  }

  private void beginAgain() {
    out = new byte[at];
    at = 0;
  }

  private void members(List<String> names, JsonNode... values) {
    for (int i = 0; i < values.length; i++) {
      put(i == 0 ? '{' : ',');
      string(names.get(i));
      put(':');
      value(values[i]);
    }
    put('}');
  }

  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> string(node.textValue());
      case NUMBER -> number(node);
      case BOOLEAN, NULL -> ascii(node.asText());
      case BINARY -> string(node.asText());
      case POJO -> encoded(node);
      case MISSING -> throw noJson(node);
    }
  }

  private void object(JsonNode object) {
    put('{');
    int before = '{';
    if (object instanceof IndexedObject indexed && indexed.members().areFew()) {
      ObjectMembers few = indexed.members();
      for (int i = 0; i < few.size(); i++) {
        member(before, few.name(i), few.value(i));
        before = ',';
      }
    } else {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        member(before, member.getKey(), member.getValue());
        before = ',';
      }
    }
    end(before, '}');
  }

  private void member(int before, String name, JsonNode value) {
    begin(before);
    string(name);
    ascii(level == COMPACT ? ":" : ": ");
    value(value);
  }

  private void array(JsonNode array) {
    put('[');
    int before = '[';
    for (int i = 0; i < array.size(); i++) {
      begin(before);
      value(array.get(i));
      before = ',';
    }
    end(before, ']');
  }

  private void begin(int before) {
    if (before == ',') {
      put(',');
    } else if (level != COMPACT) {
      level++;
    }
    newLine();
  }

  private void end(int before, char close) {
    if (before == ',' && level != COMPACT) {
      level--;
      newLine();
    }
    put(close);
  }

  private void newLine() {
    if (level != COMPACT) {
      ascii("\n");
      ascii("  ".repeat(level));
    }
  }

  /** A number that no JSON can hold is a string. */
  private void number(JsonNode number) {
    if (number.isInt() && number.intValue() >= 0) {
      digits(number.intValue());
    } else if (number.isFloatingPointNumber()
        && !number.isBigDecimal()
        && !Double.isFinite(number.doubleValue())) {
      string(number.asText());
    } else {
      ascii(number.asText());
    }
  }

  private void digits(int number) {
    if (number > 9) {
      digits(number / 10);
    }
    put('0' + number % 10);
  }

  private void string(String text) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        character(c);
      } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        put(0xE0 | c >> 12);
        put(0x80 | c >> 6 & 0x3F);
        put(0x80 | c & 0x3F);
      } else if (Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : c)) {
        int codePoint = text.codePointAt(i);
        put(0xF0 | codePoint >> 18);
        put(0x80 | codePoint >> 12 & 0x3F);
        put(0x80 | codePoint >> 6 & 0x3F);
        put(0x80 | codePoint & 0x3F);
        i++;
      } else {
        escape(c);
      }
    }
    put('"');
  }

  private void character(char ascii) {
    if (ascii >= ' ' && ascii != '"' && ascii != '\\') {
      put(ascii);
      return;
    }
    int escaped = ESCAPED.indexOf(ascii);
    if (escaped < 0) {
      escape(ascii);
    } else {
      put('\\');
      put(ESCAPES.charAt(escaped));
    }
  }

  private void escape(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX.charAt(c >> shift & 0xF));
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void encoded(JsonNode node) {
    if (!(node instanceof POJONode held && held.getPojo() instanceof byte[] json)) {
      throw noJson(node);
    }
    if (out != ONLY_COUNTED) {
      System.arraycopy(json, 0, out, at, json.length);
    }
    at += json.length;
  }

  private void put(int b) {
    if (out != ONLY_COUNTED) {
      out[at] = (byte) b;
    }
    at++;
  }

  private static IllegalArgumentException noJson(JsonNode node) {
    return new IllegalArgumentException("A node of type " + node.getNodeType() + " is no JSON");
  }
}

package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a tree of JSON values. */
final class TreeWriter {
  private TreeWriter() {}

  /**
   * Writes the value and all below it.
   *
   * @throws IllegalArgumentException if one of them is no JSON but an object of a program
   */
  static void write(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, out);
      case ARRAY -> writeArray(node, out);
      case STRING -> out.writeString(node.textValue());
      case NUMBER -> writeNumber(node, out);
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL -> out.writeNull();
      case BINARY -> out.writeBinary(node.binaryValue());
      case POJO -> writeEncoded(node, out);
      case MISSING -> throw noJson(node);
    }
  }

  private static void writeObject(JsonNode object, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.writeFieldName(member.getKey());
      write(member.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void writeArray(JsonNode array, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (JsonNode element : array) {
      write(element, out);
    }
    out.writeEndArray();
  }

  private static void writeNumber(JsonNode number, JsonGenerator out) throws IOException {
    switch (number.numberType()) {
      case INT -> out.writeNumber(number.intValue());
      case LONG -> out.writeNumber(number.longValue());
      case BIG_INTEGER -> out.writeNumber(number.bigIntegerValue());
      case FLOAT -> out.writeNumber(number.floatValue());
      case DOUBLE -> out.writeNumber(number.doubleValue());
      case BIG_DECIMAL -> out.writeNumber(number.decimalValue());
    }
  }

  private static void writeEncoded(JsonNode node, JsonGenerator out) throws IOException {
    if (!(node instanceof POJONode held && held.getPojo() instanceof byte[] json)) {
      throw noJson(node);
    }
    if (out.getOutputTarget() instanceof Pieces pieces) {
      out.writeRawValue("");
      out.flush();
      pieces.add(json);
    } else {
      out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    }
  }

  private static IllegalArgumentException noJson(JsonNode node) {
    return new IllegalArgumentException("A node of type " + node.getNodeType() + " is no JSON");
  }
}

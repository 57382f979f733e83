package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeWriterTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectMapper jackson =
      JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  @Test
  void everyCharacterIsWrittenAsJacksonWritesIt() throws IOException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      TextNode text = TextNode.valueOf("a" + (char) c + "z");
      assertArrayEquals(jackson.writeValueAsBytes(text), TreeWriter.compact(text), "U+" + c);
    }
  }

  @Test
  void everyPairOfSurrogatesIsOneCharacter() {
    for (int c = Character.MIN_SUPPLEMENTARY_CODE_POINT; c <= Character.MAX_CODE_POINT; c += 7) {
      String text = Character.toString(c);
      assertEquals(
          "\"" + text + "\"",
          new String(TreeWriter.compact(TextNode.valueOf(text)), StandardCharsets.UTF_8));
    }
  }

  static Stream<JsonNode> values() {
    return Stream.of(
        NODES.numberNode(0),
        NODES.numberNode(Integer.MIN_VALUE),
        NODES.numberNode(Long.MIN_VALUE),
        NODES.numberNode(new BigInteger("18446744073709551621")),
        NODES.numberNode(new BigDecimal("1.50")),
        NODES.numberNode(new BigDecimal("1E+400")),
        NODES.numberNode(0.1),
        NODES.numberNode(1e300),
        NODES.numberNode(0.1f),
        NODES.numberNode(Double.NaN),
        NODES.numberNode(Float.NEGATIVE_INFINITY),
        NODES.numberNode((short) -7),
        NODES.booleanNode(true),
        NODES.nullNode(),
        NODES.binaryNode(new byte[] {0, 1, 2, (byte) 0xff}),
        Json.object(),
        Json.array(),
        Json.array().add(Json.object()).add(Json.array().add(1).add("b")),
        Json.object().put("a\"", 1).set("\u00e9", Json.array().add(true).addNull()));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueIsWrittenAsJacksonWritesIt(JsonNode value) throws IOException {
    JsonNode object = Json.object().set("a", value);
    assertArrayEquals(jackson.writeValueAsBytes(object), TreeWriter.compact(object));
    assertArrayEquals(
        jackson.writeValueAsBytes(object.deepCopy()), TreeWriter.compact(List.of("a"), value));
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (JsonNode node : List.of(MissingNode.getInstance(), NODES.pojoNode("text"))) {
      assertThrows(IllegalArgumentException.class, () -> TreeWriter.compact(node));
    }
  }
}

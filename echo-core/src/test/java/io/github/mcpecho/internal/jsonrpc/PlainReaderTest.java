package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTest {
  private static final int DEPTH = 8;
  private static final byte[] BYTES =
      "{}[]\",:\\ \t\r\n0123456789+-.eEtrufalsn/\0\u000b\u007f\u0080\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final ObjectMapper strict =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
        " {\t\"id\" : -999999999 ,\r\n\"params\" : { } } ",
        "[[],[true,false,null],{\"\":\"\"},0]",
        "[[[[[[[[1]]]]]]]]",
        "\"a\u007fb\"",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "999999999999999999",
        "-999999999999999999",
      })
  void whatIsPlainIsReadAsAnyParserReadsIt(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(strict.readTree(bytes), PlainReader.read(bytes, DEPTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "[1,]",
        "[,1]",
        "[1}",
        "[[[[[[[[[1]]]]]]]]]",
        "\"a",
        "\"a\\n\"",
        "\"é\"",
        "\"a\tb\"",
        "tru",
        "truex",
        "nul",
        "01",
        "-",
        "-0",
        "+1",
        "1.0",
        "1e2",
        "1000000000000000000",
        "9223372036854775808",
        "1 2",
        "1,",
        "1\u0000",
        "1\u00ff"
      })
  void anyOtherTextIsLeftToTheParser(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(PlainReader.read(bytes, DEPTH).isMissingNode());
  }

  /** A text that only one of two readers takes for JSON means two things. */
  @Test
  void nothingIsReadThatAParserRefusesOrReadsInAnotherWay() throws IOException {
    var random = new Random(11);
    byte[] plain =
        "{\"id\":10,\"method\":\"m\",\"params\":{\"a\":[true,null,-3,\"b c\"],\"b\":{}}}"
            .getBytes(StandardCharsets.US_ASCII);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] text = Arrays.copyOf(plain, plain.length - (i % 4 == 0 ? random.nextInt(3) : 0));
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        text[random.nextInt(text.length)] = BYTES[random.nextInt(BYTES.length)];
      }
      JsonNode node = PlainReader.read(text, DEPTH);
      if (!node.isMissingNode()) {
        read++;
        assertEquals(strict.readTree(text), node, new String(text, StandardCharsets.ISO_8859_1));
      }
    }
    assertTrue(read > 1_000, "read " + read);
  }
}

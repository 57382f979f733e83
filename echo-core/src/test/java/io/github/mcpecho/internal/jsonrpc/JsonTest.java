package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private final Json json = new Json(8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890",
        "-0",
        "1.0",
        "1.50",
        "\"\\ud83d\\ude00\"",
        "[]",
        "{}",
        "null",
        "true"
      })
  void valuesSurviveARoundTrip(String text) {
    JsonNode value = json.parse(text);
    assertEquals(value, json.parse(json.write(value)));
  }

  @Test
  void numbersKeepTheirDigits() {
    assertEquals("12345678901234567890", json.writeString(json.parse("12345678901234567890")));
    assertEquals("1.50", json.writeString(json.parse("1.50")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\uD800é\"", "\"\\uDC00\"", "\"é\\uD83D\"", "\"\\uD800\\uD800x\""})
  void halfASurrogatePairIsWrittenAsAnEscape(String text) {
    assertEquals(text, json.writeString(json.parse(text)));
  }

  @Test
  void textOutsideAsciiIsWrittenAsItIs() {
    assertEquals("\"grüß 😀\"", json.writeString(json.parse("\"grüß 😀\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7b | the JSON ends too early at line 1, column 2
          22c328 | the body is not valid UTF-8: it looks like an older encoding, such as ISO-8859-1 or windows-1252
          22c08022 | the body is not valid UTF-8
          22eda08022 | the body is not valid UTF-8
          22ff22 | the body is not valid UTF-8: it looks like an older encoding, such as ISO-8859-1 or windows-1252
          226772fcdf6522 | the body is not valid UTF-8: it looks like an older encoding, such as ISO-8859-1 or windows-1252
          2293612022 | the body is not valid UTF-8: it looks like an older encoding, such as ISO-8859-1 or windows-1252
          22e2822c22 | the body is not valid UTF-8
          22f490808022 | the body is not valid UTF-8
          efbbbf7b7d | the body starts with a byte order mark (RFC 8259 §8.1)
          fffe7b007d00 | the body is UTF-16, and JSON goes in UTF-8 (RFC 8259 §8.1)
          feff007b007d | the body is UTF-16, and JSON goes in UTF-8 (RFC 8259 §8.1)
          7b007d00 | the body is UTF-16, and JSON goes in UTF-8 (RFC 8259 §8.1)
          007b007d | the body is UTF-16, and JSON goes in UTF-8 (RFC 8259 §8.1)
          5b005d00 | the body is UTF-16, and JSON goes in UTF-8 (RFC 8259 §8.1)
          fffe00007b0000007d000000 | the body is UTF-32, and JSON goes in UTF-8 (RFC 8259 §8.1)
          0000feff0000007b0000007d | the body is UTF-32, and JSON goes in UTF-8 (RFC 8259 §8.1)
          7b0000007d000000 | the body is UTF-32, and JSON goes in UTF-8 (RFC 8259 §8.1)
          0000007b0000007d | the body is UTF-32, and JSON goes in UTF-8 (RFC 8259 §8.1)
          1f8b08000000 | the body is gzip, and no Content-Encoding says so
          7b7d00 | not valid JSON at line 1, column 4
          00 | not valid JSON at line 1, column 2
          7b7d7b7d | more than one JSON value
          20 | the body holds no JSON value
          7b2261223a312c2261223a327d | a member name stands twice in one object
          5b5b5b5b5b5b5b5b5b5d5d5d5d5d5d5d5d5d | nested deeper than 8 levels
          4e614e | not valid JSON at line 1
          276127 | not valid JSON at line 1
          5b312c5d | not valid JSON at line 1
          7b2f2a2a2f7d | not valid JSON at line 1
          """)
  void h11_badTextIsRefusedWithAReason(String hex, String reason) {
    byte[] body = HexFormat.of().parseHex(hex);
    String message =
        assertThrows(MalformedJsonException.class, () -> json.parse(body)).getMessage();
    assertEquals(reason, message.substring(0, Math.min(reason.length(), message.length())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          data: {"id":1}           | the body is an event of SSE
          event: message           | the body is an event of SSE
          Content-Length: 40       | the body begins with a header
          [object Object]          | the body is what JavaScript prints for an object
          undefined                | the body is what JavaScript writes for a value that is missing
          eyJqc29ucnBjIjoiMi4wIn0= | the body is JSON in base64
          eyAiaWQiOiAxIH0          | the body is JSON in base64
          W3siaWQiOjF9XQ==         | the body is JSON in base64
          eyJhbGciOiJIUzI1NiJ9.e.s | the body is a token
          eyJ?                     | not valid JSON
          b'{"id":1}'              | the body is how Python prints bytes
          <!DOCTYPE html><html>    | the body is a page of HTML
          <HTML lang="en">         | the body is a page of HTML
          <?xml version="1.0"?>    | the body is XML
          <soap:Envelope>          | the body is XML
          <id>                     | not valid JSON
          @body.json               | the body is the name of a file
          @/tmp/body.json          | the body is the name of a file
          @                        | not valid JSON
          %7B%22jsonrpc%22         | the body is JSON in percent encoding
          jsonrpc=2.0&id=1         | the body is that of a form
          jsonrpc: "2.0"           | the body is YAML
          - jsonrpc: "2.0"         | the body is YAML
          ------x\\r\\nContent-Type: a | the body is multipart
          -----BEGIN PUBLIC KEY----- | not valid JSON
          $BODY                    | the body is a placeholder
          ${BODY}                  | the body is a placeholder
          {{body}}                 | the body is a placeholder
          %BODY%                   | the body is a placeholder
          $                        | not valid JSON
          -5x                      | not valid JSON
          [objects]                | not valid JSON
          database: {}             | not valid JSON
          """)
  void whatComesInThePlaceOfJsonIsNamed(String text, String reason) {
    byte[] body = text.translateEscapes().getBytes(StandardCharsets.UTF_8);
    String message =
        assertThrows(MalformedJsonException.class, () -> json.parse(body)).getMessage();
    assertTrue(message.startsWith(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {“a”:1}          | a quote is typographic
          {"a":„b“}        | a quote is typographic
          {"a":True}       | that is Python
          [1, None]        | that is Python
          [1, Nonesuch]    |
          {"a":undefined}  | that is what JavaScript has
          {"a":nil}        | write null
          {"a":NaN}        | JSON has no such number
          {"a":-Infinity}  | JSON has no such number
          {"a":"b\\nc"}    | a line break stands in a string
          {"a":"b\\rc"}    | a line break stands in a string
          {"a":"b\\tc"}    | a tab stands in a string
          {"a":"b\\1c"}    |
          {\\n+:1}         |
          {"a":1, }        | a comma has nothing behind it
          [1,]             | a comma has nothing behind it
          {"a":}           | a value is missing
          {"a": ,"b":1}    | a value is missing
          {"a":$ID}        | that is a placeholder
          {"a":${ID}}      | that is a placeholder
          {"a":{{id}}}     | that is a placeholder
          {"a":$}          |
          {"a":1 /* b */}  | JSON has no comments
          {"a":1 // b}     | JSON has no comments
          {"a":'b'}        | strings have double quotes
          {"a"=>1}         | a value is printed as a program shows it
          { "a":1}        | an invisible character stands there
          {"a":1 "b":2}    |
          """)
  void whatStandsWhereJsonCannotGoOnIsNamed(String text, String fix) {
    byte[] body = text.translateEscapes().getBytes(StandardCharsets.UTF_8);
    String message =
        assertThrows(MalformedJsonException.class, () -> json.parse(body)).getMessage();
    assertEquals("not valid JSON at line ", message.substring(0, 23));
    assertEquals(fix != null, message.contains(": "), message);
    assertTrue(message.contains(fix == null ? "column" : ": " + fix), message);
  }

  @Test
  void emptyBodyIsRefused() {
    assertEquals(
        "the body is empty",
        assertThrows(MalformedJsonException.class, () -> json.parse(new byte[0])).getMessage());
  }

  @Test
  void j08_numberOfTooManyDigitsIsRefused() {
    assertEquals(
        "a number has more than 1000 digits",
        assertThrows(MalformedJsonException.class, () -> json.parse("9".repeat(1_001)))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "1", "\"a\"", "null"})
  void j08_moreValuesThanAMessageNeedsAreRefused(String value) {
    String most = "[" + (value + ",").repeat(119_998) + value + "]";

    assertEquals(119_999, json.parse(most).size());
    String message =
        assertThrows(MalformedJsonException.class, () -> json.parse("[1," + most.substring(1)))
            .getMessage();
    assertTrue(message.startsWith("more than 120000 values at line 1"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1E-99999999999", "{\"é\": [1e9999999999]}"})
  void j08_exponentThatNoNumberCanHoldIsRefused(String text) {
    assertEquals(
        "a number has an exponent that is out of range",
        assertThrows(MalformedJsonException.class, () -> json.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"aName\": 1}", "{\"ä name\": 1}"})
  void memberNamesAreNotKeptForTheNextParse(String text) {
    String name = json.parse(text).fieldNames().next();
    assertNotSame(name, json.parse(text).fieldNames().next());
  }

  @Test
  void reasonNeverQuotesTheText() {
    byte[] body = "{\"token\": hunter2}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "not valid JSON at line 1, column 11",
        assertThrows(MalformedJsonException.class, () -> json.parse(body)).getMessage());
  }

  @Test
  void longStringsAndNamesAreFine() {
    String text = "\"" + "x".repeat(30_000_000) + "\"";
    assertEquals(30_000_000, json.parse(text).textValue().length());
    assertEquals(1, json.parse("{" + text + ":1}").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\":[1,2.50,true,null,\"\\\"\\n\"]}",
        "\"🐐 é 漢\"",
        "\"half a pair \\uD83D\""
      })
  void anEncodedValueIsWrittenLikeTheValue(String text) {
    JsonNode value = json.parse(text);
    ObjectNode around = Json.object();
    around.set("before", Json.encoded(value));
    around.set("after", value);
    assertEquals("{\"before\":" + text + ",\"after\":" + text + "}", json.writeString(around));
  }

  @Test
  void anObjectOfAProgramIsNoJson() {
    JsonNode node = JsonNodeFactory.instance.pojoNode(List.of("secret"));
    assertEquals(
        "A node of type POJO is no JSON",
        assertThrows(IllegalArgumentException.class, () -> json.write(node)).getMessage());
  }

  @Test
  void prettyTextHasTwoBlanksALevel() {
    assertEquals(
        """
        {
          "alg": "RS256",
          "crit": [
            "b64"
          ],
          "empty": {}
        }\
        """,
        json.writePretty(json.parse("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"empty\":{}}")));
  }
}

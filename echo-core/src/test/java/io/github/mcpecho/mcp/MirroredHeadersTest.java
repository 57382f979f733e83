package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that mirror the body, through the server; {@code -} stands for no header. */
class MirroredHeadersTest {
  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          HD-04 plain            | say | say | result
          HD-04 missing          | say | - | -32020
          HD-04 other tool       | say | typed | -32020
          HD-04 other case       | say | SAY | -32020
          HD-05 base64           | say | =?base64?c2F5?= | result
          HD-05 base64 of other  | say | =?base64?c2F6?= | -32020
          HD-06 needs no padding | number | =?base64?bnVtYmVy?= | fails
          HD-06 lost padding     | fails | =?base64?ZmFpbHM?= | -32020
          HD-06 right padding    | fails | =?base64?ZmFpbHM=?= | fails
          HD-06 bad character    | say | =?base64?c2!5?= | -32020
          HD-06 base64url        | say | =?base64?c2-_?= | -32020
          HD-06 bad UTF-8        | say | =?base64?/////w==?= | -32020
          HD-07 no end marker    | say | =?base64?c2F5 | -32020
          HD-07 markers in caps  | say | =?BASE64?c2F5?= | -32020
          HD-08 white space      | say | ' say\t' | result
          HD-09 not ASCII        | say | säy | -32020
          HD-09 control          | say | 's\u0001ay' | -32020
          HD-14 twice            | say | say;say | -32020
          HD-16 empty header     | say | '' | -32020
          HD-16 empty base64     | say | =?base64??= | -32020
          """)
  void nameIsComparedAfterDecoding(String rule, String tool, String header, String outcome) {
    var headers = headers("Mcp-Name", header);
    headers.addAll(0, List.of("MCP-Protocol-Version", "2026-07-28", "mcp-method", "tools/call"));
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                + tool
                + "\",\"arguments\":{\"text\":\"x\"},"
                + Calls.META.formatted("{}")
                + "}}",
            headers.toArray(String[]::new));
    assertOutcome(outcome, reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          HD-10 equal             | {"region":"Hello"} | Region | Hello | result
          HD-10 differs           | {"region":"Hello"} | Region | hello | -32020
          HD-10 missing           | {"region":"Hello"} | Region | - | -32020
          HD-10 any case of name  | {"region":"Hello"} | REGION | Hello | result
          HD-05 base64            | {"region":"Hello"} | Region | =?base64?SGVsbG8=?= | result
          HD-06 lost padding      | {"region":"Hello"} | Region | =?base64?SGVsbG8?= | -32020
          HD-06 bad characters    | {"region":"Hello"} | Region | =?base64?SGVs!!!bG8=?= | -32020
          HD-07 plain literal     | {"region":"SGVsbG8="} | Region | SGVsbG8= | result
          HD-07 only one marker   | {"region":"=?base64?SGVsbG8="} | Region | =?base64?SGVsbG8= | result
          HD-05 not ASCII         | {"region":"Grüße"} | Region | =?base64?R3LDvMOfZQ==?= | result
          HD-09 not ASCII         | {"region":"Grüße"} | Region | Grüße | -32020
          HD-11 null              | {"region":null} | Region | - | fails
          HD-11 absent            | {} | Region | - | result
          HD-11 without argument  | {} | Region | x | -32020
          HD-11 null with header  | {"region":null} | Region | x | -32020
          HD-12 equal             | {"limits":{"max":42}} | Max | 42 | result
          HD-12 as a decimal      | {"limits":{"max":42}} | Max | 42.0 | result
          HD-12 the other way     | {"limits":{"max":42.0}} | Max | 42 | result
          HD-12 exponent          | {"limits":{"max":42}} | Max | 4.2e1 | -32020
          HD-12 plus sign         | {"limits":{"max":42}} | Max | +42 | -32020
          HD-12 not a number      | {"limits":{"max":42}} | Max | many | -32020
          HD-12 hexadecimal       | {"limits":{"max":42}} | Max | 0x2A | -32020
          HD-12 negative          | {"limits":{"max":-7}} | Max | -7 | result
          HD-12 other number      | {"limits":{"max":42}} | Max | 43 | -32020
          HD-13 nested            | {"limits":{"hard":true}} | Hard | true | result
          HD-13 nested, missing   | {"limits":{"hard":true}} | Hard | - | -32020
          HD-12 boolean in caps   | {"limits":{"hard":true}} | Hard | TRUE | -32020
          HD-14 unknown header    | {} | Nobody | x | result
          HD-14 twice             | {"region":"a"} | Region | a;a | -32020
          HD-16 empty string      | {"region":""} | Region | '' | result
          HD-16 empty base64      | {"region":""} | Region | =?base64??= | result
          wrong type, mirrored    | {"region":7} | Region | 7 | fails
          """)
  void parameterIsComparedWithItsHeader(
      String rule, String arguments, String name, String value, String outcome) {
    Reply reply =
        calls.modernTool(
            "mirror", arguments, headers("Mcp-Param-" + name, value).toArray(String[]::new));
    assertOutcome(outcome, reply);
  }

  @Test
  void errorShowsBothSidesAndTheRule() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{"
                + Calls.META.formatted("{}")
                + "}}",
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "tools/\u202elist");
    assertEquals(
        json(
            "{\"code\":-32020,\"message\":\"Header mismatch: Mcp-Method differs from the body\","
                + "\"data\":{\"header\":\"Mcp-Method\",\"received\":\"tools/\\\\u202elist\","
                + "\"expected\":\"tools/list\",\"rule\":\"https://modelcontextprotocol.io/"
                + "specification/2026-07-28/basic/transports/streamable-http#server-validation\"}}"),
        json(reply).get("error"));
  }

  @Test
  void errorNeverShowsTheValueOfAParameter() {
    Reply reply =
        calls.modernTool("mirror", "{\"region\":\"hidden one\"}", "Mcp-Param-Region", "hidden two");
    assertFalse(reply.text().contains("hidden"), reply::text);
  }

  private static ArrayList<String> headers(String name, String values) {
    var headers = new ArrayList<String>();
    if (!values.equals("-")) {
      List.of(values.split(";", -1)).forEach(value -> headers.addAll(List.of(name, value)));
    }
    return headers;
  }

  private static void assertOutcome(String outcome, Reply reply) {
    boolean refused = json(reply).at("/result/content/0/text").asText().startsWith("Invalid");
    String accepted = refused ? "fails" : "result";
    assertEquals(
        outcome,
        json(reply).has("error") ? json(reply).at("/error/code").asText() : accepted,
        reply::text);
    assertEquals(
        json(reply).has("error") ? Reply.Kind.REJECTED : Reply.Kind.ANSWERED, reply.kind());
  }
}

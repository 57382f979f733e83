package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcCodecTest {
  private final JsonRpcCodec codec = new JsonRpcCodec(new Json(16));

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "\"\"", "0", "-7", "12345678901234567890", "\"é\\ud800\""})
  void j02_idComesBackAsTheValueItCameAs(String id) {
    var request =
        assertInstanceOf(
            JsonRpcMessage.Request.class,
            message("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"m\"}"));
    assertEquals(codec.parse(bytes(id)), request.id());
    byte[] encoded = codec.result(request.id(), Json.object());
    assertEquals(request.id(), codec.parse(encoded).get("id"));
  }

  @Test
  void callWithoutIdIsANotification() {
    var message = message("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":1}}");
    var notification = assertInstanceOf(JsonRpcMessage.Notification.class, message);
    assertEquals("m", notification.method());
    assertEquals(1, notification.params().get("a").intValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"\"}}"
      })
  void resultOrErrorIsAResponse(String text) {
    assertInstanceOf(JsonRpcMessage.Response.class, message(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7 | a message is a JSON object |
          "x" | a message is a JSON object |
          "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":4,\\"method\\":\\"m\\"}" | a message is a JSON object, and this is one as a string: it was encoded twice, so send it without the outer quotes (JSON.stringify or json.dumps once) |
          "see {}" | a message is a JSON object |
          " { }" | a message is a JSON object, and this is one as a string: it was encoded twice, so send it without the outer quotes (JSON.stringify or json.dumps once) |
          "[{}]" | a message is a JSON object, and this is one as a string: it was encoded twice, so send it without the outer quotes (JSON.stringify or json.dumps once) |
          "eyJqc29ucnBjIjoiMi4wIn0=" | a message is a JSON object: the body is JSON in base64: decode it before it is sent on (API Gateway and AWS Lambda: isBase64Encoded) |
          null | a message is a JSON object |
          {} | jsonrpc must be "2.0", as in {"jsonrpc":"2.0","id":1,"method":"tools/list"} |
          {"body":"text"} | jsonrpc must be "2.0", as in {"jsonrpc":"2.0","id":1,"method":"tools/list"} |
          {"id":4,"method":"m"} | jsonrpc must be "2.0", as in {"jsonrpc":"2.0","id":1,"method":"tools/list"} | 4
          {"version":"2.0","routeKey":"POST /mcp","body":"{}"} | jsonrpc must be "2.0": this is what AWS hands to a Lambda function: send its body on alone, decoded if isBase64Encoded is true |
          {"httpMethod":"POST","body":"e30=","isBase64Encoded":true} | jsonrpc must be "2.0": this is what AWS hands to a Lambda function: send its body on alone, decoded if isBase64Encoded is true |
          {"specversion":"1.0","data":{}} | jsonrpc must be "2.0": this is a CloudEvent: send its data alone |
          {"name":"echo","arguments":{}} | jsonrpc must be "2.0": these are the params of a call alone: they stand in a message of the method tools/call |
          {"body":"{\\"jsonrpc\\":\\"2.0\\"}"} | jsonrpc must be "2.0": the message stands in "(4 characters)": send it alone |
          {"a":1,"data":{"jsonrpc":"2.0"}} | jsonrpc must be "2.0": the message stands in "(4 characters)": send it alone |
          {"body":"{\\"a\\":1}"} | jsonrpc must be "2.0", as in {"jsonrpc":"2.0","id":1,"method":"tools/list"} |
          {"jsonrpc":"1.0","id":4,"method":"m"} | jsonrpc must be "2.0" | 4
          {"jsonrpc":2.0,"id":4,"method":"m"} | jsonrpc must be "2.0" | 4
          {"jsonrpc":"2.0","id":4} | neither a request, a notification nor a response: there is no method, such as tools/list | 4
          {"jsonrpc":"2.0","id":4,"method":7} | method must be a string | 4
          {"jsonrpc":"2.0","id":4,"method":null} | method must be a string | 4
          {"jsonrpc":"2.0","id":null,"method":"m"} | id must be a string or an integer |
          {"jsonrpc":"2.0","id":1.5,"method":"m"} | id must be a string or an integer |
          {"jsonrpc":"2.0","id":1e400,"method":"m"} | id must be a string or an integer |
          {"jsonrpc":"2.0","id":{},"method":"m"} | id must be a string or an integer |
          {"jsonrpc":"2.0","id":true,"method":"m"} | id must be a string or an integer |
          {"jsonrpc":"2.0","id":4,"method":"m","params":[1]} | params must be an object | 4
          {"jsonrpc":"2.0","id":4,"method":"m","params":null} | params must be an object | 4
          {"jsonrpc":"2.0","id":4,"method":"m","result":{}} | a message with a method has neither result nor error | 4
          {"jsonrpc":"2.0","result":{}} | a response has an id, and a result that is an object |
          {"jsonrpc":"2.0","id":4,"result":7} | a response has an id, and a result that is an object | 4
          {"jsonrpc":"2.0","id":4,"error":{"code":1}} | error must be an object with code, an integer, and message, a string | 4
          {"jsonrpc":"2.0","id":4,"result":{},"error":{}} | neither a request, a notification nor a response | 4
          """)
  void j01_malformedMessageIsRefusedWithTheIdIfItCanBeRead(String text, String reason, String id) {
    var e = assertThrows(JsonRpcException.class, () -> message(text));
    assertEquals(JsonRpcError.INVALID_REQUEST, e.error().code());
    assertEquals("Invalid request: " + reason, e.error().message());
    assertEquals(Optional.ofNullable(id), e.id().map(Object::toString));
  }

  @Test
  void badJsonIsAParseErrorWithoutId() {
    var e = assertThrows(JsonRpcException.class, () -> codec.parse(bytes("{\"id\":1")));
    assertEquals(JsonRpcError.PARSE_ERROR, e.error().code());
    assertEquals(Optional.empty(), e.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true  | '{"jsonrpc":"2.0"}'
          true  | {'jsonrpc':'2.0'}
          true  | { jsonrpc:2.0 }
          true  | {\\"jsonrpc\\":\\"2.0\\"}
          false | {"jsonrpc":"2.0",}
          false | {"jsonrpc":'2.0'}
          false | {,}
          false | hello
          false | <html>
          """)
  void trial_o10_aShellThatTookTheQuotesIsTold(boolean told, String body) {
    var e = assertThrows(JsonRpcException.class, () -> codec.parse(bytes(body)));

    assertEquals(JsonRpcError.PARSE_ERROR, e.error().code());
    assertEquals(told, e.error().message().contains(" need double quotes; if you typed them, "));
    assertEquals(told, e.error().message().endsWith("(curl -d @message.json)"));
  }

  @Test
  void j03_errorWithoutReadableIdHasNoIdMember() {
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: x\"}}",
        new String(
            codec.encode(codec.error(Optional.empty(), JsonRpcError.invalidRequest("x"))),
            StandardCharsets.UTF_8));
  }

  private JsonRpcMessage message(String text) {
    return codec.message(codec.parse(bytes(text)), bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server with tools alone, asked for every method of the protocol. */
class ServedMethodsTest {
  private static final OptionalInt METHOD_NOT_FOUND = OptionalInt.of(-32601);

  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @CsvSource({
    "initialize, true, false",
    "ping, true, false",
    "server/discover, false, true",
    "subscriptions/listen, false, true",
    "tools/list, true, true",
    "tools/call, true, true",
    "logging/setLevel, false, false",
    "completion/complete, false, false",
    "prompts/list, false, false",
    "prompts/get, false, false",
    "resources/list, false, false",
    "resources/templates/list, false, false",
    "resources/read, false, false",
    "resources/subscribe, false, false",
    "resources/unsubscribe, false, false",
    "tasks/get, false, false",
    "tasks/result, false, false",
    "tasks/list, false, false",
    "tasks/cancel, false, false",
    "Tools/List, false, false",
    "notifications/initialized, false, false"
  })
  void aMethodIsAnsweredInTheErasThatHaveIt(String method, boolean legacy, boolean modern) {
    String legacyBody = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
    assertEquals(!legacy, METHOD_NOT_FOUND.equals(calls.post(legacyBody).errorCode()));

    Reply reply = calls.modern(method, "say", "\"uri\":\"say\"", "{}");
    assertEquals(!modern, METHOD_NOT_FOUND.equals(reply.errorCode()), reply::text);
    assertEquals(modern ? method : "", reply.method());
  }
}

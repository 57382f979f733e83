package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStatesTest {
  private static final ObjectNode ARGUMENTS = Json.object().put("a", 1);

  private final RequestStates states = states("key of the one server, 32 bytes..", Calls.NOW);

  @Test
  void i07_sealedStateOpensOnEveryServerWithTheKey() {
    String token = states.seal("grüße", "tool", ARGUMENTS, context(""));
    assertEquals(
        "grüße",
        states("key of the one server, 32 bytes..", Calls.NOW.plusSeconds(600))
            .open(token, "tool", ARGUMENTS, context("")));
  }

  @Test
  void i04_stateExpires() {
    String token = states.seal("s", "tool", ARGUMENTS, context(""));
    assertRefused(
        "it has expired",
        states("key of the one server, 32 bytes..", Calls.NOW.plusSeconds(601)),
        token,
        "tool",
        ARGUMENTS,
        "");
  }

  @Test
  void i04_stateOfAnotherCallOrUserIsRefused() {
    String token = states.seal("s", "tool", ARGUMENTS, context("ann"));
    String reason = "it belongs to another call";
    assertRefused(reason, states, token, "other", ARGUMENTS, "ann");
    assertRefused(reason, states, token, "tool", Json.object().put("a", 2), "ann");
    assertRefused(reason, states, token, "tool", ARGUMENTS, "bob");
  }

  @Test
  void i04_stateOfAnotherKeyIsRefused() {
    String token = states.seal("s", "tool", ARGUMENTS, context(""));
    assertRefused(
        "its signature does not verify",
        states("key of some other server, 32 byte", Calls.NOW),
        token,
        "tool",
        ARGUMENTS,
        "");
  }

  private static void assertRefused(
      String reason,
      RequestStates states,
      String token,
      String tool,
      ObjectNode arguments,
      String user) {
    var e =
        assertThrows(
            JsonRpcException.class, () -> states.open(token, tool, arguments, context(user)));
    assertEquals(-32602, e.error().code());
    assertEquals("Invalid params: requestState is refused: " + reason, e.error().message());
  }

  private static RequestStates states(String key, Instant now) {
    return new RequestStates(
        key.getBytes(StandardCharsets.UTF_8), Clock.fixed(now, ZoneOffset.UTC), new Json(16));
  }

  private static CallContext context(String user) {
    CallContext.Connection.Builder connection = CallContext.Connection.builder();
    Optional.of(user).filter(name -> !name.isEmpty()).ifPresent(connection::userPrincipal);
    return new CallContext("POST", "/mcp", "HTTP/1.1", Headers.NONE, connection.build(), Calls.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"a":{"b":1,"c":[2,3]},"d":"x"} | {"d":"x","a":{"c":[2,3],"b":1}}
          {"n":100}                       | {"n":1.00e2}
          {"n":0}                         | {"n":0.00}
          {"n":12345678901234567890}      | {"n":12345678901234567890.0}
          """)
  void sameArgumentsInOtherWordsAreTheSameCall(String arguments, String inOtherWords) {
    String token = states.seal("s", "tool", object(arguments), context("ann"));
    assertEquals("s", states.open(token, "tool", object(inOtherWords), context("ann")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"a":[2,3]} | {"a":[3,2]}
          {"a":1}     | {"a":"1"}
          {"a":1}     | {"a":[1]}
          {"a":null}  | {}
          {"a":12345678901234567890} | {"a":12345678901234567891}
          """)
  void argumentsOfAnotherValueAreAnotherCall(String arguments, String others) {
    String token = states.seal("s", "tool", object(arguments), context("ann"));
    assertRefused("it belongs to another call", states, token, "tool", object(others), "ann");
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Calls.json(json);
  }
}

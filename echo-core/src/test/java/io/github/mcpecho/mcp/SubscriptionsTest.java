package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code subscriptions/listen} of a server whose lists never change. */
class SubscriptionsTest {
  private final Calls calls = Calls.ofFakeTools();

  @Test
  void l01_aSubscriptionIsAcceptedThoughNothingIsEverSent() {
    Reply reply = calls.modern("subscriptions/listen", "", "\"notifications\":{}", "{}");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertTrue(json(reply).has("result"), reply::text);
    assertEquals(1, calls.outbound.sent.size());
  }

  @Test
  void l02_subscriptionIsAcknowledgedAsEmptyAndEnds() {
    Reply reply =
        calls.modern(
            "subscriptions/listen",
            "",
            "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}",
            "{}");
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                + "\"params\":{\"notifications\":{},\"_meta\":"
                + "{\"io.modelcontextprotocol/subscriptionId\":1}}}"),
        calls.outbound.sent);
    assertEquals(
        1, json(reply).at("/result/_meta/io.modelcontextprotocol~1subscriptionId").intValue());
    assertEquals("complete", json(reply).at("/result/resultType").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"notifications\":null",
        "\"notifications\":[]",
        "\"notifications\":{\"toolsListChanged\":1}",
        "\"notifications\":{\"resourceSubscriptions\":\"a:b\"}",
        "\"notifications\":{\"resourceSubscriptions\":[1]}"
      })
  void l05_malformedFilterIsInvalid(String params) {
    assertAnsweredError(-32602, calls.modern("subscriptions/listen", "", params, "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"toolsListChanged\":false}",
        "{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true}",
        "{\"resourceSubscriptions\":[\"a:b\"]}",
        "{\"example.org/unknown\":true}"
      })
  void l03_nothingIsPromisedThatIsNotSent(String filter) {
    calls.modern("subscriptions/listen", "", "\"notifications\":" + filter, "{}");
    assertEquals(1, calls.outbound.sent.size());
    assertEquals(json("{}"), json(calls.outbound.sent.get(0)).at("/params/notifications"));
  }

  @Test
  void l04_theServerEndsASubscriptionWithAResultThatNamesIt() {
    Reply reply = calls.modern("subscriptions/listen", "", "\"notifications\":{}", "{}");
    assertEquals(
        json(
            "{\"resultType\":\"complete\",\"_meta\":{"
                + "\"io.modelcontextprotocol/subscriptionId\":1,"
                + "\"io.modelcontextprotocol/serverInfo\":"
                + "{\"name\":\"test\",\"title\":\"Test\",\"version\":\"1.2.3\"}}}"),
        json(reply).get("result"));
  }

  private static void assertAnsweredError(int code, Reply reply) {
    assertEquals(code, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(1, json(reply).get("id").intValue());
  }
}

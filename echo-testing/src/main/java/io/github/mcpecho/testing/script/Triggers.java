package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Answer;
import java.util.function.Supplier;

/**
 * Lets every caller say what is to go wrong with its call: in a header that holds a behaviour as a
 * script would, or by calling {@link FaultTool}. Whoever can reach the server can then make it do
 * all that, so it takes a flag at the start.
 */
final class Triggers {
  static final String HEADER = "X-Echo-Fault";

  private static final int BAD_REQUEST = 400;

  private Triggers() {}

  static void addTo(McpEchoServer server) {
    server
        .on(CallMatcher.call(FaultTool.NAME))
        .then(client -> behaviour("arguments", () -> arguments(client)).answer(client));
    server
        .on(CallMatcher.anyRequest().withHeader(HEADER))
        .then(client -> behaviour(HEADER, () -> header(client)).answer(client));
  }

  private static JsonNode arguments(ClientConnection client) {
    return client.call().params().path("arguments");
  }

  private static JsonNode header(ClientConnection client) {
    String value = client.call().headers().first(HEADER).orElse("");
    return value.startsWith("{") || value.startsWith("\"")
        ? ScriptObject.JSON.parse(value)
        : TextNode.valueOf(value);
  }

  private static Behaviour behaviour(String place, Supplier<JsonNode> source) {
    try {
      return BehaviourTable.read(place, source.get());
    } catch (ConfigurationException e) {
      return refusal(e.getMessage());
    } catch (MalformedJsonException e) {
      return refusal(place + ": " + e.getMessage());
    }
  }

  private static Behaviour refusal(String why) {
    return Answer.status(BAD_REQUEST).withText("text/plain; charset=utf-8", why + "\n");
  }
}

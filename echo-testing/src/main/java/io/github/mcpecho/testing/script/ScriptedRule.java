package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RuleDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of a script.
 *
 * @param on the calls it is for
 * @param after how many of them pass first
 * @param times how many it is for, if it is not for all
 * @param then what to do with them in turn, at least one
 */
record ScriptedRule(
    CallMatcher on, Optional<Integer> after, Optional<Integer> times, List<Behaviour> then) {

  static ScriptedRule read(ScriptObject rule) {
    return new ScriptedRule(
        rule.object("on")
            .map(on -> on.readAll(ScriptedRule::matcher))
            .orElseGet(CallMatcher::anyRequest),
        rule.number("after"),
        rule.positive("times"),
        behaviours(rule));
  }

  void addTo(McpEchoServer server) {
    RuleDraft draft = server.on(on);
    draft = after.map(draft::after).orElse(draft);
    draft = times.map(draft::times).orElse(draft);
    draft.then(then.get(0), then.subList(1, then.size()).toArray(Behaviour[]::new));
  }

  /** Reads which calls are meant. */
  static CallMatcher matcher(ScriptObject on) {
    CallMatcher matcher = on.text("verb").map(CallMatcher::verb).orElseGet(CallMatcher::anyRequest);
    matcher = on.text("path").map(matcher::to).orElse(matcher);
    matcher = on.text("method").map(CallMatcher::method).map(matcher::and).orElse(matcher);
    matcher = on.text("tool").map(CallMatcher::call).map(matcher::and).orElse(matcher);
    for (String header : on.texts("withHeaders")) {
      matcher = matcher.withHeader(header);
    }
    for (String header : on.texts("withoutHeaders")) {
      matcher = matcher.withoutHeader(header);
    }
    for (Map.Entry<String, JsonNode> header : on.values("headers")) {
      matcher = matcher.withHeader(header.getKey(), header.getValue().asText());
    }
    for (Map.Entry<String, JsonNode> argument : on.values("arguments")) {
      matcher = matcher.withArgument(argument.getKey(), argument.getValue().asText());
    }
    return matcher;
  }

  private static List<Behaviour> behaviours(ScriptObject rule) {
    JsonNode then =
        rule.member("then")
            .orElseThrow(
                () -> new ConfigurationException(rule.place() + " needs a member \"then\""));
    if (!then.isArray()) {
      return List.of(BehaviourTable.read(rule.place() + ".then", then));
    }
    var behaviours = new ArrayList<Behaviour>();
    for (JsonNode element : then) {
      behaviours.add(
          BehaviourTable.read(rule.place() + ".then[" + behaviours.size() + "]", element));
    }
    if (behaviours.isEmpty()) {
      throw rule.invalid("then", "a behaviour, or an array with at least one");
    }
    return behaviours;
  }
}

package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.redaction.QuotedInput;
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
  private static final List<String> VERBS =
      List.of("GET", "POST", "DELETE", "OPTIONS", "HEAD", "PUT", "PATCH");

  static ScriptedRule read(ScriptObject rule) {
    return new ScriptedRule(
        on(rule), rule.number("after"), rule.positive("times"), behaviours(rule));
  }

  void addTo(McpEchoServer server) {
    RuleDraft draft = server.on(on);
    draft = after.map(draft::after).orElse(draft);
    draft = times.map(draft::times).orElse(draft);
    draft.then(then.get(0), then.subList(1, then.size()).toArray(Behaviour[]::new));
  }

  /** Reads which calls the member {@code on} means; without it they are all. */
  static CallMatcher on(ScriptObject members) {
    return members
        .object("on")
        .map(on -> on.readAll(ScriptedRule::matcher))
        .orElseGet(CallMatcher::anyRequest);
  }

  private static CallMatcher matcher(ScriptObject on) {
    CallMatcher matcher = named(on);
    requireNoContradiction(on, "arguments");
    for (String header : on.texts("withoutHeaders")) {
      if (on.texts("withHeaders").stream().anyMatch(header::equalsIgnoreCase)) {
        throw on.invalid("withoutHeaders", "of other headers than \"withHeaders\"");
      }
    }
    for (String header : on.texts("withHeaders")) {
      matcher = matcher.withHeader(header);
    }
    for (String header : on.texts("withoutHeaders")) {
      matcher = matcher.withoutHeader(header);
    }
    for (Map.Entry<String, String> header : on.textMembers("headers")) {
      matcher = matcher.withHeader(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, JsonNode> argument : on.values("arguments")) {
      matcher = matcher.withArgument(argument.getKey(), argument.getValue().asText());
    }
    return matcher;
  }

  /** What would hold for no call. */
  private static void requireNoContradiction(ScriptObject on, String ofCall) {
    if (on.member(ofCall).isPresent()) {
      if (on.text("method").filter(name -> !McpMethod.TOOLS_CALL.is(name)).isPresent()) {
        throw on.invalid("method", "tools/call where there is \"%s\"".formatted(ofCall));
      }
      requirePost(on, ofCall);
    }
  }

  private static void requirePost(ScriptObject on, String ofMessage) {
    boolean isPost = on.text("verb").filter(verb -> !verb.equals("POST")).isEmpty();
    if (on.member(ofMessage).isPresent() && !isPost) {
      throw on.invalid("verb", "POST where there is \"%s\"".formatted(ofMessage));
    }
  }

  /** Reads which calls are meant, as far as a query can say it. */
  static CallMatcher named(ScriptObject on) {
    CallMatcher matcher = verb(on).map(ScriptedRule::ofVerb).orElseGet(CallMatcher::anyRequest);
    matcher = path(on).map(matcher::to).orElse(matcher);
    matcher =
        MethodNames.OF_CLIENTS
            .read(on)
            .map(CallMatcher::customMethod)
            .map(matcher::and)
            .orElse(matcher);
    requireNoContradiction(on, "tool");
    requirePost(on, "method");
    return on.text("tool").map(CallMatcher::call).map(matcher::and).orElse(matcher);
  }

  /** A custom one may be any. */
  private static CallMatcher ofVerb(String verb) {
    return VERBS.contains(verb)
        ? CallMatcher.verb(verb)
        : CallMatcher.anyRequest()
            .and("any " + QuotedInput.of(verb), call -> call.httpMethod().equals(verb));
  }

  private static Optional<String> verb(ScriptObject on) {
    on.flag(ScriptObject.CUSTOM);
    Optional<String> verb = on.text("verb");
    verb.ifPresent(
        given -> on.requireKnown("verb", given, VERBS, "one of " + String.join(", ", VERBS)));
    return verb;
  }

  private static Optional<String> path(ScriptObject on) {
    Optional<String> path = on.text("path");
    if (path.filter(given -> !given.startsWith("/") || given.contains("?")).isPresent()) {
      throw on.invalid("path", "the path of a request, which begins with / and has no query");
    }
    return path;
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

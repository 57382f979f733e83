package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.ClientAnswer;
import io.github.mcpecho.testing.ClientFinding;
import io.github.mcpecho.testing.Count;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.ServerNotification;
import io.github.mcpecho.testing.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What can be asked of one server, and told it, while it runs. What comes in are members of a JSON
 * object, which are read at once; what is to be done then makes one that goes out. Thread-safe.
 *
 * @param number what it is called
 * @param script what it was started with
 * @param gone keeps the findings that it forgets
 * @param listsOthers whether a rule that was added lists other tools than it has
 * @param deleted whether it was stopped, so that nobody waits for it any more
 */
record ControlledServer(
    int number,
    McpEchoServer server,
    Script script,
    FindingTally gone,
    AtomicBoolean listsOthers,
    AtomicBoolean deleted) {
  private static final int LONGEST_WAIT_MILLIS = 60_000;
  private static final String AT_LEAST_ONE_RULE =
      "an array with at least one rule, such as"
          + " [{\"on\": {\"tool\": \"echo\"}, \"then\": \"login-page\"}]";
  private static final long BETWEEN_LOOKS_MILLIS = 20;
  private static final int MOST_SHOWN = 100;

  /** Returns the newest calls that are meant, once there are so many, or when the time is over. */
  Supplier<ObjectNode> calls(ScriptObject asked) {
    return calls(on(asked), asked);
  }

  /** Returns the same, for a query. */
  Supplier<ObjectNode> namedCalls(ScriptObject asked) {
    CallMatcher matcher = ScriptedRule.named(asked);
    requireKnown(ToolNames.ofCalls(asked), false);
    return calls(matcher, asked);
  }

  private CallMatcher on(ScriptObject asked) {
    CallMatcher matcher = ScriptedRule.on(asked);
    asked.object("on").ifPresent(on -> requireKnown(ToolNames.ofCalls(on), false));
    return matcher;
  }

  /** Returns whether rules list other tools than it has: those that there are, or more of them. */
  private boolean requireKnown(ToolNames tools, boolean others) {
    boolean any = others || listsOthers.get() || script.tools().listOthers();
    tools.requireKnown(server.toolNames(), any);
    return any;
  }

  private Supplier<ObjectNode> calls(CallMatcher matcher, ScriptObject asked) {
    int least = asked.number("atLeast").orElse(0);
    int most = asked.positive("last").orElse(MOST_SHOWN);
    Duration patience = patience(asked);
    return () -> {
      List<RecordedCall> calls =
          within(patience, () -> server.calls(matcher), found -> found.size() >= least);
      ObjectNode json = Json.object();
      json.put("matching", calls.size());
      json.put("enough", calls.size() >= least);
      json.put("forgotten", server.forgottenCalls());
      ArrayNode shown = json.putArray("calls");
      calls
          .subList(Math.max(0, calls.size() - most), calls.size())
          .forEach(call -> shown.add(server.toJson(call)));
      return json;
    };
  }

  /** Returns what is wrong with the calls so far, one for each kind. */
  Supplier<ObjectNode> findings(ScriptObject asked) {
    Severity mildest = asked.constant("severity", Severity.class).orElse(Severity.INFO);
    return () -> {
      ObjectNode json = Json.object();
      server.unjudged().ifPresent(what -> json.put("unjudged", what));
      ArrayNode findings = json.putArray("findings");
      for (ClientFinding one : server.findings()) {
        if (one.finding().severity().compareTo(mildest) <= 0) {
          ObjectNode shown = one.finding().toJson();
          shown.put("calls", one.calls());
          shown.set("first", server.toJson(one.first()));
          findings.add(shown);
        }
      }
      return json;
    };
  }

  /** Adds rules, which come before those that are there. */
  Supplier<ObjectNode> addRules(ScriptObject asked) {
    Script rules = Script.readRules(asked);
    return () -> {
      if (rules.numberOfRules() == 0) {
        throw asked.invalid("rules", AT_LEAST_ONE_RULE);
      }
      boolean others = requireKnown(rules.tools(), rules.tools().listOthers());
      rules.addRulesTo(server);
      listsOthers.set(others);
      return Json.object().put("added", rules.numberOfRules());
    };
  }

  /** Makes it as new: without calls and with the rules that it was started with. */
  Supplier<ObjectNode> reset(ScriptObject nothing) {
    return () -> {
      gone.add(server);
      server.reset();
      listsOthers.set(false);
      script.addRulesTo(server);
      return done();
    };
  }

  /** Says whether there are so many calls of a kind, once there are, or when the time is over. */
  Supplier<ObjectNode> verify(ScriptObject asked) {
    CallMatcher matcher = on(asked);
    Count count = count(asked);
    Duration patience = patience(asked);
    return () -> {
      Optional<String> failure = within(patience, () -> failure(count, matcher), Optional::isEmpty);
      ObjectNode json = Json.object().put("holds", failure.isEmpty());
      failure.ifPresent(text -> json.set("failure", server.redacted(TextNode.valueOf(text))));
      return json;
    };
  }

  private Optional<String> failure(Count count, CallMatcher matcher) {
    try {
      server.verify(count, matcher);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Count count(ScriptObject asked) {
    Optional<Integer> exactly = asked.number("exactly");
    Optional<Integer> least = asked.number("atLeast");
    Optional<Integer> most = asked.number("atMost");
    if (exactly.isPresent() && (least.isPresent() || most.isPresent())) {
      throw asked.invalid("exactly", "left out where there is \"atLeast\" or \"atMost\"");
    }
    if (most.isPresent() && least.orElse(0) > most.get()) {
      throw asked.invalid("atLeast", "no more than \"atMost\", which is " + most.get());
    }
    return exactly
        .map(Count::exactly)
        .orElseGet(
            () ->
                new Count(least.orElse(most.isPresent() ? 0 : 1), most.orElse(Integer.MAX_VALUE)));
  }

  /** Tells clients something that belongs to no call, and says how many sessions it goes to. */
  Supplier<ObjectNode> push(ScriptObject asked) {
    ServerNotification told = MethodNames.notification(asked);
    boolean named =
        asked.member("params").filter(given -> given.path("uri").isTextual()).isPresent();
    if (told.method().equals(Notifications.RESOURCE_UPDATED)
        && !named
        && !asked.flag(ScriptObject.CUSTOM)) {
      throw asked.invalid(
          "params", "an object with \"uri\", the resource whose subscribers are told");
    }
    return () -> {
      try {
        return done().put("sessions", server.push(told));
      } catch (IllegalStateException e) {
        throw new ControlRefusal(
            409,
            "Over HTTP with SSE only a client with a session is told: the script needs \"sessions\": {}");
      }
    };
  }

  /** Asks the client with the newest session. */
  Supplier<ObjectNode> ask(ScriptObject asked) {
    ServerRequest request = MethodNames.request(asked);
    return () -> {
      try {
        server.ask(request);
        return done();
      } catch (IllegalStateException e) {
        throw new ControlRefusal(
            409,
            "No client has a session now: one has to initialize, with a script that has \"sessions\":"
                + " {}");
      }
    };
  }

  /** Returns the next answer of a client to what it was asked, and waits for it. */
  Supplier<ObjectNode> answer(ScriptObject asked) {
    Duration patience = patience(asked);
    return () -> {
      ClientAnswer answer =
          within(patience, server::pollAnswer, Optional::isPresent)
              .orElseThrow(
                  () ->
                      new ControlRefusal(
                          504, "Within %d ms no client answered".formatted(patience.toMillis())));
      ObjectNode json = Json.object();
      answer.request().ifPresent(request -> json.put("method", request.method()));
      json.set("message", server.redacted(answer.message()));
      return json;
    };
  }

  private static ObjectNode done() {
    return Json.object().put("done", true);
  }

  private static Duration patience(ScriptObject asked) {
    return Duration.ofMillis(asked.integer(0, LONGEST_WAIT_MILLIS, "withinMs").orElse(0));
  }

  /** Looks until it is enough or the time is over, and returns what was seen last. */
  private <T> T within(Duration patience, Supplier<T> look, Predicate<T> isEnough) {
    long begin = System.nanoTime();
    T seen = look.get();
    while (!isEnough.test(seen)) {
      if (deleted.get()) {
        throw new ControlRefusal(404, "There is no server " + number + " any more");
      }
      if (System.nanoTime() - begin >= patience.toNanos()) {
        break;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ControlRefusal(503, "The server stops");
      }
      seen = look.get();
    }
    return seen;
  }
}

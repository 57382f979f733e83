package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.util.List;

/**
 * Rules for a {@link McpEchoServer}, written in JSON. Immutable.
 *
 * <pre>{@code
 * {"rules": [
 *   {"on": {"tool": "echo"}, "after": 1, "times": 2,
 *    "then": {"do": "reset", "at": "mid-event"}},
 *   {"on": {"verb": "GET"}, "then": "get-not-found"}]}
 * }</pre>
 *
 * <p>{@code on} has {@code verb}, {@code path}, {@code method}, {@code tool}, {@code arguments},
 * {@code headers} (both objects of values), {@code withHeaders} and {@code withoutHeaders} (arrays
 * of names); all that are there must hold. {@code then} is one behaviour or several in turn: a
 * name, or an object with the name in {@code do} and its parameters beside it. {@code FAULTS.md}
 * lists the behaviours, and what there may be beside the rules.
 */
public final class Script {
  private final List<PartTable.Part> parts;
  private final List<ScriptedRule> rules;
  private final ToolNames tools;
  private final boolean triggers;

  private Script(
      List<PartTable.Part> parts, List<ScriptedRule> rules, ToolNames tools, boolean triggers) {
    this.parts = parts;
    this.rules = rules;
    this.tools = tools;
    this.triggers = triggers;
  }

  /**
   * Reads a script.
   *
   * @param json in UTF-8
   * @throws ConfigurationException if it is none; the message says where and why
   */
  public static Script parse(byte[] json) {
    return parse("", json);
  }

  /** Reads that of a file, whose name stands in front of each message. */
  static Script parse(String file, byte[] json) {
    String source = file.isEmpty() ? "" : file + ": ";
    return ScriptObject.of(source + "script", tree(source, json)).readAll(Script::read);
  }

  /**
   * Starts a server that behaves so.
   *
   * @throws ConfigurationException if the server cannot be started, or a rule cannot be added: for
   *     a tool that it does not have, say
   */
  public McpEchoServer start(McpEchoServerBuilder builder) {
    parts.forEach(part -> part.addTo(builder));
    if (triggers) {
      builder.tool(new FaultTool());
    }
    tools.ofSetups().forEach(builder::customName);
    McpEchoServer server = started(builder);
    try {
      tools.requireKnown(server.toolNames(), tools.listOthers());
    } catch (ConfigurationException e) {
      server.close();
      throw e;
    }
    addRulesTo(server);
    return server;
  }

  /** Two tools may have the same name, or one a schema that clients cannot use. */
  private McpEchoServer started(McpEchoServerBuilder builder) {
    try {
      return builder.start();
    } catch (ConfigurationException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(placeOfTheFault() + ": " + e.getMessage());
    }
  }

  /** Returns where the first part is that no server can have beside those before it. */
  private String placeOfTheFault() {
    McpEchoServerBuilder builder = McpEchoServer.builder();
    tools.ofSetups().forEach(builder::customName);
    for (PartTable.Part part : parts) {
      part.addTo(builder);
      try {
        builder.start().close();
      } catch (IllegalArgumentException e) {
        return part.place();
      }
    }
    return "The script cannot be used";
  }

  /** Adds the rules to a server that has the parts. */
  void addRulesTo(McpEchoServer server) {
    rules.forEach(rule -> rule.addTo(server));
    if (triggers) {
      Triggers.addTo(server);
    }
  }

  /** Returns the same, and callers may say too what is to go wrong, see {@link Triggers}. */
  Script withTriggers() {
    return new Script(parts, rules, tools, true);
  }

  static Script read(ScriptObject script) {
    return new Script(PartTable.read(script), rules(script), ToolNames.of(script), false);
  }

  /** Reads a script that is for a server which runs already. */
  static Script readRules(ScriptObject script) {
    return new Script(List.of(), rules(script), ToolNames.ofRules(script), false);
  }

  private static List<ScriptedRule> rules(ScriptObject script) {
    return script.objects("rules").stream().map(rule -> rule.readAll(ScriptedRule::read)).toList();
  }

  ToolNames tools() {
    return tools;
  }

  int numberOfRules() {
    return rules.size();
  }

  private static JsonNode tree(String source, byte[] json) {
    try {
      return new Json(Json.DEFAULT_MAX_DEPTH).parse(json);
    } catch (MalformedJsonException e) {
      throw new ConfigurationException(source + "The script cannot be read: " + e.getMessage());
    }
  }
}

package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.Setup;
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
 * name, or an object with the name in {@code do} and its parameters beside it.
 */
public final class Script {
  private final List<Setup> setups;
  private final List<ScriptedRule> rules;

  private Script(List<Setup> setups, List<ScriptedRule> rules) {
    this.setups = setups;
    this.rules = rules;
  }

  /**
   * Reads a script.
   *
   * @param json in UTF-8
   * @throws ConfigurationException if it is none; the message says where and why
   */
  public static Script parse(byte[] json) {
    return ScriptObject.of("script", tree(json)).readAll(Script::read);
  }

  /**
   * Starts a server that behaves so.
   *
   * @throws ConfigurationException if the server cannot be started, or a rule cannot be added
   */
  public McpEchoServer start(McpEchoServerBuilder builder) {
    setups.forEach(builder::with);
    McpEchoServer server = builder.start();
    rules.forEach(rule -> rule.addTo(server));
    return server;
  }

  private static Script read(ScriptObject script) {
    return new Script(
        SetupReader.read(script),
        script.objects("rules").stream().map(rule -> rule.readAll(ScriptedRule::read)).toList());
  }

  private static JsonNode tree(byte[] json) {
    try {
      return new Json(Json.DEFAULT_MAX_DEPTH).parse(json);
    } catch (MalformedJsonException e) {
      throw new ConfigurationException("The script cannot be read: " + e.getMessage());
    }
  }
}

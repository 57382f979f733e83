package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.settings.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tools that a script names, which only a server can tell whether there are: a scope for none
 * would never be asked for, and a rule for none never hold.
 *
 * @param scoped tools of {@code protected}
 * @param tasks says which tools are tasks always, or never
 * @param on what rules are for
 */
record ToolNames(List<ScriptObject> scoped, Optional<ScriptObject> tasks, List<ScriptObject> on) {
  private static final String MEANING = "that of a tool";
  private static final List<String> OF_TASKS = List.of("required", "forbidden");

  /** Reads those of a whole script. */
  static ToolNames of(ScriptObject script) {
    return new ToolNames(
        script.object("protected").stream().flatMap(one -> one.objects("tools").stream()).toList(),
        script.object("tasks"),
        ofRules(script).on());
  }

  /** Reads those of the rules alone. */
  static ToolNames ofRules(ScriptObject script) {
    return new ToolNames(
        List.of(),
        Optional.empty(),
        script.objects("rules").stream().flatMap(rule -> rule.object("on").stream()).toList());
  }

  /** Returns whether a rule answers in the place of the list, so that other tools may be in it. */
  boolean listOthers() {
    return on.stream()
        .anyMatch(one -> one.text("method").filter(McpMethod.TOOLS_LIST::is).isPresent());
  }

  /** Those of what calls are looked for by. */
  static ToolNames ofCalls(ScriptObject... on) {
    return new ToolNames(List.of(), Optional.empty(), List.of(on));
  }

  /** Returns those of setups, which the server leaves to this to check: this knows the place. */
  Stream<String> ofSetups() {
    return Stream.concat(
        scoped.stream().map(tool -> tool.requiredText("name")),
        tasks.stream()
            .flatMap(one -> OF_TASKS.stream().flatMap(member -> one.texts(member).stream())));
  }

  /**
   * Checks them.
   *
   * @param known the tools of the server
   * @param others whether a rule may list others
   * @throws ConfigurationException if one is none of these
   */
  void requireKnown(List<String> known, boolean others) {
    for (ScriptObject tool : scoped) {
      tool.requireKnown("name", tool.requiredText("name"), known, MEANING);
    }
    for (String member : OF_TASKS) {
      tasks.ifPresent(
          one -> one.texts(member).forEach(name -> one.requireKnown(member, name, known, MEANING)));
    }
    for (ScriptObject one : others ? List.<ScriptObject>of() : on) {
      one.text("tool").ifPresent(name -> one.requireKnown("tool", name, known, MEANING));
    }
  }
}

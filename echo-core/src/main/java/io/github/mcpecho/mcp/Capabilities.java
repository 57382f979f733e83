package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a server declares that it serves: all of it, and nothing else.
 *
 * @param served of the four, those that there are
 * @param listChanges the lists whose changes are told to who listens
 * @param subscribe whether there is a resource whose changes may be
 */
record Capabilities(
    Set<Served> served, Map<ListKind, ChangeSource> listChanges, boolean subscribe) {
  /** What can be declared. */
  enum Served {
    TOOLS("tools"),
    PROMPTS("prompts"),
    RESOURCES("resources"),
    COMPLETIONS("completions");

    private final String wireName;

    Served(String wireName) {
      this.wireName = wireName;
    }
  }

  /**
   * Returns those of a server; one that has nothing at all still has a list of tools, an empty one.
   */
  static Capabilities of(
      McpServerBuilder settings, Registry<RegisteredPrompt> prompts, ResourceRegistry resources) {
    Set<Served> served = EnumSet.noneOf(Served.class);
    if (!settings.tools.isEmpty() || settings.prompts.isEmpty() && resources.isEmpty()) {
      served.add(Served.TOOLS);
    }
    if (!settings.prompts.isEmpty()) {
      served.add(Served.PROMPTS);
    }
    if (!resources.isEmpty()) {
      served.add(Served.RESOURCES);
    }
    if (settings.completions
        && (prompts.all().stream().anyMatch(RegisteredPrompt::hasCompletions)
            || resources.hasCompletions())) {
      served.add(Served.COMPLETIONS);
    }
    Map<ListKind, ChangeSource> changes = new EnumMap<>(ListKind.class);
    boolean mayListen = settings.maxSubscriptions > 0;
    settings.listChanges.forEach(
        (list, source) -> {
          if (mayListen && served.contains(list.served())) {
            changes.put(list, source);
          }
        });
    return new Capabilities(served, changes, mayListen && resources.mayChange());
  }

  boolean has(Served one) {
    return served.contains(one);
  }

  /**
   * Returns them for a revision. Clients of older ones can be told of no change, for that needs a
   * session; completions were declared from 2025-03-26 on.
   */
  ObjectNode of(ProtocolVersion revision) {
    ObjectNode json = Json.object();
    for (Served one : Served.values()) {
      boolean known =
          one != Served.COMPLETIONS || revision.compareTo(ProtocolVersion.V2025_03_26) >= 0;
      if (served.contains(one) && known) {
        json.putObject(one.wireName);
      }
    }
    if (revision.isModern()) {
      listChanges
          .keySet()
          .forEach(
              list -> json.withObjectProperty(list.served().wireName).put("listChanged", true));
      if (subscribe) {
        json.withObjectProperty(Served.RESOURCES.wireName).put("subscribe", true);
      }
    }
    return json;
  }
}

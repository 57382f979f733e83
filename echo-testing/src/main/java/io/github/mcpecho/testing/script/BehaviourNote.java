package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;

/**
 * What people read of a behaviour, in {@code FAULTS.md} and {@code --help}.
 *
 * @param name as a script has it
 * @param example with every member that may stand beside the name
 * @param meaning what the client gets, in Markdown
 */
record BehaviourNote(String name, String example, String meaning) {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  /** Returns one for each behaviour, in the order of the page. */
  static List<BehaviourNote> all() {
    return TsvResource.rows(BehaviourNote.class, "behaviours.tsv").stream()
        .map(row -> new BehaviourNote(JSON.parse(row[0]).path("do").asText(), row[0], row[1]))
        .toList();
  }

  /** Returns the line of the help. */
  String help() {
    return "%-22s %s".formatted(name, meaning.replaceAll("[*`]", ""));
  }
}

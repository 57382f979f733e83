package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;

/**
 * What people read of something that a script can say, in {@code FAULTS.md} and {@code --help}.
 *
 * @param name as a script has it
 * @param example with every member that may stand there
 * @param meaning in Markdown
 */
record ScriptNote(String name, String example, String meaning) {
  /** Returns one for each behaviour, in the order of the page. */
  static List<ScriptNote> behaviours() {
    return rows("behaviours.tsv").stream()
        .map(
            row ->
                new ScriptNote(ScriptObject.JSON.parse(row[0]).path("do").asText(), row[0], row[1]))
        .toList();
  }

  /** Returns one for each part of the server, in the order of the page. */
  static List<ScriptNote> parts() {
    return rows("parts.tsv").stream()
        .map(
            row ->
                new ScriptNote(ScriptObject.JSON.parse(row[0]).fieldNames().next(), row[0], row[1]))
        .toList();
  }

  private static List<String[]> rows(String table) {
    return TsvResource.rows(ScriptNote.class, table);
  }

  String help() {
    return "%-22s %s".formatted(name, meaning.replaceAll("[*`]", ""));
  }
}

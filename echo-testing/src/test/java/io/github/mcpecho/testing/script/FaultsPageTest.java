package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FAULTS.md is made of the table, which names every behaviour with all its members. */
class FaultsPageTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final Path PAGE = Path.of("FAULTS.md");
  private static final String BEGINNING =
      """
      # What the test server can break

      Each line is a behaviour as a [script](README.md#without-java), the header `X-Echo-Fault` and the tool `fault` take it, with everything that may stand beside its name; what is left out has a default, unless it is in bold. In Java they are the methods of `io.github.mcpecho.testing.faults` and, for `challenge`, of `.oauth`; their javadoc says what the specification asks of a client then, and which clients are known to fail. Calls that a behaviour is not about are answered as always.

      | behaviour | what the client gets |
      |---|---|
      """;

  /** Run with {@code -Dfaults.write} to write the page anew. */
  @Test
  void thePageIsTheTable() throws IOException {
    var page = new StringBuilder(BEGINNING);
    for (BehaviourNote note : BehaviourNote.all()) {
      page.append("| `%s` | %s |\n".formatted(note.example(), note.meaning()));
    }
    if (System.getProperty("faults.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertEquals(
        page.toString(),
        Files.readString(PAGE),
        "FAULTS.md is stale: run this test with -Dfaults.write");
  }

  @Test
  void everyBehaviourIsInTheTable() {
    var names = new TreeSet<String>();
    BehaviourNote.all().forEach(note -> names.add(note.name()));

    assertEquals(BehaviourTable.names(), names);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aRowHasEveryMember(ObjectNode row) {
    // Not both in one script: the page shows them side by side.
    ObjectNode used = row.deepCopy().without(row.has("json") ? List.of("text") : List.of());
    BehaviourTable.read("page", used);
    var members = new TreeSet<String>();
    row.fieldNames().forEachRemaining(members::add);

    String known =
        assertThrows(
                ConfigurationException.class,
                () -> BehaviourTable.read("page", used.put("unknown", true)))
            .getMessage();

    assertEquals(
        "page has no member \"unknown\"; it may have " + String.join(", ", members), known);
  }

  static List<ObjectNode> examples() {
    return BehaviourNote.all().stream()
        .map(note -> (ObjectNode) JSON.parse(note.example()))
        .toList();
  }
}

package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FAULTS.md names every behaviour with all its members, and nothing else. */
class FaultsPageTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  @Test
  void everyBehaviourIsOnThePage() throws Exception {
    Set<String> names = new TreeSet<>();
    rows().forEach(row -> names.add(row.get("do").asText()));

    assertEquals(BehaviourTable.names(), names);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowHasEveryMember(ObjectNode row) {
    // Not both in one script: the page shows them side by side.
    ObjectNode used = row.deepCopy().without(row.has("json") ? List.of("text") : List.of());
    BehaviourTable.read("page", used);
    Set<String> members = new TreeSet<>();
    row.fieldNames().forEachRemaining(members::add);

    String known =
        assertThrows(
                ConfigurationException.class,
                () -> BehaviourTable.read("page", used.put("unknown", true)))
            .getMessage();

    assertEquals(
        "page has no member \"unknown\"; it may have " + String.join(", ", members), known);
  }

  static List<ObjectNode> rows() throws IOException {
    var rows = new ArrayList<ObjectNode>();
    for (String line : Files.readAllLines(Path.of("FAULTS.md"))) {
      if (line.startsWith("| `{")) {
        rows.add((ObjectNode) JSON.parse(line.substring(3, line.indexOf("` |"))));
      }
    }
    return rows;
  }
}

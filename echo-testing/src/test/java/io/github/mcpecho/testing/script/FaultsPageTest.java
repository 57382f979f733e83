package io.github.mcpecho.testing.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  private static final String PARTS =
      """

      ## Beside the rules

      What a script, or the body of `POST /control/servers`, may have beside `rules`. They stand together: a call passes the rules, then `protected`, `instructions`, `capabilities`, `tasks`, `sessions` and `httpSse`, and each wraps what those beneath answer. What is left out has a default, unless it is in bold.

      | member | what the server has |
      |---|---|
      """;

  /** Run with {@code -Dfaults.write} to write the page anew. */
  @Test
  void thePageIsTheTable() throws IOException {
    String page = BEGINNING + rows(ScriptNote.behaviours()) + PARTS + rows(ScriptNote.parts());
    if (System.getProperty("faults.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertEquals(
        page, Files.readString(PAGE), "FAULTS.md is stale: run this test with -Dfaults.write");
  }

  private static String rows(List<ScriptNote> notes) {
    return notes.stream()
        .map(note -> "| `%s` | %s |\n".formatted(note.example(), note.meaning()))
        .collect(Collectors.joining());
  }

  @Test
  void everyBehaviourIsInTheTable() {
    assertEquals(BehaviourTable.names(), names(ScriptNote.behaviours()));
  }

  @Test
  void everyPartIsInTheTable() {
    assertEquals(PartTable.names(), names(ScriptNote.parts()));
  }

  private static Set<String> names(List<ScriptNote> notes) {
    return notes.stream().map(ScriptNote::name).collect(Collectors.toSet());
  }

  /** In each object of it: what is unknown is answered with all that is known. */
  @ParameterizedTest
  @MethodSource("objectsOfParts")
  void aPartHasEveryMember(ObjectNode row, ObjectNode object) {
    var members = new TreeSet<String>();
    object.fieldNames().forEachRemaining(members::add);
    object.put("unknown", true);

    String known =
        assertThrows(ConfigurationException.class, () -> Script.parse(JSON.write((JsonNode) row)))
            .getMessage();

    assertTrue(
        known.endsWith(" has no member \"unknown\"; it may have " + String.join(", ", members)),
        known);
  }

  static List<Arguments> objectsOfParts() {
    var objects = new ArrayList<Arguments>();
    for (ScriptNote note : ScriptNote.parts()) {
      for (String place : List.of("", "/0", "/tools/0", "/clients/1", "/challenge", "/asking")) {
        ObjectNode row = (ObjectNode) JSON.parse(note.example());
        if (!note.name().equals("capabilities")
            && row.at("/" + note.name() + place) instanceof ObjectNode object) {
          objects.add(Arguments.of(row, object));
        }
      }
    }
    return objects;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aRowHasEveryMember(ObjectNode row) {
    // Not both in one script: the page shows them side by side.
    ObjectNode used =
        row.deepCopy().without(List.of(row.has("text") ? "json" : "", "oversize-event"));
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
    return ScriptNote.behaviours().stream()
        .map(note -> (ObjectNode) JSON.parse(note.example()))
        .toList();
  }
}

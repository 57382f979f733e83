package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scenario is, in JSON beside this class: {@code task} for the client; the revisions that it
 * is {@code scored} in, and those that it is only run in, {@code unscored}; {@code clientMayFail};
 * the {@code context} that the client gets; {@code capabilities} that the server declares; {@code
 * answers}, see {@link Fixture}; and the {@code checks}, each with {@code id}, {@code names},
 * {@code rule} and {@code source}, and if it has them {@code warning} (a SHOULD, where the official
 * suite only warns too), {@code optional} (skipped where nothing shows it) and {@code since}
 * (skipped before that revision). A rule or source that differs between revisions is an object with
 * the text of each; <code>{revision}</code> in a source is the one that is tested. What a file does
 * not have is that of the one that it is {@code like}; their checks are joined, first those of the
 * other that are {@code required} here, and so not {@code optional}.
 */
record ScenarioFile(String name, ObjectNode json) {
  static ScenarioFile read(String name) {
    ObjectNode json = (ObjectNode) Json.resource(ScenarioFile.class, name + ".json");
    if (json.has("like")) {
      complete(json, read(json.path("like").asText()).json());
    }
    return new ScenarioFile(name, json);
  }

  private static void complete(ObjectNode json, ObjectNode common) {
    JsonNode others = common.path("checks");
    ArrayNode all = Json.array();
    for (String id : strings(json.path("required"))) {
      ObjectNode required = check(others, id).deepCopy();
      required.remove("optional");
      all.add(required);
    }
    json.path("checks").forEach(all::add);
    List<String> own = all.findValuesAsText("id");
    for (JsonNode check : others) {
      if (!own.contains(check.path("id").asText())) {
        all.add(check);
      }
    }
    json.set("checks", all);
    common.properties().forEach(member -> json.putIfAbsent(member.getKey(), member.getValue()));
  }

  private static JsonNode check(JsonNode checks, String id) {
    for (JsonNode check : checks) {
      if (check.path("id").asText().equals(id)) {
        return check;
      }
    }
    throw new IllegalArgumentException("There is no check " + id);
  }

  String task() {
    return json.path("task").asText();
  }

  boolean isScored(ProtocolVersion revision) {
    return names("scored", revision);
  }

  boolean isUnscored(ProtocolVersion revision) {
    return names("unscored", revision);
  }

  private boolean names(String list, ProtocolVersion revision) {
    return strings(json.path(list)).contains(revision.wireName());
  }

  boolean clientMayFail() {
    return json.path("clientMayFail").asBoolean();
  }

  ObjectNode context() {
    return object("context");
  }

  ObjectNode capabilities() {
    return object("capabilities");
  }

  /** Returns the results of requests, by method, or by method and name of the tool. */
  ObjectNode answers() {
    return object("answers");
  }

  private ObjectNode object(String member) {
    return json.path(member) instanceof ObjectNode given ? given.deepCopy() : Json.object();
  }

  /** Returns the checks as they are before anything is known: nothing shows that they hold. */
  List<Check> checks(ProtocolVersion revision) {
    var checks = new ArrayList<Check>();
    for (JsonNode group : json.path("checks")) {
      Status unseen =
          group.path("optional").asBoolean() || isLater(group, revision)
              ? Status.SKIPPED
              : Status.FAILURE;
      for (String one : strings(group.path("names"))) {
        checks.add(
            new Check(
                group.path("id").asText(),
                one,
                unseen,
                text(group.path("rule"), revision),
                text(group.path("source"), revision),
                "nothing that the client did shows it"));
      }
    }
    return checks;
  }

  private static String text(JsonNode member, ProtocolVersion revision) {
    String name = revision.wireName();
    return member.path(name).asText(member.asText()).replace("{revision}", name);
  }

  Status status(String check, boolean holds, ProtocolVersion revision) {
    for (JsonNode group : json.path("checks")) {
      if (strings(group.path("names")).contains(check)) {
        Status broken = group.path("warning").asBoolean() ? Status.WARNING : Status.FAILURE;
        return holds ? Status.SUCCESS : isLater(group, revision) ? Status.SKIPPED : broken;
      }
    }
    throw new IllegalArgumentException(name + " has no check " + check);
  }

  /** Revisions are dates. */
  private static boolean isLater(JsonNode group, ProtocolVersion revision) {
    return group.path("since").asText().compareTo(revision.wireName()) > 0;
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    array.forEach(one -> strings.add(one.asText()));
    return strings;
  }
}

package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.protocol.ClientMethods;
import io.github.mcpecho.internal.protocol.LogLevels;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.testing.ServerNotification;
import io.github.mcpecho.testing.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The methods of MCP, by who sends them: a misspelt one would match nothing, or tell nothing. */
enum MethodNames {
  OF_CLIENTS("a method that clients send", ClientMethods.NAMES.stream()),
  ASKED_BY_SERVERS(
      "a request of servers",
      Stream.concat(
          Stream.of("elicitation/create", "ping", "roots/list", "sampling/createMessage"),
          Arrays.stream(McpMethod.values())
              .map(McpMethod::wireName)
              .filter(method -> method.startsWith("tasks/")))),
  TOLD_BY_SERVERS(
      "a notification of servers",
      Stream.of(
          Notifications.MESSAGE,
          Notifications.PROGRESS,
          Notifications.SUBSCRIPTION_ACKNOWLEDGED,
          Notifications.TOOLS_CHANGED,
          Notifications.PROMPTS_CHANGED,
          Notifications.RESOURCES_CHANGED,
          Notifications.RESOURCE_UPDATED,
          Notifications.PREFIX + "cancelled",
          Notifications.PREFIX + "elicitation/complete",
          Notifications.PREFIX + "tasks",
          Notifications.PREFIX + "tasks/status"));

  private static final String METHOD = "method";

  private final String meaning;
  private final List<String> names;

  MethodNames(String meaning, Stream<String> names) {
    this.meaning = meaning;
    this.names = names.sorted().toList();
  }

  /** Reads the member {@code method}, which may be left out. */
  Optional<String> read(ScriptObject members) {
    members.flag(ScriptObject.CUSTOM);
    Optional<String> method = members.text(METHOD);
    method.ifPresent(name -> members.requireKnown(METHOD, name, names, meaning));
    return method;
  }

  static ServerRequest request(ScriptObject members) {
    return ServerRequest.of(ASKED_BY_SERVERS.readRequired(members), members.jsonObject("params"));
  }

  static ServerNotification notification(ScriptObject members) {
    var told =
        ServerNotification.of(TOLD_BY_SERVERS.readRequired(members), members.jsonObject("params"));
    if (told.method().equals(Notifications.MESSAGE)) {
      members.requireKnown(
          "params.level",
          told.params().path("level").asText(),
          LogLevels.NAMES,
          "one of " + String.join(", ", LogLevels.NAMES));
    }
    return told;
  }

  private String readRequired(ScriptObject members) {
    members.requiredText(METHOD);
    return read(members).orElseThrow();
  }

  /** Reads a member that is an array of them. */
  List<String> readAll(String member, ScriptObject members) {
    List<String> all = members.texts(member);
    for (String name : all) {
      if (!names.contains(name)) {
        throw members.invalid(
            member,
            "%s, not %s%s".formatted(meaning, QuotedInput.of(name), NearestName.hint(name, names)));
      }
    }
    return all;
  }
}

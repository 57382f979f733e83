package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.ServerRequest;
import io.github.mcpecho.testing.Sessions;
import io.github.mcpecho.testing.TaskState;
import io.github.mcpecho.testing.Tasks;
import io.github.mcpecho.testing.oauth.Challenge;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what there is beneath the rules: an endpoint that wants tokens, an old transport. */
final class SetupReader {
  /** The log is that of the program. */
  private static final List<String> OF_A_SERVER =
      ServerSettings.DEFAULTS.declared().stream()
          .flatMap(setting -> setting.names().stream())
          .filter(name -> !name.matches(".*LOG_(LEVEL|FILE|FORMAT)"))
          .toList();

  private SetupReader() {}

  /** Reads what is to be otherwise than the variables of the program have it. */
  static Map<String, String> settings(ScriptObject members) {
    var settings = new HashMap<String, String>();
    for (Map.Entry<String, JsonNode> one : members.values("settings")) {
      if (!OF_A_SERVER.contains(one.getKey())) {
        throw members.invalid(
            "settings",
            "settings of a server, and %s is none%s; CONFIGURATION.md lists them"
                .formatted(QuotedInput.of(one.getKey()), hint(one.getKey())));
      }
      settings.put(one.getKey(), one.getValue().asText());
    }
    return settings;
  }

  /** Flags have the names without what all begin with. */
  private static String hint(String name) {
    String flag = "--" + name.toLowerCase(Locale.ROOT).replace('_', '-');
    return ServerSettings.DEFAULTS.declared().stream()
        .filter(setting -> setting.flagName().equals(flag))
        .findFirst()
        .map(setting -> " (did you mean " + setting.name() + "?)")
        .orElseGet(() -> NearestName.hint(name, OF_A_SERVER));
  }

  static Sessions sessions(ScriptObject members) {
    Sessions sessions = Sessions.create();
    sessions = members.number("expiringAfter").map(sessions::expiringAfter).orElse(sessions);
    sessions =
        members.number("closingAfterEvents").map(sessions::closingAfterEvents).orElse(sessions);
    sessions = members.millis("retryMs").map(sessions::retryingAfter).orElse(sessions);
    sessions = members.flag("withoutListening") ? sessions.withoutListening() : sessions;
    return members.flag("withoutDelete") ? sessions.withoutDelete() : sessions;
  }

  static Tasks tasks(ScriptObject members) {
    members.flag(ScriptObject.CUSTOM);
    Tasks tasks =
        Tasks.create()
            .requiring(array(members.texts("required")))
            .forbidding(array(members.texts("forbidden")));
    List<TaskState> states =
        members.texts("states").stream().map(name -> state(members, name)).toList();
    if (!states.isEmpty()) {
      tasks =
          tasks.states(states.get(0), states.subList(1, states.size()).toArray(TaskState[]::new));
    }
    Optional<ServerRequest> question =
        members.object("asking").map(json -> json.readAll(MethodNames::request));
    tasks = question.map(tasks::asking).orElse(tasks);
    tasks = members.millis("pollIntervalMs").map(tasks::pollingEvery).orElse(tasks);
    tasks = members.millis("ttlMs").map(tasks::expiringAfter).orElse(tasks);
    tasks = members.flag("withoutList") ? tasks.withoutList() : tasks;
    return members.flag("withoutCancel") ? tasks.withoutCancel() : tasks;
  }

  private static TaskState state(ScriptObject members, String name) {
    List<String> names = Arrays.stream(TaskState.values()).map(TaskState::wireName).toList();
    if (!names.contains(name)) {
      throw members.invalid(
          "states",
          "an array of %s, and %s is none%s"
              .formatted(
                  String.join(", ", names), QuotedInput.of(name), NearestName.hint(name, names)));
    }
    return TaskState.values()[names.indexOf(name)];
  }

  static ProtectedResource protectedResource(ScriptObject members) {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring(array(members.texts("scopes")))
            .openFor(array(MethodNames.OF_CLIENTS.readAll("openMethods", members)))
            .offering(array(members.texts("offering")))
            .alsoFor(array(members.texts("alsoFor")));
    for (ScriptObject tool : members.objects("tools")) {
      resource = tool.readAll(withTool(resource));
    }
    for (ScriptObject client : members.objects("clients")) {
      resource = client.readAll(withClient(resource));
    }
    for (Variation variation : members.constants("variations", Variation.class)) {
      resource = resource.with(variation);
    }
    Optional<Challenge> challenge =
        members.object("challenge").map(json -> json.readAll(SetupReader::challenge));
    resource = challenge.map(resource::challenging).orElse(resource);
    List<String> published = members.texts("publishing");
    resource = published.isEmpty() ? resource : resource.publishing(array(published));
    List<String> methods = members.texts("authMethods");
    if (members.member("authMethods").isPresent() && methods.isEmpty()) {
      throw members.invalid("authMethods", "an array with at least one string");
    }
    resource =
        methods.isEmpty()
            ? resource
            : resource.authMethods(methods.get(0), array(methods.subList(1, methods.size())));
    resource = members.number("migratingAfter").map(resource::migratingAfter).orElse(resource);
    return members.millis("tokenLifetimeMs").map(resource::tokenLifetime).orElse(resource);
  }

  private static Function<ScriptObject, ProtectedResource> withTool(ProtectedResource resource) {
    return tool -> {
      tool.flag(ScriptObject.CUSTOM);
      return resource.requiringFor(tool.requiredName("name"), array(tool.texts("scopes")));
    };
  }

  private static Function<ScriptObject, ProtectedResource> withClient(ProtectedResource resource) {
    return client -> {
      String id = client.requiredText("id");
      String[] redirectUris = array(client.texts("redirectUris"));
      return client
          .json("publicKey")
          .map(key -> resource.clientWithKey(id, key, redirectUris))
          .orElseGet(() -> resource.client(id, client.text("secret").orElse(""), redirectUris));
    };
  }

  /** Reads a challenge: its {@code name}, and {@code arguments} if it takes some. */
  static Challenge challenge(ScriptObject members) {
    return Challenges.named(members.text("name").orElse("correct"), members.texts("arguments"));
  }

  private static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}

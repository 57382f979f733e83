package io.github.mcpecho.testing.script;

import io.github.mcpecho.testing.Setup;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.oauth.Challenge;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.Variation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what there is beneath the rules: an old transport, or an endpoint that wants tokens. */
final class SetupReader {
  private SetupReader() {}

  static Optional<Setup> read(ScriptObject script) {
    boolean httpSse = script.flag("httpSse");
    Optional<Setup> resource =
        script.object("protected").map(json -> json.readAll(SetupReader::protectedResource));
    if (httpSse && resource.isPresent()) {
      throw script.invalid("protected", "left out where there is \"httpSse\"");
    }
    return httpSse ? Optional.of(new HttpSse()) : resource;
  }

  private static ProtectedResource protectedResource(ScriptObject members) {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring(array(members.texts("scopes")))
            .openFor(array(members.texts("openMethods")));
    for (ScriptObject tool : members.objects("tools")) {
      resource = tool.readAll(withTool(resource));
    }
    for (ScriptObject client : members.objects("clients")) {
      resource = client.readAll(withClient(resource));
    }
    for (String variation : members.texts("variations")) {
      resource = resource.with(Variation.named(variation));
    }
    Optional<Challenge> challenge =
        members.object("challenge").map(json -> json.readAll(SetupReader::challenge));
    resource = challenge.map(resource::challenging).orElse(resource);
    return members.millis("tokenLifetimeMs").map(resource::tokenLifetime).orElse(resource);
  }

  private static Function<ScriptObject, ProtectedResource> withTool(ProtectedResource resource) {
    return tool -> resource.requiringFor(tool.requiredText("name"), array(tool.texts("scopes")));
  }

  private static Function<ScriptObject, ProtectedResource> withClient(ProtectedResource resource) {
    return client ->
        resource.client(
            client.requiredText("id"),
            client.text("secret").orElse(""),
            array(client.texts("redirectUris")));
  }

  /** Reads a challenge: its {@code name}, and {@code arguments} if it takes some. */
  static Challenge challenge(ScriptObject members) {
    return Challenges.named(members.text("name").orElse("correct"), members.texts("arguments"));
  }

  private static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}

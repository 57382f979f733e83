package io.github.mcpecho.standalone;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is told at the start of settings that can be used, and do not do what they seem to. */
final class Advice {
  /**
   * A setting that has an effect only while another one is set, or on.
   *
   * @param word what the other one has to name, if it names some of several
   */
  private record Need(Setting<?> setting, Setting<?> other, String word) {
    boolean isMissing(Settings settings) {
      Optional<?> value = settings.find(other);
      return value.isEmpty()
          || value.get().equals(false)
          || value.get() instanceof Set<?> named && !named.contains(word);
    }
  }

  private static final List<Need> NEEDS =
      List.of(
          new Need(ServerSettings.PAGE_PORT, ServerSettings.PAGE, ""),
          new Need(ServerSettings.MANAGEMENT_HOST, ServerSettings.MANAGEMENT_PORT, ""),
          new Need(ServerSettings.TLS_CLIENT_AUTH, ServerSettings.TLS_CLIENT_CA, ""),
          new Need(EchoSettings.CHALLENGE_SCOPES, EchoSettings.CHALLENGE, ""),
          new Need(EchoSettings.TOOLS, EchoSettings.SERVES, "tools"),
          new Need(EchoSettings.DISABLED_TOOLS, EchoSettings.SERVES, "tools"),
          new Need(EchoSettings.MAX_SUBSCRIPTIONS, EchoSettings.SERVES, "subscriptions"),
          new Need(EchoSettings.SUBSCRIPTION_TIMEOUT, EchoSettings.SERVES, "subscriptions"));

  private Advice() {}

  /** Returns one sentence for each. */
  static List<String> on(Settings settings) {
    var advice = new ArrayList<String>();
    if (!settings.environment().getOrDefault("PORT", "").isBlank()
        && !isSet(ServerSettings.PORT, settings)) {
      advice.add(
          "PORT has no effect. If the platform sends requests there, as Cloud Run and Heroku do,"
              + " set MCP_ECHO_PORT to its value, and MCP_ECHO_HOST to 0.0.0.0");
    }
    for (Need need : NEEDS) {
      if (isSet(need.setting, settings) && need.isMissing(settings)) {
        advice.add(
            "%s has no effect without %s%s"
                .formatted(
                    settings.nameOf(need.setting),
                    need.word.isEmpty() ? "" : need.word + " in ",
                    settings.nameOf(need.other)));
      }
    }
    int listeners = settings.get(EchoSettings.MAX_SUBSCRIPTIONS);
    int requests = settings.get(HttpSettings.MAX_CONCURRENT_REQUESTS);
    if (listeners >= requests && settings.get(EchoSettings.SERVES).contains("subscriptions")) {
      advice.add(
          "Clients that listen to changes may take the place of every request: set %s (%d) below %s (%d)"
              .formatted(
                  settings.nameOf(EchoSettings.MAX_SUBSCRIPTIONS),
                  listeners,
                  settings.nameOf(HttpSettings.MAX_CONCURRENT_REQUESTS),
                  requests));
    }
    for (Setting<?> setting : settings.declared()) {
      if (setting.isSecret() && settings.source(setting) == Settings.Source.FLAG) {
        advice.add(
            "Lists of processes show %s: set %s in its place"
                .formatted(setting.flagName(), setting.name()));
      }
    }
    return advice;
  }

  private static boolean isSet(Setting<?> setting, Settings settings) {
    return settings.source(setting) != Settings.Source.DEFAULT;
  }
}

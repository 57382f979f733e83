package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be shown of settings and environment. No list of secret names is complete, so values are
 * shown of listed variables only, and only if they do not look like secrets. Of all others the name
 * is shown.
 *
 * @param settings this server's own
 * @param sensitiveNames names that tell of a secret
 * @param runtime values of some settings of the platform
 * @param otherNames all other names
 * @param findings secrets in places that hide nothing
 */
record EnvironmentView(
    List<EffectiveSetting> settings,
    List<String> sensitiveNames,
    Map<String, String> runtime,
    List<String> otherNames,
    List<Finding> findings) {
  private static final int LONGEST_VALUE = 256;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_NAMES = 200;

  /** Where certificates to trust are: OpenSSL, Go, curl, Node.js, Python and its pip. */
  private static final List<String> TRUSTED =
      List.of(
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "CURL_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "PIP_CERT");

  /** No passwords: what a shell names its working directories (POSIX.1-2024, cd), and files. */
  private static final Set<String> PATHS =
      Stream.concat(Stream.of("PWD", "OLDPWD"), TRUSTED.stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> RUNTIME =
      List.of(
          "NODE_ENV",
          "LOG_LEVEL",
          "TZ",
          "LANG",
          "LC_ALL",
          "LOG_FILE",
          "JAVA_HOME",
          "JAVA_VERSION",
          "MALLOC_ARENA_MAX",
          "SPRING_PROFILES_ACTIVE",
          "WORKER_CONNECTIONS");

  static EnvironmentView of(Settings settings, Redactor redactor) {
    var sorted = new TreeMap<>(settings.environment());
    var sensitive = new TreeSet<>(sorted.keySet());
    sensitive.removeIf(name -> !redactor.isSecretName(name) || PATHS.contains(name));
    var others = new TreeSet<>(sorted.keySet());
    others.removeAll(sensitive);
    settings.declared().forEach(setting -> others.removeAll(setting.names()));
    List<String> shownOnes = Stream.concat(RUNTIME.stream(), TRUSTED.stream()).toList();
    shownOnes.forEach(others::remove);
    var findings = new LinkedHashSet<Finding>();
    BinaryOperator<String> shown = (name, value) -> shown(name, value, redactor, findings);
    List<EffectiveSetting> effective =
        settings.declared().stream()
            .map(
                setting ->
                    new EffectiveSetting(
                        setting.name(),
                        shown.apply(setting.name(), settings.text(setting)),
                        settings.source(setting),
                        setting.defaultText()))
            .toList();
    var runtime = new LinkedHashMap<String, String>();
    for (String name : shownOnes) {
      if (sorted.containsKey(name) && !sensitive.contains(name)) {
        runtime.put(name, shown.apply(name, sorted.get(name)));
      }
    }
    if (!settings.unknown().isEmpty()) {
      String unknown = redactor.text(String.join(", ", settings.unknown()));
      findings.add(SystemFinding.SETTING_UNKNOWN.found(unknown));
    }
    return new EnvironmentView(
        effective,
        capped(sensitive, redactor),
        runtime,
        capped(others, redactor),
        List.copyOf(findings));
  }

  /** Notices a value that should not be there. */
  private static String shown(String name, String value, Redactor redactor, Set<Finding> findings) {
    String redacted = redactor.text(value);
    if (!redacted.equals(value)) {
      findings.add(
          SystemFinding.ENV_VALUE_LOOKS_SECRET.found(
              SafeText.cap(name, LONGEST_NAME) + " holds something that looks like a secret", ""));
    }
    return SafeText.cap(redacted, LONGEST_VALUE);
  }

  private static List<String> capped(Set<String> names, Redactor redactor) {
    var capped = new ArrayList<String>();
    names.stream()
        .limit(MOST_NAMES)
        .map(name -> SafeText.cap(redactor.text(name), LONGEST_NAME))
        .forEach(capped::add);
    if (names.size() > MOST_NAMES) {
      capped.add("… (" + names.size() + " in all)");
    }
    return capped;
  }

  /**
   * A setting with its value.
   *
   * @param value as it was written, or in words what holds if it is not set
   */
  record EffectiveSetting(String name, String value, Settings.Source source, String otherwise) {
    boolean isSet() {
      return source != Settings.Source.DEFAULT;
    }
  }
}

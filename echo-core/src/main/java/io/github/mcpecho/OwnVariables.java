package io.github.mcpecho;

import io.github.mcpecho.internal.text.SafeText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The environment variables that are settings of this server, whichever module reads them. */
public final class OwnVariables {
  private static final System.Logger LOG = System.getLogger(OwnVariables.class.getName());

  private static final List<String> PREFIXES =
      List.of("MCP_ECHO_", "MCP_PROTOCOL_", "ECHO_STATELESS_");

  private static final List<String> NAMES =
      List.of(
          "MCP_ECHO_HOST",
          "MCP_ECHO_PORT",
          "MCP_ECHO_DEBUG",
          "MCP_PROTOCOL_VERSION",
          "MCP_PROTOCOL_VERSIONS_SUPPORTED",
          "ECHO_STATELESS_LOG_LEVEL",
          "ECHO_STATELESS_MAX_REQUESTS",
          "ECHO_STATELESS_WORKERS",
          "MCP_ECHO_ACCESS_LOG",
          "MCP_ECHO_ALLOWED_HOSTS",
          "MCP_ECHO_ALLOWED_ORIGINS",
          "MCP_ECHO_AUTHORIZATION_SERVERS",
          "MCP_ECHO_CHALLENGE",
          "MCP_ECHO_CHALLENGE_SCOPES",
          "MCP_ECHO_CORS_ORIGINS",
          "MCP_ECHO_DISABLED_TOOLS",
          "MCP_ECHO_IDLE_TIMEOUT",
          "MCP_ECHO_INSTANCE",
          "MCP_ECHO_JWKS_FILE",
          "MCP_ECHO_KEY",
          "MCP_ECHO_MASK_PERSONAL",
          "MCP_ECHO_MAX_BODY_BYTES",
          "MCP_ECHO_MAX_CONCURRENT_REQUESTS",
          "MCP_ECHO_MAX_HEADER_BYTES",
          "MCP_ECHO_MAX_JSON_DEPTH",
          "MCP_ECHO_PATH",
          "MCP_ECHO_PUBLIC_URL",
          "MCP_ECHO_READ_TIMEOUT",
          "MCP_ECHO_STRICT",
          "MCP_ECHO_TOOLS",
          "MCP_ECHO_TOOL_TIMEOUT");

  private static final int MOST_TOLD = 20;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_MISTAKES = 2;

  private OwnVariables() {}

  /** Returns the names that begin as only those of this server do, first what people look for. */
  public static List<String> names() {
    return NAMES;
  }

  /** Logs a warning that names those of the variables that look like settings and are none. */
  public static void warnOfUnknown(Collection<String> variables) {
    String unknown =
        new TreeSet<>(variables)
            .stream()
                .filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
                .filter(name -> !NAMES.contains(name))
                .limit(MOST_TOLD)
                .map(OwnVariables::told)
                .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "Unknown variables have no effect: {0}", unknown);
    }
  }

  private static String told(String name) {
    Optional<String> meant =
        NAMES.stream().filter(known -> mistakes(name, known) <= MOST_MISTAKES).findFirst();
    return SafeText.cap(name, LONGEST_NAME)
        + meant.map(known -> " (did you mean " + known + "?)").orElse("");
  }

  /** The edit distance: letters to insert, drop or replace. */
  private static int mistakes(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}

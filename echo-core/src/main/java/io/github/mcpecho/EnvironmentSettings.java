package io.github.mcpecho;

import static io.github.mcpecho.EchoConfig.Builder.MAX_JSON_DEPTH;
import static io.github.mcpecho.EchoConfig.Builder.MIN_JSON_DEPTH;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The environment variables behind {@link EchoConfig}. */
final class EnvironmentSettings {
  private static final int MAX_RUN_SECONDS = 3_600;

  private EnvironmentSettings() {}

  static EchoConfig read(Map<String, String> variables) {
    OwnVariables.warnOfUnknown(variables.keySet());
    Environment environment = Environment.of(variables);
    EchoConfig.Builder config = EchoConfig.builder().environment(variables);
    List<String> versions = environment.list("MCP_PROTOCOL_VERSIONS_SUPPORTED");
    if (!versions.isEmpty()) {
      Set<ProtocolVersion> supported = EnumSet.noneOf(ProtocolVersion.class);
      versions.forEach(
          name -> supported.add(version(environment, "MCP_PROTOCOL_VERSIONS_SUPPORTED", name)));
      config.versions(supported);
    }
    environment
        .text("MCP_PROTOCOL_VERSION")
        .map(name -> version(environment, "MCP_PROTOCOL_VERSION", name))
        .ifPresent(config::preferredLegacyVersion);
    config.enabledTools(Set.copyOf(environment.list("MCP_ECHO_TOOLS")));
    config.disabledTools(Set.copyOf(environment.list("MCP_ECHO_DISABLED_TOOLS")));
    environment.text("MCP_ECHO_KEY").ifPresent(config::key);
    environment.text("MCP_ECHO_INSTANCE").ifPresent(config::instance);
    config.maskPersonal(environment.flag("MCP_ECHO_MASK_PERSONAL", false));
    environment.text("MCP_ECHO_PUBLIC_URL").ifPresent(config::publicUrl);
    environment.path("MCP_ECHO_JWKS_FILE").ifPresent(config::jwksFile);
    ChallengeMode challenge = challenge(environment);
    if (environment.flag("MCP_ECHO_CHALLENGE", false)) {
      config.challenge(challenge);
    }
    config.maxJsonDepth(
        environment.number(
            "MCP_ECHO_MAX_JSON_DEPTH", MIN_JSON_DEPTH, MAX_JSON_DEPTH, Json.DEFAULT_MAX_DEPTH));
    config.runTimeLimit(
        environment.seconds("MCP_ECHO_TOOL_TIMEOUT", MAX_RUN_SECONDS, Duration.ofSeconds(60)));
    return config.build();
  }

  /** In a token blanks separate scopes, so people separate them by blanks here too. */
  private static ChallengeMode challenge(Environment environment) {
    List<String> scopes =
        environment.list("MCP_ECHO_CHALLENGE_SCOPES").stream()
            .flatMap(element -> Arrays.stream(element.split("\\s+")))
            .toList();
    return ChallengeMode.DEFAULTS
        .withScopes(scopes)
        .withAuthorizationServers(environment.list("MCP_ECHO_AUTHORIZATION_SERVERS"));
  }

  private static ProtocolVersion version(Environment environment, String variable, String name) {
    return ProtocolVersion.of(name)
        .orElseThrow(
            () ->
                environment.invalid(
                    variable,
                    "names an unknown revision; known are "
                        + Arrays.stream(ProtocolVersion.values())
                            .map(ProtocolVersion::wireName)
                            .collect(Collectors.joining(", "))));
  }
}

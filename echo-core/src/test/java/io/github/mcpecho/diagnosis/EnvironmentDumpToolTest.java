package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.system.EnvironmentDumpTool;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.health.SystemProbe.Container;
import io.github.mcpecho.health.SystemProbe.ContainerEngine;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentDumpToolTest {
  private static final String GITHUB_TOKEN = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

  private static final Setting<Integer> PORT =
      Setting.number("MCP_ECHO_PORT", 3_000, 0, 65_535, "");

  private final Map<String, String> environment = new LinkedHashMap<>();
  private Settings settings =
      Settings.of(
          Stream.of(
                  "MCP_ECHO_HOST",
                  "MCP_ECHO_PORT",
                  "ECHO_STATELESS_WORKERS",
                  "LOG_LEVEL",
                  "MCP_ECHO_DEBUG",
                  "MCP_ECHO_CORS_ORIGINS",
                  "MCP_PROTOCOL_VERSION",
                  "MCP_PROTOCOL_VERSIONS_SUPPORTED")
              .<Setting<?>>map(name -> Setting.text(name, ""))
              .toList());
  private SystemProbe probe = FixedProbe.BRIEF;

  @Test
  void sampleOfTheBriefIsAnsweredLineByLine() {
    environment.put("TZ", "UTC");
    environment.put("JWT_SECRET", "s3cr3t-jwt");
    environment.put("MCP_PROTOCOL_VERSION", "2025-06-18");
    environment.put("MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18,2024-11-05");
    environment.put("MCP_ECHO_HOST", "0.0.0.0");
    environment.put("MCP_ECHO_PORT", "3000");
    environment.put("MCP_ECHO_DEBUG", "false");
    environment.put("DATABASE_PASSWORD", "hunter2");
    environment.put("API_KEY", "k-123");
    environment.put("LOG_LEVEL", "INFO");
    environment.put("NODE_ENV", "production");

    assertEquals(
        """
        🔧 Environment Configuration (Sanitized)

        🌟 MCP Configuration:
          MCP_ECHO_HOST: 0.0.0.0
          MCP_ECHO_PORT: 3000
          MCP_ECHO_DEBUG: false
          MCP_PROTOCOL_VERSION: 2025-06-18
          MCP_PROTOCOL_VERSIONS_SUPPORTED: 2025-06-18,2024-11-05

        ⚙️ Settings at Their Defaults:
          ECHO_STATELESS_WORKERS (none), MCP_ECHO_CORS_ORIGINS (none)

        🔐 Sensitive Values (Hidden):
          API_KEY: ******* (hidden)
          DATABASE_PASSWORD: ******* (hidden)
          JWT_SECRET: ******* (hidden)

        📊 Runtime Environment:
          NODE_ENV: production
          LOG_LEVEL: INFO
          TZ: UTC

        🐳 Container Detection:
          Running in Docker: ✅ Yes
          Container ID: abc123def456
          Kubernetes: ❌ No\
        """,
        text());
  }

  @Test
  void sectionsWithNothingInThemAreLeftOut() {
    probe = FixedProbe.RETICENT;
    settings = Settings.of(List.of());

    assertEquals(
        """
        🔧 Environment Configuration (Sanitized)

        🐳 Container Detection:
          Running in Docker: ❌ No
          Kubernetes: ❌ No\
        """,
        text());
  }

  @Test
  void variablesThatAreNotListedShowTheirNamesOnly() {
    environment.put("PATH", "/usr/bin");
    environment.put("HOME", "/home/somebody");
    environment.put("CUSTOMER", "ACME Corporation");

    assertTrue(
        text().contains("🗂️ Other Variables (Names Only):\n  CUSTOMER, HOME, PATH\n"), text());
    assertFalse(text().contains("ACME"));
    assertFalse(facts().toString().contains("ACME"));
    assertFalse(facts().toString().contains("somebody"));
  }

  @Test
  void theDirectoriesOfAShellAreNoPasswords() {
    environment.put("PWD", "/srv");
    environment.put("OLDPWD", "/");
    environment.put("DB_PWD", "hunter2");

    assertTrue(text().contains("\n  OLDPWD, PWD\n"), text());
    assertTrue(text().contains("  DB_PWD: ******* (hidden)"), text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "PIP_CERT",
        "CURL_CA_BUNDLE",
        "NODE_EXTRA_CA_CERTS",
        "REQUESTS_CA_BUNDLE"
      })
  void whereTrustedCertificatesAreIsShown(String name) {
    environment.put(name, "/etc/ssl/certs");
    environment.put("TLS_CERT", "4711");
    assertTrue(text().contains("Runtime Environment:\n  " + name + ": /etc/ssl/certs\n"), text());
    assertTrue(text().contains("  TLS_CERT: ******* (hidden)"), text());
    environment.put(name, GITHUB_TOKEN);
    assertFalse(text().contains(GITHUB_TOKEN), text());
  }

  @Test
  void otherSettingsOfThisServerFollowTheKnownOnes() {
    environment.put("MCP_ECHO_CORS_ORIGINS", "https://app.example.com");
    environment.put("ECHO_STATELESS_WORKERS", "4");
    environment.put("MCP_ECHO_PORT", "8080");

    assertTrue(
        text()
            .contains(
                """
                🌟 MCP Configuration:
                  MCP_ECHO_PORT: 8080
                  ECHO_STATELESS_WORKERS: 4
                  MCP_ECHO_CORS_ORIGINS: https://app.example.com
                """),
        text());
  }

  @Test
  void aVariableThatOnlyLooksLikeASettingShowsItsNameOnly() {
    environment.put("MCP_ECHO_FOO", "value-4711");
    environment.put("MCP_ECHO_PROT", "value-4711");

    assertTrue(
        text().contains("🗂️ Other Variables (Names Only):\n  MCP_ECHO_FOO, MCP_ECHO_PROT\n"),
        text());
    assertFalse(text().contains("4711"));
    assertFalse(facts().toString().contains("4711"));
  }

  @Test
  void everySettingIsShownWithItsValueItsSourceAndItsDefault() {
    Setting<String> key = Setting.secret("MCP_ECHO_KEY", "").unset("random");
    Setting<List<String>> tools = Setting.list("MCP_ECHO_TOOLS", "").unset("all");
    Setting<String> instance = Setting.text("MCP_ECHO_INSTANCE", "");
    environment.put("MCP_ECHO_PORT", "80");
    settings =
        Settings.of(List.of(PORT, key, tools, instance))
            .with(key, "s3cr3t-4711")
            .withInitParameters(Map.of("MCP_ECHO_INSTANCE", GITHUB_TOKEN));

    assertTrue(
        text()
            .contains(
                """
                🌟 MCP Configuration:
                  MCP_ECHO_PORT: 80
                  MCP_ECHO_KEY: (hidden) (code)
                  MCP_ECHO_INSTANCE: (40 characters, fingerprint"""),
        text());
    assertTrue(text().contains(") (init parameter)\n"), text());
    assertTrue(text().contains("⚙️ Settings at Their Defaults:\n  MCP_ECHO_TOOLS (all)\n"), text());
    assertFalse(facts().toString().contains("4711"), text());
    assertEquals("ENV_VALUE_LOOKS_SECRET", facts().at("/findings/0/id").textValue());
    JsonNode all = facts().path("settings");
    assertFalse(all.toString().contains(GITHUB_TOKEN.substring(4)));
    assertEquals(
        "{\"value\":\"80\",\"source\":\"environment\",\"default\":\"3000\"}",
        all.path("MCP_ECHO_PORT").toString());
    assertEquals(
        "{\"value\":\"(hidden)\",\"source\":\"code\",\"default\":\"random\"}",
        all.path("MCP_ECHO_KEY").toString());
    assertEquals(
        "{\"value\":\"all\",\"source\":\"default\",\"default\":\"all\"}",
        all.path("MCP_ECHO_TOOLS").toString());
    assertEquals("init parameter", all.at("/MCP_ECHO_INSTANCE/source").textValue());
  }

  @Test
  void aVariableThatWasMeantAsASettingIsReported() {
    environment.put("MCP_ECHO_PROT", "value-4711");

    assertEquals("SETTING_UNKNOWN", facts().at("/findings/0/id").textValue());
    assertEquals(
        "MCP_ECHO_PROT (did you mean MCP_ECHO_PORT?)",
        facts().at("/findings/0/evidence").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MCP_ECHO_SIGNING_KEY",
        "MCP_ECHO_REDACTION_SECRET",
        "MCP_PROTOCOL_TOKEN",
        "JAVA_TOOL_OPTIONS",
        "AWS_SECRET_ACCESS_KEY",
        "GITHUB_TOKEN",
        "VCAP_SERVICES"
      })
  void valueOfASensitiveNameIsNeverShown(String name) {
    environment.put(name, "value-4711");

    assertTrue(text().contains("  " + name + ": ******* (hidden)"), text());
    assertFalse(text().contains("4711"));
    assertFalse(facts().toString().contains("4711"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCP_ECHO_HOST", "LOG_LEVEL", "MCP_ECHO_CORS_ORIGINS"})
  void secretInAShownVariableIsHiddenAndReported(String name) {
    environment.put(name, GITHUB_TOKEN);

    assertFalse(text().contains(GITHUB_TOKEN.substring(4)));
    assertFalse(facts().toString().contains(GITHUB_TOKEN.substring(4)));
    assertEquals("ENV_VALUE_LOOKS_SECRET", facts().at("/findings/0/id").textValue());
    assertEquals(
        name + " holds something that looks like a secret",
        facts().at("/findings/0/message").textValue());
  }

  @Test
  void longValuesAndManyNamesAreCapped() {
    environment.put("LOG_FILE", "/x".repeat(5_000));
    for (int i = 0; i < 300; i++) {
      environment.put("V" + i + "_" + "A".repeat(200), "1");
    }

    assertTrue(text().contains("… (10000 characters)"));
    assertEquals(201, facts().path("otherNames").size());
    assertEquals("… (300 in all)", facts().at("/otherNames/200").textValue());
    assertTrue(text().lines().allMatch(line -> line.length() < 320));
  }

  @Test
  void controlCharactersOfAValueAreEscaped() {
    environment.put("LANG", "C\u001b[31m\nFAKE: line");

    assertTrue(text().contains("  LANG: C\\u001b[31m\\nFAKE: line\n"), text());
  }

  @Test
  void otherEnginesAreNamed() {
    probe =
        FixedProbe.BRIEF.withContainer(
            new Container(Optional.of(ContainerEngine.CONTAINERD), Optional.empty(), true));

    assertTrue(
        text()
            .endsWith(
                """
                🐳 Container Detection:
                  Running in Docker: ❌ No
                  Container Runtime: containerd
                  Kubernetes: ✅ Yes\
                """));
    assertEquals("containerd", facts().at("/container/engine").textValue());
  }

  private String text() {
    return call().text();
  }

  private JsonNode facts() {
    return call().facts();
  }

  private ToolRun call() {
    var redactor = new Redactor("key".getBytes(StandardCharsets.UTF_8));
    return ToolCaller.of(
            new EnvironmentDumpTool(settings.withEnvironment(environment), probe, redactor))
        .call();
  }
}

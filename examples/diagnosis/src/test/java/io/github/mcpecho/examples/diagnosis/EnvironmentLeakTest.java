package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Row 17: a tool that shows the environment gives its secrets to a model. */
class EnvironmentLeakTest {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String SHAPED = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
  private static final String PLAIN = "nothing-tells-of-this";

  @AutoClose
  final EchoHttpServer echo =
      Echo.start(
          McpEcho.builder()
              .settings(
                  ServerSettings.DEFAULTS.withEnvironment(
                      Map.of(
                          "MCP_ECHO_PORT", "3000",
                          "DATABASE_PASSWORD", PASSWORD,
                          "SPRING_PROFILES_ACTIVE", SHAPED,
                          "TEAM_MOTTO", PLAIN))));

  @Test
  void noValueLeavesThatIsNotMeantTo() throws Exception {
    Response response = Request.call("environmentDump").sendTo(echo.port());

    String text = response.diagnosis().text();
    assertTrue(text.contains("MCP_ECHO_PORT: 3000"), text);
    assertTrue(text.contains("DATABASE_PASSWORD: ******* (hidden)"), text);
    assertFalse(response.body().contains(PASSWORD), text);
    assertFalse(response.body().contains(SHAPED.substring(4)), text);
    assertFalse(response.body().contains(PLAIN), text);
  }

  @Test
  void aSecretUnderAHarmlessNameIsNamed() throws Exception {
    Request.call("environmentDump")
        .sendTo(echo.port())
        .diagnosis()
        .assertFinds("ENV_VALUE_LOOKS_SECRET");
  }

  @Test
  void noArgumentOpensIt() throws Exception {
    Response response =
        Request.call("environmentDump", "{\"showSecrets\":true}").sendTo(echo.port());

    assertTrue(response.json().at("/result/isError").asBoolean(), response.body());
    assertEquals(-1, response.body().indexOf(PASSWORD));
  }
}

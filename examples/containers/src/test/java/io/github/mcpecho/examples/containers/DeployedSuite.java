package io.github.mcpecho.examples.containers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds where the WAR is deployed: it comes and goes while the container runs. */
abstract class DeployedSuite extends Suite {
  DeployedSuite(Container container) {
    super(container);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/other", "/mcpx", "/mcp/x", "/mcp/x/"})
  void whatIsNotThereIsToldSoInJson(String path) throws IOException {
    for (String method : new String[] {"GET", "POST"}) {
      Response response =
          exchange(
              head(method + " " + container.contextPath() + path, JSON_TYPE + length("{}")) + "{}");

      assertIsRefused(404, "there is nothing here", response);
    }
  }

  @Test
  void trial_e02_redeployingLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 3; i++) {
      call(Era.LEGACY, "healthProbe", "{}");
      exchange(head("GET " + container.metrics(), ""));
      container.undeploy();
      container.deploy();
    }
    assertEquals(200, call(Era.LEGACY, "echo", "{\"message\":\"Hello!\"}").status());
    container.undeploy();
    try {
      assertAll(
          () -> assertEquals(Set.of(), LoadedServers.threads(container.pid())),
          () -> assertEquals(0, loadersLeft()));
    } finally {
      container.deploy();
    }
  }

  /**
   * Whatever the container does first, the call ends with an answer, and nothing comes after it.
   */
  @Test
  void trial_e05_undeployingEndsARunningCallWithAnAnswer() throws Exception {
    try (var connection = new Connection(container.port())) {
      connection.send(
          request(
              container.mcp(),
              "Accept: application/json, text/event-stream\r\n",
              Era.LEGACY.call(
                  "requestTiming", "{\"events\":2,\"intervalMs\":10,\"idleMs\":24000}")));
      connection.head();
      connection.event();
      connection.event();

      container.undeploy();
      try {
        JsonNode answer = JSON.readTree(connection.event());
        assertEquals("a", answer.get("id").textValue(), answer.toString());
        boolean ended = answer.has("error") || answer.at("/result/isError").asBoolean();
        assertTrue(ended, answer.toString());
        assertEquals("", connection.rest());
      } finally {
        container.deploy();
      }
    }
  }

  /** A container may keep the last one for a moment, in a thread that it is about to use again. */
  private int loadersLeft() throws Exception {
    int left = 0;
    for (int i = 0; i < 20; i++) {
      left = LoadedServers.count(container.pid());
      if (left == 0) {
        break;
      }
      exchange(head("GET /", ""));
      Thread.sleep(100);
    }
    return left;
  }
}

package io.github.mcpecho.examples.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds where the WAR is deployed: it comes and goes while the container runs. */
abstract class DeployedSuite extends Suite {
  private static final int REDEPLOYMENTS = 4;

  DeployedSuite(Container container) {
    super(container);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/other", "/mcpx", "/mcp/x", "/mcp/x/"})
  void whatIsNotThereIsToldSoInJson(String path) throws IOException {
    String target = container.contextPath() + path;

    assertIsRefused(404, "there is nothing here", exchange(head("GET " + target, "")));
    assertIsRefused(404, "there is nothing here", post(target, "", "{}"));
  }

  @Test
  void trial_e02_redeployingLeavesNothingBehind() throws Exception {
    for (int i = 0; i < REDEPLOYMENTS; i++) {
      call(Era.LEGACY, "healthProbe", "{}");
      exchange(head("GET " + container.metrics(), ""));
      container.undeploy();
      container.deploy();
    }
    assertEquals(200, call(Era.LEGACY, "echo", "{\"message\":\"Hello!\"}").status());
    container.undeploy();
    try {
      int loaders = container.forgetsApplications() ? loadersLeft() : 0;
      assertEquals(Set.of(), LoadedServers.threads(container.pid()));
      assertTrue(loaders < REDEPLOYMENTS, loaders + " class loaders are left");
    } finally {
      container.deploy();
    }
  }

  /**
   * A thread that waits for work may hold its last request, and so one application, until it gets
   * the next one. What an application itself leaves behind is there once for each deployment.
   */
  private int loadersLeft() throws Exception {
    int left = 0;
    for (int i = 0; i < 20; i++) {
      left = LoadedServers.count(container.pid());
      if (left == 0) {
        break;
      }
      useEveryThread();
      Thread.sleep(100);
    }
    return left;
  }

  private void useEveryThread() throws IOException {
    var connections = new ArrayList<Connection>();
    try {
      for (int i = 0; i < 32; i++) {
        var connection = new Connection(container.port());
        connections.add(connection);
        connection.send(head("GET /", ""));
      }
      for (Connection connection : connections) {
        connection.response();
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}

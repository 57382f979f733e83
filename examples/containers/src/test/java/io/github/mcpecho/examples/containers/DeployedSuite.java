package io.github.mcpecho.examples.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
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
    String target = container.contextPath() + path;

    assertIsRefused(404, "there is nothing here", exchange(head("GET " + target, "")));
    assertIsRefused(404, "there is nothing here", post(target, "", "{}"));
  }

  @Test
  void trial_e02_redeployingLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 3; i++) {
      call(Era.LEGACY, "healthProbe", "{}");
      exchange(head("GET " + container.metrics(), ""));
      container.undeploy();
      container.deploy();
    }
    if (container.forgetsApplications()) {
      assertEquals(1, loaders());
    }
    container.undeploy();
    try {
      assertEquals(Set.of(), LoadedServers.threads(container.pid()));
    } finally {
      container.deploy();
    }
  }

  /** A thread that waits for work may hold its last request until it gets the next one. */
  private int loaders() throws Exception {
    int loaded = 0;
    for (int i = 0; i < 5 && loaded != 1; i++) {
      useEveryThread();
      loaded = LoadedServers.count(container.pid());
    }
    return loaded;
  }

  private void useEveryThread() throws IOException {
    String call =
        request(
            container.mcp(),
            "Accept: application/json, text/event-stream\r\nConnection: close\r\n",
            Era.LEGACY.call("requestTiming", "{\"events\":2,\"intervalMs\":500}"));
    var connections = new ArrayList<Connection>();
    try {
      for (int i = 0; i < 64; i++) {
        var connection = new Connection(container.port());
        connections.add(connection);
        connection.send(call);
      }
      for (Connection connection : connections) {
        assertEquals(200, connection.response().status());
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}

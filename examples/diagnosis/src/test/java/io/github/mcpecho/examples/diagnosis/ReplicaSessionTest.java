package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 12: a session of one replica is unknown to the other. */
@Tag("nginx")
class ReplicaSessionTest {
  private static final Request CALL =
      Request.call("printHeader", "{\"expect\":[\"mcp-session-id\"]}")
          .with("Mcp-Session-Id", "550e8400-e29b-41d4-a716-446655440000");

  @AutoClose final EchoHttpServer one = Echo.start(sharedKey());
  @AutoClose final EchoHttpServer other = Echo.start(sharedKey());

  @Test
  void everyReplicaAnswersAndSaysThatItIgnoresTheSession() throws Exception {
    var ports = new HashSet<Integer>();
    var instances = new HashSet<String>();
    var fingerprints = new HashSet<String>();
    try (Nginx proxy = Nginx.start("replicas", one, other)) {
      for (int call = 0; call < 2; call++) {
        Diagnosis diagnosis = CALL.sendTo(proxy).diagnosis();

        String instance = diagnosis.fact("/instance").asText();
        instances.add(instance);
        assertEquals(
            "answered by instance " + instance,
            diagnosis.finding("MCP_SESSION_ID_IGNORED").path("evidence").asText());
        ports.add(diagnosis.fact("/connection/container/localPort").asInt());
        fingerprints.add(diagnosis.fact("/expected/0/fingerprints/0").asText());
      }
    }
    assertEquals(Set.of(one.port(), other.port()), ports, "the proxy takes turns");
    assertEquals(2, instances.size(), "and each call says who answered");
    assertEquals(1, fingerprints.size(), "replicas with one key agree on fingerprints");
  }

  @Test
  void aReplicaCanBeCalledByItsName() throws Exception {
    var instances = new HashSet<String>();
    try (EchoHttpServer blue = Echo.start(sharedKey().with(EchoSettings.INSTANCE, "blue"));
        EchoHttpServer green = Echo.start(sharedKey().with(EchoSettings.INSTANCE, "green"));
        Nginx proxy = Nginx.start("replicas", blue, green)) {
      for (int call = 0; call < 2; call++) {
        instances.add(CALL.sendTo(proxy).diagnosis().fact("/instance").asText());
      }
    }
    assertEquals(Set.of("blue", "green"), instances);
  }

  private static McpEcho.Builder sharedKey() {
    return McpEcho.builder().with(EchoSettings.KEY, "the key of both replicas");
  }
}

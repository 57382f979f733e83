package io.github.mcpecho.examples.diagnosis;

import io.github.mcpecho.doctor.Doctor;
import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** To copy: a gateway is sound if the doctor finds no error on the way through it. */
class GatewayTest {
  /** In place of the gateway. */
  @AutoClose final EchoHttpServer gateway = Echo.start();

  @Test
  void theWayThroughTheGatewayIsSound() {
    Doctor.of(gateway.uri())
        .header("Authorization", "Bearer of-a-test")
        .direct(gateway.uri())
        .examine()
        .assertNoErrors();
  }
}

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The test server in a container. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {
  @Container
  private static final GenericContainer<?> ECHO =
      new GenericContainer<>(DockerImageName.parse("mcp-echo-testing"))
          .withCommand("--control")
          .withEnv("MCP_ECHO_CONTROL_TOKEN", BusyServer.TOKEN)
          .withEnv("MCP_ECHO_ALLOWED_HOSTS", "*")
          .withExposedPorts(3000)
          .waitingFor(Wait.forHttp("/health"));

  @Test
  void aBusyServerIsSeen() throws Exception {
    new BusyServer(
            URI.create("http://%s:%d".formatted(ECHO.getHost(), ECHO.getMappedPort(3000))))
        .isSeen();
  }
}

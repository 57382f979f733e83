import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.CallMatcher.method;
import static io.github.mcpecho.testing.Count.exactly;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.junit.McpEchoExtension;
import io.github.mcpecho.testing.junit.McpEras;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s",
       "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

  @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

  @Test
  void aBrokenConnectionIsOneFailedCall() throws Exception {
    McpEchoServer server = ECHO.server();
    server.on(call("echo")).times(1).then(Fault.reset(Stage.BEFORE_HEADERS));

    assertThrows(IOException.class, () -> Messages.post(server.uri(), Messages.HELLO));
    assertTrue(Messages.post(server.uri(), Messages.HELLO).body().contains("Hello!"));
    server.verify(exactly(2), call("echo").withArgument("message", "Hello!"));
  }

  @ParameterizedTest
  @McpEras(
      value = {V2025_11_25, V2025_06_18},
      conformant = true)
  void trial_t07_eachRevisionHasAServerWithEachJUnit(McpEchoServer server, ProtocolVersion revision) throws Exception {
    String initialize = INITIALIZE.formatted(revision.wireName());

    assertTrue(Messages.post(server.uri(), initialize).body().contains(revision.wireName()));
    server.verify(exactly(1), method("initialize"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.eclipse.jetty.server.Server",
        "jakarta.servlet.Servlet",
        "io.prometheus.metrics.core.metrics.Counter",
        "io.github.mcpecho.servlet.EchoServlet",
        "org.slf4j.jul.JULServiceProvider"
      })
  void trial_t05_itBringsNeitherServerNorLog(String type) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(type));
  }
}

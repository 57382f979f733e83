import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.junit.McpEchoTest;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@McpEchoTest
class ServerForEachTest {
  private static URI last;

  @Test
  void itIsAParameter(McpEchoServer server) throws Exception {
    assertEquals(200, Messages.post(server.uri(), Messages.HELLO).statusCode());
    last = server.uri();
  }

  @AfterAll
  static void itIsClosed() {
    assertThrows(IOException.class, () -> Messages.post(last, Messages.HELLO));
  }
}

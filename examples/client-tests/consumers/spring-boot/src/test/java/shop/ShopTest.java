package shop;

import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.Count.exactly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import io.github.mcpecho.testing.junit.McpEchoExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = RANDOM_PORT)
class ShopTest {
  @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

  @Autowired private ApplicationContext context;

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void theShopCallsTheTestServer(DynamicPropertyRegistry properties) {
    properties.add("mcp.uri", ECHO::uri);
  }

  @Test
  void theShopSaysWhatItsServerSays() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port)).build();
    String welcome = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();

    assertTrue(welcome.contains("Hello!"), welcome);
    ECHO.server().verify(exactly(1), call("echo"));
  }

  @Test
  void trial_t05_serverAndLogAreThoseOfTheShop() throws Exception {
    Object server = context.getClass().getMethod("getWebServer").invoke(context);

    assertEquals(System.getProperty("server"), server.getClass().getSimpleName());
    assertEquals(
        "ch.qos.logback.classic.LoggerContext",
        LoggerFactory.getILoggerFactory().getClass().getName());
  }
}

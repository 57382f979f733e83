package io.github.mcpecho.testing.junit;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;

class McpEchoExtensionTest {
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

  private static final List<McpEchoServer> SEEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingSeen() {
    SEEN.clear();
  }

  @Test
  void aStaticFieldIsOneServerThatIsNewForEachTest() {
    SampleRun.of(OnAStaticField.class).requireSuccess(3);

    assertEquals(3, SEEN.size());
    assertEquals(1, new HashSet<>(SEEN).size());
    assertAllClosed();
  }

  @Test
  void anotherFieldIsAServerForEachTest() {
    SampleRun.of(OnAField.class).requireSuccess(2);

    assertNotSame(SEEN.get(0), SEEN.get(1));
    assertAllClosed();
  }

  @Test
  void testsWithServersOfTheirOwnRunAtTheSameTime() {
    SampleRun.atOnce(OnAField.class, 2).requireSuccess(2);

    SampleRun.atOnce(AsAParameter.class, 2).requireSuccess(2);

    assertEquals(4, new HashSet<>(SEEN).size());
    assertAllClosed();
  }

  @Test
  void testsThatShareAServerDoNotRunAtTheSameTime() {
    SampleRun run = SampleRun.atOnce(SharedAtOnce.class, 2);

    List<Throwable> failures =
        run.failures().values().stream().flatMap(failure -> failure.stream()).toList();
    assertEquals(1, failures.size(), run.toString());
    assertEquals(ExtensionConfigurationException.class, failures.get(0).getClass());
  }

  @Test
  void aParameterIsAServerForTheTestAndTheMethodsAroundIt() {
    SampleRun.of(AsAParameter.class).requireSuccess(2);

    assertEquals(2, new HashSet<>(SEEN).size());
    assertAllClosed();
  }

  @Test
  void aParameterOfTheClassIsOneServerForIt() {
    SampleRun.of(AsAParameterOfTheClass.class).requireSuccess(2);

    assertEquals(1, new HashSet<>(SEEN).size());
    assertAllClosed();
  }

  @Test
  void anInstanceForTheClassHasOneServerForIt() {
    SampleRun.of(OneInstance.class).requireSuccess(2);

    assertEquals(1, new HashSet<>(SEEN).size());
    assertAllClosed();
  }

  @Test
  void aTestThatFailsTellsWhatArrived() {
    SampleRun run = SampleRun.of(Failing.class);

    assertEquals(
        """
        What arrived:
          POST /mcp tools/list -> 200""",
        run.failure("withAMessage()").getSuppressed()[0].getMessage());
    assertEquals(0, run.failure("tellingItself()").getSuppressed().length);
  }

  @Test
  void trial_t11_anAnnotationTakesABuilder() {
    SampleRun.of(WithABuilder.class).requireSuccess(3);
  }

  @Test
  void trial_t10_aTestWhoseRuleFailsFailsByThat() {
    SampleRun run = SampleRun.of(FailingRule.class);

    String failure = run.failure("whateverTheClientDoes()").getMessage();
    assertTrue(failure.contains("not this client"), failure);
    String beside = run.failure("beside()").getSuppressed()[0].getMessage();
    assertTrue(beside.contains("not this client"), beside);
  }

  @Test
  void aTestThatIsAbortedTellsNothing() {
    assertEquals(0, SampleRun.of(Aborted.class).failure("always()").getSuppressed().length);
  }

  @Test
  void aClientIsJudgedAfterTheTestOnRequest() {
    for (Class<?> sample : List.of(Judging.class, JudgingAParameter.class)) {
      SampleRun run = SampleRun.of(sample);

      String message = run.failure("itBreaksARule(McpEchoServer)").getMessage();
      assertTrue(message.contains("MCP_NAME_MISMATCH"), message);
      assertEquals("another", run.failure("itFailsAnyway(McpEchoServer)").getMessage());
    }
  }

  @Test
  void thereIsNoServerOutsideOfATest() {
    assertThrows(IllegalStateException.class, McpEchoExtension.create()::uri);
  }

  private static void assertAllClosed() {
    for (McpEchoServer server : SEEN) {
      assertThrows(IOException.class, () -> new Client(server.uri()).postMcp(LIST));
    }
  }

  private static void see(McpEchoServer server) throws IOException, InterruptedException {
    assertEquals(List.of(), server.calls());
    SEEN.add(server);
    assertEquals(200, new Client(server.uri()).postMcp(LIST).statusCode());
    server.on(anyPost()).then(ClientConnection::close);
  }

  static class OnAStaticField {
    @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

    @Test
    void one() throws Exception {
      see(ECHO.server());
    }

    @Test
    void another(McpEchoServer server) throws Exception {
      assertSame(ECHO.server(), server);
      see(server);
    }

    @Nested
    class Within {
      @Test
      void it() throws Exception {
        see(ECHO.server());
      }
    }
  }

  static class OnAField {
    @RegisterExtension final McpEchoExtension echo = McpEchoExtension.create();

    @Test
    void one() throws Exception {
      see(echo.server());
    }

    @Test
    void another(McpEchoServer server) throws Exception {
      assertEquals(echo.uri(), server.uri());
      see(server);
    }
  }

  static class SharedAtOnce {
    private static final CountDownLatch REFUSED = new CountDownLatch(1);

    @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

    @RegisterExtension
    static final AfterEachCallback REFUSAL =
        context -> context.getExecutionException().ifPresent(failure -> REFUSED.countDown());

    @Test
    void one() throws InterruptedException {
      assertTrue(REFUSED.await(20, TimeUnit.SECONDS));
    }

    @Test
    void another() throws InterruptedException {
      one();
    }
  }

  @McpEchoTest
  static class AsAParameter {
    private final McpEchoServer server;

    AsAParameter(McpEchoServer server) {
      this.server = server;
    }

    @BeforeEach
    void before(McpEchoServer sameServer) {
      assertSame(server, sameServer);
    }

    @Test
    void one(McpEchoServer sameServer) throws Exception {
      assertSame(server, sameServer);
      see(sameServer);
    }

    @Test
    void another() throws Exception {
      see(server);
    }
  }

  @ExtendWith(McpEchoExtension.class)
  static class AsAParameterOfTheClass {
    @BeforeAll
    static void before(McpEchoServer server) throws Exception {
      new Client(server.uri()).postMcp(LIST);
    }

    @Test
    void one(McpEchoServer server) throws Exception {
      see(server);
    }

    @Test
    void another(McpEchoServer server) throws Exception {
      see(server);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {
    @RegisterExtension final McpEchoExtension echo = McpEchoExtension.create();

    @Test
    void one() throws Exception {
      see(echo.server());
    }

    @Test
    void another() throws Exception {
      see(echo.server());
    }
  }

  static class Failing {
    @RegisterExtension final McpEchoExtension echo = McpEchoExtension.create();

    @Test
    void withAMessage() throws Exception {
      new Client(echo.uri()).postMcp(LIST);
      fail("a message");
    }

    @Test
    void tellingItself() {
      fail(echo.server().history());
    }
  }

  @McpEchoTest(builder = "modern")
  static class WithABuilder {
    static McpEchoServerBuilder modern() {
      return McpEchoServer.builder().modernOnly();
    }

    static McpEchoServerBuilder legacy() {
      return McpEchoServer.builder().legacyOnly();
    }

    @Test
    void ofTheClass(McpEchoServer server) throws Exception {
      assertEquals(400, new Client(server.uri()).postMcp(LIST).statusCode());
    }

    @Test
    @McpEchoTest(builder = "legacy")
    void ofTheTest(McpEchoServer server) throws Exception {
      assertEquals(200, new Client(server.uri()).postMcp(LIST).statusCode());
    }

    @Nested
    class Within {
      @Test
      void ofTheClassAround(McpEchoServer server) throws Exception {
        assertEquals(400, new Client(server.uri()).postMcp(LIST).statusCode());
      }
    }
  }

  static class FailingRule {
    @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

    @Test
    void whateverTheClientDoes() {
      ECHO.server().on(anyPost()).then(connection -> fail("not this client"));
      assertThrows(IOException.class, () -> new Client(ECHO.uri()).postMcp(LIST));
    }

    @Test
    void beside() {
      whateverTheClientDoes();
      fail("a message");
    }
  }

  static class Aborted {
    @RegisterExtension final McpEchoExtension echo = McpEchoExtension.create();

    @Test
    void always() {
      assumeTrue(echo.server().calls().size() > 1);
    }
  }

  abstract static class ToJudge {
    @Test
    void itBreaksARule(McpEchoServer server) throws Exception {
      breakARule(server);
    }

    @Test
    void itFailsAnyway(McpEchoServer server) throws Exception {
      breakARule(server);
      fail("another");
    }
  }

  static class Judging extends ToJudge {
    @RegisterExtension
    static final McpEchoExtension ECHO = McpEchoExtension.create().assertingConformantClient();
  }

  @McpEchoTest(conformant = true)
  static class JudgingAParameter extends ToJudge {}

  private static void breakARule(McpEchoServer server) throws IOException, InterruptedException {
    new Client(server.uri())
        .postMcp(
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo"}}""",
            "Mcp-Name",
            "another");
  }
}

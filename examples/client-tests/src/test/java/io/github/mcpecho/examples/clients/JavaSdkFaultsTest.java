package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.CallMatcher.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.Count;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.GetStream;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.NamedBehaviour;
import io.github.mcpecho.testing.faults.Negotiation;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the official Java SDK makes of what servers and networks do: what it takes, and what not.
 */
class JavaSdkFaultsTest {
  private static final int MAX_RESPONSE = 50_000;

  @AutoClose private final McpEchoServer server = McpEchoServer.start();
  @AutoClose private final McpSyncClient client = client(Duration.ofSeconds(20));

  @AfterEach
  void itBrokeNoRule() {
    server.assertConformantClient();
  }

  static Stream<NamedBehaviour> harmless() {
    return Stream.of(
        Sse.framing(),
        Sse.framing().noSpaceAfterColon(),
        Sse.framing().noEventField(),
        Sse.framing().crlf(),
        Sse.framing().cr(),
        Sse.framing().bom(),
        Sse.framing().untilClose(),
        Sse.framing().crlf().splitAtByte(1),
        Sse.framing().multiLineData(),
        Sse.framing().emptyDataPriming(),
        Sse.framing().commentKeepAlive(3),
        Sse.framing().unknownEvent(),
        Sse.framing().notificationFlood(100),
        Sse.framing().secondResponse(),
        Sse.framing().resultThenHang(),
        // More than HTML §9.2.6 allows, which discards what has no end.
        Sse.framing().noTerminator(),
        Fault.reset(Stage.AFTER_RESULT),
        Fault.close(Stage.AFTER_RESULT),
        Fault.stall(Stage.AFTER_RESULT),
        Fault.dribble(10, Duration.ofMillis(1)));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void theResponseArrives(NamedBehaviour behaviour) {
    server.on(call("echo")).then(behaviour);

    assertEquals("hé😀", echo(client));
  }

  static Stream<Arguments> failing() {
    return Stream.of(
        Arguments.of(Fault.reset(Stage.BEFORE_HEADERS), "header parser received no bytes"),
        Arguments.of(Fault.close(Stage.BEFORE_HEADERS), "header parser received no bytes"),
        Arguments.of(Fault.reset(Stage.AFTER_HEADERS), "chunked transfer encoding"),
        Arguments.of(Fault.close(Stage.AFTER_HEADERS), "chunked transfer encoding"),
        Arguments.of(Fault.reset(Stage.MID_EVENT), "chunked transfer encoding"),
        Arguments.of(Fault.close(Stage.MID_EVENT), "chunked transfer encoding"),
        Arguments.of(Fault.truncatedBody(), "fixed content-length"),
        Arguments.of(Fault.randomBytes(100), "parsing HTTP/1.1 status line"),
        Arguments.of(
            Sse.framing().oversizeLine(100_000), "Inbound line exceeds the maximum allowed size"),
        Arguments.of(
            Sse.framing().oversizeEvent(100_000),
            "Inbound SSE event exceeds the maximum allowed size"),
        Arguments.of(Answer.status(500), "Received unexpected status code: 500"),
        Arguments.of(Answer.retryAfter(429, 1), "Received unexpected status code: 429"),
        Arguments.of(Answer.redirect(307, "/mcp/"), "Received unexpected status code: 307"),
        Arguments.of(Answer.loginPage(), "Unknown media type returned: text/html"),
        Arguments.of(
            Answer.wrongContentType("text/plain"), "Unknown media type returned: text/plain"),
        Arguments.of(JsonRpcFault.error(200, -32000, "No more"), "No more"),
        Arguments.of(JsonRpcFault.error(400, -32000, "No more"), "Bad Request. Status code:400"));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void theCallFailsAtOnce(NamedBehaviour behaviour, String message) {
    server.on(call("echo")).then(behaviour);

    Throwable failure = assertThrows(Exception.class, () -> echo(client));

    assertTrue(messages(failure).anyMatch(text -> text.contains(message)), failure::toString);
    assertEquals("hé😀", echoAfterReset());
  }

  static Stream<NamedBehaviour> hanging() {
    return Stream.of(
        Fault.stall(Stage.BEFORE_HEADERS),
        Fault.stall(Stage.AFTER_HEADERS),
        Fault.stall(Stage.MID_EVENT),
        Sse.framing().noTerminator().resultThenHang(),
        Sse.framing().wrongId(),
        JsonRpcFault.wrongId(),
        Answer.emptyJson(),
        // The line with the mark is not understood; with an event field it is that which is lost.
        Sse.framing().bom().noEventField(),
        // The client does not ask again, as 2025-11-25 says it should.
        Sse.framing().closeBeforeResult(1));
  }

  @ParameterizedTest
  @MethodSource("hanging")
  void onlyTheTimeoutOfTheClientEndsTheCall(NamedBehaviour behaviour) {
    server.on(call("echo")).then(behaviour);
    try (McpSyncClient impatient = client(Duration.ofMillis(300))) {
      impatient.initialize();

      Throwable failure = assertThrows(Exception.class, () -> echo(impatient));

      assertTrue(causes(failure).anyMatch(TimeoutException.class::isInstance), failure::toString);
    }
    server.verify(Count.exactly(1), call("echo"));
    server.verify(Count.never(), anyGet().withHeader("Last-Event-ID"));
  }

  static Stream<NamedBehaviour> getStreams() {
    return Stream.of(
        GetStream.open(), GetStream.ending(), GetStream.refused(404), GetStream.refused(405));
  }

  @ParameterizedTest
  @MethodSource("getStreams")
  void aGetIsNotNeeded(NamedBehaviour behaviour) {
    server.on(anyGet()).then(behaviour);

    assertEquals("hé😀", echo(client));
    server.takeCall(anyGet());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400})
  void afterALostSessionItBeginsANewOneWithTheNextCall(int status) throws Exception {
    server.on(method("initialize")).then(Negotiation.sessionLost(status, 0), Answer.real());
    // The GET goes on its own way: if it comes after the loss, there is one initialize more.
    var asked = new CountDownLatch(1);
    server
        .on(anyGet())
        .then(
            connection -> {
              asked.countDown();
              GetStream.refused(405).answer(connection);
            });
    client.initialize();
    assertTrue(asked.await(20, TimeUnit.SECONDS));

    RuntimeException lost = assertThrows(RuntimeException.class, () -> echo(client));

    assertEquals("MCP session with server terminated", lost.getMessage());
    assertEquals("hé😀", echo(client));
    server.verify(Count.exactly(2), method("initialize").withoutHeader("Mcp-Session-Id"));
  }

  @Test
  void itSpeaksAnOlderRevisionIfTheServerWantsTo() {
    server.on(method("initialize")).then(Negotiation.versionDowngrade("2025-03-26"));

    assertEquals("hé😀", echo(client));
    server.verify(Count.exactly(1), call("echo").withHeader("MCP-Protocol-Version", "2025-03-26"));
  }

  @Test
  void itRefusesARevisionThatItDoesNotKnow() {
    server.on(method("initialize")).then(Negotiation.versionDowngrade("1999-01-01"));

    Throwable failure = assertThrows(Exception.class, () -> echo(client));

    assertTrue(
        messages(failure).anyMatch(text -> text.contains("Unsupported protocol version")),
        failure::toString);
    server.verify(Count.never(), call("echo"));
  }

  /** The SDK has a transport for each of the two, and does not fall back from one to the other. */
  @Test
  void theOldTransportNeedsAClientOfItsOwn() {
    try (var old = McpEchoServer.builder().with(new HttpSse()).start();
        var withSse = McpClient.sync(sseTransport(old)).build();
        var streamable = McpClient.sync(transport(old)).build()) {
      assertEquals("hé😀", echo(withSse));

      Throwable failure = assertThrows(Exception.class, () -> echo(streamable));
      assertTrue(
          messages(failure).anyMatch(text -> text.contains("status code: 405")), failure::toString);
    }
  }

  private String echoAfterReset() {
    server.reset();
    return echo(client);
  }

  private McpSyncClient client(Duration requestTimeout) {
    return McpClient.sync(transport(server)).requestTimeout(requestTimeout).build();
  }

  private static McpClientTransport transport(McpEchoServer server) {
    return HttpClientStreamableHttpTransport.builder(server.uri().toString())
        .maxResponseSize(MAX_RESPONSE)
        .build();
  }

  @SuppressWarnings("deprecation")
  private static McpClientTransport sseTransport(McpEchoServer server) {
    return HttpClientSseClientTransport.builder(server.uri().resolve("/").toString())
        .sseEndpoint("/mcp")
        .build();
  }

  private static String echo(McpSyncClient client) {
    var call = CallToolRequest.builder("echo").arguments(Map.of("message", "hé😀")).build();
    return ((TextContent) client.callTool(call).content().get(0)).text();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Stream<String> messages(Throwable failure) {
    return causes(failure).map(Throwable::toString);
  }
}

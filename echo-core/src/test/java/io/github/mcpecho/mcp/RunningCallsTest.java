package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RunningCallsTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"waits\"}}";

  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicReference<Optional<Cancellation.Reason>> seen =
      new AtomicReference<>(Optional.empty());
  private final Tool waits = FakeTools.named("waits", this::await);

  @Test
  void s05_callThatRunsTooLongIsInterruptedAndAnswered() {
    Reply reply = callsWithLimit(Duration.ofMillis(50)).post(CALL);
    assertTrue(json(reply).at("/result/isError").booleanValue());
    assertEquals(
        "waits was stopped: it ran longer than 50 ms.",
        json(reply).at("/result/content/0/text").textValue());
    assertEquals(Optional.of(Cancellation.Reason.TIME_LIMIT), seen.get());
  }

  @Test
  void s04_callOfAClientThatHungUpIsCancelled() {
    Calls calls = callsWithLimit(Duration.ofSeconds(20));
    calls.outbound.open = false;
    calls.post(CALL);
    assertEquals(Optional.of(Cancellation.Reason.CLIENT_GONE), seen.get());
  }

  @Test
  void threadIsNotLeftInterrupted() {
    callsWithLimit(Duration.ofMillis(20)).post(CALL);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void serverThatStopsIsNoFailureOfTheTool() {
    Calls calls = callsWithLimit(Duration.ofSeconds(20));
    Thread.currentThread().interrupt();
    Reply reply = calls.post(CALL);
    assertTrue(Thread.interrupted());
    assertEquals(
        "waits was interrupted: the server stops.",
        json(reply).at("/result/content/0/text").textValue());
  }

  @Test
  void toolThatIgnoresTheInterruptStillAnswers() {
    var stubborn =
        FakeTools.named(
            "waits",
            call -> {
              while (!call.cancellation().isCancelled()) {
                Thread.onSpinWait();
              }
              return ToolResult.text("as far as it got");
            });
    var calls =
        new Calls(
            McpServer.builder(Calls.INFO, List.of(stubborn))
                .runTimeLimit(Duration.ofMillis(20))
                .build());
    assertEquals(
        "as far as it got", json(calls.post(CALL)).at("/result/content/0/text").textValue());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void batchHasTheTimeOfOneCall() {
    String call = CALL.replace("\"id\":1", "\"id\":2");
    JsonNode replies =
        json(callsWithLimit(Duration.ofMillis(20)).post("[" + CALL + "," + call + "]"));
    assertTrue(replies.at("/0/result/isError").booleanValue());
    assertEquals(2, replies.at("/1/id").intValue());
    assertEquals(
        "Not done: the batch took longer than one call may",
        replies.at("/1/error/message").textValue());
  }

  @Test
  void outboundThatThrowsEndsItsOwnCallOnly() {
    var server =
        McpServer.builder(Calls.INFO, List.of(waits)).runTimeLimit(Duration.ofMillis(500)).build();
    var broken =
        new Outbound() {
          @Override
          public void send(byte[] message) {}

          @Override
          public void keepAlive() {
            throw new IllegalStateException("broken");
          }

          @Override
          public boolean isOpen() {
            return true;
          }
        };
    byte[] body = CALL.getBytes(StandardCharsets.UTF_8);
    server.handle(body, CallContext.local(Headers.NONE, Calls.NOW), broken);
    assertEquals(Optional.of(Cancellation.Reason.CLIENT_GONE), seen.get());
    server.handle(body, CallContext.local(Headers.NONE, Calls.NOW), Outbound.NONE);
    assertEquals(Optional.of(Cancellation.Reason.TIME_LIMIT), seen.get());
  }

  @Test
  void clientThatDoesNotReadHoldsUpNobodysDeadline() throws Exception {
    var blocked = new CountDownLatch(1);
    var server =
        McpServer.builder(Calls.INFO, List.of(waits)).runTimeLimit(Duration.ofMillis(300)).build();
    var slow =
        new Outbound() {
          @Override
          public void send(byte[] message) {}

          @Override
          public void keepAlive() {
            blocked.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public boolean isOpen() {
            return true;
          }
        };
    byte[] body = CALL.getBytes(StandardCharsets.UTF_8);
    CallContext context = CallContext.local(Headers.NONE, Calls.NOW);
    server.handle(body, context, slow);
    assertEquals(Optional.of(Cancellation.Reason.TIME_LIMIT), seen.get());
    blocked.await();
    seen.set(Optional.empty());
    server.handle(body, context, Outbound.NONE);
    assertEquals(Optional.of(Cancellation.Reason.TIME_LIMIT), seen.get());
    never.countDown();
  }

  private Calls callsWithLimit(Duration limit) {
    return new Calls(McpServer.builder(Calls.INFO, List.of(waits)).runTimeLimit(limit).build());
  }

  private ToolOutcome await(ToolCall call) throws InterruptedException {
    try {
      never.await();
    } catch (InterruptedException e) {
      seen.set(call.cancellation().reason());
      throw e;
    }
    return ToolResult.text("never");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"jsonrpc":"2.0","id":"b","method":"tools/call"}     | "b" | Not done: the batch took longer than one call may
          {"jsonrpc":"2.0","id":{"b":[1]},"method":"ping"}     |     | Invalid request: id must be a string or an integer
          {"jsonrpc":"2.0","id":1.5,"method":"ping"}           |     | Invalid request: id must be a string or an integer
          {"jsonrpc":"1.0","id":2,"method":"ping"}             | 2   | Invalid request: jsonrpc must be "2.0"
          """)
  void whatComesTooLateInABatchIsStillReadAsAMessage(String late, String id, String message) {
    JsonNode replies =
        json(callsWithLimit(Duration.ofMillis(20)).post("[" + CALL + "," + late + "]"));
    JsonNode idOfReply = replies.path(1).path("id");
    assertEquals(id == null ? "" : id, idOfReply.isMissingNode() ? "" : idOfReply.toString());
    assertEquals(message, replies.at("/1/error/message").textValue());
  }

  @Test
  void interruptThatIsNotOursIsLeftToWhoeverSentIt() {
    Tool interrupted =
        FakeTools.named(
            "waits",
            call -> {
              throw new InterruptedException("by the container");
            });
    var calls = new Calls(McpServer.builder(Calls.INFO, List.of(interrupted)).build());
    assertTrue(json(calls.post(CALL)).at("/result/isError").booleanValue());
    assertTrue(Thread.interrupted());
  }
}

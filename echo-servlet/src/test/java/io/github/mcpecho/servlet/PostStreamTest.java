package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.when;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import io.github.mcpecho.mcp.ResponseStream;
import io.github.mcpecho.mcp.ServerInfo;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostStreamTest {
  private static final McpServer SERVER =
      McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of()).build();
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

  private final FakeResponse response = new FakeResponse();
  private final RequestMetrics metrics = new RequestMetrics();
  private long now;

  @Test
  void aReplyAloneIsOneBody() {
    stream(ResponseForm.EITHER).finish(pong());

    assertEquals(200, response.status());
    assertEquals("application/json", response.header("Content-Type"));
    assertEquals(PONG, response.body());
  }

  @Test
  void aReplyAfterAMessageIsTheLastEvent() {
    PostStream stream = stream(ResponseForm.EITHER);
    stream.send(bytes("{}"));
    assertEquals("event: message\ndata: {}\n\n", response.flushed());
    stream.finish(pong());

    assertEquals("text/event-stream", response.header("Content-Type"));
    assertEquals(
        "event: message\ndata: {}\n\nevent: message\ndata: " + PONG + "\n\n", response.body());
  }

  @Test
  void aStreamIsOpenFromItsFirstEventUntilItIsClosed() {
    try (PostStream stream = stream(ResponseForm.EITHER)) {
      assertEquals(0, openStreams());
      stream.send(bytes("{}"));
      stream.send(bytes("{}"));
      assertEquals(1, openStreams());
    }
    assertEquals(0, openStreams());
  }

  @Test
  void trial_e03_theHeadLeavesBeforeTheFirstEvent() {
    var release = new CountDownLatch(1);
    response.blockWritesUntil(release);
    PostStream stream = stream(ResponseForm.EITHER);
    Thread.currentThread().interrupt();
    stream.send(bytes("{}"));

    assertFalse(stream.isOpen(), "the first event could not be written");
    assertEquals("text/event-stream", response.contentTypeSentAhead());
  }

  @Test
  void nothingFollowsTheReply() {
    PostStream stream = stream(ResponseForm.EITHER);
    stream.send(bytes("{}"));
    stream.finish(pong());
    String whole = response.body();
    now += 100;
    stream.send(bytes("{}"));
    stream.keepAlive();

    assertEquals(whole, response.body());
  }

  @Test
  void trial_w01_aStreamThatIsToldToHasNoHelp() {
    PostStream stream = stream(ResponseForm.EITHER);
    stream.leaveOut(Set.of(ResponseStream.Aid.BUFFERING_HEADER, ResponseStream.Aid.COMMENTS));
    stream.send(bytes("{}"));
    now = 1_000;
    stream.keepAlive();

    assertEquals("", response.header("X-Accel-Buffering"));
    assertEquals("no-store", response.header("Cache-Control"));
    assertEquals("event: message\ndata: {}\n\n", response.body());
    PostStream helped = stream(ResponseForm.EITHER);
    helped.send(bytes("{}"));
    assertEquals("no", response.header("X-Accel-Buffering"));
    assertEquals("no-store, no-transform", response.header("Cache-Control"));
  }

  @Test
  void trial_w03_aResponseThatAFlushDoesNotCommitIsHeldBack() {
    PostStream stream = stream(ResponseForm.EITHER);
    stream.send(bytes("{}"));
    assertFalse(stream.isHeldBack());

    HttpServletResponse held = response.asServletResponse();
    when(held.isCommitted()).thenReturn(false);
    var behindFilter = new PostStream(held, ResponseForm.EITHER, 10, () -> now, metrics);
    assertFalse(behindFilter.isHeldBack());
    behindFilter.send(bytes("{}"));
    assertTrue(behindFilter.isHeldBack());
  }

  @Test
  void commentsComeOnlyAfterSilence() {
    PostStream stream = stream(ResponseForm.EITHER);
    now = 9;
    stream.keepAlive();
    assertEquals("", response.body());
    now = 10;
    stream.keepAlive();
    assertEquals(": keepalive\n\n", response.flushed());
    now = 19;
    stream.keepAlive();
    stream.send(bytes("{}"));
    now = 28;
    stream.keepAlive();
    assertEquals(": keepalive\n\nevent: message\ndata: {}\n\n", response.flushed());
    now = 29;
    stream.keepAlive();
    assertEquals(": keepalive\n\nevent: message\ndata: {}\n\n: keepalive\n\n", response.flushed());
  }

  @Test
  void aClientThatReadsOnlyJsonGetsNothingElse() {
    PostStream stream = stream(ResponseForm.JSON_ONLY);
    now = 100;
    stream.send(bytes("{}"));
    stream.keepAlive();
    assertTrue(stream.isOpen());
    stream.finish(pong());

    assertEquals(PONG, response.body());
  }

  @Test
  void aWriteThatFailsClosesTheStream() {
    response.breakConnection();
    PostStream stream = stream(ResponseForm.EITHER);
    assertTrue(stream.isOpen());
    stream.send(bytes("{}"));
    assertFalse(stream.isOpen());
    stream.send(bytes("{}"));
    stream.finish(pong());

    assertEquals(1, response.failedWrites());
  }

  @Test
  void aSignOfLifeDoesNotWaitForAWriterThatIsStuck() throws Exception {
    var release = new CountDownLatch(1);
    CountDownLatch stuck = response.blockWritesUntil(release);
    PostStream stream = stream(ResponseForm.EITHER);
    var writer = new Thread(() -> stream.send(bytes("{}")));
    writer.start();
    assertTrue(stuck.await(20, TimeUnit.SECONDS));
    now = 100;
    stream.keepAlive();
    release.countDown();
    writer.join();

    assertEquals("event: message\ndata: {}\n\n", response.body());
  }

  @Test
  void statusesFollowTheKindOfReply() {
    stream(ResponseForm.EITHER).finish(reply("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}"));
    assertEquals(202, response.status());
    assertEquals("", response.body());

    var rejected = new FakeResponse();
    new PostStream(rejected.asServletResponse(), ResponseForm.STREAM_ONLY, 10, () -> now, metrics)
        .finish(reply("{"));
    assertEquals(400, rejected.status());
    assertEquals("application/json", rejected.header("Content-Type"));
  }

  private double openStreams() {
    var out = new PrometheusText(PrometheusText.Format.PLAIN);
    metrics.write(out);
    return out.end()
        .lines()
        .filter(line -> line.startsWith("mcp_echo_open_streams "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private PostStream stream(ResponseForm form) {
    return new PostStream(response.asServletResponse(), form, 10, () -> now, metrics);
  }

  private static Reply pong() {
    return reply("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
  }

  private static Reply reply(String message) {
    return SERVER.handle(
        bytes(message), CallContext.local(Headers.NONE, Instant.EPOCH), Outbound.NONE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

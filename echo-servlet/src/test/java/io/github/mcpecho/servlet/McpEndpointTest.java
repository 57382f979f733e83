package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ServerInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.State;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class McpEndpointTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final FakeResponse response = new FakeResponse();
  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final List<String> heard = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final BodyMemory memory = new BodyMemory(100_000);
  private final ExchangeListener listener =
      new ExchangeListener() {
        @Override
        public void started() {
          heard.add("started");
        }

        @Override
        public void finished(Exchange exchange) {
          heard.add("finished");
          exchanges.add(exchange);
        }
      };
  private final McpEndpoint endpoint = endpoint(listener);

  @Test
  void aRequestBecomesPlainValues() throws IOException {
    given("GET");
    when(request.getQueryString()).thenReturn("a=%20b");
    when(request.getUserPrincipal()).thenReturn((Principal) () -> "alice");
    when(request.getRemotePort()).thenReturn(-1);
    endpoint.serve(request, response.asServletResponse());

    var context = exchanges.get(0).context();
    assertEquals(List.of("started", "finished"), heard);
    assertEquals(NOW, context.receivedAt());
    assertEquals("/mcp?a=%20b", context.target());
    assertEquals(
        List.of(new Header("X-Many", "1"), new Header("X-Many", "2"), new Header("host", "here")),
        context.headers().lines());
    assertEquals(Optional.of("alice"), context.connection().userPrincipal());
    assertEquals("192.0.2.7", context.connection().remoteAddress());
    assertEquals(0, context.connection().remotePort());
  }

  @Test
  void status09_aFailureOfTheContainerIsAnsweredInJsonAndTold() throws IOException {
    given("POST");
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("Content-Type")));
    when(request.getHeaders("Content-Type"))
        .thenReturn(Collections.enumeration(List.of("application/json")));
    when(request.getInputStream()).thenThrow(new IllegalStateException("secret detail"));
    endpoint.serve(request, response.asServletResponse());

    assertEquals(500, response.status());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,"
            + "\"message\":\"Internal error: the server log has the details\"}}",
        response.body());
    assertTrue(exchanges.get(0).reply().isEmpty());
  }

  @Test
  void whoeverHearsOfTheBeginningHearsOfTheEndWhateverAnotherDoes() throws IOException {
    given("GET");
    ExchangeListener failing =
        new ExchangeListener() {
          @Override
          public void started() {
            throw new IllegalStateException("a listener's own mistake");
          }

          @Override
          public void finished(Exchange exchange) {}
        };
    McpEndpoint shared = endpoint(ExchangeListener.all(List.of(listener, failing)));

    assertThrows(
        IllegalStateException.class, () -> shared.serve(request, response.asServletResponse()));
    assertEquals(List.of("started", "finished"), heard);
  }

  @Test
  void trial_e05_aClosedEndpointNeedsNoClassAnyMoreWhenItReturns() throws Exception {
    given("GET");
    var finishing = new CountDownLatch(1);
    var mayFinish = new CountDownLatch(1);
    McpEndpoint slow = endpoint(ending(finishing, mayFinish));
    var serving = new Thread(() -> served(slow));
    serving.start();
    finishing.await();
    var closing = new Thread(slow::close);
    closing.start();

    while (closing.getState() != State.TIMED_WAITING && closing.getState() != State.TERMINATED) {
      Thread.onSpinWait();
    }
    boolean waited = closing.isAlive();
    mayFinish.countDown();
    serving.join();
    closing.join();
    assertTrue(waited);
  }

  private void served(McpEndpoint slow) {
    try {
      slow.serve(request, response.asServletResponse());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExchangeListener ending(CountDownLatch finishing, CountDownLatch mayFinish) {
    return new ExchangeListener() {
      @Override
      public void started() {}

      @Override
      public void finished(Exchange exchange) {
        finishing.countDown();
        try {
          mayFinish.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private McpEndpoint endpoint(ExchangeListener listener) {
    return new McpEndpoint(
        McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of())
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build(),
        HttpSettings.DEFAULTS,
        new OriginGuard(false, List.of(), List.of()),
        CallContexts::headers,
        listener,
        memory,
        () -> 1);
  }

  @Test
  void aLongBodyIsToldToComeBackWhileOthersHoldTheMemory() throws Exception {
    try (BodyMemory.Share others = memory.share()) {
      others.growTo(90_000);

      assertEquals(503, statusOf(new byte[10_000]));
      assertEquals("1", response.header("Retry-After"));
      assertEquals(
          "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,"
              + "\"message\":\"Overloaded: too many long bodies at once, try again\"}}",
          response.body());
    }
  }

  @Test
  void aShortBodyNeedsNoShareOfTheMemory() throws Exception {
    try (BodyMemory.Share others = memory.share()) {
      others.growTo(100_000);

      assertEquals(400, statusOf(new byte[8_000]));
    }
  }

  @Test
  void theMemoryIsFreeAgainAfterEveryKindOfAnswer() throws Exception {
    assertEquals(400, statusOf(new byte[60_000]));
    assertEquals(503, statusOf(new byte[100_001]));
    assertEquals(400, statusOf(new byte[60_000]));
    try (BodyMemory.Share all = memory.share()) {
      all.growTo(100_000);
    }
  }

  private int statusOf(byte[] body) throws IOException {
    given("POST");
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("Content-Type")));
    when(request.getHeaders("Content-Type"))
        .thenReturn(Collections.enumeration(List.of("application/json")));
    when(request.getContentLengthLong()).thenReturn(-1L);
    when(request.getInputStream()).thenReturn(new WholeBody(body));
    endpoint.serve(request, response.asServletResponse());
    return response.status();
  }

  private void given(String method) throws IOException {
    when(request.getMethod()).thenReturn(method);
    when(request.getRequestURI()).thenReturn("/mcp");
    when(request.getProtocol()).thenReturn("HTTP/1.1");
    when(request.getScheme()).thenReturn("http");
    when(request.getServerName()).thenReturn("here");
    when(request.getRemoteAddr()).thenReturn("192.0.2.7");
    when(request.getLocalAddr()).thenReturn("192.0.2.8");
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("X-Many", "host")));
    when(request.getHeaders(any())).thenReturn(Collections.emptyEnumeration());
    when(request.getHeaders("X-Many")).thenReturn(Collections.enumeration(List.of("1", "2")));
    when(request.getHeaders("host")).thenReturn(Collections.enumeration(List.of("here")));
    when(request.getInputStream()).thenReturn(new WholeBody());
  }
}

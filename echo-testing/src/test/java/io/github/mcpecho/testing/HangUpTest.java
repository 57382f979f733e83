package io.github.mcpecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class HangUpTest {
  private static final int GIVE_UP_SECONDS = 30;

  /** Else an answer that waited for it ends as answered, and the call was never cancelled. */
  @Test
  void whoIsToldHearsOfItBeforeWhoWaits() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    try (var socket = new ByteArrayEndPoint()) {
      HangUp client = HangUp.of(socket);
      client.whenHeard(() -> order.add("told"));
      CompletableFuture<Void> waited = client.closed().thenRun(() -> order.add("waited"));

      socket.addInputEOF();

      waited.get(GIVE_UP_SECONDS, TimeUnit.SECONDS);
      assertEquals(List.of("told", "waited"), order);
    }
  }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code subscriptions/listen} of a server in which something changes. */
class ListenTest {
  private static final String URI = "test://changing";

  private final AtomicLong tools = new AtomicLong();
  private final AtomicLong prompts = new AtomicLong();
  private final AtomicLong content = new AtomicLong();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private McpServer server = settings().build();

  private McpServerBuilder settings() {
    return Offers.settings()
        .toolChanges(tools::get)
        .promptChanges(prompts::get)
        .resource(Offers.changing(URI, content));
  }

  @AfterEach
  void everySubscriptionEnds() throws Exception {
    server.close();
    for (Subscriber subscriber : subscribers) {
      subscriber.reply.get(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"seven\"", "9007199254740993", "\"\""})
  void n03_theAcknowledgementComesFirstWithWhatIsHonoured(String id) {
    Subscriber subscriber =
        listen(
            id,
            """
            {"toolsListChanged":true,"promptsListChanged":false,"resourcesListChanged":true,
            "resourceSubscriptions":["test://changing","test://text","test://nothing",
            "test://changing","no uri"],"example.org/x":true}""");
    subscriber.await(1);
    assertEquals(
        json(
            """
            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{
            "notifications":{"toolsListChanged":true,"resourceSubscriptions":["test://changing"]},
            "_meta":{"io.modelcontextprotocol/subscriptionId":%s}}}"""
                .formatted(id)),
        subscriber.message(0));
  }

  @Test
  void n03_aChangeIsToldToThoseWhoAskedForIt() {
    Subscriber all =
        listen(
            "1", "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"%s\"]}".formatted(URI));
    Subscriber promptsOnly = listen("2", "{\"promptsListChanged\":true}");
    all.await(1);
    promptsOnly.await(1);
    tools.incrementAndGet();
    all.await(2);
    content.incrementAndGet();
    all.await(3);
    prompts.incrementAndGet();
    promptsOnly.await(2);
    assertEquals(
        json(
            """
            {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{
            "_meta":{"io.modelcontextprotocol/subscriptionId":1}}}"""),
        all.message(1));
    assertEquals(
        json(
            """
            {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{
            "uri":"test://changing","_meta":{"io.modelcontextprotocol/subscriptionId":1}}}"""),
        all.message(2));
    assertEquals(
        "notifications/prompts/list_changed", promptsOnly.message(1).get("method").textValue());
    assertEquals(3, all.count());
    assertEquals(2, promptsOnly.count());
  }

  @Test
  void n03_whatIsHiddenCannotBeListenedTo() {
    Resource changing = Offers.changing("test://quiet", content);
    Resource hidden = new HiddenResource(changing);
    restart(Calls.settings().resource(hidden));
    Subscriber outsider = listen("1", "{\"resourceSubscriptions\":[\"test://quiet\"]}");
    outsider.await(1);
    assertEquals(json("{}"), outsider.message(0).at("/params/notifications"));
    assertTrue(json(outsider.end()).has("result"));
    Subscriber insider =
        listen("1", "{\"resourceSubscriptions\":[\"test://quiet\"]}", Offers.KEY, "x");
    insider.await(1);
    assertEquals(
        json("{\"resourceSubscriptions\":[\"test://quiet\"]}"),
        insider.message(0).at("/params/notifications"));
  }

  @Test
  void n04_aServerThatStopsEndsASubscriptionWithAResult() {
    Subscriber subscriber = listen("7", "{\"toolsListChanged\":true}");
    subscriber.await(1);
    server.endSubscriptions();
    assertEquals(
        json(
            """
            {"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":7,
            "io.modelcontextprotocol/serverInfo":{"name":"test","title":"Test","version":"1.2.3"}}}"""),
        json(subscriber.end()).get("result"));
  }

  @Test
  void n04_aSubscriptionWhoseTimeIsUpEndsWithAResult() {
    restart(settings().subscriptions(1, Duration.ofMillis(1)));
    Subscriber subscriber = listen("7", "{\"toolsListChanged\":true}");
    assertTrue(json(subscriber.end()).has("result"));
    assertEquals(1, subscriber.count());
  }

  @Test
  void n05_aThousandAreRefusedWhereAFewAreServed() {
    restart(settings().subscriptions(2, Duration.ofHours(1)));
    Subscriber first = listen("1", "{\"toolsListChanged\":true}");
    Subscriber second = listen("2", "{\"toolsListChanged\":true}");
    first.await(1);
    second.await(1);
    for (int i = 0; i < 1_000; i++) {
      Reply refused = post("{\"toolsListChanged\":true}", new Calls.RecordingOutbound());
      assertEquals(Reply.Kind.OVERLOADED, refused.kind());
      assertEquals(503, refused.kind().status());
      assertEquals(-32603, json(refused).at("/error/code").intValue());
      assertEquals(3, json(refused).get("id").intValue());
    }
    first.outbound.open = false;
    first.end();
    Subscriber third = listen("3", "{\"toolsListChanged\":true}");
    third.await(1);
    assertEquals(json("{\"toolsListChanged\":true}"), third.message(0).at("/params/notifications"));
  }

  @Test
  void n05_aSubscriptionEndsWithItsClient() {
    Subscriber subscriber = listen("1", "{\"toolsListChanged\":true}");
    subscriber.await(1);
    subscriber.outbound.open = false;
    subscriber.end();
    assertEquals(1, subscriber.count());
  }

  @Test
  void n05_aSilentSubscriptionSendsSignsOfLife() {
    Subscriber subscriber = listen("1", "{\"toolsListChanged\":true}");
    until(() -> subscriber.outbound.signs() > 2);
    assertEquals(1, subscriber.count());
  }

  @Test
  void n05_aClientThatReadsNoStreamListensToNothing() {
    var outbound = new Calls.RecordingOutbound();
    outbound.canStream = false;
    assertTrue(json(post("{\"toolsListChanged\":true}", outbound)).has("result"));
  }

  @Test
  void n05_theTimeOfASubscriptionIsNoResponseTime() {
    var statistics = new RequestStatistics();
    restart(settings().subscriptions(1, Duration.ofMillis(300)).statistics(statistics));
    Subscriber subscriber = listen("1", "{\"toolsListChanged\":true}");
    Reply reply = subscriber.end();
    CallContext context = CallContext.local(Headers.NONE, Calls.NOW);
    statistics.started();
    statistics.finished(
        new Exchange(context, new byte[0], 200, Optional.of(reply), Duration.ofMillis(300)));
    assertFalse(
        statistics.snapshot().averageResponseTime().orElseThrow().compareTo(Duration.ofMillis(300))
            >= 0);
  }

  @Test
  void n07_whatChangesAllTheTimeIsToldAFewTimesASecondAtMost() {
    restart(Calls.settings().toolChanges(tools::incrementAndGet));
    Subscriber subscriber = listen("1", "{\"toolsListChanged\":true}");
    subscriber.await(4);
    // Asked once for the first version, and once for each message since.
    assertTrue(tools.get() <= subscriber.count() + 1, () -> tools + " versions");
  }

  private void restart(McpServerBuilder settings) {
    server.close();
    server = settings.build();
  }

  private Subscriber listen(String id, String filter, String... headers) {
    var subscriber = new Subscriber(id, filter, headers);
    subscribers.add(subscriber);
    return subscriber;
  }

  private Reply post(String filter, Outbound outbound) {
    return server.handle(request("3", filter), context(), outbound);
  }

  private static byte[] request(String id, String filter) {
    return ("{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
            + filter
            + ","
            + Calls.META.formatted("{}")
            + "}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static CallContext context(String... headers) {
    var all =
        new ArrayList<>(
            List.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen"));
    all.addAll(List.of(headers));
    return CallContext.local(Headers.of(all.toArray(String[]::new)), Calls.NOW);
  }

  private static void until(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos(), "it never happened");
      Thread.onSpinWait();
    }
  }

  /** A client that listens, on a thread of its own. */
  private final class Subscriber {
    final Calls.RecordingOutbound outbound = new Calls.RecordingOutbound();
    final CompletableFuture<Reply> reply = new CompletableFuture<>();

    Subscriber(String id, String filter, String... headers) {
      McpServer listened = server;
      new Thread(
              () -> {
                try {
                  reply.complete(listened.handle(request(id, filter), context(headers), outbound));
                } catch (RuntimeException | Error e) {
                  reply.completeExceptionally(e);
                }
              })
          .start();
    }

    int count() {
      synchronized (outbound) {
        return outbound.sent.size();
      }
    }

    JsonNode message(int index) {
      synchronized (outbound) {
        return json(outbound.sent.get(index));
      }
    }

    void await(int messages) {
      until(() -> count() >= messages);
    }

    Reply end() {
      until(reply::isDone);
      return reply.join();
    }
  }

  private record HiddenResource(Resource resource) implements Resource {
    @Override
    public ResourceDescriptor descriptor() {
      return resource.descriptor();
    }

    @Override
    public ResourceOutcome read(ResourceCall call) throws Exception {
      return resource.read(call);
    }

    @Override
    public Optional<ChangeSource> changes() {
      return resource.changes();
    }

    @Override
    public Optional<Predicate<CallContext>> visibility() {
      return Offers.withKey();
    }
  }
}

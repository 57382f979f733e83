package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.TestTokens;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every choice of setups, in both orders, with clients of every revision that can speak to it and
 * faults for them. These clients do nothing wrong, so nothing may be found, no remark either.
 */
class SetupsTogetherTest {
  private enum Part {
    AUTHORIZATION(builder -> builder.with(ProtectedResource.create())),
    SESSIONS(builder -> builder.with(Sessions.create())),
    OLD_TRANSPORT(builder -> builder.with(new HttpSse())),
    FRAMING(builder -> builder.with(Sse::framing)),
    INSTRUCTIONS(builder -> builder.instructions("Be brief."));

    private final UnaryOperator<McpEchoServerBuilder> added;

    Part(UnaryOperator<McpEchoServerBuilder> added) {
      this.added = added;
    }
  }

  private static final List<Behaviour> FAULTS =
      List.of(
          Fault.reset(Stage.BEFORE_HEADERS),
          Fault.close(Stage.MID_EVENT),
          Answer.status(503),
          JsonRpcFault.error(200, -1, "No"),
          Sse.framing().noEventField());

  static Stream<List<Part>> choices() {
    Part[] all = Part.values();
    return IntStream.range(0, 1 << all.length)
        .mapToObj(bits -> Stream.of(all).filter(part -> (bits >> part.ordinal() & 1) == 1).toList())
        .flatMap(
            choice -> {
              var reversed = new ArrayList<>(choice);
              Collections.reverse(reversed);
              return Stream.of(choice, reversed).distinct();
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("choices")
  void setupsWorkTogetherInAnyOrder(List<Part> choice) throws Exception {
    McpEchoServerBuilder builder = McpEchoServer.builder();
    choice.forEach(part -> part.added.apply(builder));
    boolean old = choice.contains(Part.OLD_TRANSPORT);
    try (McpEchoServer server = builder.start()) {
      Optional<String> token = Optional.empty();
      if (choice.contains(Part.AUTHORIZATION)) {
        requireToken(server);
        token = Optional.of(TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).compact());
      }
      for (ProtocolVersion revision : ProtocolVersion.values()) {
        if (!(old && revision.isModern())) {
          try (var client = new WellBehavedClient(server.uri(), revision, token, old)) {
            play(server, client.connect(), choice, revision);
          }
          server.reset();
        }
      }
    }
  }

  /** Whoever has no token is let in nowhere, whatever else would answer. */
  private static void requireToken(McpEchoServer server) throws IOException {
    for (String verb : List.of("GET", "POST", "DELETE")) {
      String answer = RawHttp.answer(server.uri(), verb, "Mcp-Session-Id", "x", "Accept", "*/*");
      assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
    }
    server.reset();
  }

  private static void play(
      McpEchoServer server, WellBehavedClient client, List<Part> choice, ProtocolVersion revision)
      throws Exception {
    assertEchoes(client);
    // Two each: with so many choices every fault meets every setup.
    int first =
        choice.size() + revision.ordinal() + (choice.isEmpty() ? 0 : choice.get(0).ordinal());
    for (int i : List.of(first, first + 2)) {
      Behaviour fault = FAULTS.get(i % FAULTS.size());
      server.on(call("echo")).times(1).then(fault);
      try {
        client.echo("faulty");
      } catch (IOException e) {
        client.connect();
      }
      server.verifyEveryRuleActed();
      assertEchoes(client);
    }
    if (choice.contains(Part.SESSIONS) && !revision.isModern()) {
      converse(server, client, choice);
    }
    if (choice.contains(Part.INSTRUCTIONS)) {
      JsonNode met =
          client.request(revision.isModern() ? "server/discover" : "ping", Json.object());
      assertEquals(
          revision.isModern() ? "Be brief." : "", met.path("result").path("instructions").asText());
    }
    assertEquals(List.of(), findings(server), revision::toString);
  }

  private static void assertEchoes(WellBehavedClient client) throws Exception {
    JsonNode response = client.echo("hi");
    assertEquals("hi", response.at("/result/content/0/text").asText(), response::toString);
  }

  private static void converse(McpEchoServer server, WellBehavedClient client, List<Part> choice)
      throws Exception {
    server.push(ServerNotification.toolsListChanged());
    server.ask(ServerRequest.ping());
    if (!choice.contains(Part.OLD_TRANSPORT)) {
      client.listen("Content-Type: text/event-stream");
    }
    assertEquals("notifications/tools/list_changed", client.message().path("method").asText());
    JsonNode asked = client.message();
    assertEquals("ping", asked.path("method").asText());
    assertEquals(
        202,
        client
            .send(
                Json.object()
                    .put("jsonrpc", "2.0")
                    .put("id", asked.path("id").asText())
                    .set("result", Json.object()))
            .statusCode());
    assertEquals("ping", server.takeAnswer().request().orElseThrow().method());
  }

  @Test
  void pathsThatAreNotTheEndpointAskNothingOfAClient() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(ProtectedResource.create()).start()) {
      for (String path :
          List.of(
              "/health", "/metrics", "/", "/favicon.ico", "/.well-known/openid-configuration")) {
        for (String accept : List.of("*/*", "text/html", "application/json")) {
          RawHttp.answer(
              server.uri().resolve(path), "GET", "Accept", accept, "Connection", "close");
        }
      }
      assertEquals(List.of(), findings(server));
    }
  }

  private static List<String> findings(McpEchoServer server) {
    return server.calls().stream()
        .flatMap(call -> call.findings().stream().map(finding -> call + ": " + finding))
        .toList();
  }
}

package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the author of a tool, a prompt or a resource got wrong stays with that one, and is told. */
class AuthorMistakesTest {
  private static final String ARGUMENT = "{\"type\":\"ref/prompt\",\"name\":\"suggests\"}";

  @Test
  void aRuleThatFailsHidesWhatItIsForAndNothingElse() {
    Calls calls =
        new Calls(
            McpServer.builder(
                    Calls.INFO, List.of(new Ruled(), FakeTools.named("sound", call -> null)))
                .build());
    JsonNode list = json(calls.modern("tools/list", "", "", "{}")).at("/result/tools");
    assertEquals(List.of("sound"), list.findValuesAsText("name"));
    JsonNode error = json(calls.modernTool("ruled", "{}")).get("error");
    assertEquals(-32602, error.get("code").intValue());
    assertEquals(json("[\"sound\"]"), error.at("/data/known"));
  }

  @Test
  void anErrorThatIsNoExceptionFailsItsCallAndNoOther() {
    Calls calls =
        new Calls(
            McpServer.builder(Calls.INFO, List.of(FakeTools.named("asserts", call -> wrong())))
                .prompt(Prompt.of(PromptDescriptor.of("asserts", "d"), call -> wrong()))
                .resource(Resource.of(ResourceDescriptor.of("test://a", "n", "d"), call -> wrong()))
                .build());
    JsonNode tool = json(calls.modernTool("asserts", "{}"));
    assertEquals(1, tool.get("id").intValue());
    assertEquals(true, tool.at("/result/isError").booleanValue());
    for (Reply reply :
        List.of(Offers.get(calls, "asserts", "{}"), Offers.read(calls, "test://a"))) {
      assertEquals(1, json(reply).get("id").intValue());
      assertEquals(-32603, json(reply).at("/error/code").intValue());
      assertFalse(reply.text().contains(Offers.SECRET));
    }
  }

  @Test
  void nothingIsNoSuggestion() {
    Completion suggestions = call -> Arrays.asList("a", null);
    Calls calls =
        new Calls(
            Calls.settings()
                .prompt(
                    Prompt.of(
                        PromptDescriptor.of("suggests", "d")
                            .withArgument(
                                PromptArgument.optional("x", "d").withCompletion(suggestions)),
                        call -> PromptResult.user("")))
                .build());
    Reply reply = Offers.complete(calls, ARGUMENT, "x", "");
    assertEquals(-32603, json(reply).at("/error/code").intValue(), reply::text);
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void nothingIsNotedWhereItIsPassed(Executable passesNothing) {
    assertThrows(NullPointerException.class, passesNothing);
  }

  @SuppressWarnings("NullAway")
  static Stream<Named<Executable>> nothings() {
    return Stream.of(
        Named.of("no text of a tool", () -> ToolResult.text(null)),
        Named.of("no text of a prompt", () -> PromptResult.user((String) null)),
        Named.of("no text of a resource", () -> ResourceResult.text("a:b", "text/plain", null)),
        Named.of("no description of a tool", () -> ToolDescriptor.of("a", null)),
        Named.of("no description of a prompt", () -> PromptDescriptor.of("a", null)),
        Named.of("no description of a resource", () -> ResourceDescriptor.of("a:b", "a", null)),
        Named.of("no URI", () -> ResourceDescriptor.of(null, "a", "d")),
        Named.of("no name of an argument", () -> PromptArgument.optional(null, "d")),
        Named.of("no changes", () -> Calls.settings().toolChanges(null)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSettingThatServesNobodyIsRefused(Executable sets) {
    assertThrows(IllegalArgumentException.class, sets);
  }

  static Stream<Named<Executable>> settings() {
    McpServerBuilder server = Calls.settings();
    return Stream.of(
        Named.of("an empty key", () -> server.stateKey(new byte[0])),
        Named.of("a short key", () -> server.stateKey(new byte[15])),
        Named.of("fewer than no clients", () -> server.subscriptions(-1, Duration.ofHours(1))),
        Named.of("no time to listen", () -> server.subscriptions(1, Duration.ZERO)),
        Named.of("no time to run", () -> server.runTimeLimit(Duration.ofSeconds(-1))),
        Named.of("no time for one", () -> server.runTimeLimits(Map.of("say", Duration.ZERO))),
        Named.of("no depth", () -> server.maxJsonDepth(0)),
        Named.of("no items", () -> server.pageSize(0)),
        Named.of("no revisions", () -> server.versions(Set.of())),
        Named.of(
            "initialize where there is none",
            () -> server.preferredLegacyVersion(ProtocolVersion.V2026_07_28)));
  }

  private static <T> T wrong() {
    throw new AssertionError(Offers.SECRET);
  }

  /** Cannot say who may see it. */
  private static final class Ruled implements Tool {
    @Override
    public ToolDescriptor descriptor() {
      return ToolDescriptor.of("ruled", "d");
    }

    @Override
    public ToolOutcome call(ToolCall call) {
      return ToolResult.text("seen");
    }

    @Override
    public Optional<Predicate<CallContext>> visibility() {
      return Optional.of(
          caller -> {
            throw new IllegalStateException(Offers.SECRET);
          });
    }
  }
}

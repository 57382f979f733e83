package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.mcp.CompletionCall;
import io.github.mcpecho.mcp.PromptCall;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void aPromptIsMadeAndItsArgumentCompleted() throws Exception {
    assertEquals(
        PromptResult.user("Review this Java code."),
        Shop.review().get(PromptCall.of(Map.of("language", "Java"))));
    assertEquals(
        List.of("Kotlin"),
        Shop.review()
            .descriptor()
            .arguments()
            .get(0)
            .completion()
            .orElseThrow()
            .complete(CompletionCall.of("ko")));
  }

  @Test
  void anOrderIsReadIfThereIsOne() throws Exception {
    assertEquals(
        ResourceResult.text("shop://orders/18", "text/plain", "A goat"),
        Shop.orders().read(ResourceCall.of("shop://orders/18", Map.of("id", "18"))));
    assertEquals(
        ResourceOutcome.notFound(),
        Shop.orders().read(ResourceCall.of("shop://orders/19", Map.of("id", "19"))));
  }
}

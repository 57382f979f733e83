package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.CompletionCall;
import io.github.mcpecho.mcp.PromptCall;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void theReadmeShowsThemAsTheyAre() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/github/mcpecho/examples/conformance/Shop.java"));
    String shop = source.substring(source.indexOf("public final class"));
    assertTrue(Files.readString(Path.of("../../README.md")).contains(shop));
  }
}

package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.Caching;
import io.github.mcpecho.mcp.Completion;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.PromptArgument;
import io.github.mcpecho.mcp.PromptDescriptor;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A whole prompt, resource and template, and a server that has them beside its own. */
public final class Shop {
  private static final Map<String, String> ORDERS = Map.of("17", "Two goats", "18", "A goat");

  static Prompt review() {
    return Prompt.of(
        PromptDescriptor.of("review", "Reviews a change.")
            .withArgument(
                PromptArgument.required("language", "The language it is written in")
                    .withCompletion(Completion.of(List.of("Java", "Kotlin")))),
        call -> PromptResult.user("Review this " + call.required("language") + " code."));
  }

  static Resource terms() {
    return Resource.of(
        ResourceDescriptor.of("shop://terms", "terms", "The terms of the shop."),
        call ->
            ResourceResult.text(call.uri(), "text/plain", "No goat is taken back.")
                .withCaching(Caching.shared(Duration.ofHours(1))));
  }

  static ResourceTemplate orders() {
    return ResourceTemplate.of(
        ResourceDescriptor.of("shop://orders/{id}", "order", "One order.")
            .withCompletion("id", Completion.of(ORDERS.keySet())),
        call -> {
          String order = ORDERS.get(call.variable("id"));
          return order == null
              ? ResourceOutcome.notFound()
              : ResourceResult.text(call.uri(), "text/plain", order);
        });
  }

  /** Starts the server, and prints where it is. */
  public static void main(String[] args) {
    McpServer echo =
        McpEcho.builder().prompt(review()).resource(terms()).resourceTemplate(orders()).build();
    try (EchoHttpServer server = EchoHttpServer.start(ServerSettings.DEFAULTS, echo)) {
      System.out.println("Listening on " + server.uri());
      server.join();
    }
  }
}

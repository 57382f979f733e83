package io.github.mcpecho.diagnosis.basic;

import io.github.mcpecho.mcp.Caching;
import io.github.mcpecho.mcp.Completion;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.PromptArgument;
import io.github.mcpecho.mcp.PromptDescriptor;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The echo in the other forms that the protocol has, for gateways that have to pass those too: what
 * they say is what they were told, or never changes.
 */
public final class EchoForms {
  /** Texts that show whether a way is clean: letters of several scripts, signs, a whole family. */
  private static final Completion TEXTS =
      Completion.of(
          List.of(
              "Hello!",
              "Grüße, 🇦🇹!",
              "你好",
              "مرحبا",
              "100 % \"quoted\" & <tagged>",
              "👩‍👩‍👧‍👦"));

  /** One red pixel. */
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

  private static final String PNG_TYPE = "image/png";
  private static final String TEXT_TYPE = "text/plain";
  private static final Caching NEVER_CHANGES = Caching.shared(Duration.ofHours(1));

  private EchoForms() {}

  public static Prompt prompt() {
    return Prompt.of(
        PromptDescriptor.of("echo", "One message of the user: the one it is given.")
            .withTitle("Echo")
            .withArgument(
                PromptArgument.required("message", "Message to echo; may be empty")
                    .withCompletion(TEXTS)),
        call -> PromptResult.user(call.required("message")));
  }

  public static ResourceTemplate template() {
    return ResourceTemplate.of(
        ResourceDescriptor.of("echo://{text}", "echo", "The text that its URI holds.")
            .withTitle("Echo")
            .withMimeType(TEXT_TYPE)
            .withCompletion("text", TEXTS),
        call ->
            ResourceResult.text(call.uri(), TEXT_TYPE, call.variable("text"))
                .withCaching(NEVER_CHANGES));
  }

  /** Returns {@code echo://pixel}, which is binary. */
  public static Resource pixel() {
    return Resource.of(
        ResourceDescriptor.of("echo://pixel", "pixel", "An image of one red pixel.")
            .withTitle("Pixel")
            .withMimeType(PNG_TYPE)
            .withSize(PNG.length),
        call -> ResourceResult.blob(call.uri(), PNG_TYPE, PNG).withCaching(NEVER_CHANGES));
  }
}

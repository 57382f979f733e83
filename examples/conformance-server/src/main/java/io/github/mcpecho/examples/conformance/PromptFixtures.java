package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Completion;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.PromptArgument;
import io.github.mcpecho.mcp.PromptCall;
import io.github.mcpecho.mcp.PromptDescriptor;
import io.github.mcpecho.mcp.PromptMessage;
import io.github.mcpecho.mcp.PromptOutcome;
import io.github.mcpecho.mcp.PromptResult;
import java.util.List;

/** Prompts with arguments, with content of several types, and one that asks the user first. */
final class PromptFixtures {
  private static final Question CONTEXT =
      new Question(
          "user_context",
          Question.form("What context should the prompt use?", "context", "string"));

  private PromptFixtures() {}

  static List<Prompt> all() {
    return List.of(
        Prompt.of(
            PromptDescriptor.of("test_simple_prompt", "Takes no arguments"),
            call -> PromptResult.user("This is a simple prompt for testing.")),
        Prompt.of(
            PromptDescriptor.of("test_prompt_with_arguments", "Takes two arguments")
                .withArgument(
                    PromptArgument.required("arg1", "First test argument")
                        .withCompletion(Completion.of(List.of("paris", "park", "party"))))
                .withArgument(PromptArgument.required("arg2", "Second test argument")),
            call ->
                PromptResult.user(
                    "Prompt with arguments: arg1='%s', arg2='%s'"
                        .formatted(call.required("arg1"), call.required("arg2")))),
        Prompt.of(
            PromptDescriptor.of("test_prompt_with_embedded_resource", "Embeds a resource")
                .withArgument(
                    PromptArgument.required("resourceUri", "URI of the resource to embed")),
            call ->
                PromptResult.of(
                    PromptMessage.user(
                        new Content.EmbeddedResource(
                            call.required("resourceUri"),
                            "text/plain",
                            "Embedded resource content for testing.")),
                    PromptMessage.user("Please process the embedded resource above."))),
        Prompt.of(
            PromptDescriptor.of("test_prompt_with_image", "Has an image"),
            call ->
                PromptResult.of(
                    PromptMessage.user(ContentFixtures.PNG),
                    PromptMessage.user("Please analyze the image above."))),
        Prompt.of(
            PromptDescriptor.of("test_input_required_result_prompt", "Asks for its context"),
            PromptFixtures::askForContext));
  }

  private static PromptOutcome askForContext(PromptCall call) {
    return CONTEXT.isAnswered(call.client())
        ? PromptResult.user(
            call.client()
                .acceptedForm(CONTEXT.key())
                .map(form -> "The context is " + form.path("context").asText() + ".")
                .orElse("There is no context."))
        : Question.ask(List.of(CONTEXT));
  }
}

package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Prompts, resources and templates that do everything the protocol has an answer for. */
final class Offers {
  static final String SECRET = "a text that only the log may have";

  /** Who brings this header sees what is hidden from others. */
  static final String KEY = "X-Key";

  private Offers() {}

  static McpServerBuilder settings() {
    McpServerBuilder server = Calls.settings();
    prompts().forEach(server::prompt);
    resources().forEach(server::resource);
    templates().forEach(server::resourceTemplate);
    return server;
  }

  static Calls calls() {
    return new Calls(settings().build());
  }

  static Reply read(Calls calls, String uri, String... headers) {
    return readWith(calls, uri, "", headers);
  }

  static Reply readWith(Calls calls, String uri, String more, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Mcp-Name";
    all[1] = uri;
    System.arraycopy(headers, 0, all, 2, headers.length);
    String params = "\"uri\":" + new Json(64).writeString(Json.object().textNode(uri)) + more;
    return calls.modern("resources/read", "", params, "{\"elicitation\":{}}", all);
  }

  static Reply get(Calls calls, String prompt, String arguments, String... headers) {
    return calls.modern(
        "prompts/get", prompt, "\"arguments\":" + arguments, "{\"elicitation\":{}}", headers);
  }

  static Reply complete(Calls calls, String ref, String argument, String value, String... headers) {
    return calls.modern(
        "completion/complete",
        "",
        "\"ref\":%s,\"argument\":{\"name\":\"%s\",\"value\":\"%s\"}"
            .formatted(ref, argument, value),
        "{}",
        headers);
  }

  static List<Prompt> prompts() {
    return List.of(
        Prompt.of(
            PromptDescriptor.of("greet", "Greets somebody.")
                .withTitle("Greet")
                .withIcons(List.of(Icon.of("https://example.com/icon.png")))
                .withMeta(Json.object().put("example.org/own", true))
                .withArgument(
                    PromptArgument.required("who", "Who is greeted")
                        .withTitle("Who")
                        .withCompletion(Completion.of(List.of("Anna", "Hanna", "Bert"))))
                .withArgument(PromptArgument.optional("how", "How")),
            call ->
                PromptResult.user(call.optional("how").orElse("Hello") + " " + call.required("who"))
                    .withDescription("A greeting")),
        Prompt.of(
            PromptDescriptor.of("everything", "Has content of each type."),
            call ->
                PromptResult.of(
                    PromptMessage.user("text"),
                    PromptMessage.assistant(new Content.Image("aGk=", "image/png")),
                    PromptMessage.user(new Content.Audio("aGk=", "audio/wav")),
                    PromptMessage.user(Content.ResourceLink.of("test://a", "a")),
                    PromptMessage.user(
                        new Content.EmbeddedResource("test://a", "text/plain", "embedded")),
                    PromptMessage.assistant(
                        new Content.Annotated(
                            new Content.Text("noted"),
                            List.of("user"),
                            OptionalDouble.of(0.5),
                            Optional.of(Instant.EPOCH))))),
        Prompt.of(
            PromptDescriptor.of("asks", "Asks before it is made."),
            call ->
                call.client()
                    .acceptedForm("topic")
                    .map(form -> (PromptOutcome) PromptResult.user(form.path("topic").asText()))
                    .orElseGet(
                        () ->
                            InputRequired.of("topic", InputRequest.elicitation("Topic?", form()))
                                .withState("asked"))),
        Prompt.of(
            PromptDescriptor.of("throws", "Fails."),
            call -> {
              throw new IllegalStateException(SECRET);
            }),
        hidden(PromptDescriptor.of("secretPrompt", "Is there for some.")));
  }

  static List<Resource> resources() {
    return List.of(
        Resource.of(
            ResourceDescriptor.of("test://text", "text", "A text.")
                .withTitle("Text")
                .withMimeType("text/plain")
                .withSize(5)
                .withIcons(List.of(Icon.of("https://example.com/icon.png")))
                .withMeta(Json.object().put("example.org/own", true))
                .withAnnotations(
                    new Annotations(
                        List.of("assistant"), OptionalDouble.of(1), Optional.of(Instant.EPOCH))),
            call ->
                ResourceResult.text(call.uri(), "text/plain", "hello")
                    .withCaching(Caching.shared(Duration.ofMinutes(1)))),
        Resource.of(
            ResourceDescriptor.of("test://folder", "folder", "Two at once."),
            call ->
                ResourceResult.of(
                    new ResourceContents.Text("test://folder/a", Optional.empty(), "a"),
                    ResourceContents.Blob.of(
                        "test://folder/b", "application/octet-stream", new byte[] {1, 2, 3}))),
        Resource.of(
            ResourceDescriptor.of("test://asks", "asks", "Asks before it is read."),
            call ->
                call.client()
                    .acceptedForm("topic")
                    .map(
                        form ->
                            (ResourceOutcome)
                                ResourceResult.text(
                                        call.uri(), "text/plain", form.path("topic").asText())
                                    .withCaching(Caching.shared(Duration.ofMinutes(1))))
                    .orElseGet(
                        () -> InputRequired.of("topic", InputRequest.elicitation("?", form())))),
        Resource.of(
            ResourceDescriptor.of("test://throws", "throws", "Fails."),
            call -> {
              throw new IllegalStateException(SECRET);
            }),
        hiddenResource());
  }

  static List<ResourceTemplate> templates() {
    return List.of(
        ResourceTemplate.of(
            ResourceDescriptor.of("test://item/{id}", "item", "One of many.")
                .withTitle("Item")
                .withMimeType("text/plain")
                .withCompletion(
                    "id",
                    Completion.of(IntStream.range(0, 250).mapToObj(i -> "item-" + i).toList())),
            call ->
                call.variable("id").equals("none")
                    ? ResourceOutcome.notFound()
                    : ResourceResult.text(call.uri(), "text/plain", call.variable("id"))),
        ResourceTemplate.of(
            ResourceDescriptor.of("test://item/{other}", "other", "Fits the same."),
            call -> ResourceResult.text(call.uri(), "text/plain", "the second")),
        ResourceTemplate.of(
            ResourceDescriptor.of("file:///docs/{+path}", "docs", "Files."),
            call -> ResourceResult.text(call.uri(), "text/plain", call.variable("path"))));
  }

  /** Returns a resource at this URI whose content changes with the number. */
  static Resource changing(String uri, AtomicLong version) {
    return new Resource() {
      @Override
      public ResourceDescriptor descriptor() {
        return ResourceDescriptor.of(uri, "changing", "Changes.");
      }

      @Override
      public ResourceOutcome read(ResourceCall call) {
        return ResourceResult.text(call.uri(), "text/plain", version.toString());
      }

      @Override
      public Optional<ChangeSource> changes() {
        return Optional.of(version::get);
      }
    };
  }

  static Optional<Predicate<CallContext>> withKey() {
    return Optional.of(caller -> caller.headers().contains(KEY));
  }

  static Prompt hidden(PromptDescriptor descriptor) {
    return new Prompt() {
      @Override
      public PromptDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public PromptOutcome get(PromptCall call) {
        return PromptResult.user("seen");
      }

      @Override
      public Optional<Predicate<CallContext>> visibility() {
        return withKey();
      }
    };
  }

  private static Resource hiddenResource() {
    return new Resource() {
      @Override
      public ResourceDescriptor descriptor() {
        return ResourceDescriptor.of("test://item/hidden", "hidden", "Is there for some.");
      }

      @Override
      public ResourceOutcome read(ResourceCall call) {
        return ResourceResult.text(call.uri(), "text/plain", "seen")
            .withCaching(Caching.shared(Duration.ofMinutes(1)));
      }

      @Override
      public Optional<Predicate<CallContext>> visibility() {
        return withKey();
      }
    };
  }

  static ObjectNode form() {
    return Json.object().put("type", "object");
  }
}

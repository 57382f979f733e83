package io.github.mcpecho.diagnosis;

import io.github.mcpecho.mcp.Caching;
import io.github.mcpecho.mcp.Completion;
import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import io.github.mcpecho.report.FindingKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The catalogue of findings as resources: one for all, and one for each. */
final class FindingResources {
  private static final String ALL = "echo://findings";
  private static final String TYPE = "text/markdown";

  /** The catalogue is that of this version of the program. */
  private static final Caching CACHING = Caching.shared(Duration.ofHours(1));

  private static final ResourceDescriptor EACH =
      ResourceDescriptor.of(
              ALL + "/{id}", "finding", "What one finding means, and what to do about it.")
          .withTitle("Finding")
          .withMimeType(TYPE)
          .withCompletion(
              "id",
              call ->
                  Completion.of(FindingPages.kinds().map(FindingKind::name).toList())
                      .complete(call));

  private FindingResources() {}

  static Resource all() {
    return Resource.of(
        ResourceDescriptor.of(ALL, "findings", "Every finding of the tools: meaning, rule and fix.")
            .withTitle("Findings")
            .withMimeType(TYPE),
        call -> page(call.uri(), FindingPages.all()));
  }

  static List<Resource> each() {
    return FindingPages.kinds().map(FindingResources::resource).toList();
  }

  /** Returns the template of the findings, which completes their ids. */
  static ResourceTemplate template() {
    return ResourceTemplate.of(
        EACH,
        call ->
            FindingPages.kind(call.variable("id"))
                .map(kind -> (ResourceOutcome) page(call.uri(), FindingPages.of(kind)))
                .orElseGet(ResourceOutcome::notFound));
  }

  static Content.ResourceLink link(String id) {
    return descriptor(id).link();
  }

  private static Resource resource(FindingKind kind) {
    return Resource.of(descriptor(kind.name()), call -> page(call.uri(), FindingPages.of(kind)));
  }

  private static ResourceDescriptor descriptor(String id) {
    return ResourceDescriptor.of(
            EACH.uri(Map.of("id", id)), id, "What " + id + " means, and what to do about it.")
        .withMimeType(TYPE);
  }

  private static ResourceResult page(String uri, String text) {
    return ResourceResult.text(uri, TYPE, text).withCaching(CACHING);
  }
}

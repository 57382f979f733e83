package io.github.mcpecho.examples.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import java.util.Base64;
import java.util.List;

/** A text, an image, and a template. */
final class ResourceFixtures {
  private ResourceFixtures() {}

  static List<Resource> all() {
    return List.of(
        Resource.of(
            ResourceDescriptor.of("test://static-text", "static-text", "A text")
                .withMimeType("text/plain"),
            call ->
                ResourceResult.text(
                    call.uri(), "text/plain", "This is the content of the static text resource.")),
        Resource.of(
            ResourceDescriptor.of("test://static-binary", "static-binary", "An image")
                .withMimeType("image/png"),
            call ->
                ResourceResult.blob(
                    call.uri(),
                    "image/png",
                    Base64.getDecoder().decode(ContentFixtures.PNG.data()))));
  }

  static List<ResourceTemplate> templates() {
    return List.of(
        ResourceTemplate.of(
            ResourceDescriptor.of("test://template/{id}/data", "template", "Data by its id")
                .withMimeType("application/json"),
            call ->
                ResourceResult.text(
                    call.uri(),
                    "application/json",
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("id", call.variable("id"))
                        .put("templateTest", true)
                        .put("data", "Data for ID: " + call.variable("id"))
                        .toString())));
  }
}

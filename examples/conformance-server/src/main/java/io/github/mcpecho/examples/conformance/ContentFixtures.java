package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Content;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;

/** Tools that return each type of content. */
final class ContentFixtures {
  /** One red pixel. */
  static final Content.Image PNG =
      new Content.Image(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
          "image/png");

  /** One silent sample. */
  private static final Content WAV =
      new Content.Audio(
          "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA==", "audio/wav");

  private ContentFixtures() {}

  static List<Tool> all() {
    return List.of(
        Fixture.always(
            "test_simple_text",
            "Returns a text",
            ToolResult.text("This is a simple text response for testing.")),
        Fixture.always("test_image_content", "Returns an image", ToolResult.of(PNG)),
        Fixture.always("test_audio_content", "Returns a sound", ToolResult.of(WAV)),
        Fixture.always(
            "test_embedded_resource",
            "Returns a resource",
            ToolResult.of(
                new Content.EmbeddedResource(
                    "test://embedded-resource",
                    "text/plain",
                    "This is an embedded resource content."))),
        Fixture.always(
            "test_multiple_content_types",
            "Returns a text, an image and a resource",
            ToolResult.of(
                new Content.Text("Multiple content types test:"),
                PNG,
                new Content.EmbeddedResource(
                    "test://mixed-content-resource",
                    "application/json",
                    "{\"test\":\"data\",\"value\":123}"))),
        Fixture.always(
            "test_error_handling",
            "Fails",
            ToolResult.error("This tool intentionally returns an error for testing")));
  }
}

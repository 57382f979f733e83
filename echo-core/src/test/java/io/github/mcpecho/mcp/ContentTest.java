package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools may hand to a client besides plain text. */
class ContentTest {
  private static final byte[] BYTES = {1, 2, 3};

  @Test
  void everyTypeOfContentIsSentAsItsSchemaSays() {
    Tool tool =
        FakeTools.named(
            "all",
            call ->
                ToolResult.of(
                    new Content.Text("a"),
                    Content.Image.of(BYTES, "image/png"),
                    Content.Audio.of(BYTES, "audio/wav"),
                    new Content.ResourceLink(
                        "test:a", "a", Optional.of("An a"), Optional.of("text/plain")),
                    Content.ResourceLink.of("test:c", "c"),
                    new Content.EmbeddedResource("test:b", "text/plain", "b"),
                    Content.EmbeddedBlob.of("test:d", "application/octet-stream", BYTES)));
    assertEquals(
        json(
            """
            [{"type":"text","text":"a"},
             {"type":"image","data":"AQID","mimeType":"image/png"},
             {"type":"audio","data":"AQID","mimeType":"audio/wav"},
             {"type":"resource_link","uri":"test:a","name":"a","description":"An a",
              "mimeType":"text/plain"},
             {"type":"resource_link","uri":"test:c","name":"c"},
             {"type":"resource",
              "resource":{"uri":"test:b","mimeType":"text/plain","text":"b"}},
             {"type":"resource",
              "resource":{"uri":"test:d","mimeType":"application/octet-stream","blob":"AQID"}}]"""),
        result(tool).get("content"));
  }

  @Test
  void t19_aBlockMayCarryHintsOnHowToUseIt() {
    Tool tool =
        FakeTools.named(
            "annotated",
            call ->
                ToolResult.of(
                    new Content.Annotated(
                        new Content.Text("a"),
                        List.of("user", "assistant"),
                        OptionalDouble.of(0.5),
                        Optional.of(Instant.EPOCH))));
    assertEquals(
        json(
            """
            [{"type":"text","text":"a","annotations":{"audience":["user","assistant"],
              "priority":0.5,"lastModified":"1970-01-01T00:00:00Z"}}]"""),
        result(tool).get("content"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void t19_aPriorityIsBetweenNoneAndAll(double priority) {
    assertThrows(IllegalArgumentException.class, () -> annotated(List.of("user"), priority));
    assertThrows(IllegalArgumentException.class, () -> annotated(List.of("nobody"), 1));
  }

  @Test
  void t15_iconsOfAToolAreListed() {
    Tool tool =
        FakeTools.tool(
            ToolDescriptor.of("iconic", "Has icons.")
                .withIcons(
                    List.of(
                        new Icon(
                            "https://example.org/a.png",
                            Optional.of("image/png"),
                            List.of("48x48"),
                            Optional.of("dark")),
                        Icon.of("data:,"))),
            call -> ToolResult.of());
    assertEquals(
        json(
            """
            [{"src":"https://example.org/a.png","mimeType":"image/png","sizes":["48x48"],
              "theme":"dark"},
             {"src":"data:,"}]"""),
        json(calls(tool).modern("tools/list", "", "", "{}")).at("/result/tools/0/icons"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org/a.png", "javascript:1", "file:///a.png", ""})
  void t15_anIconThatClientsRefuseIsRefused(String src) {
    assertThrows(IllegalArgumentException.class, () -> Icon.of(src));
  }

  private static Content annotated(List<String> audience, double priority) {
    return new Content.Annotated(
        new Content.Text("a"), audience, OptionalDouble.of(priority), Optional.empty());
  }

  private static JsonNode result(Tool tool) {
    return json(calls(tool).modernTool(tool.descriptor().name(), "{}")).get("result");
  }

  private static Calls calls(Tool tool) {
    return new Calls(McpServer.builder(Calls.INFO, List.of(tool)).build());
  }
}

package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;

/**
 * An icon of a tool.
 *
 * @param src an {@code https:} or {@code data:} URI; clients refuse others
 * @param sizes such as {@code 48x48} or {@code any}
 * @param theme {@code light} or {@code dark}, the background it is drawn for
 */
public record Icon(
    String src, Optional<String> mimeType, List<String> sizes, Optional<String> theme) {
  public Icon {
    if (!src.startsWith("https:") && !src.startsWith("data:")) {
      throw new IllegalArgumentException("An icon's src is an https: or data: URI");
    }
    sizes = List.copyOf(sizes);
  }

  /** Returns an icon of which nothing more is said. */
  public static Icon of(String src) {
    return new Icon(src, Optional.empty(), List.of(), Optional.empty());
  }

  static ArrayNode toJson(List<Icon> icons) {
    ArrayNode array = Json.array();
    for (Icon icon : icons) {
      ObjectNode json = array.addObject().put("src", icon.src);
      icon.mimeType.ifPresent(type -> json.put("mimeType", type));
      if (!icon.sizes.isEmpty()) {
        ArrayNode sizes = json.putArray("sizes");
        icon.sizes.forEach(sizes::add);
      }
      icon.theme.ifPresent(theme -> json.put("theme", theme));
    }
    return array;
  }
}

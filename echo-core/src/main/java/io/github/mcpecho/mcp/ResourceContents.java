package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** The content of one resource, as {@code resources/read} returns it. */
public sealed interface ResourceContents {
  /** Returns the content as it stands in {@code contents}. */
  ObjectNode toJson();

  /** Text. */
  record Text(String uri, Optional<String> mimeType, String text) implements ResourceContents {
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public ObjectNode toJson() {
      return head(uri, mimeType).put("text", text);
    }
  }

  /**
   * Bytes.
   *
   * @param blob base64
   */
  record Blob(String uri, Optional<String> mimeType, String blob) implements ResourceContents {
    public static Blob of(String uri, String mimeType, byte[] bytes) {
      return new Blob(uri, Optional.of(mimeType), Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public ObjectNode toJson() {
      return head(uri, mimeType).put("blob", blob);
    }
  }

  private static ObjectNode head(String uri, Optional<String> mimeType) {
    ObjectNode json = Json.object().put("uri", uri);
    mimeType.ifPresent(type -> json.put("mimeType", type));
    return json;
  }
}

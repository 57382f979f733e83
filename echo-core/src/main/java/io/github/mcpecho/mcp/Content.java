package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One block of a tool result or of a prompt's message (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools#tool-result">tool
 * results</a>).
 */
public sealed interface Content {

  /** Returns the block as it stands in {@code content}. */
  ObjectNode toJson();

  /** Text. */
  record Text(String text) implements Content {
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("type", "text").put("text", text);
    }
  }

  /**
   * An image.
   *
   * @param data base64
   */
  record Image(String data, String mimeType) implements Content {
    public static Image of(byte[] bytes, String mimeType) {
      return new Image(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("type", "image").put("data", data).put("mimeType", mimeType);
    }
  }

  /**
   * A sound.
   *
   * @param data base64
   */
  record Audio(String data, String mimeType) implements Content {
    public static Audio of(byte[] bytes, String mimeType) {
      return new Audio(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("type", "audio").put("data", data).put("mimeType", mimeType);
    }
  }

  /** A pointer to a resource that the client may fetch. */
  record ResourceLink(
      String uri, String name, Optional<String> description, Optional<String> mimeType)
      implements Content {
    /** Returns a link of which nothing more is said. */
    public static ResourceLink of(String uri, String name) {
      return new ResourceLink(uri, name, Optional.empty(), Optional.empty());
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = Json.object().put("type", "resource_link").put("uri", uri);
      json.put("name", name);
      description.ifPresent(text -> json.put("description", text));
      mimeType.ifPresent(type -> json.put("mimeType", type));
      return json;
    }
  }

  /** A text resource in the result itself. */
  record EmbeddedResource(String uri, String mimeType, String text) implements Content {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = Json.object().put("type", "resource");
      json.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("text", text);
      return json;
    }
  }

  /**
   * A resource of bytes in the result itself.
   *
   * @param blob base64
   */
  record EmbeddedBlob(String uri, String mimeType, String blob) implements Content {
    public static EmbeddedBlob of(String uri, String mimeType, byte[] bytes) {
      return new EmbeddedBlob(uri, mimeType, Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = Json.object().put("type", "resource");
      json.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("blob", blob);
      return json;
    }
  }

  /** A block with hints for the client on how to use it. */
  record Annotated(Content content, Annotations annotations) implements Content {
    /** Annotates a block; see {@link Annotations}. */
    public Annotated(
        Content content,
        List<String> audience,
        OptionalDouble priority,
        Optional<Instant> lastModified) {
      this(content, new Annotations(audience, priority, lastModified));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = content.toJson();
      json.set("annotations", annotations.toJson());
      return json;
    }
  }
}

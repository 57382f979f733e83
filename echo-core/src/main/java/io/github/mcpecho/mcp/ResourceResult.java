package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;

/**
 * What was read.
 *
 * @param contents at least one: several if the resource is a folder of others
 * @param caching how long and for whom a client may keep it
 */
public record ResourceResult(List<ResourceContents> contents, Caching caching)
    implements ResourceOutcome {
  public ResourceResult {
    contents = List.copyOf(contents);
    if (contents.isEmpty()) {
      throw new IllegalArgumentException(
          "A resource has contents; one that does not exist is ResourceOutcome.notFound()");
    }
  }

  /** Returns these contents, which may not be cached. */
  public static ResourceResult of(ResourceContents... contents) {
    return new ResourceResult(List.of(contents), Caching.NONE);
  }

  /** Returns a text, which may not be cached. */
  public static ResourceResult text(String uri, String mimeType, String text) {
    return of(new ResourceContents.Text(uri, Optional.of(mimeType), text));
  }

  /** Returns some bytes, which may not be cached. */
  public static ResourceResult blob(String uri, String mimeType, byte[] bytes) {
    return of(ResourceContents.Blob.of(uri, mimeType, bytes));
  }

  /** Returns the same contents, to be cached in this way. */
  public ResourceResult withCaching(Caching newCaching) {
    return new ResourceResult(contents, newCaching);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("contents");
    contents.forEach(one -> list.add(one.toJson()));
    return json;
  }
}

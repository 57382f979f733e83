package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Hints for the client on how to use a resource or a block of content.
 *
 * @param audience {@code user}, {@code assistant} or both; empty says nothing
 * @param priority from 0, optional, to 1, required
 */
public record Annotations(
    List<String> audience, OptionalDouble priority, Optional<Instant> lastModified) {
  public Annotations {
    audience = List.copyOf(audience);
    if (!List.of("user", "assistant").containsAll(audience)) {
      throw new IllegalArgumentException("An audience is user or assistant");
    }
    if (priority.isPresent() && !(priority.getAsDouble() >= 0 && priority.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("A priority is between 0 and 1");
    }
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    if (!audience.isEmpty()) {
      ArrayNode roles = json.putArray("audience");
      audience.forEach(roles::add);
    }
    priority.ifPresent(value -> json.put("priority", value));
    lastModified.ifPresent(time -> json.put("lastModified", time.toString()));
    return json;
  }
}

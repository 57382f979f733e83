package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Carries a {@link JsonRpcError} to the one place that answers it. */
public final class JsonRpcException extends RuntimeException {
  private final transient JsonRpcError error;
  private final transient Optional<JsonNode> id;

  /** An error of a message whose id is unknown here. */
  public JsonRpcException(JsonRpcError error) {
    this(error, Optional.empty());
  }

  /** An error of the message with this id; an error without an id is answered without one. */
  public JsonRpcException(JsonRpcError error, Optional<JsonNode> id) {
    // An expected outcome, not a defect: no stack trace.
    super(error.message(), null, false, false);
    this.error = error;
    this.id = id;
  }

  public JsonRpcError error() {
    return error;
  }

  public Optional<JsonNode> id() {
    return id;
  }
}

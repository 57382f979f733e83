package io.github.mcpecho.internal.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import java.util.Optional;

/**
 * The {@code _meta} that every modern request carries (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic#meta">_meta</a>).
 *
 * @param protocolVersion the revision the request claims to be of
 * @param clientCapabilities what the client can do, in this request
 */
public record ModernEnvelope(String protocolVersion, ObjectNode clientCapabilities) {
  /** Returns the claim to be a modern message, of whatever type and value, or nothing. */
  public static Optional<JsonNode> claim(ObjectNode params) {
    return Optional.ofNullable(params.path("_meta").get(MetaKeys.PROTOCOL_VERSION));
  }

  /**
   * @throws JsonRpcException with -32602 if a required member is missing or of the wrong type
   */
  public static ModernEnvelope of(ObjectNode params) {
    if (!(params.get("_meta") instanceof ObjectNode meta)) {
      throw invalidParams("_meta must be an object with " + MetaKeys.PROTOCOL_VERSION);
    }
    JsonNode version = meta.path(MetaKeys.PROTOCOL_VERSION);
    if (!version.isTextual()) {
      throw invalidParams("_meta needs " + MetaKeys.PROTOCOL_VERSION + ", a string");
    }
    if (!(meta.get(MetaKeys.CLIENT_CAPABILITIES) instanceof ObjectNode capabilities)) {
      throw invalidParams("_meta needs " + MetaKeys.CLIENT_CAPABILITIES + ", an object");
    }
    requireClientInfo(meta);
    return new ModernEnvelope(version.textValue(), capabilities);
  }

  /**
   * Requires a log level, if there is one, to be one of those of RFC 5424.
   *
   * @throws JsonRpcException with -32602
   */
  public static void requireKnownLogLevel(ObjectNode params) {
    JsonNode level = params.path("_meta").get(MetaKeys.LOG_LEVEL);
    if (level != null && !(level.isTextual() && LogLevels.NAMES.contains(level.textValue()))) {
      throw invalidParams(MetaKeys.LOG_LEVEL + " is not a log level");
    }
  }

  private static void requireClientInfo(ObjectNode meta) {
    JsonNode info = meta.get(MetaKeys.CLIENT_INFO);
    if (info != null && !(info.path("name").isTextual() && info.path("version").isTextual())) {
      throw invalidParams(MetaKeys.CLIENT_INFO + " needs name and version, two strings");
    }
  }

  private static JsonRpcException invalidParams(String why) {
    return new JsonRpcException(JsonRpcError.invalidParams(why));
  }
}

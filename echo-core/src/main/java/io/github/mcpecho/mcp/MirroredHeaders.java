package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Compares the headers that mirror parts of the body with the body (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#request-metadata">request
 * metadata</a>). Every disagreement is error -32020, whose data shows both sides; only the values
 * of tool parameters, which may be anything, are never shown.
 */
record MirroredHeaders(UnaryOperator<String> redaction) {
  /** Requires the version header, once, equal to the version the body claims. */
  void requireVersion(Headers headers, String claimed) {
    requireEqual(
        McpHeaderNames.PROTOCOL_VERSION,
        requiredSingle(headers, McpHeaderNames.PROTOCOL_VERSION, claimed),
        claimed);
  }

  /** Requires {@code Mcp-Method}, and {@code Mcp-Name} for the methods that have it. */
  void requireMethodAndName(Headers headers, JsonRpcMessage.Call call) {
    requireEqual(
        McpHeaderNames.METHOD,
        requiredSingle(headers, McpHeaderNames.METHOD, call.method()),
        call.method());
    Optional<String> param = McpMethod.nameParam(call.method());
    if (param.isPresent()) {
      JsonNode name = call.params().path(param.get());
      String decoded =
          decode(McpHeaderNames.NAME, requiredSingle(headers, McpHeaderNames.NAME, name.asText()));
      // A name that is not a string is refused later, as the malformed parameter it is.
      if (name.isTextual()) {
        requireEqual(McpHeaderNames.NAME, decoded, name.textValue());
      }
    }
  }

  /** Requires the header of each mirrored parameter that has a value, and no other value in it. */
  void requireParameters(
      Headers headers, List<MirroredParameter> parameters, ObjectNode arguments) {
    for (MirroredParameter parameter : parameters) {
      JsonNode value = parameter.in(arguments);
      Optional<String> header = single(headers, parameter.header());
      if (value.isMissingNode() || value.isNull()) {
        if (header.isPresent()) {
          throw McpErrors.headerMismatch(parameter.header(), "came without an argument");
        }
      } else {
        String text =
            decode(
                parameter.header(),
                header.orElseThrow(
                    () -> McpErrors.headerMismatch(parameter.header(), "is missing")));
        if (!matches(value, text)) {
          throw McpErrors.headerMismatch(parameter.header(), "differs from the argument");
        }
      }
    }
  }

  /** Refuses a notification whose headers contradict it; missing ones are fine. */
  void requireNoContradiction(Headers headers, JsonRpcMessage.Call call) {
    single(headers, McpHeaderNames.METHOD)
        .ifPresent(value -> requireEqual(McpHeaderNames.METHOD, value, call.method()));
  }

  /** A value of a type that the schema does not allow is left to the schema. */
  private static boolean matches(JsonNode value, String header) {
    return !value.isValueNode() || MirroredValue.says(header, value);
  }

  private String requiredSingle(Headers headers, String name, String expected) {
    return single(headers, name)
        .orElseThrow(() -> McpErrors.headerMissing(name, redaction.apply(expected)));
  }

  private static Optional<String> single(Headers headers, String name) {
    List<String> values = headers.all(name);
    if (values.size() > 1) {
      throw McpErrors.headerMismatch(name, "came " + values.size() + " times");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(MirroredValue.trim(values.get(0)));
  }

  private void requireEqual(String name, String header, String body) {
    if (!header.equals(body)) {
      throw McpErrors.headerMismatch(name, redaction.apply(header), redaction.apply(body));
    }
  }

  private static String decode(String name, String value) {
    return MirroredValue.decode(value)
        .orElseThrow(() -> McpErrors.headerMismatch(name, "is not well encoded"));
  }
}

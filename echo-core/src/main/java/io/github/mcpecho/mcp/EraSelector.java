package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Decides which era a message belongs to, from the message and its headers alone: a message that
 * claims a revision in its {@code _meta} is modern, any other is legacy, and a header that
 * contradicts the body is an error.
 */
final class EraSelector {
  private static final int MAX_BATCH = 100;

  private final Set<ProtocolVersion> supported;
  private final List<ProtocolVersion> modernVersions;
  private final List<ProtocolVersion> legacyVersions;
  private final Era modern;
  private final Era legacy;
  private final MirroredHeaders mirrored;
  private final UnaryOperator<String> redaction;

  EraSelector(
      Set<ProtocolVersion> supported,
      Era modern,
      Era legacy,
      MirroredHeaders mirrored,
      UnaryOperator<String> redaction) {
    this.supported = supported;
    this.modernVersions = supported.stream().filter(ProtocolVersion::isModern).sorted().toList();
    this.legacyVersions =
        supported.stream().filter(version -> !version.isModern()).sorted().toList();
    this.modern = modern;
    this.legacy = legacy;
    this.mirrored = mirrored;
    this.redaction = redaction;
  }

  /**
   * Returns the era that answers a request.
   *
   * @throws JsonRpcException if none does
   */
  Era select(JsonRpcMessage.Request request, Headers headers) {
    Optional<JsonNode> claim = ModernEnvelope.claim(request.params());
    List<String> version = versions(headers);
    if (McpMethod.INITIALIZE.is(request.method())) {
      return selectForInitialize(request, claim, version);
    }
    if (claim.isPresent() || isModern(version)) {
      return modern(claim.map(JsonNode::asText).orElseGet(() -> version.get(0)));
    }
    return legacy(version);
  }

  /**
   * Lets a message pass that is not answered.
   *
   * @throws JsonRpcException if its headers contradict it or name a revision that is not served
   */
  void requireAcceptable(JsonRpcMessage message, Headers headers) {
    List<String> version = versions(headers);
    if (message instanceof JsonRpcMessage.Notification notification) {
      Optional<JsonNode> claim = ModernEnvelope.claim(notification.params());
      if (claim.isPresent() || isModern(version)) {
        requireModernNotification(notification, claim, version, headers);
      } else {
        legacy(version);
      }
    } else if (isModern(version)) {
      throw McpErrors.invalidRequest("a client posts no responses in this revision");
    }
  }

  /**
   * Returns the era that answers the elements of a batch.
   *
   * @throws JsonRpcException unless the batch may be one
   */
  Era selectForBatch(ArrayNode batch, Headers headers) {
    List<String> version = versions(headers);
    if (isModern(version) || hasClaim(batch)) {
      throw McpErrors.invalidRequest("this revision has no batches, send one message a request");
    }
    Era era = legacy(version);
    if (!maySendBatches(version)) {
      throw McpErrors.invalidRequest("batches ended with revision 2025-03-26");
    }
    if (batch.isEmpty()) {
      throw McpErrors.invalidRequest("the batch is empty");
    }
    if (batch.size() > MAX_BATCH) {
      throw McpErrors.invalidRequest("a batch has at most " + MAX_BATCH + " messages");
    }
    for (JsonNode element : batch) {
      if (McpMethod.INITIALIZE.is(element.path("method").asText())) {
        throw McpErrors.invalidRequest("initialize must not be part of a batch");
      }
    }
    return era;
  }

  /** A header that is absent may stand for any revision that is served. */
  private boolean maySendBatches(List<String> version) {
    return version.isEmpty()
        ? legacyVersions.stream().anyMatch(ProtocolVersion::hasBatches)
        : ProtocolVersion.of(version.get(0)).filter(ProtocolVersion::hasBatches).isPresent();
  }

  private Era selectForInitialize(
      JsonRpcMessage.Request request, Optional<JsonNode> claim, List<String> version) {
    if (isModern(version)) {
      if (claim.isEmpty()) {
        throw McpErrors.headerMismatch(
            McpHeaderNames.PROTOCOL_VERSION, "names a revision that has no initialize");
      }
      return modern(version.get(0));
    }
    Optional<String> claimed = claim.map(JsonNode::textValue);
    boolean claimsLegacy =
        claimed.flatMap(ProtocolVersion::of).map(known -> !known.isModern()).orElse(false);
    if (claimed.isPresent() && !claimsLegacy) {
      return modern(claimed.get());
    }
    if (legacyVersions.isEmpty()) {
      throw unsupported(request.params().path("protocolVersion").asText(""));
    }
    return legacy;
  }

  private Era modern(String requested) {
    if (modernVersions.isEmpty()) {
      throw unsupported(requested);
    }
    return modern;
  }

  private Era legacy(List<String> version) {
    if (version.isEmpty()) {
      if (legacyVersions.isEmpty()) {
        throw McpErrors.headerMismatch(McpHeaderNames.PROTOCOL_VERSION, "is missing");
      }
      return legacy;
    }
    String name = version.get(0);
    if (version.stream().anyMatch(other -> !other.equals(name))) {
      throw McpErrors.headerMismatch(
          McpHeaderNames.PROTOCOL_VERSION, "came " + version.size() + " times, and differs");
    }
    if (name.contains(",")) {
      throw McpErrors.headerMismatch(
          McpHeaderNames.PROTOCOL_VERSION, "is a list, and has to be the one revision in use");
    }
    if (ProtocolVersion.of(name).filter(supported::contains).isEmpty()) {
      throw unsupported(name);
    }
    return legacy;
  }

  private void requireModernNotification(
      JsonRpcMessage.Notification notification,
      Optional<JsonNode> claim,
      List<String> version,
      Headers headers) {
    if (claim.isPresent() && !claim.get().isTextual()) {
      throw McpErrors.invalidParams("the revision in _meta must be a string");
    }
    if (claim.isPresent() && !version.isEmpty()) {
      mirrored.requireVersion(headers, claim.get().textValue());
    }
    modern(claim.map(JsonNode::textValue).orElseGet(() -> version.get(0)));
    mirrored.requireNoContradiction(headers, notification);
  }

  private JsonRpcException unsupported(String requested) {
    List<ProtocolVersion> offer = modernVersions.isEmpty() ? legacyVersions : modernVersions;
    String others =
        modernVersions.isEmpty() || legacyVersions.isEmpty()
            ? ""
            : "; after initialize also " + names(legacyVersions);
    return McpErrors.unsupportedProtocolVersion(
        redaction.apply(requested),
        offer,
        "Unsupported protocol version"
            + MisspelledVersion.hint(requested)
            + ": served are "
            + names(offer)
            + others);
  }

  private static String names(List<ProtocolVersion> versions) {
    return versions.stream().map(ProtocolVersion::wireName).collect(Collectors.joining(", "));
  }

  private static boolean hasClaim(ArrayNode batch) {
    for (JsonNode element : batch) {
      if (element.get("params") instanceof ObjectNode params
          && ModernEnvelope.claim(params).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isModern(List<String> version) {
    for (String name : version) {
      if (ProtocolVersion.of(name).filter(ProtocolVersion::isModern).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> versions(Headers headers) {
    List<String> versions = headers.all(McpHeaderNames.PROTOCOL_VERSION);
    versions.replaceAll(MirroredValue::trim);
    return versions;
  }
}

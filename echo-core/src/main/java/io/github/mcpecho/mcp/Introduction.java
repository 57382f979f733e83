package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Set;

/**
 * How a server introduces itself to new clients: in the answer to {@code initialize}, of which it
 * remembers nothing, or to {@code server/discover}.
 *
 * @param preferred the revision for clients that initialize with one that is not supported
 */
record Introduction(
    ServerInfo serverInfo,
    Capabilities capabilities,
    Set<ProtocolVersion> supported,
    ProtocolVersion preferred) {

  Answer initialize(MethodCall call) {
    String requested = Params.string(call.params().path("protocolVersion"), "protocolVersion");
    ProtocolVersion version =
        ProtocolVersion.of(requested)
            .filter(known -> !known.isModern() && supported.contains(known))
            .orElse(preferred);
    ObjectNode result = Json.object();
    result.put("protocolVersion", version.wireName());
    result.set("capabilities", capabilities.of(version));
    result.set("serverInfo", serverInfo.toJson());
    putInstructions(result);
    return Answer.complete(result);
  }

  Answer discover(MethodCall call) {
    ObjectNode result = Json.object();
    ArrayNode versions = result.putArray("supportedVersions");
    supported.stream()
        .filter(ProtocolVersion::isModern)
        .forEach(version -> versions.add(version.wireName()));
    result.set("capabilities", capabilities.of(ProtocolVersion.V2026_07_28));
    putInstructions(result);
    return Answer.cacheable(result, Answer.FOR_EVERYBODY);
  }

  private void putInstructions(ObjectNode result) {
    if (!serverInfo.instructions().isEmpty()) {
      result.put("instructions", serverInfo.instructions());
    }
  }
}

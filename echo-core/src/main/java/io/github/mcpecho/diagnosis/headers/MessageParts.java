package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a call, each with the SHA-256 of its value, however that is written: what a gateway
 * that reads and writes JSON has changed is told from what it has only written in another way.
 */
public final class MessageParts {
  private static final String META = "_meta";
  private static final int MOST = 50;

  private MessageParts() {}

  /** Returns the hashes by name: members of the params, and of their {@code _meta}. */
  public static Map<String, String> of(ObjectNode params) {
    var parts = new TreeMap<String, String>();
    add("", params, parts);
    if (params.get(META) instanceof ObjectNode meta) {
      parts.remove(META);
      add(META + " ", meta, parts);
    }
    return parts;
  }

  private static void add(String prefix, ObjectNode object, Map<String, String> parts) {
    object.properties().stream()
        .limit(MOST)
        .forEach(member -> parts.put(prefix + member.getKey(), hash(member.getValue())));
  }

  private static String hash(JsonNode value) {
    byte[] canonical = CanonicalJson.of(value).toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Hashes.sha256(canonical));
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Pairs;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import java.util.Map;
import java.util.Set;

/** Claims as they may be shown: secrets replaced, sizes capped. Thread-safe. */
public record SafeClaims(Redactor redactor) {
  private static final int MAX_STRING = 512;
  private static final int MAX_MEMBERS = 256;

  /** The claim that lists keys, of which most members are public (RFC 7517 §5). */
  private static final String KEY_SET = "keys";

  /** Handles and hashes that stand for a session or another token. */
  private static final Set<String> HANDLES =
      Set.of("at_hash", "c_hash", "s_hash", "nonce", "sid", "jti", "session_state", "ath");

  /** The members of a JWK that only its owner may know (RFC 7518 §6). */
  static final Set<String> PRIVATE_KEY = Set.of("d", "p", "q", "dp", "dq", "qi", "k", "oth");

  public ObjectNode of(ObjectNode claims) {
    return object(claims, false);
  }

  public String text(JsonNode claim) {
    return text("", claim);
  }

  /** Returns the value of the claim of this name as text that may be shown. */
  public String text(String name, JsonNode claim) {
    return claim.isContainerNode()
        ? SafeText.cap(node(name, claim, false).toString(), MAX_STRING)
        : text(name, claim.asText());
  }

  /** Returns the value of a claim that names a person as text that may be shown. */
  public String person(JsonNode claim) {
    return SafeText.cap(redactor.personal(claim.asText()), MAX_STRING);
  }

  public String text(String text) {
    return text("", text);
  }

  private String text(String name, String text) {
    return SafeText.cap(redactor.text(name, text), MAX_STRING);
  }

  private ObjectNode object(ObjectNode claims, boolean insideKey) {
    ObjectNode safe = Json.object();
    String told = Pairs.name(claims);
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      if (safe.size() == MAX_MEMBERS) {
        safe.put("…", claims.size() - MAX_MEMBERS + " more");
        break;
      }
      String name = claim.getKey();
      String holder = Pairs.isValue(name) && !told.isEmpty() ? told : name;
      boolean secret = isSecret(holder) || (insideKey && PRIVATE_KEY.contains(name));
      safe.set(
          text(name),
          secret ? hidden(claim.getValue()) : node(holder, claim.getValue(), insideKey));
    }
    return safe;
  }

  private JsonNode node(String name, JsonNode value, boolean insideKey) {
    if (value instanceof ObjectNode object) {
      return object(object, insideKey || name.equals("jwk") || name.equals(KEY_SET));
    }
    if (value instanceof ArrayNode array) {
      ArrayNode safe = Json.array();
      for (JsonNode element : array) {
        if (safe.size() == MAX_MEMBERS) {
          safe.add("… " + (array.size() - MAX_MEMBERS) + " more");
          break;
        }
        safe.add(node(name, element, insideKey));
      }
      return safe;
    }
    return value.isTextual() ? TextNode.valueOf(text(name, value.textValue())) : value;
  }

  private boolean isSecret(String name) {
    return HANDLES.contains(name)
        || redactor.masksClaim(name)
        || !name.equals(KEY_SET) && redactor.isSecretName(ownName(name));
  }

  /** A claim may be named by a URL (RFC 7519 §4.2), whose host is that of an issuer. */
  private static String ownName(String name) {
    return name.contains("://") ? name.substring(name.lastIndexOf('/') + 1) : name;
  }

  private JsonNode hidden(JsonNode value) {
    if (value.isBoolean() || value.isNull()) {
      return value;
    }
    return TextNode.valueOf(
        redactor.secret(value.isTextual() ? value.textValue() : value.toString()));
  }
}

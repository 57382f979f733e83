package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the table of issuers looks. The token is a secret.
 *
 * @param raw the token as it came
 */
record TokenParts(String raw, DecodedToken decoded) {
  private static final int MAX_LENGTH = 512;

  /**
   * Returns whether a value of a member of the header, or of a claim, is as asked for. What is too
   * long for an identifier is empty: patterns are held against it.
   */
  boolean has(boolean header, String name, Predicate<String> value) {
    JsonNode member = member(header, name);
    if (!member.isArray()) {
      return !member.isMissingNode() && value.test(identifier(member));
    }
    for (JsonNode one : member) {
      if (value.test(identifier(one))) {
        return true;
      }
    }
    return false;
  }

  boolean hasList(String claim) {
    return member(false, claim).isArray();
  }

  private JsonNode member(boolean header, String name) {
    Optional<ObjectNode> part = header ? decoded.header() : decoded.payload();
    return part.isPresent() ? part.get().path(name) : MissingNode.getInstance();
  }

  private static String identifier(JsonNode value) {
    String text = value.asText();
    return text.length() > MAX_LENGTH ? "" : text;
  }

  /** Returns the issuer, which some write into the header of an encrypted token. */
  String issuer() {
    JsonNode claim = member(false, "iss");
    JsonNode issuer =
        claim.isMissingNode() || claim.isArray() && claim.isEmpty() ? member(true, "iss") : claim;
    return identifier(issuer.isArray() ? issuer.path(0) : issuer);
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the table of issuers looks. The token is a secret.
 *
 * @param raw the token as it came
 */
record TokenParts(String raw, DecodedToken decoded) {
  private static final int MAX_LENGTH = 512;

  /**
   * Returns the values of a member of the header, or of a claim, as text; none if it is absent.
   * What is too long for an identifier is empty: patterns are held against it.
   */
  List<String> values(boolean header, String name) {
    JsonNode member =
        (header ? decoded.header() : decoded.payload())
            .map(json -> json.path(name))
            .orElse(MissingNode.getInstance());
    if (member.isArray()) {
      var values = new ArrayList<String>();
      member.forEach(value -> values.add(identifier(value)));
      return values;
    }
    return member.isMissingNode() ? List.of() : List.of(identifier(member));
  }

  private static String identifier(JsonNode value) {
    String text = value.asText();
    return text.length() > MAX_LENGTH ? "" : text;
  }

  /** Returns the issuer, which some write into the header of an encrypted token. */
  String issuer() {
    return Stream.of(false, true)
        .flatMap(header -> values(header, "iss").stream())
        .findFirst()
        .orElse("");
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A token taken apart, as far as it can be; nothing in it has been verified. The raw token and its
 * signature are not in here.
 *
 * @param header the JOSE header, empty if it cannot be read
 * @param payload the claims, empty if they cannot be read or are encrypted
 * @param innerHeader the JOSE header of the token inside, if there is one that can be read
 * @param findings what is wrong with the build of the token
 */
public record DecodedToken(
    Optional<ObjectNode> header,
    Optional<ObjectNode> payload,
    Optional<ObjectNode> innerHeader,
    List<Finding> findings) {
  /** The longest token that is looked at, in characters. */
  public static final int MAX_LENGTH = 16 * 1024;

  public DecodedToken {
    findings = List.copyOf(findings);
  }

  /** How JSON of an object begins in base64url. */
  static final String JSON_START = "eyJ";

  /**
   * Returns the JWT that a payload is (RFC 7519 §5.2), encrypted or not.
   *
   * @param contentType what the header says of the payload; empty if nothing
   */
  static Optional<String> inside(String contentType, String payload) {
    return Optional.of(payload.strip())
        .filter(token -> contentType.equalsIgnoreCase("JWT") && token.startsWith(JSON_START));
  }

  /** Takes a token apart; never fails, and takes time in proportion to at most 16 KiB. */
  public static DecodedToken decode(String token) {
    return new TokenDecoder().decode(token);
  }

  /** Returns the part that the issuer signed: of an SD-JWT all but what is disclosed (RFC 9901). */
  public static String issuerSigned(String token) {
    int disclosures = token.indexOf('~');
    return disclosures < 0 ? token : token.substring(0, disclosures);
  }

  /** Returns whether the claims stand in the token itself, and not in another one inside. */
  boolean hasClaimsOfItsOwn() {
    return payload.isPresent()
        && !header.map(json -> json.path("cty").asText()).orElse("").equalsIgnoreCase("JWT");
  }

  /** Returns whether it has a signature, whatever that is worth. */
  public boolean isSigned() {
    String alg = header.map(json -> json.path("alg").asText()).orElse("none");
    return !alg.toLowerCase(Locale.ROOT).equals("none")
        && findings.stream().noneMatch(f -> f.kind() == TokenFinding.TOKEN_NOT_SIGNED);
  }

  public boolean isReadable() {
    return header.isPresent() || payload.isPresent();
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the claim {@code cnf} binds a token to (RFC 7800 §3, RFC 9449 §6.1, RFC 8705 §3.1). A token
 * is bound even if the binding cannot be read here: its issuer does not want it to be accepted from
 * others.
 *
 * @param member the member that names a key, if one does
 * @param thumbprint of that key, if it is told or can be computed
 * @param certificate the thumbprint of a certificate, as it is written
 */
public record Confirmation(
    Optional<String> member, Optional<String> thumbprint, Optional<String> certificate) {
  private static final String CERTIFICATE = "x5t#S256";

  public static Confirmation of(JsonNode claims) {
    JsonNode cnf = claims.path("cnf");
    return new Confirmation(
        Stream.of("jkt", "jwk", "jwe", "kid", "jku").filter(cnf::has).findFirst(),
        Optional.ofNullable(cnf.path("jkt").textValue())
            .or(
                () ->
                    cnf.get("jwk") instanceof ObjectNode key
                        ? Jose.thumbprint(key)
                        : Optional.empty()),
        cnf.has(CERTIFICATE) ? Optional.of(cnf.path(CERTIFICATE).asText()) : Optional.empty());
  }

  /** Returns whether the token is of no use without a proof of its key. */
  public boolean isOfAKey() {
    return member.isPresent();
  }
}

package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Judges a JOSE header. */
final class HeaderChecks {
  static final Set<String> ASYMMETRIC =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K",
          "EdDSA", "Ed25519", "Ed448");
  private static final Set<String> SYMMETRIC = Set.of("HS256", "HS384", "HS512");

  private final ObjectNode header;
  private final Optional<ObjectNode> payload;
  private final SafeClaims safe;
  private final List<Finding> findings = new ArrayList<>();

  HeaderChecks(ObjectNode header, Optional<ObjectNode> payload, SafeClaims safe) {
    this.header = header;
    this.payload = payload;
    this.safe = safe;
  }

  List<Finding> findings() {
    if (!header.has("enc")) {
      algorithm();
    }
    type();
    if (header.path("cty").asText().equalsIgnoreCase("JWT")) {
      findings.add(ClaimFinding.TOKEN_NESTED.found("cty: JWT"));
    }
    keys();
    critical();
    return findings;
  }

  /**
   * Returns what is wrong with the header of a token inside of another: its type, and what it calls
   * critical. Who signed is judged by the outer header (RFC 7519 §6).
   */
  List<Finding> findingsInside() {
    type();
    critical();
    return findings;
  }

  private void algorithm() {
    JsonNode alg = header.path("alg");
    String name = alg.asText();
    if (!alg.isTextual()) {
      findings.add(
          JoseHeaderFinding.TOKEN_ALG_MISSING.found(header.has("alg") ? "not a string" : ""));
    } else if (name.toLowerCase(Locale.ROOT).equals("none")) {
      findings.add(JoseHeaderFinding.TOKEN_ALG_NONE.found("alg: " + safe.text(alg)));
    } else if (SYMMETRIC.contains(name)) {
      payload
          .map(claims -> claims.path("iss"))
          .filter(issuer -> issuer.asText().startsWith("https://"))
          .filter(issuer -> !isForItself(issuer.asText()))
          .ifPresent(
              issuer ->
                  findings.add(
                      JoseHeaderFinding.TOKEN_ALG_SYMMETRIC.found(
                          "alg: " + name + ", iss: " + safe.text(issuer))));
    } else if (!ASYMMETRIC.contains(name)) {
      findings.add(JoseHeaderFinding.TOKEN_ALG_UNKNOWN.found("alg: " + safe.text(alg)));
    }
  }

  /** A server that issues its own tokens shares the secret with nobody (OAuth proxy of FastMCP). */
  private boolean isForItself(String issuer) {
    Optional<Origin> origin = Origin.ofUrl(issuer);
    List<String> audiences = payload.map(AudienceChecks::audiences).orElse(List.of());
    return origin.isPresent()
        && !audiences.isEmpty()
        && audiences.stream().map(Origin::ofUrl).allMatch(origin::equals);
  }

  private void type() {
    var wrong = JoseHeaderFinding.TOKEN_TYPE_WRONG;
    TokenType.other(header)
        .map(
            type ->
                wrong.found(
                    wrong.meaning(),
                    "typ: " + safe.text(header.path("typ")),
                    type.fix().orElse(wrong.fix())))
        .ifPresent(findings::add);
  }

  private void keys() {
    JsonNode kid = header.path("kid");
    if (kid.isMissingNode()) {
      if (isSigned()) {
        findings.add(JoseHeaderFinding.TOKEN_KEY_ID_MISSING.found(""));
      }
    } else if (looksLikeAnAttack(kid.asText())) {
      findings.add(JoseHeaderFinding.TOKEN_KEY_ID_SUSPICIOUS.found("kid: " + safe.text(kid)));
    }
    if (header.has("jwk") || header.has("x5c")) {
      findings.add(JoseHeaderFinding.TOKEN_KEY_EMBEDDED.found(header.has("jwk") ? "jwk" : "x5c"));
    }
    if (isElsewhere("jku")) {
      keyUrl("jku");
    } else if (isElsewhere("x5u")) {
      keyUrl("x5u");
    }
    JsonNode key = header.path("jwk");
    if (key.has("d") || key.has("k")) {
      findings.add(JoseHeaderFinding.TOKEN_KEY_PRIVATE.found(""));
    }
  }

  private boolean isSigned() {
    return !header.has("enc") && !header.path("alg").asText().equalsIgnoreCase("none");
  }

  private void critical() {
    JsonNode crit = header.path("crit");
    if (crit.isMissingNode()) {
      return;
    }
    // b64 (RFC 7797) is the one extension that libraries commonly know.
    boolean known = crit.size() == 1 && crit.path(0).asText().equals("b64");
    if (!known) {
      findings.add(JoseHeaderFinding.TOKEN_CRITICAL_UNKNOWN.found("crit: " + safe.text(crit)));
    }
  }

  private void keyUrl(String name) {
    findings.add(JoseHeaderFinding.TOKEN_KEY_URL.found(name + ": " + safe.text(header.get(name))));
  }

  private boolean isElsewhere(String name) {
    return header.has(name) && !isOfIssuer(header.get(name).asText());
  }

  /** Who trusts the issuer for its URL may fetch its keys from the same host. */
  private boolean isOfIssuer(String url) {
    String issuer = payload.map(claims -> claims.path("iss").asText()).orElse("");
    Optional<Origin> origin = Origin.ofUrl(url);
    return url.startsWith("https://") && origin.isPresent() && origin.equals(Origin.ofUrl(issuer));
  }

  private static boolean looksLikeAnAttack(String kid) {
    String lower = kid.toLowerCase(Locale.ROOT);
    return lower.contains("../")
        || lower.contains("..\\")
        || lower.startsWith("/")
        || lower.indexOf('\'') >= 0
        || lower.indexOf(';') >= 0
        || lower.indexOf('|') >= 0
        || lower.indexOf('\0') >= 0
        || lower.contains("union select");
  }
}

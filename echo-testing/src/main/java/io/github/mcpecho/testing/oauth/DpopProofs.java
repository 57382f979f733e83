package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.testing.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks the DPoP proofs of requests by the list of RFC 9449 §4.3, and remembers the last of them.
 * Thread-safe.
 */
final class DpopProofs {
  static final List<String> ALGORITHMS = List.of("ES256", "RS256", "PS256");

  private static final long WINDOW_SECONDS = 300;

  private final Bounded<Boolean> seen = new Bounded<>();
  private final String nonce = "nonce-" + UUID.randomUUID();
  private final boolean nonceRequired;

  DpopProofs(boolean nonceRequired) {
    this.nonceRequired = nonceRequired;
  }

  /** Returns the nonce that a proof has to have, if one has to. */
  String nonce() {
    return nonce;
  }

  /**
   * Returns the thumbprint of the key of a request's proof.
   *
   * @param url that the request is to
   * @param accessToken that it brings, or nothing
   * @throws OAuthException if the proof is missing or wrong, or needs a nonce
   */
  String thumbprint(RecordedCall call, String url, Optional<String> accessToken) {
    List<String> proofs = call.headers().all("DPoP");
    require(
        proofs.size() == 1, proofs.isEmpty() ? "There is no DPoP proof" : "Several DPoP proofs");
    try {
      refusePrivateKey(proofs.get(0));
      JWSObject proof = JWSObject.parse(proofs.get(0));
      JWK key = key(proof.getHeader());
      require(proof.verify(verifier(key)), "The signature of the proof is not valid");
      judge(HttpAnswer.JSON.parse(proof.getPayload().toBytes()), call, url, accessToken);
      return key.computeThumbprint().toString();
    } catch (ParseException | JOSEException | MalformedJsonException | IllegalArgumentException e) {
      throw OAuthError.INVALID_DPOP_PROOF.because("The DPoP proof cannot be read");
    }
  }

  /** Nimbus calls a header with such a key unreadable. */
  private static void refusePrivateKey(String proof) {
    JsonNode header = HttpAnswer.JSON.parse(new Base64URL(proof.split("\\.", 2)[0]).decode());
    require(!header.path("jwk").has("d"), "The proof gives its private key away");
  }

  private static JWK key(JWSHeader header) {
    require(
        header.getType() != null && header.getType().toString().equals("dpop+jwt"),
        "typ of the proof is not dpop+jwt");
    require(
        ALGORITHMS.contains(header.getAlgorithm().getName()), "alg of the proof is not supported");
    JWK key = header.getJWK();
    require(key != null, "The proof has no jwk");
    return key;
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    if (key instanceof ECKey ec) {
      return new ECDSAVerifier(ec);
    }
    if (key instanceof RSAKey rsa) {
      return new RSASSAVerifier(rsa);
    }
    throw OAuthError.INVALID_DPOP_PROOF.because("The key of the proof is not supported");
  }

  private void judge(JsonNode claims, RecordedCall call, String url, Optional<String> accessToken) {
    require(claims.path("htm").asText().equals(call.httpMethod()), "htm is another method");
    // Query and fragment do not count, nor does the case of the origin.
    String target = claims.path("htu").asText().split("[?#]", 2)[0];
    require(
        Urls.withOriginInLowerCase(target).equals(Urls.withOriginInLowerCase(url)),
        "htu is another URL");
    Instant now = call.context().receivedAt();
    require(
        claims.path("iat").isNumber()
            && Math.abs(now.getEpochSecond() - claims.path("iat").asLong()) <= WINDOW_SECONDS,
        "iat is not within five minutes of the server's time");
    require(
        accessToken.isEmpty() || claims.path("ath").asText().equals(hash(accessToken.get())),
        "ath is not the hash of the access token");
    if (nonceRequired && !claims.path("nonce").asText().equals(nonce)) {
      throw OAuthError.USE_DPOP_NONCE.because("The proof needs the nonce of the server");
    }
    String id = claims.path("jti").asText();
    require(!id.isEmpty(), "The proof has no jti");
    require(seen.add(hash(id), true), "The proof was used before");
  }

  private static String hash(String text) {
    return Hashes.base64Url(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw OAuthError.INVALID_DPOP_PROOF.because(otherwise);
    }
  }
}

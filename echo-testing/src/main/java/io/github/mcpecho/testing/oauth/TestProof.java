package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jose.jwk.ECKey;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A DPoP proof (RFC 9449 §4.2) to try on a server, of a POST until something else is said.
 * Test-only. Immutable: each method returns a changed copy.
 */
public final class TestProof {
  private final Instant now;
  private final ObjectNode header;
  private final ObjectNode claims;
  private final ECKey key;
  private final boolean wronglySigned;

  private TestProof(
      Instant now, ObjectNode header, ObjectNode claims, ECKey key, boolean wronglySigned) {
    this.now = now;
    this.header = header;
    this.claims = claims;
    this.key = key;
    this.wronglySigned = wronglySigned;
  }

  static TestProof of(URI uri, Clock clock) {
    Instant now = clock.instant();
    ObjectNode header = Json.object().put("typ", "dpop+jwt").put("alg", "ES256");
    ObjectNode claims =
        Json.object()
            .put("jti", "")
            .put("htm", "POST")
            .put("htu", uri.toString())
            .put("iat", now.getEpochSecond());
    return new TestProof(now, header, claims, TestKeys.PROOF, false).withPublicKey();
  }

  /** Is of another HTTP method. */
  public TestProof method(String httpMethod) {
    return claim("htm", TextNode.valueOf(httpMethod));
  }

  /** Goes with this access token: sets {@code ath}. */
  public TestProof accessToken(String token) {
    byte[] hash = Hashes.sha256(token.getBytes(StandardCharsets.US_ASCII));
    return claim("ath", TextNode.valueOf(Hashes.base64Url(hash)));
  }

  /** Was made this long ago; with a negative time it will be. */
  public TestProof issued(Duration ago) {
    return claim("iat", Json.object().numberNode(now.minus(ago).getEpochSecond()));
  }

  /** Has the nonce that a server gave. */
  public TestProof nonce(String nonce) {
    return claim("nonce", TextNode.valueOf(nonce));
  }

  /** Has this {@code jti}, in place of a new one each time it is written: a replay. */
  public TestProof id(String id) {
    return claim("jti", TextNode.valueOf(id));
  }

  /** Sets any claim. */
  public TestProof claim(String name, JsonNode value) {
    return new TestProof(now, header, claims.deepCopy().set(name, value), key, wronglySigned);
  }

  /** Has no such claim. */
  public TestProof withoutClaim(String name) {
    ObjectNode fewer = claims.deepCopy();
    fewer.remove(name);
    return new TestProof(now, header, fewer, key, wronglySigned);
  }

  /** Sets any parameter of the JOSE header. */
  public TestProof header(String name, JsonNode value) {
    return new TestProof(now, header.deepCopy().set(name, value), claims, key, wronglySigned);
  }

  /** Is made with a key that no token is bound to. */
  public TestProof byAnotherKey() {
    return new TestProof(now, header, claims, TestKeys.ANOTHER_PROOF, wronglySigned)
        .withPublicKey();
  }

  /** Gives its private key away, which a server must refuse (RFC 9449 §4.3). */
  public TestProof withPrivateKey() {
    return header("jwk", HttpAnswer.JSON.parse(key.toJSONString()));
  }

  /** Has the signature of another proof. */
  public TestProof wrongSignature() {
    return new TestProof(now, header, claims, key, true);
  }

  private TestProof withPublicKey() {
    return header("jwk", HttpAnswer.JSON.parse(key.toPublicJWK().toJSONString()));
  }

  /** Returns the proof as it is sent in the header {@code DPoP}. */
  public String compact() {
    ObjectNode written = claims.deepCopy();
    if (written.path("jti").asText("-").isEmpty()) {
      written.put("jti", UUID.randomUUID().toString());
    }
    return Signing.compact(header, written, key, wronglySigned);
  }
}

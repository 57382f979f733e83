package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.testing.McpEchoServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An access token to try on a server, or to have a client get: a JWT as in RFC 9068 of {@code
 * test-user}, valid for five minutes from now and signed with ES256, until something else is said.
 * Test-only. Immutable: each method returns a changed copy. Two tokens of a fixed clock have the
 * same claims.
 */
public final class TestToken {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Long enough not to be taken for a password. */
  private static final String OPAQUE = "test-only-opaque-7f2c9d4e8b1a6035";

  private enum Form {
    SIGNED,
    WRONGLY_SIGNED,
    ENCRYPTED,
    OPAQUE
  }

  private final Instant now;
  private final ObjectNode header;
  private final ObjectNode claims;
  private final Signing signing;
  private final Form form;

  private TestToken(Instant now, ObjectNode header, ObjectNode claims, Signing signing, Form form) {
    this.now = now;
    this.header = header;
    this.claims = claims;
    this.signing = signing;
    this.form = form;
  }

  static TestToken at(Clock clock) {
    Instant now = clock.instant();
    ObjectNode header = Json.object().put("alg", Signing.ES256.algorithm()).put("typ", "at+jwt");
    header.put("kid", Signing.ES256.keyId());
    ObjectNode claims =
        Json.object()
            .put("iss", "https://issuer.example")
            .put("sub", "test-user")
            .put("aud", "https://mcp.example/mcp")
            .put("client_id", "test-client")
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFETIME).getEpochSecond())
            .put("jti", "test-token");
    return new TestToken(now, header, claims, Signing.ES256, Form.SIGNED);
  }

  /**
   * Makes it one that a {@link ProtectedResource} accepts, as far as it has the scopes: issued by
   * the server's origin, for its endpoint.
   */
  public TestToken acceptedBy(McpEchoServer server) {
    var urls = new Urls(server.uri());
    return issuer(urls.origin()).audience(urls.resource());
  }

  /** Sets {@code iss}. */
  public TestToken issuer(String issuer) {
    return claim("iss", issuer);
  }

  /** Sets {@code sub}. */
  public TestToken subject(String subject) {
    return claim("sub", subject);
  }

  /** Sets {@code aud}: text if it is one, else a list. */
  public TestToken audience(String first, String... others) {
    if (others.length == 0) {
      return claim("aud", first);
    }
    var all = Json.array().add(first);
    List.of(others).forEach(all::add);
    return claim("aud", all);
  }

  /** Sets {@code scope}. */
  public TestToken scopes(String... scopes) {
    return claim("scope", String.join(" ", scopes));
  }

  /** Expired this long ago, and was issued its lifetime before. */
  public TestToken expired(Duration ago) {
    return claim("iat", now.minus(ago).minus(LIFETIME)).claim("exp", now.minus(ago));
  }

  /** Expires this long after it was issued. */
  public TestToken lifetime(Duration lifetime) {
    return claim("exp", claims.path("iat").asLong() + lifetime.toSeconds());
  }

  /** Was issued this long ago; with a negative time it will be. The expiry stays. */
  public TestToken issued(Duration ago) {
    return claim("iat", now.minus(ago));
  }

  /** Becomes valid in this time: sets {@code nbf}. */
  public TestToken notBefore(Duration in) {
    return claim("nbf", now.plus(in));
  }

  /** Sets any claim. */
  public TestToken claim(String name, JsonNode value) {
    return new TestToken(now, header, claims.deepCopy().set(name, value), signing, form);
  }

  /** Sets any claim to text. */
  public TestToken claim(String name, String value) {
    return claim(name, TextNode.valueOf(value));
  }

  private TestToken claim(String name, Instant value) {
    return claim(name, value.getEpochSecond());
  }

  private TestToken claim(String name, long value) {
    return claim(name, Json.object().numberNode(value));
  }

  /** Has no such claim. */
  public TestToken withoutClaim(String name) {
    ObjectNode fewer = claims.deepCopy();
    fewer.remove(name);
    return new TestToken(now, header, fewer, signing, form);
  }

  /**
   * Is bound to the key of the DPoP proofs that {@link TestTokens#proof} makes, with {@code
   * cnf.jkt} (RFC 9449 §6.1).
   */
  public TestToken bound() {
    return boundTo(TestTokens.proofThumbprint());
  }

  /** Is bound to the key with this thumbprint (RFC 7638, SHA-256). */
  public TestToken boundTo(String thumbprint) {
    return claim("cnf", Json.object().put("jkt", thumbprint));
  }

  /**
   * Is signed so: {@code ES256}, {@code RS256}, {@code PS256}, {@code none}, or {@code HS256} with
   * the text of the public RSA key as the secret, which is a known attack.
   *
   * @throws IllegalArgumentException if it is another one
   */
  public TestToken algorithm(String algorithm) {
    Signing other = Signing.of(algorithm);
    ObjectNode changed = header.deepCopy().put("alg", algorithm);
    if (other == Signing.NONE) {
      changed.remove("kid");
    } else if (changed.has("kid")) {
      changed.put("kid", other.keyId());
    }
    return new TestToken(now, changed, claims, other, form);
  }

  /** Sets {@code kid}; the key is the same. */
  public TestToken keyId(String id) {
    return header("kid", TextNode.valueOf(id));
  }

  /** Sets {@code typ}. */
  public TestToken type(String type) {
    return header("typ", TextNode.valueOf(type));
  }

  /** Sets any parameter of the JOSE header; {@code alg} without signing otherwise. */
  public TestToken header(String name, JsonNode value) {
    return new TestToken(now, header.deepCopy().set(name, value), claims, signing, form);
  }

  /** Has no such parameter in its JOSE header. */
  public TestToken withoutHeader(String name) {
    ObjectNode fewer = header.deepCopy();
    fewer.remove(name);
    return new TestToken(now, fewer, claims, signing, form);
  }

  /** Has the signature of another token, by the right key. */
  public TestToken wrongSignature() {
    return new TestToken(now, header, claims, signing, Form.WRONGLY_SIGNED);
  }

  /** Is encrypted: five parts, of which a client and a server without the key read nothing. */
  public TestToken encrypted() {
    return new TestToken(now, header, claims, signing, Form.ENCRYPTED);
  }

  /** Is no JWT, but text that means something to its issuer only. */
  public TestToken opaque() {
    return new TestToken(now, header, claims, signing, Form.OPAQUE);
  }

  /** Has these flaws, one after the other. */
  public TestToken with(TokenFlaw... flaws) {
    TestToken flawed = this;
    for (TokenFlaw flaw : flaws) {
      flawed = flaw.apply(flawed);
    }
    return flawed;
  }

  /** Returns the token as it is sent. */
  public String compact() {
    return switch (form) {
      case SIGNED -> signing.compact(header, claims, false);
      case WRONGLY_SIGNED -> signing.compact(header, claims, true);
      case ENCRYPTED -> Signing.encrypted(signing.compact(header, claims, false));
      case OPAQUE -> OPAQUE;
    };
  }
}

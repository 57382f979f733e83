package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import io.github.mcpecho.internal.hashing.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a JWT gets its signature. */
enum Signing {
  NONE,
  ES256,
  RS256,
  PS256,
  /** With the text of the public RSA key as the secret: a server that mixes them up accepts it. */
  HS256;

  private static final int PEM_LINE = 64;

  /** Returns {@code alg}, which is the name of the algorithm save for {@code none}. */
  String algorithm() {
    return this == NONE ? "none" : name();
  }

  static Signing of(String algorithm) {
    for (Signing signing : values()) {
      if (signing.algorithm().equals(algorithm)) {
        return signing;
      }
    }
    throw new IllegalArgumentException(
        "There is no key for \"" + algorithm + "\"; there are none, ES256, RS256, PS256, HS256");
  }

  String keyId() {
    return this == ES256 ? TestKeys.EC.getKeyID() : TestKeys.rsa().getKeyID();
  }

  /**
   * @param wrongly whether the signature is that of another token
   */
  String compact(ObjectNode header, ObjectNode claims, boolean wrongly) {
    try {
      return this == NONE
          ? content(header, claims) + "."
          : compact(content(header, claims), signer(), wrongly);
    } catch (JOSEException e) {
      throw new IllegalStateException("Not signed", e);
    }
  }

  /** Signs with ES256 and this key. */
  static String compact(ObjectNode header, ObjectNode claims, ECKey key, boolean wrongly) {
    try {
      return ES256.compact(content(header, claims), new ECDSASigner(key), wrongly);
    } catch (JOSEException e) {
      throw new IllegalStateException("Not signed", e);
    }
  }

  /** Returns a JWE in five parts around a token. */
  static String encrypted(String token) {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
            .contentType("JWT")
            .keyID(TestKeys.rsa().getKeyID())
            .build();
    try {
      var jwe = new JWEObject(header, new Payload(token));
      jwe.encrypt(new RSAEncrypter(TestKeys.rsa().toRSAPublicKey()));
      return jwe.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Not encrypted", e);
    }
  }

  private JWSSigner signer() throws JOSEException {
    return switch (this) {
      case ES256 -> new ECDSASigner(TestKeys.EC);
      case RS256, PS256 -> new RSASSASigner(TestKeys.rsa());
      case HS256 -> new MACSigner(publicKeyText());
      case NONE -> throw new IllegalStateException("Nothing signs it");
    };
  }

  private String compact(String content, JWSSigner signer, boolean wrongly) throws JOSEException {
    byte[] signed = (wrongly ? content + "AA" : content).getBytes(StandardCharsets.UTF_8);
    return content + "." + signer.sign(new JWSHeader(JWSAlgorithm.parse(name())), signed);
  }

  private static String publicKeyText() throws JOSEException {
    Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
    return "-----BEGIN PUBLIC KEY-----\n"
        + lines.encodeToString(TestKeys.rsa().toRSAPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String content(ObjectNode header, ObjectNode claims) {
    return Hashes.base64Url(HttpAnswer.JSON.write(header))
        + "."
        + Hashes.base64Url(HttpAnswer.JSON.write(claims));
  }
}

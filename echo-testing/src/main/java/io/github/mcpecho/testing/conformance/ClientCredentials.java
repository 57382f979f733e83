package io.github.mcpecho.testing.conformance;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.github.mcpecho.internal.protocol.OAuthNames;
import io.github.mcpecho.testing.RecordedCall;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Clients that act on behalf of nobody. */
final class ClientCredentials {
  private static final String CLIENT = "conformance-test-client";

  private ClientCredentials() {}

  static Play withSecret() {
    return new AuthorizationPlay(
        AuthorizationScenarios.knowing("client_secret_basic")
            .client(CLIENT, "conformance-test-secret"),
        (flow, checks) -> {
          for (RecordedCall call : flow.tokenRequests()) {
            if (isOfThisGrant(call, checks)) {
              checks.note(
                  "ClientCredentialsBasicAuth",
                  AuthorizationFlow.isBasic(call) && AuthorizationFlow.isServed(call),
                  "it did not authenticate with client_secret_basic as the client of the context");
            }
          }
        });
  }

  static Play withKey() {
    KeyPair keys = newKeys();
    String publicKey =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic()).build().toJSONString();
    return new AuthorizationPlay(
        AuthorizationScenarios.knowing("private_key_jwt").clientWithKey(CLIENT, publicKey),
        (server, context) -> context.put("private_key_pem", pem(keys)),
        (flow, checks) -> flow.tokenRequests().forEach(call -> judgeAssertion(call, checks)));
  }

  private static void judgeAssertion(RecordedCall call, Checks checks) {
    if (!isOfThisGrant(call, checks)) {
      return;
    }
    boolean typed =
        AuthorizationFlow.parameter(call, "client_assertion_type")
            .filter(OAuthNames.JWT_ASSERTION::equals)
            .isPresent();
    if (!typed) {
      checks.note(
          "ClientCredentialsAssertionType", false, "client_assertion_type is not that of a JWT");
    }
    checks.note(
        "ClientCredentialsJwtVerified",
        typed
            && AuthorizationFlow.parameter(call, "client_assertion").isPresent()
            && AuthorizationFlow.isServed(call),
        "it did not authenticate with a JWT that is for the issuer, from the client, and signed"
            + " with the key of the context");
  }

  private static boolean isOfThisGrant(RecordedCall call, Checks checks) {
    boolean so = AuthorizationFlow.isOfGrant(call, OAuthNames.CLIENT_CREDENTIALS);
    if (!so) {
      checks.note("ClientCredentialsGrantType", false, "grant_type is not client_credentials");
    }
    return so;
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of every Java platform", e);
    }
  }

  private static String pem(KeyPair keys) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PRIVATE KEY-----\n"
        + lines.encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}

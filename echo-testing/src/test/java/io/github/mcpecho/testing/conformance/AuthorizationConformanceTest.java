package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Check.Status;
import io.github.mcpecho.testing.oauth.SoundClient;
import io.github.mcpecho.testing.oauth.SoundClient.Mistake;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sound client passes the scenarios about authorization; each mistake fails the one about it. */
class AuthorizationConformanceTest {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  static Stream<Arguments> scenarios() {
    return Stream.of(V2025_11_25, V2026_07_28)
        .flatMap(
            revision -> {
              ClientConformance suite = ClientConformance.of(revision);
              return Stream.concat(suite.scored().stream(), suite.unscored().stream())
                  .filter(name -> name.startsWith("auth/"))
                  .map(name -> Arguments.of(revision, name));
            });
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aSoundClientPasses(ProtocolVersion revision, String name) {
    Verdict verdict = ClientConformance.of(revision).run(name, AuthorizationConformanceTest::play);

    verdict.assertPassed();
  }

  static void play(Scenario scenario, Mistake... mistakes) throws Exception {
    var client =
        new SoundClient(scenario.uri(), scenario.revision(), scenario.context(), mistakes)
            .documentedAt("https://conformance-test.local/client-metadata.json");
    switch (scenario.name()) {
      case "auth/client-credentials-jwt" ->
          client.using(byKey(client, scenario, "client_credentials"));
      case "auth/client-credentials-basic" -> client.using(bySecret(client, scenario));
      case "auth/enterprise-managed-authorization" ->
          client.using(byEnterprise(client, scenario, true));
      case "auth/wif-jwt-bearer" -> client.using(byWorkload(client, scenario, "valid_jwt"));
      case "auth/dpop", "auth/dpop-nonce" -> client.proving();
      default -> {
        // The client authorizes when it is asked to.
      }
    }
    client.connect().listTools();
    client.call("test-tool");
  }

  private static void play(Scenario scenario) throws Exception {
    play(scenario, new Mistake[0]);
  }

  private static ObjectNode server(Scenario scenario, String method) {
    ObjectNode metadata =
        Json.object().put("token_endpoint", scenario.uri().resolve("/token").toString());
    metadata.putArray("token_endpoint_auth_methods_supported").add(method);
    return metadata;
  }

  private static String origin(Scenario scenario) {
    return scenario.uri().resolve("/").toString().replaceFirst("/$", "");
  }

  private static Map<String, String> form(Scenario scenario, String grantType) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", grantType);
    form.put("resource", scenario.uri().toString());
    return form;
  }

  private static String bySecret(SoundClient client, Scenario scenario) throws Exception {
    return client
        .token(
            server(scenario, "client_secret_basic"),
            scenario.context(),
            form(scenario, "client_credentials"))
        .path("access_token")
        .asText();
  }

  private static String byKey(SoundClient client, Scenario scenario, String grantType)
      throws Exception {
    Map<String, String> form = form(scenario, grantType);
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion(scenario, origin(scenario)));
    return client
        .token(server(scenario, "none"), Json.object(), form)
        .path("access_token")
        .asText();
  }

  private static String assertion(Scenario scenario, String audience)
      throws JOSEException, GeneralSecurityException {
    String pem = scenario.context().path("private_key_pem").asText();
    String id = scenario.context().path("client_id").asText();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(id)
            .subject(id)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    jwt.sign(new ECDSASigner(privateKey(pem), Curve.P_256));
    return jwt.serialize();
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[^-]*-----|\\s", "");
    byte[] encoded = Base64.getDecoder().decode(base64);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static String byEnterprise(SoundClient client, Scenario scenario, boolean exchanging)
      throws Exception {
    Map<String, String> exchange =
        form(scenario, "urn:ietf:params:oauth:grant-type:token-exchange");
    exchange.put("subject_token", scenario.context().path("idp_id_token").asText());
    exchange.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
    exchange.put("requested_token_type", "urn:ietf:params:oauth:token-type:id-jag");
    exchange.put("audience", origin(scenario));
    if (!exchanging) {
      exchange.remove("audience");
    }
    ObjectNode idp =
        Json.object().put("token_endpoint", scenario.context().path("idp_token_endpoint").asText());
    String grant = client.token(idp, Json.object(), exchange).path("access_token").asText();
    Map<String, String> form = form(scenario, JWT_BEARER);
    form.put("assertion", grant);
    return client
        .token(server(scenario, "client_secret_basic"), scenario.context(), form)
        .path("access_token")
        .asText();
  }

  private static String byWorkload(SoundClient client, Scenario scenario, String jwt)
      throws Exception {
    Map<String, String> form = form(scenario, JWT_BEARER);
    form.put("assertion", scenario.context().path(jwt).asText());
    return client
        .token(server(scenario, "none"), scenario.context(), form)
        .path("access_token")
        .asText();
  }

  @ParameterizedTest
  @CsvSource({
    "metadata-default, ASKS_AT_THE_ROOT_FIRST, prm-priority-order",
    "metadata-default, NO_CHALLENGE, pkce-code-challenge-sent pkce-s256-method-used"
        + " pkce-verifier-matches-challenge",
    "metadata-default, PLAIN, pkce-s256-method-used",
    "metadata-default, NO_VERIFIER, pkce-code-verifier-sent pkce-verifier-matches-challenge",
    "metadata-default, OTHER_VERIFIER, pkce-verifier-matches-challenge",
    "metadata-default, NO_APPLICATION_TYPE, sep-837-application-type-present",
    "metadata-var1, SKIPS_DISCOVERY, prm-pathbased-requested authorization-server-metadata",
    "metadata-var2, ASKS_AT_THE_ROOT, authorization-server-metadata-wrong-path",
    // It trusts the issuer of the response no more than it did any before.
    "metadata-var3, SKIPS_DISCOVERY, authorization-server-metadata token-request"
        + " resource-parameter-in-token",
    "basic-cimd, REGISTERS_ANYWAY, cimd-client-id-used",
    "scope-from-www-authenticate, NO_SCOPE, scope-from-www-authenticate",
    "scope-from-scopes-supported, NO_SCOPE, scope-from-scopes-supported",
    "scope-omitted-when-undefined, EVERY_SCOPE, scope-omitted-when-undefined",
    "scope-step-up, NO_SCOPE, scope-step-up-initial scope-step-up-escalation"
        + " sep-2350-scope-union-on-reauth",
    "scope-step-up, NEVER_STEPS_UP, scope-step-up-escalation sep-2350-scope-union-on-reauth",
    "scope-step-up, DROPS_SCOPES, sep-2350-scope-union-on-reauth",
    "scope-retry-limit, NEVER_GIVES_UP, scope-retry-limit",
    "token-endpoint-auth-basic, SECRET_IN_FORM, token-endpoint-auth-method",
    "token-endpoint-auth-basic, NO_RESOURCE, resource-parameter-in-authorization"
        + " resource-parameter-in-token",
    "token-endpoint-auth-none, OTHER_RESOURCE_FOR_TOKEN, resource-parameter-consistency"
        + " resource-parameter-matches-prm",
    "token-endpoint-auth-post, NO_SECRET, token-endpoint-auth-method",
    "token-endpoint-auth-none, ALWAYS_A_SECRET, token-endpoint-auth-method",
    "pre-registration, SECRET_IN_FORM, pre-registration-auth",
    "resource-mismatch, IGNORES_RESOURCE, resource-mismatch-rejected",
    "offline-access-scope, REGISTERS_ANYWAY NO_REFRESH_GRANT, sep-2207-client-metadata-grant-types",
    "offline-access-not-supported, OFFLINE_ACCESS, sep-2207-offline-access-not-requested",
    "authorization-server-migration, KEEPS_CLIENT, sep-2352-no-reuse-on-as-change"
        + " sep-2352-reregister-on-as-change sep-2352-no-cross-as-credential-reuse",
    "iss-supported, DISTRUSTS_ISS, sep-2468-client-compare-iss-supported",
    "iss-not-advertised, DISTRUSTS_ISS, sep-2468-client-proceed-no-iss",
    "iss-supported-missing, IGNORES_ISS, sep-2468-client-reject-missing-iss",
    "iss-wrong-issuer, IGNORES_ISS, sep-2468-client-compare-iss-supported",
    "iss-unexpected, IGNORES_ISS, sep-2468-client-compare-iss-unadvertised",
    "iss-normalized, NORMALIZES_ISS, sep-2468-client-no-normalization",
    "metadata-issuer-mismatch, IGNORES_ISSUER, sep-2468-client-validate-metadata-issuer",
    // Without a proof there is no token that a proof could be about.
    "dpop, NO_PROOF_FOR_TOKEN, sep-1932-client-token-request-proof"
        + " sep-1932-client-dpop-auth-scheme sep-1932-client-fresh-proof",
    "dpop, BEARER_PROOF, sep-1932-client-dpop-auth-scheme sep-1932-client-fresh-proof",
    "dpop, SAME_PROOF, sep-1932-client-fresh-proof",
    "dpop-nonce, NO_NONCE, sep-1932-client-as-nonce sep-1932-client-dpop-auth-scheme"
        + " sep-1932-client-fresh-proof sep-1932-client-rs-nonce",
    "metadata-default, FOREIGN_TOKEN, invalid-bearer-token",
    "metadata-default, OTHER_RESOURCE, resource-parameter-matches-prm",
    "metadata-var1, NO_RESOURCE, resource-parameter-in-authorization resource-parameter-in-token",
    "metadata-var3, OTHER_RESOURCE_FOR_TOKEN, resource-parameter-consistency"
        + " resource-parameter-matches-prm",
    "pre-registration, NO_SECRET, pre-registration-auth",
    "basic-cimd, HTTP_CLIENT_ID, cimd-client-id-used",
  })
  void eachMistakeFailsTheCheckAboutIt(String name, String mistakes, String check) {
    Mistake[] made = Stream.of(mistakes.split(" ")).map(Mistake::valueOf).toArray(Mistake[]::new);
    Verdict verdict =
        ClientConformance.of(V2026_07_28).run("auth/" + name, scenario -> play(scenario, made));

    assertBroken(verdict, check);
  }

  /** All that is broken, and no other check. */
  private static void assertBroken(Verdict verdict, String checks) {
    Set<String> broken =
        verdict.checks().stream()
            .filter(one -> one.status().compareTo(Status.SUCCESS) > 0)
            .map(Check::id)
            .collect(Collectors.toSet());
    assertEquals(Set.of(checks.split(" ")), broken, verdict::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "client-credentials-jwt, client-credentials-jwt-verified",
    "client-credentials-basic, client-credentials-grant-type client-credentials-basic-auth",
    "enterprise-managed-authorization, complete-flow-token-exchange complete-flow-jwt-bearer",
    "wif-jwt-bearer, wif-assertion-verified",
  })
  void aGrantThatIsNotWhatItShouldBeFails(String name, String check) {
    Verdict verdict =
        ClientConformance.of(V2026_07_28)
            .run(
                "auth/" + name,
                scenario -> {
                  var client =
                      new SoundClient(scenario.uri(), scenario.revision(), scenario.context());
                  switch (name) {
                    case "client-credentials-jwt" -> {
                      Map<String, String> form = form(scenario, "client_credentials");
                      form.put(
                          "client_assertion_type",
                          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
                      form.put("client_assertion", assertion(scenario, "https://other.example"));
                      client.token(server(scenario, "none"), Json.object(), form);
                    }
                    case "client-credentials-basic" ->
                        client.token(
                            server(scenario, "client_secret_basic"),
                            scenario.context(),
                            form(scenario, "password"));
                    case "wif-jwt-bearer" -> byWorkload(client, scenario, "expired_jwt");
                    default -> byEnterprise(client, scenario, false);
                  }
                });

    assertBroken(verdict, check);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:ietf:params:oauth:grant-type:jwt-bearer, wif-no-retry wif-assertion-verified",
    "client_credentials, wif-grant-fallback wif-assertion-verified"
  })
  void aWorkloadThatGoesOnAfterARefusalFails(String grantType, String check) {
    Verdict verdict =
        ClientConformance.of(V2026_07_28)
            .run(
                "auth/wif-jwt-bearer",
                scenario -> {
                  var client =
                      new SoundClient(scenario.uri(), scenario.revision(), scenario.context());
                  for (String grant : List.of(JWT_BEARER, grantType)) {
                    Map<String, String> form = form(scenario, grant);
                    form.put("assertion", scenario.context().path("wrong_audience_jwt").asText());
                    try {
                      client.token(server(scenario, "none"), scenario.context(), form);
                    } catch (IllegalStateException e) {
                      // It is refused.
                    }
                  }
                });

    assertBroken(verdict, check);
  }
}

package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.mcpecho.diagnosis.authorization.TokenAuthorization;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.fixtures.PlantedSecret;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.report.FindingKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a protected resource lets in, and what it tells the others. */
class ProtectedResourceTest {
  private static final String RESOURCE = "https://mcp.example.com/mcp";
  private static final String METADATA =
      "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
  private static final Redactor REDACTOR = new Redactor("key".getBytes(StandardCharsets.UTF_8));
  private static final ECKey KEY = newKey("k1");

  /** Right in everything, at {@link ToolRun#NOW}, which is 1734696000. */
  private static final String GOOD =
      "{\"iss\":\"https://auth.example.com\",\"aud\":\"https://mcp.example.com/mcp\","
          + "\"exp\":1734696600,\"scope\":\"tools:read tools:call\"}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "in",
      textBlock =
          """
          Bearer §                 | in
          bearer §                 | in
          BEARER   §               | in
          Bearer opaque            | in
          Bearer a.b.c.d           | in
          Bearer ghp_abcdefghijklm | in
          Basic dXNlcjpwYXNz       | 401
          Negotiate abc            | 401
          §                        | 401
          opaque                   | 401
          ``                       | 401
          Bearer                   | 401 invalid_token There is a scheme, but no token after it
          Bearer: §                | 401 invalid_token Something else than blanks stands between scheme and token
          Bearer \t§               | 401 invalid_token Something else than blanks stands between scheme and token
          Bearer "§"               | 401 invalid_token The token is in quotation marks, which a strict server takes for a part of it
          Bearer a b               | 401 invalid_token There is white space around or inside the token, such as a line feed from a file
          Bearer § §               | 400 invalid_request Several Authorization credentials arrived; a server may take any of them or refuse all
          Bearer §§                | 400 invalid_request Several Authorization credentials arrived; a server may take any of them or refuse all
          Bearer Bearer §          | 401 invalid_token A second scheme stands behind the first, so the token starts with its name; it was skipped
          Bearer Bearer            | 401 invalid_token A second scheme stands behind the first, so the token starts with its name; it was skipped
          Bearer ${TOKEN}          | 401 invalid_token A placeholder was sent instead of a token
          Bearer undefined         | 401 invalid_token A placeholder was sent instead of a token
          Bearer ä                 | 401 invalid_token The token holds characters that a bearer token cannot have
          Bearer =a                | 401 invalid_token The token holds characters that a bearer token cannot have
          Bearer §, Bearer §       | 400 invalid_request Several Authorization credentials arrived; a server may take any of them or refuse all
          """)
  void credentialsAreOneTokenBehindAKnownScheme(String line, String expected) {
    String sent = line.replace("\\t", "\t").replace("§", TokenFixtures.token(GOOD));

    assertEquals(expected, verdict(unverified(), "Authorization", sent));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Auth-Token, §, A credential arrived as x-auth-token",
    "X-Forwarded-Access-Token, §, A credential arrived as x-forwarded-access-token",
    "Authorisation, Bearer §, A credential arrived",
    "X-Request-Id, 1, No credentials arrived"
  })
  void aCredentialUnderAnotherNameIsNamedInTheAnswer(String name, String value, String reason) {
    Headers headers = headers(name, value.replace("§", TokenFixtures.token(GOOD)));
    var refusal = unverified().refusal(at("/mcp", headers));
    assertEquals("401", verdict(refusal));
    assertTrue(refusal.orElseThrow().reason().contains(reason), refusal.toString());
  }

  @Test
  void severalCredentialsAreRefusedAndMissingOnesAreAskedFor() {
    String good = "Bearer " + TokenFixtures.token(GOOD);

    assertEquals(
        "400 invalid_request Several Authorization credentials arrived; a server may take any of"
            + " them or refuse all",
        verdict(unverified(), "Authorization", good, "Authorization", good));
    assertEquals("401", verdict(unverified()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "in",
      textBlock =
          """
          /mcp?access_token=§, true, 400 invalid_request
          /mcp?a=b&access_token=, true, 400 invalid_request
          /mcp?%61ccess_token=§, true, 400 invalid_request
          /mcp?%61ccess_token%=§, true, in
          /mcp?access_token=§, false, 401
          /mcp?token=§, false, 401
          /mcp?token=§, true, in
          """)
  void aTokenInTheQueryIsNeverAccepted(String target, boolean header, String expected) {
    String good = TokenFixtures.token(GOOD);
    Headers headers = header ? headers("Authorization", "Bearer " + good) : headers();
    String verdict = verdict(unverified().refusal(at(target.replace("§", good), headers)));

    assertEquals(
        expected, verdict == null ? null : verdict.replaceFirst("(invalid_request) .*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "in",
      textBlock =
          """
          "exp":1734696600 | "exp":1734696600 | in
          "exp":1734696600 | "x":1 | in
          "exp":1734696600 | "exp":1734696600.5 | in
          "exp":1734696600 | "exp":1734695941 | in
          "exp":1734696600 | "exp":1734695940 | 401 invalid_token The token has expired
          "exp":1734696600 | "exp":-1 | 401 invalid_token The token has expired
          "exp":1734696600 | "nbf":1734696060 | in
          "exp":1734696600 | "nbf":1734696061 | 401 invalid_token The token is not valid yet
          "exp":1734696600 | "exp":"1734696600" | 401 invalid_token A time is not a number of seconds
          "exp":1734696600 | "exp":null | 401 invalid_token A time is not a number of seconds
          "exp":1734696600 | "nbf":{} | 401 invalid_token A time is not a number of seconds
          "exp":1734696600 | "exp":1734696600000 | 401 invalid_token A time counts milliseconds: read as seconds, it is thousands of years away
          "exp":1734696600 | "exp":1734696600,"updated_at":1734696600000 | in
          "https://mcp.example.com/mcp" | ["https://a.example","https://mcp.example.com/mcp"] | in
          "https://mcp.example.com/mcp" | "https://mcp.example.com/mcp/" | 401 invalid_token The token is not for this server: no audience equals the expected one
          "https://mcp.example.com/mcp" | "https://mcp.example.com" | 401 invalid_token The token is not for this server: no audience equals the expected one
          "https://mcp.example.com/mcp" | "api://mcp" | 401 invalid_token The token is not for this server: no audience equals the expected one
          "https://mcp.example.com/mcp" | [] | 401 invalid_token The token does not say for whom it is
          "aud" | "aux" | 401 invalid_token The token does not say for whom it is
          "https://auth.example.com" | "https://auth.example.com/" | 401 invalid_token The issuer is not the expected one; servers compare every byte
          "iss" | "isx" | 401 invalid_token The issuer is not the expected one; servers compare every byte
          "exp" | "typ":"Refresh","exp" | 401 invalid_token A claim or the form says that this is no access token but something of another kind
          "tools:read tools:call" | "tools:call x tools:read" | in
          "tools:read tools:call" | ["tools:call","tools:read"] | in
          "scope" | "scp" | in
          "tools:read tools:call" | "tools:read" | 403 insufficient_scope Scopes that the server expects are not in the token
          "scope":"tools:read tools:call" | "nonce":"n","at_hash":"h" | 401 invalid_token The claims are those of an ID token, which is for the client and not for a server
          "scope" | "x" | 403 insufficient_scope Scopes that the server expects are not in the token
          """)
  void claimsOfAJwtAreJudged(String good, String other, String expected) {
    String token = TokenFixtures.token(GOOD.replace(good, other));

    assertEquals(expected, verdict(unverified(), "Authorization", "Bearer " + token));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "in",
      textBlock =
          """
          {"alg":"HS256"}.§.sig | in
          {"alg":"dir","enc":"A128GCM"}..a.b.c | in
          {"alg":"none"}.§. | 401 invalid_token The algorithm is none: the token is not protected at all
          {"alg":"None"}.§.sig | 401 invalid_token The algorithm is none: the token is not protected at all
          {"alg":1}.§.sig | 401 invalid_token The header names no algorithm
          {}.§.sig | 401 invalid_token The header names no algorithm
          {"alg":"RS256"}.§. | 401 invalid_token The token has no signature: anybody can have written it
          {"alg":"RS256"}.§ | 401 invalid_token The token has no signature: anybody can have written it
          {"alg":"RS256"}.[].sig | 401 invalid_token A part of the token cannot be read
          {"alg":"RS256"}.{.sig | 401 invalid_token A part of the token cannot be read
          [].§.sig | 401 invalid_token A part of the token cannot be read
          {"alg":"RS256"}..sig | 401 invalid_token The payload is not in the token, or not encoded: there are no claims to show
          {"alg":"RS256","typ":"dpop+jwt"}.§.sig | 401 invalid_token The type says that this is no access token
          {"alg":"RS256","crit":["x"]}.§.sig | 401 invalid_token The header demands extensions that most libraries do not know, so they refuse the token
          """)
  void theFormOfAJwtIsJudged(String form, String expected) {
    var parts = new ArrayList<String>();
    for (String part : form.split("\\.", -1)) {
      boolean json = part.startsWith("{") || part.startsWith("[") || part.equals("§");
      String text = part.equals("sig") ? TokenFixtures.signature(form) : part;
      parts.add(json ? TokenFixtures.base64(part.replace("§", GOOD)) : text);
    }

    assertEquals(
        expected, verdict(unverified(), "Authorization", "Bearer " + String.join(".", parts)));
  }

  @Test
  void aTokenTooLongToLookAtIsRefused() {
    assertEquals(
        "401 invalid_token The token is longer than this server looks at, 16 KiB",
        verdict(unverified(), "Authorization", "Bearer " + "a".repeat(16 * 1024 + 1)));
    assertEquals(null, verdict(unverified(), "Authorization", "Bearer " + "a".repeat(16 * 1024)));
  }

  @Test
  void withKeysTheSignatureCountsAndWhatHasNoneIsRefused() throws Exception {
    TokenAuthorization verified = resource(keys());

    assertEquals(null, verdict(verified, "Authorization", "Bearer " + signed(KEY, GOOD)));
    assertEquals(
        "401 invalid_token The signature does not fit any configured key: the token was changed, or"
            + " another key signed it",
        verdict(verified, "Authorization", "Bearer " + signed(newKey("k1"), GOOD)));
    assertEquals(
        "401 invalid_token No configured key fits the token's kid and algorithm, so its signature"
            + " was not verified",
        verdict(verified, "Authorization", "Bearer " + signed(newKey("k2"), GOOD)));
    assertEquals(
        "401 invalid_token The signature was not verified: the algorithm or an extension is not"
            + " supported here",
        verdict(
            verified,
            "Authorization",
            "Bearer " + TokenFixtures.token("{\"alg\":\"HS256\"}", GOOD)));
    for (String unsigned : List.of("opaque", "a.b.c.d", "a.b.c.d.e.f")) {
      assertEquals(
          "401 invalid_token There is no signature that could be verified",
          verdict(verified, "Authorization", "Bearer " + unsigned));
    }
    assertEquals(
        "401 invalid_token A key or token of another service came in the place of an access token"
            + " for this server, and whoever runs this server, or reads what it logs, can use it"
            + " there",
        verdict(verified, "Authorization", "Bearer ghp_abcdefghijklm"));
    assertEquals(
        "401 invalid_token The token has expired",
        verdict(
            verified,
            "Authorization",
            "Bearer " + signed(KEY, GOOD.replace("1734696600", "1734690000"))));
  }

  @Test
  void aTokenThatIsBoundToAKeyNeedsItsProof() throws Exception {
    String bound = TokenFixtures.token(bound(KEY));

    assertEquals(
        null, verdict(unverified(), "Authorization", "DPoP " + bound, "DPoP", proof(bound)));
    assertEquals(
        "401 invalid_token The token is bound to a key, but was sent with the scheme Bearer",
        verdict(unverified(), "Authorization", "Bearer " + bound, "DPoP", proof(bound)));
    assertEquals(
        "DPoP 401 invalid_dpop_proof No DPoP proof came with a token that is bound to a key, or"
            + " sent as if it were",
        verdict(unverified(), "Authorization", "DPoP " + bound));
    assertEquals(
        "DPoP 401 invalid_dpop_proof The proof is not for this access token",
        verdict(unverified(), "Authorization", "DPoP " + bound, "DPoP", proof("other")));
    assertEquals(
        "DPoP 401 invalid_dpop_proof More than one DPoP header arrived",
        verdict(
            unverified(),
            "Authorization",
            "DPoP " + bound,
            "DPoP",
            proof(bound),
            "DPoP",
            proof(bound)));
    String other = TokenFixtures.token(bound(newKey("k2")));
    assertEquals(
        "DPoP 401 invalid_token The proof was made with another key than the token is bound to",
        verdict(unverified(), "Authorization", "DPoP " + other, "DPoP", proof(other)));
  }

  @Test
  void theSchemeOfProofsIsForBoundTokens() throws Exception {
    String free = TokenFixtures.token(GOOD);

    assertEquals(
        "DPoP 401 invalid_token The token was sent with the scheme DPoP, and names no key that a"
            + " proof could be held against",
        verdict(unverified(), "Authorization", "DPoP " + free, "DPoP", proof(free)));
    assertEquals(
        null, verdict(unverified(), "Authorization", "Bearer " + free, "DPoP", proof("other")));
    assertEquals(
        null, verdict(unverified(), "Authorization", "DPoP opaque", "DPoP", proof("opaque")));
    assertEquals(
        "DPoP 401 invalid_token The token has expired",
        verdict(
            unverified(),
            "Authorization",
            "DPoP " + TokenFixtures.token(GOOD.replace("1734696600", "1"))));
  }

  @Test
  void aTokenThatIsBoundToACertificateNeedsIt() {
    String bound =
        TokenFixtures.token(GOOD.replace("\"exp\"", "\"cnf\":{\"x5t#S256\":\"abc\"},\"exp\""));

    assertEquals(
        "401 invalid_token The token is bound to a client certificate, and no proxy passed one on",
        verdict(unverified(), "Authorization", "Bearer " + bound));
  }

  @Test
  void challengesAreLetterByLetterThoseOfTheRfcs() {
    String end = ", resource_metadata=\"" + METADATA + "\", scope=\"tools:read tools:call\"";

    assertEquals("Bearer realm=\"mcp-echo\"" + end, challenge("Basic abc"));
    assertEquals(
        "Bearer realm=\"mcp-echo\", error=\"invalid_token\","
            + " error_description=\"There is a scheme, but no token after it\""
            + end,
        challenge("Bearer"));
    assertEquals(
        "DPoP realm=\"mcp-echo\", error=\"invalid_token\","
            + " error_description=\"There is a scheme, but no token after it\","
            + " algs=\"ES256 ES384 ES512 EdDSA PS256 PS384 PS512 RS256\""
            + end,
        challenge("dpop"));
  }

  @Test
  void withoutScopesAnyTokenForThisServerWillDo() {
    var resource =
        new TokenAuthorization(
            Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
            REDACTOR,
            new TokenPolicy(
                PublicUrl.of(RESOURCE), List.of(), List.of(), List.of(), TrustedKeys.NONE, true));
    String token = TokenFixtures.token("{\"aud\":\"" + RESOURCE + "\"}");

    assertEquals(null, verdict(resource, "Authorization", "Bearer " + token));
    assertEquals(
        "Bearer realm=\"mcp-echo\", resource_metadata=\"" + METADATA + "\"",
        resource.refusal(at("/mcp", headers())).orElseThrow().challenge());
    assertEquals(
        Optional.of(
            "{\"resource\":\"https://mcp.example.com/mcp\",\"bearer_methods_supported\":[\"header\"],"
                + "\"dpop_signing_alg_values_supported\":"
                + "[\"ES256\",\"ES384\",\"ES512\",\"EdDSA\",\"PS256\",\"PS384\",\"PS512\",\"RS256\"],"
                + "\"resource_name\":\"MCP Echo\"}"),
        metadata(resource, "", headers()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '', true
          /, true
          /mcp, true
          /mcp/, true
          /echo/mcp, true
          /echo, false
          mcp, false
          /mcp/x, false
          /mcp//, false
          /MCP, false
          """)
  void metadataIsAtTheRootAndBehindThePath(String path, boolean there) {
    Headers prefixed = headers("X-Forwarded-Prefix", "/echo");

    assertEquals(there, metadata(unconfigured(), path, prefixed).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /a", error="x    | https://mcp.example.com/.well-known/oauth-protected-resource/a%22/mcp
          /a\\             | https://mcp.example.com/.well-known/oauth-protected-resource/a%5C/mcp
          /ä               | https://mcp.example.com/.well-known/oauth-protected-resource/%C3%A4/mcp
          /a b             | https://mcp.example.com/.well-known/oauth-protected-resource/a%20b/mcp
          //evil.example   | https://mcp.example.com/.well-known/oauth-protected-resource/mcp
          """)
  void noHeaderBreaksOutOfTheChallenge(String prefix, String metadata) {
    CallContext request = at("/mcp", headers("X-Forwarded-Prefix", prefix));

    assertEquals(
        "Bearer realm=\"mcp-echo\", resource_metadata=\""
            + metadata
            + "\", scope=\"tools:read tools:call\"",
        unconfigured().refusal(request).orElseThrow().challenge());
  }

  @Test
  void whatFindingsSayFitsIntoAChallenge() {
    List<FindingKind> kinds =
        FindingCatalogue.subjects().stream()
            .flatMap(subject -> subject.findings().stream())
            .filter(
                kind -> kind.name().matches("(TOKEN|DPOP|MTLS)_.*|AUTH_(SCHEME|TOKEN|HEADER)_.*"))
            .toList();

    assertFalse(kinds.isEmpty());
    for (FindingKind kind : kinds) {
      assertTrue(kind.meaning().matches("[ !#-\\[\\]-~]+"), kind.meaning());
    }
  }

  @Test
  void nothingOfTheCredentialsIsRepeated() {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      String line = random.nextBoolean() ? "Bearer " + secret.text() : secret.text();
      unverified()
          .refusal(at("/mcp?access_token=" + secret.text(), headers("Authorization", line)))
          .ifPresent(refusal -> assertFalse(secret.isIn(refusal.toString()), line));
    }
  }

  private TokenAuthorization unverified() {
    return resource(TrustedKeys.NONE);
  }

  private static TokenAuthorization resource(TrustedKeys keys) {
    return resource(keys, PublicUrl.of(RESOURCE));
  }

  private static TokenAuthorization unconfigured() {
    return resource(TrustedKeys.NONE, PublicUrl.UNKNOWN);
  }

  private static TokenAuthorization resource(TrustedKeys keys, PublicUrl url) {
    return new TokenAuthorization(
        Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
        REDACTOR,
        new TokenPolicy(
            url,
            List.of(),
            List.of("https://auth.example.com"),
            List.of("tools:read", "tools:call"),
            keys,
            true));
  }

  private TrustedKeys keys() throws Exception {
    Path file = directory.resolve("jwks.json");
    return TrustedKeys.fromFile(
        Files.writeString(file, new JWKSet(KEY.toPublicJWK()).toString(false)));
  }

  private String challenge(String authorization) {
    return unverified()
        .refusal(at("/mcp", headers("Authorization", authorization)))
        .orElseThrow()
        .challenge();
  }

  private static Optional<String> metadata(
      TokenAuthorization resource, String path, Headers headers) {
    return resource
        .metadata(at("/mcp", headers), path)
        .map(json -> new String(json, StandardCharsets.UTF_8));
  }

  private static String verdict(TokenAuthorization resource, String... headers) {
    return verdict(resource.refusal(at("/mcp", headers(headers))));
  }

  /** Returns status, error and description, after the scheme if it is not Bearer; or null. */
  private static String verdict(Optional<Authorization.Refusal> refusal) {
    return refusal
        .map(
            refused ->
                (refused.challenge().startsWith("Bearer ") ? "" : "DPoP ")
                    + refused.status()
                    + parameter(refused, "error")
                    + parameter(refused, "error_description"))
        .orElse(null);
  }

  private static String parameter(Authorization.Refusal refusal, String name) {
    String[] around = refusal.challenge().split(" " + name + "=\"", 2);
    return around.length < 2 ? "" : " " + around[1].substring(0, around[1].indexOf('"'));
  }

  private static CallContext at(String target, Headers headers) {
    return new CallContext(
        "POST", target, "HTTP/1.1", headers, CallContext.Connection.LOOPBACK, ToolRun.NOW);
  }

  private static Headers headers(String... more) {
    var lines = new ArrayList<Header>();
    lines.add(new Header("Host", "mcp.example.com"));
    lines.add(new Header("X-Forwarded-Proto", "https"));
    lines.addAll(Headers.of(more).lines());
    return Headers.of(lines);
  }

  private static String bound(ECKey key) throws Exception {
    return GOOD.replace("\"exp\"", "\"cnf\":{\"jkt\":\"" + key.computeThumbprint() + "\"},\"exp\"");
  }

  private static String proof(String token) throws Exception {
    String hash = Hashes.base64Url(Hashes.sha256(token.getBytes(StandardCharsets.US_ASCII)));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(KEY.toPublicJWK())
            .build();
    return signed(
        KEY,
        header,
        "{\"jti\":\"1\",\"htm\":\"POST\",\"htu\":\"https://mcp.example.com/mcp\","
            + "\"iat\":1734696000,\"ath\":\""
            + hash
            + "\"}");
  }

  private static String signed(ECKey key, String claims) throws Exception {
    return signed(
        key, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
  }

  private static String signed(ECKey key, JWSHeader header, String claims) throws Exception {
    var jws = new JWSObject(header, new Payload(claims));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }

  private static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the tables, square brackets stand around what has to be replaced, with an exclamation mark if
 * it is a password.
 */
class SecretShapesTest {
  private final Redactor redactor = new Redactor(new byte[] {7});

  static Stream<String> marked() {
    return """
          see [eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc] here
          [eyJhbGciOiJIUzI1NiJ9..abc.def.ghi]
          for=[eyjhbgcioijiuzi1nij9.eyjzdwiioiixin0.abc] [EYJHBGCIOIJIUZI1NIJ9.EYJZDWIIOIIXIN0.ABC]
          pre%20[eyJhbGciOiJIUzI1NiJ9.e30.abc]
          [gluedeyJhbGciOiJIUzI1NiJ9.e30.abc]
          [ewogICJhbGciOiAiSFMyNTYiCn0.e30.abc]
          [eyAiYWxnIjogIm5vbmUiIH0.e30.]
          Bearer [abc]
          bearer [abc,] DPoP [x!y]
          Authorization: Basic [!dXNlcjpwYXNz]
          authorization=Bearer [then] now
          Authorization: Digest [abc] x-authorization: [abcdef]
          Server=db;Uid=sa;Pwd=[!hunter2]; ?pwd=[!hunter2] {"pwd":"[!hunter2]"}
          secretkey=[a] accesskey=[a] privatekey=[a] sessionid=[a] PHPSESSID=[a] pw=[!a] psk=[!a]
          connect.sid=[s%3Aabc] accesskeys=[a,b] dbpass=[!x] rootpw=[!x] totp=[!123456]
          password: [!x] X-Api-Key: [x] password:[!x] spring.datasource.password: [!x]
          Cookie: [a=b; c=d]
          session-id: [x]
          --password [!x] --api-key "[x y]" --token=[x] --secret-key [x]
          password = [!x] api_key = "[x y]" client-secret= [x]
          password: "[!x \\"y]" token: '[x y]'
          {\\"password\\": \\"[!a b]\\", \\"c\\": 1}
          <password>[!a b]</password><ns:apiKey>[c]</ns:apiKey>
          /mcp;jsessionid=[SECRETSESSION] /mcp;JSESSIONID=[SECRETSESSION]
          http://h.example/a;jsessionid=[S]
          [amzn.mws.64df7e54-5d84-4c3b-9a1e-2b8f0c6d7e10] session id [0af7651916cd43dd8448eb211c80319c]
          snyk auth [64df7e54-5d84-4c3b-9a1e-2b8f0c6d7e10] squarespace key [64df7e54-5d84-4c3b-9a1e-2b8f0c6d7e10]
          PASSWORD_SALT [0af7651916cd43dd8448eb211c80319c] APOP bob [!0af7651916cd43dd8448eb211c80319c]
          https://healthchecks.io/ping/[64df7e54-5d84-4c3b-9a1e-2b8f0c6d7e10] is up
          https://a.example/unsubscribe?u=[0af7651916cd43dd8448eb211c80319c]
          https://api.openweathermap.org/data/2.5/weather?q=Bonn&appid=[0af7651916cd43dd8448eb211c80319c]
          Incorrect API key provided: [sk-abcdefghijklmnop1234]
          Token [abcdef]
          token [0123456789ab]
          [ghp_abcdEFGH] and [github_pat_11ABC] and x=[glpat-abcd_efgh]
          [sk-proj-abcdefghijkl] [sk_live_abcd1234]
          v[ghp_0123456789abcdefghijABCDEFGHIJ012345]
          [xoxb-1234-abcd] [AKIAIOSFODNN7EXAMPLE] [ASIAIOSFODNN7EXAMPLE]
          [AIzaSyA1234567890abcdef] [ya29.a0AfB_by] [hf_abcdefghijklmn] [npm_abcdefghijklmn]
          [-----BEGIN PRIVATE KEY----- MIIB -----END PRIVATE KEY-----] after
          [-----BEGIN PRIVATE KEY----- MIIB]
          postgres://[!user:p@ss]@db:5432/x
          redis://[!:p/a#ss]@db/0
          https://[!oauth2]@git.example/x
          for=1.2.3.4;host="[!u:Pw!d7e11@]@h.example:80" [!ann:p@ss]@h, //[!u:p]@h/x
          Bearer [x="hunter2"], y
          Bearer [x="hunter2"]
          /mcp?access_token=[abc]&code=[def]&state=1&sig=[ghi]
          Server=db;Password=[!abc];Timeout=3
          client_secret=[a,b] --token='[a b]' --apiKey=[x]
          {"password":"[!a\\"b]","user":"c","token": [12],"keys" : "[d]"}
          {\\"password\\":\\"[!abc]\\"}
          [MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs] and
          Bot [OTY4NTU2MzQ4MzkwMzkxODU5.G49NjP.pD8PLpKp-Xx8sr-8m1DCxSPTJZdcpcJZOExc1c], a%20[MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs]
          /bot[123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/getMe] [4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcX]
          [xq7ZrK0Vn2Kx8LwT4TdYc5Bf1GhJm9PsEa3Wm3kP9xRt7Lq2Yb8ZcVn4HdF6sGjKaE1uXoT5iMpQb2nAZDO4xWc] y
          curl -u [!ann:p] https://a.example curl --user [!ann:p:q] curl --proxy-user [!ann:p] curl -U [!ann:p]
          curl -fsSu [!ann:p] x curl -u "[!ann:p q]" x curl --user='[!ann:p q]' x
          curl -u[!ann:p] x curl -sSu[!ann:p] -U[!ann:p] {"curl","-u[!ann:p]"} curl -u'[!ann:p q]' x
          https://discord.com/api/webhooks/[123456789012345678/abcDEFghiJKLmnoPQRstuVWXyz0123456789abcDEFghiJKLmnoPQRstuVWXyz01234567]?wait=true
          -u [!ann:"p q]" x -u [!ann:'p q]' -u [!sk:] x
          \\"curl -u \\\\\\"[!ann:p q]\\\\\\" x\\" \\"curl -u [!ann:p] x\\"
          {"run":"curl -u [!ann:p]","args":{"-u","[!ann:p q]", "--user", '[!ann:p]'}}
          password: [!correct horse battery staple]
          PASSPHRASE=[!correct horse, battery staple] user=ann
          a passphrase = [!correct horse battery] user = ann
          see password: [!correct horse battery staple,] user: ann
          - name: DB_PASSWORD\\n  value: [!correct horse battery]
          Server=db;Password=[!correct horse battery];Timeout=3
          api-key: [orange silver 42]; client_secret=[orange silver 42] --verbose
          DB_PASSWORD=[!true love waits] https://a.example/x
          a%20password%3A%20[!correct%20horse%20battery]
          {"note":"pass phrase, password: [!correct horse battery]","n":1}
          {"name":"DB_PASSWORD","value": [!correct horse]} name: DB_PASSWORD, value: [!correct horse]
          <password>[!a b]</password> and so on, <b>bold</b> &amp; <password>[!c]</password> x
          /mcp?token=[abc] HTTP/1.1 /mcp;jsessionid=[abc] HTTP/1.1
          [0123456789abcdef0123456789abcdef-us12] [0123456789abcdef0123456789abcdef-us1].
          k=[0123456789abcdef0123456789abcdef-01234567-89abcdef]
          [123e4567-e89b-12d3-a456-426614174000:fx], [0123456789abcdef0123456789abcdef.abcdefghijklmnop]
          [1234567890123456|abcdefghijklmnopqrstuvwxyz0] and [akab-abcdefghijklmnop-abcdefghijklmnop]
          [sk-abcdefgh1jklmnop] [sk-lf-1a2b3c4d-aaaa-bbbb] [sk-ant-api03-abcdefghijkl] [sk-aaaaBbbbccccdddd]
          %20--password [!x] \\nX-Api-Key: [x] \\npsk=[!x] %3Bpsk=[!x]
          """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("marked")
  void secretsAreReplaced(String marked) {
    var expected = new StringBuilder();
    for (int i = 0; i < marked.length(); i++) {
      int end = marked.charAt(i) == '[' ? marked.indexOf(']', i) : i;
      expected.append(end > i ? shown(marked.substring(i + 1, end)) : marked.charAt(i));
      i = end;
    }
    String text = marked.replace("[!", "").replace("[", "").replace("]", "");
    assertEquals(expected.toString(), redactor.text(text));
    assertEquals(expected.toString(), redactor.text(expected.toString()), "twice is as once");
  }

  private String shown(String secret) {
    return secret.startsWith("!") ? "(hidden)" : redactor.credential(secret);
  }

  @Test
  void aListUnderASecretNameIsReplacedWhole() {
    assertEquals(
        "{\"keys\":" + redactor.secret("[\"a\",{\"b\":[1]}]") + ",\"c\":2}",
        redactor.text("{\"keys\":[\"a\",{\"b\":[1]}],\"c\":2}"));
    assertEquals("{\"keys\":" + redactor.secret("[[1]"), redactor.text("{\"keys\":[[1]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello, MCP!",
        "https://auth.example.com:8443/realms/a?state=1&x=code",
        "sk-SK,sk;q=0.9,en;q=0.8",
        "openid basic profile token email",
        "Bearer realm=\"mcp\", resource_metadata=\"https://a.example/x\", error=\"invalid_token\"",
        "urn:ietf:params:oauth:token-type:jwt",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "ann@example.com",
        "mailto:ann@example.com accounts.google.com:ann@example.com",
        "from: ann@example.com, to:<bob@example.com>, {\"email\":\"ann@example.com\"}",
        "strengths_of_character_and_ways highs_and_lows_2020_edition",
        "Bearer authorization_uri=\"https://login.example/x\", resource_id=\"a\"",
        "eyjafjallajokull.example.is",
        "http://[::1]:3000/@x",
        "npm_config_registry hf_home ASIAPACIFIC",
        "com.example.keyJs.Parser e.g. eyJ",
        "for=192.0.2.60;proto=http;by=203.0.113.43",
        "\"Not A;Brand\";v=\"99\", \"Chromium\";v=\"140\"",
        "ключ: значение 🔑",
        "monkey=1 hotkey=2 compass=3 keyboard=4 tokenizer=5 turkey: 6 bypass: yes",
        "Accept: key, the key: value, session: closed, license: MIT, auth: none",
        "token-type: jwt, key_ops: sign, token_type=Bearer&auth_time=1",
        "java.security.KeyStoreException: JKS not found",
        "auth.example.com:8443 token-service:8080 http://key-vault:443/x",
        "auth.example.com: Name or service not known",
        "a password is missing, --verbose on, see --token-file x",
        "use a token - or a key - or none",
        "if (a => token) <b>bold</b> <keys/> a > b",
        "task-based sdk-js api-gateway-production-eu-central-1-cluster-blue",
        "sk-to-go-shop sk-shop-for-everybody-and-all sk-to-go-shop-2026 sk-web01-production-eu-west1",
        "pypi-query-mcp-server pypi-attestations-models pypi-publish-workflow-2026 xapp-symbolic-icons",
        "0123456789abcdef0123456789abcdef-us 0123456789abcdef0123456789abcdef-usa1",
        "0123456789abcdef0123456789abcdef-us-east-1 0123456789abcdef0123456789abcdef-01234567",
        "0123456789abcdef0123456789abcdef.example.com 123e4567-e89b-12d3-a456-426614174000:8080",
        "SKU SKILL API-KEYS SG.nl pat.example.org key-value pypi-server ico-16x16",
        "secret_santa_list v1.0-beta t1.micro sl.example.org access-control-allow-origin",
        "1.2.3 2.0.0-rc.1+build.5 2026-07-28T12:34:56.789Z 12:34 23:59:59 20260728:123456 10:1",
        "localhost:3000 127.0.0.1:65535 [2001:db8::1]:8443 ::ffff:192.0.2.1 fe80::1%eth0",
        "0af7651916cd43dd8448eb211c80319c:1 123e4567-e89b-12d3-a456-426614174000",
        "1234567:da39a3ee5e6b4b0d 123456:d41d8cd98f00b204e9800998ecf8427e",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "20260728:a-name-of-a-build-that-is-this-long 123456:123e4567-e89b-12d3-a456-426614174000",
        "MODULES_AND_THEIR_NAMES_.module.abcdefghijklmnopqrstuvwxyz1 AZDO_ORG=example AZDO",
        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmAZDOabcd",
        "docker run -u 1000:1000 --user 65534:65534 x; id -u; sort -u a; git push -u origin main",
        "curl -u ann https://a.example:8443/x -u https://a.example -u : -U: pip install -U pip",
        "python -utf:8 -unbuffered:x; curl -sSLo x -u ann --url https://a.example -uann",
        "/api/webhooks/123456789012345678/messages /webhooks/12/abcDEFghiJKLmnoPQRstuVWXyz01",
        "see option -u: it updates, long-u a:b, --users a:b",
        "MDA EAA conference SCW ASIA/Tokyo LTAI hvac r8_b sat.gov"
      })
  void harmlessTextStays(String text) {
    assertEquals(text, redactor.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=\"(12 characters, fingerprint 1a2b3c4d) hunter2\"",
        "{\"password\":\"(12 characters) hunter2\"}",
        "password=(12 characters)hunter2",
        "password=(hidden)hunter2",
        "password=\"(hidden) hunter2\"",
        "password=\"(12 characters, fingerprint 1a2b3c4d hunter2)\"",
        "password=hunter2... (12 characters)",
        "password='eyJabcd... (12 characters) hunter2'",
        "password=\"eyJabcd... (12 characters, hunter2)\"",
        "password: (characters)hunter2"
      })
  void nothingPassesByLookingLikeWhatIsLeftOfASecret(String text) {
    assertFalse(redactor.text(text).contains("hunter2"), redactor.text(text));
  }

  @Test
  void aWholeSecretIsReplacedAtEveryPlace() {
    String secret = "ghp_0123456789";
    for (char before : " ,;:=/\"'([{<|\\?&#@%".toCharArray()) {
      String text = before + secret + " " + before;
      assertEquals(-1, redactor.text(text).indexOf("0123456789"), text);
    }
  }
}

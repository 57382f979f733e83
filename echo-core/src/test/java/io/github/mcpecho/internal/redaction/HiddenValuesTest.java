package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up secrets that have to be hidden, with their neighbours; {@code #} stands for a mask. */
class HiddenValuesTest {
  private static final String RANDOM = "q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go";
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Json JSON = new Json(16);

  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Two keys of 32 bytes glued, an Azure storage key, an AWS session token, PKCS #8, a key of
        // a kubeconfig, what ends and begins with slashes, base64 of words.
        RANDOM + "+Qx3Vz5Bt7Ci9Dw2/Eu4Fy6Ga8Hs0Ij1Kl3Mn5Op7Qr9St2Uv4Wx6Yz8A==",
        "mN4vB8xZ2cQ6wE0rT5yU9iO3pA7sD1fG+hJ4kL8zX2cV6bN0mQ5wE9rT3yU7iO1pA4sD8fG2hJ6kL0zX5cV9bA==",
        "IQoJb3JpZ2luX2VjEMb//////////wEaCXVzLWVhc3QtMSJHMEUCIQDx/8mB2v7Kq4Zt0Yp6Rw3Sx9Lc5Nf1Hg+Jd",
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7",
        "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVBeG9RM1pwMVQ5dlhjN0x3ME5z",
        "q3Zp1T9v/Xc7Lw0Ns5Ua2Ye8Rb4Hd/6KfJm1GoQx3Vz5Bt7/Ci9Dw2Eu4Fy6Ga8Hs0/Ij1Kl3Mn5Op7",
        "dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "JBSWY3DPEHPK3PXPGEZDGNBVGY3TQOJQMFRGGZDF"
      })
  void trial_s01_oneSecretIsOneMask(String secret) {
    for (String name : List.of("x-note", "via", "mcp-param-q", "x-user-id")) {
      assertEquals("#", masked(redactor.header(name, secret)));
      assertEquals("see #, please", masked(redactor.header(name, "see " + secret + ", please")));
    }
  }

  /** Pages send the token of a WebSocket as the name of a protocol. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer, bd762d0acdec287e97be03e382275690",
        "access_token,orange-silver-42",
        "base64url.bearer.authorization.k8s.io.b3JhbmdlLXNpbHZlci00Mg",
        "graphql-ws, Authorization, orange silver copper"
      })
  void theProtocolOfAWebSocketMayBeATokenAndIsHidden(String protocols) {
    for (String name : List.of("Sec-WebSocket-Protocol", "sec-websocket-protocol")) {
      assertEquals("#", masked(redactor.header(name, protocols)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crsr_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "napi_k2m9x4vq7z1t8w3c5n6b0r2y7u4p9d1f",
        "acme-live-" + RANDOM,
        "acme." + RANDOM,
        "v2_" + RANDOM + "_eu",
        "AcmeKey" + RANDOM,
        "x" + RANDOM,
        "2026-" + RANDOM,
        "prod_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd1",
        "team~" + RANDOM + "~1"
      })
  void trial_s02_aPrefixChangesNothing(String secret) {
    assertEquals("#", masked(redactor.header("x-note", secret)));
    assertEquals("a=#; b", masked(redactor.header("x-note", "a=" + secret + "; b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id " + RANDOM,
        "key " + RANDOM,
        "Region/eu " + RANDOM,
        "myagent/" + RANDOM + " (Linux)",
        "1.1 " + RANDOM,
        "1.1 gateway (" + RANDOM + ")",
        "\"" + RANDOM + "\"",
        "W/\"" + RANDOM + "\"",
        "vendor=" + RANDOM,
        "203.0.113.7, " + RANDOM,
        "https://a.example/" + RANDOM + "/x",
        "/a/" + RANDOM,
        RANDOM + ".example.com",
        RANDOM + ".example.com:8443",
        "for=" + RANDOM + ";proto=https",
        "text/" + RANDOM,
        "a|" + RANDOM,
        "%71%33%5A%70%31%54%39%76%58%63%37%4C%77%30%4E%73%35%55%61%32%59%65%38%52%62",
        "%2571%2533%255A%2570%2531%2554%2539%2576%2558%2563%2537%254C%2577%2530%254E%2573%2535%2555%2561%2532%2559%2565%2538",
        "\\u0071\\u0033\\u005a\\u0070\\u0031\\u0054\\u0039\\u0076\\u0058\\u0063\\u0037\\u004c\\u0077\\u0030\\u004e\\u0073\\u0035\\u0055\\u0061\\u0032\\u0059",
        "x=1&amp;y=" + RANDOM + "&#61;"
      })
  void trial_s03_theScanIsTheSameUnderEveryName(String value) {
    for (String name :
        List.of(
            "Mcp-Param-Region",
            "User-Agent",
            "Via",
            "If-None-Match",
            "tracestate",
            "X-Forwarded-For",
            "X-Forwarded-Uri",
            "X-Forwarded-Host",
            "Forwarded",
            "Referer",
            "Host",
            "Origin",
            "Accept",
            "X-Request-Id",
            "X-User-Id",
            "X-Anything")) {
      assertHidden(redactor.header(name, value), name);
    }
    assertHidden(redactor.text(value), "text");
    JsonNode claims = Json.object().put("sub", value).put("x", value).put("kid", value);
    assertHidden(redactor.claims(claims).toString(), "claims");
  }

  /** A digest is as random as a secret; so are thumbprints and versions that are digests. */
  private static final List<String> NAMES_OF_DIGESTS =
      List.of("etag", "if-", "digest", "checksum", "hash", "md5", "sha", "crc", "revision");

  @ParameterizedTest
  @ValueSource(strings = {"épsk=", "密码password=", "Пароль_password: ", "contraseña=", "ñpwd="})
  void aLetterOfAnotherAlphabetBeforeTheNameOfASecretChangesNothing(String name) {
    assertEquals(name + "(hidden)", redactor.text(name + "ecig01pfkvM4"));
  }

  static List<String> namesOfAnythingElse() {
    List<String> digests = NAMES_OF_DIGESTS;
    return HeaderCatalogue.rows().stream()
        .map(row -> row.name().replace("*", "q"))
        .filter(name -> digests.stream().noneMatch(name::contains))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("namesOfAnythingElse")
  void trial_s03_noLengthMakesWhatIsRandomPublicUnderAnyName(String name) {
    var random = new Random(name.hashCode());
    for (String alphabet : List.of("+/", "-_", "")) {
      for (int length = 32; length <= 110; length++) {
        String secret = random(random, LETTERS_AND_DIGITS + alphabet, length);
        for (String padding : List.of("", "=", "==")) {
          String shown = redactor.header(name, secret + padding);
          for (int i = 0; i + 7 <= length; i++) {
            assertFalse(shown.contains(secret.substring(i, i + 7)), secret + ": " + shown);
          }
        }
      }
    }
  }

  private static String random(Random random, String alphabet, int length) {
    var text = new StringBuilder();
    random.ints(length, 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnopqrstuvwx     | https://hooks.slack.com/services/#
          https://hooks.slack.com/workflows/T00/A00/123/abc and more                | https://hooks.slack.com/workflows/# and more
          https://discord.com/api/webhooks/123456789012345678/abc-def_ghi?wait=true | https://discord.com/api/webhooks/#?wait=true
          https://canary.discord.com/api/webhooks/1234567/abcdefgh                  | https://canary.discord.com/api/webhooks/#
          https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d         | https://acme.webhook.office.com/webhookb2/#
          https://api.telegram.org/bot123456:secretword/getMe                       | https://api.telegram.org/#
          https://hooks.zapier.com/hooks/catch/1234/abcd/                           | https://hooks.zapier.com/hooks/#
          https://maker.ifttt.com/trigger/door/with/key/abcdef                      | https://maker.ifttt.com/trigger/#
          re_123456789_q3Zp1T9vXc7Lw0Ns5Ua2Ye8R                                     | #
          SSWS 00QCjAl4MlV-WPXM-pdRnTBWdReTa4ZT6bN0mHjFx                            | SSWS #
          bb_live_q3Zp1T9vXc7Lw0Ns5Ua2                                              | #
          napi_abcdefghijklmnopqrstuvwxyzabcdefghijklmn                             | #
          crsr_0000000000000000000000000000000000000000000000000000000000000001     | #
          $2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW              | #
          $2y$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234               | #
          $argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dWA         | #
          $6$rounds=5000$saltsalt$abcdefghijklmnop                                  | #
          $apr1$salt$abcdefghijklmnopqrstuv                                         | #
          {SSHA}abcdefghijklmnopqrstuvwxyz01                                        | #
          {bcrypt}$2a$10$abcdefghijklmnopqrstuv                                     | #
          pbkdf2_sha256$600000$salt$abcdefghijklmnopqrstuvwxyz=                     | #
          SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy                             | #
          1000.8cb99dxxxxxxxxxxxxx9be93.9b8xxxxxxxxxxxxxxxf00d12345678901234567890   | #
          sec-c-12345678-1234-1234-1234-123456789012                                | #
          access_token$production$abcdefghijklmnop$0123456789                       | #
          """)
  void trial_s04_formsOfVendorsAndUrlsThatAreSecret(String text, String shown) {
    assertEquals(shown, masked(redactor.text(text)));
    assertEquals(shown, masked(redactor.json(Json.object().put("x", text)).path("x").asText()));
  }

  private static final String HEX = "0123456789abcdef";

  /** Forms of keys whose only random part is what an id looks like too: x is a digit of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/1201234567890123:[x32]",
        "2/1201234567890123/1201234567890124:[x32]",
        "0/[x32]",
        "cal_live_[x32]",
        "acme_test_[x24]",
        "acme_sandbox_[u]",
        "sk-lf-[u]",
        "acme_api_key_[x32]",
        "acme-secret-[u]",
        "private-[x32]/basic.ics",
        "S=s1:U=8f219:E=154308dc976:C=14cd8dc9cd8:P=1cd:A=en-devtoken:V=2:H=[x32]",
        "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"/\", response=\"[x32]\"",
        "https://eu1.make.com/mcp/api/v1/u/[u]/sse",
        "https://mcp.composio.dev/composio/server/[u]",
        "https://mcp.pipedream.net/[u]/slack",
        "https://n8n.example.com/mcp/[u]/sse",
        "https://acme.app.n8n.cloud:443/webhook-test/[u]",
        "https://chat.example.com/hooks/[x32]",
        "https://sepolia.infura.io/v3/[x32]",
        "https://coda.io/apis/mcp?k=[u]"
      })
  void whatStandsBesideAnIdMakesAKeyOfIt(String form) {
    var random = new Random(form.hashCode());
    String uuid = random(random, HEX, 32).replaceAll("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    String secret =
        form.contains("[u]") ? uuid : random(random, HEX, form.contains("x24") ? 24 : 32);
    String text = form.replaceAll("\\[[ux0-9]+]", secret);
    for (String name : List.of("X-Note", "aud", "sub", "X-Request-Id", "X-Forwarded-User")) {
      assertFalse(redactor.header(name, text).contains(secret.substring(0, 7)), name);
      assertFalse(redactor.text(name, "see " + text).contains(secret.substring(0, 7)), name);
    }
    assertFalse(redactor.text("expected " + text).contains(secret.substring(0, 7)), text);
  }

  /** Whatever an id under such a name may look like, the path of a URL is not one. */
  @ParameterizedTest
  @ValueSource(strings = {"aud", "sub", "iss", "client_id", "kid", "X-Request-Id", "azp"})
  void noNameMakesThePathOfAWebhookPublic(String name) {
    var random = new Random(name.hashCode());
    for (int length = 24; length <= 64; length++) {
      for (String alphabet : List.of("abcdefghijklmnopqrstuvwxyz0123456789", LETTERS_AND_DIGITS)) {
        String secret = random(random, alphabet, length);
        String shown = redactor.text(name, "https://mm.example.com/hooks/" + secret);
        assertTrue(shown.startsWith("https://mm.example.com/"), shown);
        if (length >= 26) {
          assertFalse(shown.contains(secret), shown);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Passwort: hunter2",
        "passwort=hunter2",
        "mot de passe: hunter2",
        "contraseña: hunter2",
        "senha: hunter2",
        "wachtwoord: hunter2",
        "пароль: hunter2",
        "密码: hunter2",
        "パスワード: hunter2",
        "비밀번호: hunter2",
        "cvv=hunter2",
        "Bearer: hunter2",
        "SAMLResponse=hunter2"
      })
  void trial_s06_theNameOfAPasswordMayBeOfAnotherLanguage(String text) {
    assertFalse(redactor.text(text).contains("hunter2"), redactor.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-2FA",
        "X-MFA-Code",
        "SAMLResponse",
        "SMSESSION",
        "MYSAPSSO2",
        "X-PVE-Ticket",
        "X-Bearer",
        "X-Kerberos"
      })
  void trial_s05_namesOfCredentialsThatNoWordTellsOf(String name) {
    assertEquals("#", masked(redactor.header(name, "hunter2").replace("(hidden)", "#")));
  }

  @Test
  void ofBaggageEachMemberIsJudgedByItsName() {
    assertEquals(
        "userId=alice,serverNode=DF%2028,isProduction=false",
        redactor.header("Baggage", "userId=alice,serverNode=DF%2028,isProduction=false"));
    assertEquals(
        "a=#, token=#,b=c;p=1,#",
        masked(redactor.header("baggage", "a=" + RANDOM + ", token=hunter2,b=c;p=1,hunter2")));
    String masked = redactor.maskingPersonal().header("baggage", "userId=alice,a=b");
    assertEquals("userId=#,a=b", masked(masked));
  }

  /** What stands apart in the grammar of a header may be a secret together only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldapsearch -D cn=x,dc=y -w hunter2 -b dc=y",
        "<wsse:Password Type=\"text\">hunter2</wsse:Password>",
        "Digest username=\"ann\", response=\"9f86d081884c7d659a2feaa0c55ad015\"",
        "{:user=>\"ann\", :pass=>\"hunter2\"}",
        "define('DB_PASSWORD', 'hunter2')",
        "echo \"ann:hunter2\" | chpasswd"
      })
  void trial_s01_aSecretIsHiddenInAHeaderThatIsReadInParts(String text) {
    for (String name : List.of("Baggage", "Forwarded", "Via", "X-Forwarded-For")) {
      String shown = redactor.header(name, text);
      assertFalse(shown.contains("hunter2") || shown.contains("9f86d08"), name + ": " + shown);
    }
  }

  @Test
  void theHostOfAUrlWhosePathIsHiddenShows() {
    String shown = redactor.text("https://lh3.googleusercontent.com/a/ACg8" + RANDOM + "=s96-c");
    assertTrue(shown.startsWith("https://lh3.googleusercontent.com/a/"), shown);
    assertHidden(shown, "text");
  }

  /** A pod, a function and a client have such ends; what stands before them is judged by itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vT#9$kQ!zR2^xW@7-6d8f9c7b5d-x2x4z",
        "K7QX-2MZP-9VTR-W4HB-6d8f9c7b5d-x2x4z",
        "vT9$kQ!zR2^xW7#p-7q3zk5x2ya-uc.a.run.app"
      })
  void trial_s04_noPublicFormHidesAPasswordOrAKeyBeforeIt(String text) {
    for (String name : List.of("X-Note", "X-Request-Id", "Host", "X-Unique-Id")) {
      String shown = redactor.header(name, text);
      assertFalse(shown.contains(text.substring(0, 7)), shown);
    }
  }

  @Test
  void trial_s04_everyFormHasASource() {
    for (String[] row : TsvResource.rows(Redactor.class, "tokens.tsv")) {
      assertEquals(6, row.length, row[0]);
      assertTrue(row[5].length() > 3, row[0]);
    }
    for (String[] row : TsvResource.rows(Redactor.class, "public-forms.tsv")) {
      assertEquals(4, row.length, row[2]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Honeycomb-Team",
        "x_honeycomb_team",
        "X-Vercel-Protection-Bypass",
        "X-JFrog-Art-Api",
        "X-Wsse",
        "X-Sid",
        "X-Origin-Verify",
        "X-Identity-Header",
        "Jenkins-Crumb",
        "X-Jenkins-Crumb",
        "X-Crumb",
        "Crumb",
        "X-Anti-Forgery",
        "X-Request-Verification",
        "X-CloudFront-Verify",
        "X-Shared",
        "X-Knock",
        "X-Invite-Code",
        "X-Zabbix",
        "X-FTX-Sign",
        "API-Sign",
        "X-BAPI-Sign",
        "PayPal-Transmission-Sig",
        "Authentication-Info",
        "X-WP-Nonce",
        "X-Registry-Config",
        "X-Registry-Auth",
        "DD-Application-Key",
        "X-Figma-Token",
        "Circle-Token",
        "X-Hasura-Admin-Secret",
        "Helicone-Auth",
        "X-Portkey-Config",
        "X-Cas-Ticket",
        "CB-Access-Sign",
        "CB-Access-Passphrase",
        "X-Goog-Iap-Jwt-Assertion",
        "X-Amz-Security-Token",
        "Stripe-Signature",
        "X-Ms-Authorization-Auxiliary"
      })
  void trial_s05_headersThatAreKeysByTheirVendorsDocumentation(String name) {
    String shown = redactor.header(name, "hunter2 hunter2");
    assertFalse(shown.contains("hunter2"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":password=>\"hunter2\"",
        ":password => \"hunter2\"",
        "'password' => 'hunter2'",
        "\"password\" => \"hunter2\"",
        "$config['password'] = 'hunter2';",
        "os.environ[\"DB_PASSWORD\"] = \"hunter2\"",
        "password: \"hunter2\"",
        "password := \"hunter2\"",
        "password == hunter2",
        "PASSWORD=hunter2",
        "PASSWORD=a;hunter2",
        "spring.datasource.password: a;b&hunter2",
        "{\"note\":\"password=a;hunter2\"}",
        "PWD={a;hunter2}",
        "Driver=x;Pwd={a;hunter2};Encrypt=yes",
        "password%3Dhunter2",
        "password%253Dhunter2",
        "password%3A%20hunter2",
        "?a=1&amp;password=hunter2&amp;b=2",
        "password&#61;hunter2",
        "password\\u003dhunter2",
        "{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}",
        "{\"value\":\"hunter2\",\"name\":\"DB_PASSWORD\"}",
        "{\"key\": \"api_key\", \"type\": \"text\", \"value\": \"hunter2\"}",
        "{\"Name\":\"X-Api-Key\",\"Value\":\"hunter2\"}",
        "{\\\"name\\\":\\\"DB_PASSWORD\\\",\\\"value\\\":\\\"hunter2\\\"}",
        "- name: DB_PASSWORD\n  value: hunter2",
        "- name: DB_PASSWORD\n  value: orange silver hunter2\n- name: X",
        "<add key=\"password\" value=\"hunter2\"/>",
        "<entry key=\"password\">hunter2</entry>",
        "<property name='password' value='hunter2'/>",
        "<password xml:space=\"preserve\">hunter2</password>",
        "sshpass -p hunter2 ssh ann@host",
        "sshpass -phunter2 ssh ann@host",
        "sshpass -p 'a hunter2' ssh ann@host",
        "mysql -u root -phunter2 db",
        "mysqldump --password=hunter2 db",
        "redis-cli -h db -a hunter2 ping",
        "docker login -u ann -p hunter2 registry.example",
        "ldapsearch -D cn=x -w hunter2 -b dc=y",
        "keytool -storepass hunter2 -list",
        "[\"sshpass\", \"-p\", \"hunter2\", \"ssh\"]",
        "[\"--password\", \"hunter2\"]",
        "[\"--password=a hunter2\"]",
        "openssl rsa -passin pass:hunter2 -in x",
        "password='it''s hunter2'",
        "user[password]=hunter2",
        "{password=hunter2, user=ann}",
        "spring.datasource.password = hunter2",
        "my password: hunter2",
        "CREATE USER 'ann'@'%' IDENTIFIED BY 'hunter2';",
        "create user if not exists ann identified with caching_sha2_password by \"hunter2\"",
        "GRANT ALL ON *.* TO 'ann' IDENTIFIED BY PASSWORD 'hunter2'",
        "ALTER USER scott IDENTIFIED BY hunter2 REPLACE tiger",
        "ALTER ROLE ann WITH LOGIN PASSWORD 'hunter2' VALID UNTIL '2030-01-01'",
        "SET PASSWORD FOR 'ann' = PASSWORD('hunter2')",
        "psql -c \"alter user ann with password 'hunter2'\"",
        "{\"sql\":\"CREATE USER ann IDENTIFIED BY 'hunter2'\"}",
        "requirepass hunter2",
        "CONFIG SET masterauth hunter2",
        "ACL SETUSER ann on >hunter2 ~* +@all",
        "machine db.example.com login ann password hunter2",
        "machine db.example.com\n  login ann\n  password hunter2",
        "default login ann password hunter2",
        "USER ann\r\nPASS hunter2\r\n",
        "username ann privilege 15 secret 0 hunter2",
        "enable password 7 hunter2",
        "rabbitmqctl add_user ann hunter2",
        "htpasswd -cb /etc/passwords ann hunter2",
        "mosquitto_pub -u ann -P hunter2 -t x",
        "snmpwalk -v3 -u ann -A hunter2 host",
        "CREATE LOGIN ann WITH PASSWORD = N'hunter2'",
        "login failed for user ann with password hunter2",
        "sqlplus ann/hunter2@orcl",
        "echo hunter2 | sudo -S ls",
        "echo \"ann:hunter2\" | chpasswd",
        "net use z: \\\\host\\share /user:ann hunter2",
        "net user ann hunter2 /add",
        "smbclient //host/share -U ann%hunter2",
        "ConvertTo-SecureString \"hunter2\" -AsPlainText -Force",
        "define('DB_PASSWORD', 'hunter2');",
        "WIFI:T:WPA;S:Home;P:hunter2;;",
        "snmp-server community hunter2 RO",
        "seed phrase: orange silver hunter2 copper",
        "recovery codes: 11111-22222, hunter2",
        "db: {user: ann, pass: \"hunter2\"}",
        "datasource.password:hunter2",
        "secret_key_base: hunter2"
      })
  void trial_s06_aValueIsHiddenHoweverItsNameIsPutBeforeIt(String text) {
    assertFalse(redactor.text(text).contains("hunter2"), redactor.text(text));
    assertFalse(redactor.header("x-note", text).contains("hunter2"), text);
  }

  @Test
  void ofTheWordsOfACommandLineInJsonAnOptionTellsOfTheNext() {
    JsonNode words =
        JSON.parse("[\"--user\",\"bob\",\"--password\",\"swordfish\",\"--token\",\"-x\"]");
    assertEquals(
        "[\"--user\",\"bob\",\"--password\",\"(hidden)\",\"--token\",\"-x\"]",
        redactor.json(words).toString());
  }

  @Test
  void trial_s06_inJsonTheNameOfAPairCounts() {
    String json =
        "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"},"
            + "{\"value\":\"hunter2\",\"key\":\"api-token\"},{\"name\":\"A\",\"value\":\"b\"}]}";

    String shown = masked(redactor.json(JSON.parse(json)).toString());

    assertEquals(
        "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"(hidden)\"},"
            + "{\"value\":\"#\",\"key\":\"#\"},{\"name\":\"A\",\"value\":\"b\"}]}",
        shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for=203.0.113.7;host=x.example;proto=https;sig=0QmVhcmVyIDAxMjM0;exp=1   | for=203.0.113.7;host=x.example;proto=https;sig=#;exp=(hidden)
          for=203.0.113.7;secret="a b";proto=https                                 | for=203.0.113.7;secret=#;proto=https
          For="[2001:db8:cafe::17]:4711";By=_gw;Host="a.example:8443";Proto=http   | For="[2001:db8:cafe::17]:4711";By=_gw;Host="a.example:8443";Proto=http
          for=192.0.2.43, for=198.51.100.17;ext=abc                                | for=192.0.2.43, for=198.51.100.17;ext=#
          for=192.0.2.43;user=ann;token=                                           | for=192.0.2.43;user=#;token=
          for=q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go                                 | for=#
          for=unknown;proto=https q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go              | for=unknown;proto=https #
          """)
  void trial_s07_ofForwardedOnlyTheParametersThatEverybodyKnowsShow(String value, String shown) {
    assertEquals(shown, masked(redactor.header("Forwarded", value)));
  }

  /**
   * A key under a name of several words, or behind one with a blank; a person makes up the last.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "API key: {}",
        "Datadog API key: {}",
        "access key: {}",
        "secret key: {}",
        "secret key = {}",
        "bearer token: {}",
        "license key: {}",
        "my api key is {}",
        "the token is {}",
        "token for datadog: {}",
        "export DD_API_KEY {}",
        "auth: {}",
        "Authorization {}",
        "psk {}",
        "pre-shared-key {}",
        "hmac {}",
        "Stripe secret key is: {}",
        "signing-key: {}",
        "api+key+is+{}",
        "client secret is '{}'",
        "the access token was {} until noon",
        "Encryption Key -> {}",
        "webhook key for the shop: {}"
      })
  void aKeyBehindItsNameInWordsIsHidden(String form) {
    var random = new Random(form.hashCode());
    List<String> keys =
        List.of(random(random, HEX, 32), random(random, LETTERS_AND_DIGITS, 13), "riverlemon22");
    for (String key : keys) {
      String shown = redactor.text("see " + form.replace("{}", key));
      assertFalse(shown.contains(key.substring(0, 7)), shown);
    }
  }

  /** A row is a secret where its column says so, and nowhere else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "model,prompt_tokens,completion_tokens\ngpt,1200,340",
        "tool,tokens\necho,12\nprintHeader,340",
        "name,email,city\nann,ann@example.com,Bern",
        "path,status,token_type\n/mcp,200,Bearer",
        "header,present\nauthorization,yes\ncookie,no",
        "column,type\npassword,varchar(255)\ntoken,text",
        "| header | value |\n|---|---|\n| accept | application/json |",
        "key,value\nregion,eu-central-1\nversion,1.2.3",
        "name, type, required\npassword, string, true",
        "Dear all,\nthe server is down, please wait,\nbest regards",
        "public_key,fingerprint\nssh-ed25519,SHA256:abc",
        "INSERT INTO users (name, email) VALUES ('ann', 'ann@example.com')",
        "2026-11-28 18:50:45,123 INFO a.B - token accepted\n2026-11-28 18:50:46,001 INFO a.B - bye"
      })
  void ofTablesOnlyTheColumnsOfSecretsAreHidden(String text) {
    assertEquals(text, redactor.text(text));
    assertEquals(text, redactor.text("user,password\nann,(hidden)\n\n" + text).substring(28));
  }

  @Test
  void theOtherColumnsOfATableShow() {
    assertEquals(
        "user,password,city\nann,(hidden),Bern\nbob,(hidden),Rome",
        redactor.text("user,password,city\nann,orange-Silver42,Bern\nbob,lemon-Copper17,Rome"));
    assertEquals(
        "INSERT INTO u (name, password, city) VALUES ('ann', '(hidden)', 'Bern')",
        redactor.text("INSERT INTO u (name, password, city) VALUES ('ann', 'x y', 'Bern')"));
  }

  /** The first test vector of BIP 39 but one, and its words in other surroundings. */
  @ParameterizedTest
  @ValueSource(strings = {" ", ", ", "\n", "\", \"", "+", "-", "\\n2. "})
  void theWordsOfAWalletAreHiddenWithoutAName(String between) {
    String words =
        String.join(
            between,
            List.of(
                "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"
                    .split(" ")));
    for (String text : List.of(words, "mine is " + words + ".", "[\"" + words + "\"]")) {
      String shown = redactor.text(text);
      assertFalse(shown.contains("doctor") || shown.contains("acoustic"), shown);
    }
  }

  /** What is guessed in a million tries has no fingerprint. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "security_answer=Rexington",
        "security-answer: Rexington",
        "secretAnswer: Rexington",
        "recovery_code=Rexington",
        "backupCode: Rexington",
        "mfa_code: 482139",
        "user_code=WDJB-MJHT",
        "verification_code=482139",
        "your verification code is 482139",
        "otp_code: 482139",
        "mothers_maiden_name: Rexington",
        "card_number=4111111111111111",
        "puk: 48213977"
      })
  void anAnswerAndACodeAreHiddenWithoutAFingerprint(String text) {
    String shown = redactor.text(text);
    assertTrue(shown.endsWith("(hidden)"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live_%s",
        "test_%s",
        "prod_%s",
        "sandbox_%s",
        "staging_%s",
        "acme_live_%s",
        "acme-live-%s"
      })
  void anEnvironmentBeforeHexadecimalMakesAKeyOfIt(String form) {
    var random = new Random(form.hashCode());
    String key = random(random, HEX, 32);
    for (String text :
        List.of(form, "see " + form + ".", "{\"a\":\"" + form + "\"}", "x=" + form)) {
      String shown = redactor.text(text.formatted(key));
      assertFalse(shown.contains(key.substring(0, 7)), shown);
    }
  }

  /** A user comes alone in such a header, unless somebody put the password behind him. */
  @ParameterizedTest
  @ValueSource(strings = {"X-User", "x-username", "X-Login", "X-User-Name", "X-Remote-User"})
  void thePasswordBehindAUserIsHidden(String name) {
    for (String password : List.of("x", "swordfish", "a:b", "7seas")) {
      String value = "bob:" + password;
      assertEquals("bob:(hidden)", redactor.header(name, value));
      assertEquals(name + ": bob:(hidden)", redactor.text(name + ": " + value));
      assertEquals(
          "{\"" + name + "\":\"bob:(hidden)\"}",
          redactor.text("{\"" + name + "\":\"" + value + "\"}"));
    }
    for (String user :
        List.of("bob", "1000:1000", "github:bob", "system:serviceaccount:a:b", "urn:a:b")) {
      assertEquals(user, redactor.header(name, user));
    }
  }

  /** A code, a state and a key of one letter may be anything; a machine made what changes often. */
  @ParameterizedTest
  @ValueSource(strings = {"code", "state", "k", "appid", "otc"})
  void underAGeneralNameWhatAMachineMadeIsHidden(String name) {
    var random = new Random(name.hashCode());
    for (int length : List.of(16, 24, 32)) {
      String secret = random(random, HEX, length);
      for (String shown :
          List.of(
              redactor.claims(Json.object().put(name, secret)).toString(),
              redactor.text("https://a.example/x?b=1&" + name + "=" + secret + "&c=2"),
              redactor.header("Referer", "https://a.example/x?b=1&" + name + "=" + secret),
              redactor.text("{\"" + name + "\":\"" + secret + "\"}"))) {
        assertFalse(shown.contains(secret.substring(0, 7)), shown);
      }
    }
    for (String value :
        List.of("active", "404", "CA", "invalid_token", "AADSTS50011", "2026-11-29")) {
      String json = Json.object().put(name, value).toString();
      assertEquals(json, redactor.claims(JSON.parse(json)).toString());
      assertEquals(json, redactor.text(json));
    }
  }

  /** Bytes of ASCII are a text; those of an id are not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=orange-silver",
        "password%3Dorange-silver",
        "{\"user\":\"bob\",\"password\":\"orange-silver\"}",
        "https://bob:orange-silver@h/",
        "Authorization: Bearer orange-silver-copper-gold"
      })
  void whatIsHiddenInATextIsHiddenInItsHexadecimalToo(String text) {
    String once = hexadecimal(text);
    for (String hex : List.of(once, once.toUpperCase(Locale.ROOT), hexadecimal(once))) {
      for (String before : List.of("data=", "")) {
        String shown = redactor.text(before + hex + ", please");
        assertEquals(before + "#, please", masked(shown));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello, world!", "token: required", "token=$TOKEN"})
  void otherwiseTheHexadecimalShows(String text) {
    String hex = hexadecimal(text);
    assertEquals(hex, redactor.text(hex));
  }

  private static String hexadecimal(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Lines of files that list users, as they stand and in a text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob * {} *",
        "\"bob\" pptpd \"{}\" 10.0.0.2",
        "bob\tl2tpd\t{}\t*",
        "\"bob\" MSCHAPV2 \"{}\" [2]",
        "* PEAP,TTLS \"{}\"",
        "1 sha1 {}",
        "2 md5 {}",
        "db.example:5432:app:bob:{}",
        "*:*:*:bob:{}",
        "machine h.example login bob password {}",
        "machine h.example password {}",
        "bob : XAUTH \"{}\""
      })
  void thePasswordInALineOfAFileIsHidden(String line) {
    for (String password : List.of("swordfish", "48213977", "vT9kQ-zR2^xW")) {
      String text = line.replace("{}", password);
      for (String around : List.of(text, "# users\n" + text + "\n", "  " + text + "\r\n" + text)) {
        String shown = redactor.text(around);
        assertFalse(shown.contains(password), shown);
        assertFalse(redactor.text(Json.object().put("note", around).toString()).contains(password));
      }
    }
  }

  @Test
  void theUsersOfPgBouncerHaveNoPasswords() {
    String shown = "\"bob\" \"(hidden)\"\n\"eve\" \"(hidden)\"\n";
    assertEquals(shown, redactor.text("\"bob\" \"swordfish\"\n\"eve\" \"swordfish42\"\n"));
    assertEquals(shown, redactor.text("\"bob\" \"SCRAM-SHA-256$4096\"\n\"eve\" \"beta42\"\n"));
    assertEquals("\"bob\" \"(hidden)\"", redactor.text("\"bob\" \"md50af7651916cd43dd\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/5 * * * * run",
        "0 4 * * 1",
        "a * b * c",
        "main.c:1234:5: error: x",
        "12:34:56:78:90",
        "1 of 3 tests",
        "GET * HTTP/1.1",
        "\"a\" AND \"b\" OR \"c\"",
        "10 md5 sums checked",
        "\"alpha\" \"beta\"",
        "the password in \"settings\" is wrong",
        "\"SUCCESS\".equals(status)",
        "\"basic\".equals(authMethod)",
        "if (\"admin\" == role) x();",
        "if (\"SELECT\" == token) x();",
        "\"(\".equals(token)",
        "org.example.password.Validator loaded",
        "com.example.user.password required"
      })
  void linesThatOnlyLookSoStay(String line) {
    for (String text : List.of(line, "# x\n" + line + "\n")) {
      assertEquals(text, redactor.text(text));
    }
  }

  private static void assertHidden(String shown, String where) {
    for (int i = 0; i + 7 <= RANDOM.length(); i++) {
      assertFalse(shown.contains(RANDOM.substring(i, i + 7)), where + ": " + shown);
    }
    assertFalse(shown.contains("%5A") || shown.contains("%255A"), where + ": " + shown);
    assertFalse(shown.contains("\\u005a"), where + ": " + shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-User",
        "x-auth-request-user",
        "Remote-User",
        "X-Forwarded-Preferred-Username",
        "X-Authenticated-User"
      })
  void aPasswordBehindTheUserOfAnIdentityHeaderIsHiddenAlsoInBase64(String name) {
    assertEquals("bob:(hidden)", redactor.header(name, "bob:swordfish"));
    assertEquals("(hidden)", redactor.header(name, "Ym9iOnN3b3JkZmlzaA=="));
    assertEquals("(hidden)", redactor.header(name, "Ym9iOnB3"));
    assertEquals("bobbob12", redactor.header(name, "bobbob12"));
  }

  private static String masked(String text) {
    return text.replaceAll("\\(\\d+ characters, fingerprint [0-9a-f]{8}\\)", "#");
  }
}

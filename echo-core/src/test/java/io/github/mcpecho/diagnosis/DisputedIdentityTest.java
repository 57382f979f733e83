package io.github.mcpecho.diagnosis;

import static io.github.mcpecho.diagnosis.TokenFixtures.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that name different users, whoever they are, and those that name one differently. */
class DisputedIdentityTest {
  private static final Pattern MADE = Pattern.compile("(base64|jwt|basic|azure)<([^<>]*)>");

  private final AuthContextTool tool =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor(new byte[] {1}),
          PublicUrl.UNKNOWN,
          List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-MS-Client-Principal-Name: eve@contoso.com; X-MS-Client-Principal: azure<name=alice@contoso.com>",
        "X-MS-Client-Principal-Name: eve@evil.example; X-MS-Client-Principal: azure<name=alice@contoso.com>",
        "X-MS-Client-Principal-Name: admin; X-MS-Client-Principal: azure<name=alice>",
        "X-MS-Client-Principal-Id: 0a1b2c3d-1111-4222-8333-444455556666;"
            + " X-MS-Client-Principal: azure<oid=ffffffff-1111-4222-8333-444455556666>",
        "X-MS-Client-Principal-Id: 0a1b2c3d-1111-4222-8333-444455556666; X-MS-Client-Principal:"
            + " azure<http://schemas.microsoft.com/identity/claims/objectidentifier=ffffffff-1111-4222-8333-444455556666>",
        "X-MS-Client-Principal-Id: 0a1b2c3d-1111-4222-8333-444455556666; X-MS-Client-Principal-Name: a@contoso.com;"
            + " X-MS-Token-AAD-Id-Token: jwt<{'oid':'ffffffff-1111-4222-8333-444455556666','email':'a@contoso.com'}>",
        "X-Auth-Request-User: alice; X-Forwarded-User: admin",
        "X-Auth-Request-User: f1a2b3c4-0000-4000-8000-000000000001; X-Forwarded-User: f1a2b3c4-0000-4000-8000-000000000002",
        "X-Auth-Request-Preferred-Username: alice; X-Forwarded-Preferred-Username: admin",
        "Remote-User: alice; X-Remote-User: admin",
        "Remote-User: CORP\\alice; X-Remote-User: admin",
        "Remote-User: alice@corp.example; X-Remote-User: admin@corp.example",
        "X-Webauth-User: alice; X-Remote-User: admin",
        "X-Forwarded-User: alice; X-Remote-User: admin",
        "X-Forwarded-User: alice; X-Forwarded-Email: alice@example.com; X-Remote-User: admin",
        "X-SSO-User: alice; Remote-User: admin",
        "Teleport-Jwt-Assertion: jwt<{'sub':'alice','username':'alice'}>; X-Remote-User: admin",
        "Teleport-Jwt-Assertion: jwt<{'username':'alice'}>; X-Forwarded-User: admin",
        "Authorization: Basic basic<alice:pw>; X-Remote-User: admin",
        "Authorization: Basic basic<alice:pw>; X-Forwarded-User: admin",
        "X-Remote-User: berta, admin",
        "X-Forwarded-User: berta,admin",
        "X-Forwarded-Email: berta@example.com, admin@example.com",
        "X-Remote-User: berta; X-Remote-User: admin",
        "X-User-Id: berta; X-User-Id: admin",
        "X-User-Id: 4711; X-User-Id: 1",
        "X-Forwarded-Email: eve@example.com; X-Forwarded-Access-Token: jwt<{'sub':'1','email':'a@example.com'}>",
        "X-Userinfo: base64<{'preferred_username':'alice'}>; X-Remote-User: admin",
      })
  void twoUsersAreTold(String lines) {
    ToolRun run = run(lines);
    assertTrue(run.findings().contains("IDENTITY_DISAGREES"), run.text());
    assertFalse(run.facts().path("status").asText().equals("AUTHENTICATED"), run.text());
    assertTrue(run.text().contains("but IDENTITY_DISAGREES"), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-User: alice; X-Forwarded-Email: alice.doe@example.com",
        "X-Forwarded-User: f1a2b3c4-0000-4000-8000-000000000001; X-Forwarded-Preferred-Username: alice",
        "X-Auth-Request-User: alice; X-Forwarded-User: Alice",
        "X-Auth-Request-User: alice; X-Auth-Request-Preferred-Username: asmith; X-Forwarded-User: alice",
        "X-Auth-Request-Email: Alice@Example.com; X-Forwarded-Email: alice@example.com",
        "Remote-User: CORP\\alice; X-Remote-User: alice",
        "Remote-User: alice@CORP.LOCAL; X-Remote-User: alice",
        "Remote-User: alice@CORP.LOCAL; Remote-Email: alice.doe@corp.example",
        "Remote-User: alice@CORP.LOCAL; X-Forwarded-User: alice.doe@corp.example",
        "Remote-User: asmith; Remote-Email: a@example.com; X-Forwarded-User: alice; X-Forwarded-Email: a@example.com",
        "Remote-User: alice; Remote-Name: Alice Doe; X-Forwarded-Email: alice@example.com",
        "X-User-Id: 4711; X-User-Name: John; X-Username: jdoe",
        "X-User-Id: u1; X-User-Name: alice; Remote-User: alice",
        "X-User-Id: 64f1c0ffee0123456789abcd; X-Authentik-Uid: 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a; X-Authentik-Username: alice",
        "X-User-Id: f1a2b3c4-0000-4000-8000-000000000001; X-Forwarded-User: 0a1b2c3d-1111-4222-8333-444455556666",
        "X-Auth-Userid: alice; X-Auth-Subject: f1a2b3c4-0000-4000-8000-000000000001; X-Auth-Username: alice",
        "X-MS-Client-Principal-Name: alice@contoso.com; X-MS-Client-Principal: azure<name=Alice Doe&preferred_username=alice@contoso.com>",
        "X-MS-Client-Principal-Name: alice@contoso.com; X-MS-Client-Principal:"
            + " azure<name=live.com#alice@contoso.com&email=a.d@outlook.com>",
        "X-MS-Client-Principal-Id: 0a1b2c3d-1111-4222-8333-444455556666; X-MS-Client-Principal:"
            + " azure<oid=0a1b2c3d-1111-4222-8333-444455556666&sub=Zk3rT8vQm1XcYp7LwB2nHs6JdFg9Ua0eKi5oRxVt4Mz>",
        "X-MS-Client-Principal-Id: 0a1b2c3d-1111-4222-8333-444455556666; X-MS-Client-Principal-Name: a@contoso.com;"
            + " X-MS-Token-AAD-Id-Token: jwt<{'oid':'0a1b2c3d-1111-4222-8333-444455556666','upn':'a.d@contoso.com'}>",
        "X-Userinfo: base64<{'sub':'f1a2b3c4-0000-4000-8000-000000000001','oid':'f1a2b3c4-0000-4000-8000-000000000002',"
            + "'preferred_username':'alice','username':'a.smith'}>",
        "X-User-Id: alice; X-User-Id: ALICE",
        "X-Remote-User: Doe, John",
        "X-Remote-User: CN=alice,OU=staff,O=corp",
        "X-Remote-User: alice, alice",
        "Remote-Groups: dev, admin; Remote-User: alice",
        "Authorization: Basic basic<alice:pw>; X-Remote-User: ALICE",
        "Authorization: Basic basic<alice@example.com:pw>; X-Forwarded-User: alice",
        "Authorization: Basic basic<0a1b2c3d-1111-4222-8333-444455556666:pw>; X-Forwarded-User: alice",
        "Teleport-Jwt-Assertion: jwt<{'sub':'alice','username':'alice','roles':['dev']}>; X-Remote-User: alice",
        "Impersonate-User: bob; X-Remote-User: alice",
        "X-Remote-User: oidc:alice; X-Forwarded-User: alice.doe",
        "X-Consumer-Username: billing-app; X-Remote-User: alice",
        "Tailscale-User-Login: alice@github; Tailscale-User-Name: Alice; X-Forwarded-User: alice",
        "X-Goog-Authenticated-User-Email: accounts.google.com:a.doe@example.com; X-Remote-User: alice",
        "X-Userinfo: base64<{'sub':'1','preferred_username':'alice','email':'a@x.example'}>; X-Remote-User: alice",
      })
  void oneUserUnderSeveralNamesIsNoDispute(String lines) {
    ToolRun run = run(lines);
    assertFalse(run.findings().contains("IDENTITY_DISAGREES"), run.text());
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-User: ann; X-Forwarded-User: root",
        "X-Forwarded-Email: ann@example.com; X-Forwarded-Email: root@example.com"
      })
  void theSecondCopyOfAHeaderIsTheCauseOfADispute(String lines) {
    assertEquals(
        List.of("IDENTITY_HEADER_DUPLICATED", "IDENTITY_DISAGREES"),
        run(lines).findings().subList(0, 2));
  }

  private ToolRun run(String lines) {
    String[] headers =
        HeaderLines.of(lines).stream()
            .map(
                part ->
                    MADE.matcher(part)
                        .replaceAll(
                            made -> Matcher.quoteReplacement(made(made.group(1), made.group(2)))))
            .toArray(String[]::new);
    return ToolRun.of(tool, Headers.of(headers));
  }

  private static String made(String how, String text) {
    String json = text.replace('\'', '"');
    return switch (how) {
      case "jwt" -> token(json);
      case "basic" -> base64(text);
      case "azure" -> base64(principal(text));
      default -> base64(json);
    };
  }

  /** Claims as {@code type=value}, an ampersand between two. */
  private static String principal(String claims) {
    var listed = new ArrayList<String>();
    for (String claim : claims.split("&")) {
      int equals = claim.indexOf('=');
      listed.add(
          "{\"typ\":\"%s\",\"val\":\"%s\"}"
              .formatted(claim.substring(0, equals), claim.substring(equals + 1)));
    }
    return "{\"auth_typ\":\"aad\",\"name_typ\":\"name\",\"role_typ\":\"roles\",\"claims\":["
        + String.join(",", listed)
        + "]}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

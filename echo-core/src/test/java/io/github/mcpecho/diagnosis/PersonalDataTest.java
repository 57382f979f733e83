package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to mask personal data shows none, whoever says it, in whatever place. */
@Isolated("It reads what is logged.")
class PersonalDataTest {
  private static final String NAME = "Al-Khwarizmi";
  private static final String EMAIL = "ada.lovelace@people.example";
  private static final String ADDRESS = "203.0.113.77";
  private static final String ADDRESS_6 = "2001:db8::77";
  private static final List<String> PERSONAL = List.of(NAME, EMAIL, "lovelace", ADDRESS, ADDRESS_6);

  private static final List<String> CLAIMS =
      List.of(
          "sub",
          "name",
          "given_name",
          "preferred_username",
          "cognito:username",
          "upn",
          "unique_name",
          "oid",
          "cn",
          "employeeId",
          "employee_number",
          "sAMAccountName",
          "userPrincipalName",
          "memberOf",
          "subject_dn",
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname");

  @AutoClose
  final FrontDoor masking = new FrontDoor(McpEcho.builder().with(EchoSettings.MASK_PERSONAL, true));

  @AutoClose final FrontDoor showing = new FrontDoor(Map.of());

  @Test
  void headersOfPeopleAreMasked() {
    List<Header> names = headers(EnumSet.of(Disclosure.PERSONAL), NAME);
    assertTrue(names.size() > 50, "all of them");
    names.addAll(headers(EnumSet.of(Disclosure.PERSONAL), EMAIL));
    for (Header header : names) {
      assertHidden(context(Headers.of(List.of(header, header))));
    }
    assertHidden(context(Headers.of(names)));
  }

  @Test
  void addressesAreMasked() {
    for (String address : List.of(ADDRESS, ADDRESS_6, ADDRESS + ", 10.0.0.1, " + ADDRESS_6)) {
      for (Header header : headers(EnumSet.of(Disclosure.ADDRESS), address)) {
        assertHidden(context(Headers.of(List.of(header))));
      }
    }
    assertHidden(
        context(
            Headers.of(
                "Forwarded", "for=" + ADDRESS + ";proto=https, For=\"[" + ADDRESS_6 + "]:1\";by=_p",
                "X-Forwarded-For", "198.51.100.1, " + ADDRESS,
                "X-Real-Ip", ADDRESS_6)));
  }

  @Test
  void theContainersViewIsMasked() {
    var connection =
        CallContext.Connection.builder()
            .scheme("https")
            .server("mcp.example.com", 443)
            .secure(true)
            .remote(ADDRESS, 4711)
            .local("10.0.0.2", 8080)
            .userPrincipal(NAME)
            .forwardedApplied(true)
            .hiddenHeaders(List.of("X-Forwarded-For"))
            .build();
    assertHidden(
        new CallContext(
            "POST",
            "/mcp",
            "HTTP/1.1",
            Headers.of("Host", "mcp.example.com", "X-Forwarded-For", ADDRESS),
            connection,
            ToolRun.NOW));
  }

  @Test
  void claimsAreMasked() {
    ObjectNode claims = Json.object().put("iss", "https://auth.example.com").put("email", EMAIL);
    CLAIMS.forEach(claim -> claims.put(claim, NAME));
    claims.put("contact", "mailto " + EMAIL).put("ipaddr", ADDRESS);
    claims.putArray("groups").add(NAME);
    claims.putObject("address").put("locality", NAME);
    claims.putObject("act").put("sub", NAME).putObject("act").put("sub", EMAIL);
    String token = TokenFixtures.token(claims.toString());
    assertHidden(context(Headers.of("Authorization", "Bearer " + token)));
    assertHidden(
        context(Headers.of("X-Forwarded-Access-Token", token, "X-Forwarded-User", "somebody")));
    ObjectNode params = FrontDoor.params("bearerDecode");
    params.putObject("arguments").put("token", token);
    assertHidden("tools/call", params, context(Headers.NONE));
  }

  @Test
  void claimsInBase64AreMasked() {
    ObjectNode azure = Json.object().put("name_typ", "name").put("userDetails", EMAIL);
    for (String claim : CLAIMS) {
      azure.withArray("claims").addObject().put("typ", claim).put("val", NAME);
    }
    ObjectNode kong = Json.object().put("username", NAME).put("email", EMAIL);
    assertHidden(
        context(Headers.of("X-Ms-Client-Principal", base64(azure), "X-Userinfo", base64(kong))));
  }

  @Test
  void certificatesAreMasked() {
    String subject = "CN=" + NAME + ",O=Example";
    assertHidden(
        context(
            Headers.of(
                "X-Forwarded-Client-Cert",
                "Hash=ab;Subject=\"" + subject + "\"",
                "X-Ssl-Client-S-Dn",
                subject)));
  }

  @Test
  void metadataAndErrorsAreMasked() {
    ObjectNode params = FrontDoor.params("printHeader");
    params.putObject("arguments").put("details", true);
    params.putObject("_meta").put("com.example/user", NAME).put("x", "from " + EMAIL);
    assertHidden("tools/call", params, context(Headers.NONE));
    assertHidden("tools/call", Json.object().put("name", EMAIL), context(Headers.NONE));
    assertHidden(EMAIL, Json.object(), context(Headers.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Username",
        "X_USERNAME",
        "x-client-dn",
        "X-Client-CN",
        "X-User",
        "X-Email",
        "X-Login",
        "X-Employee-Id",
        "X-Authenticated-User",
        "X-OpenWebUI-User-Email",
        "X-LibreChat-User-Email",
        "X-LiteLLM-End-User-Id",
        "OIDC_CLAIM_sub",
        "OIDC_CLAIM_email",
        "iv-user",
        "SM_USER",
        "X-Acme-UserName",
        "X-Ms-Client-Display-Name"
      })
  void trial_s09_whoSomebodyIsIsMaskedUnderEveryNameThatSaysSo(String name) {
    assertHidden(context(Headers.of(name, NAME)));
  }

  @Test
  void trial_s09_everySourceOfAnIdentityIsMasked() {
    HeaderCatalogue.rows().stream()
        .filter(row -> row.caller().filter(CallerAttribute::isPersonal).isPresent())
        .map(row -> row.name().replace("*", "name"))
        .forEach(name -> assertHidden(context(Headers.of(name, NAME))));
  }

  @Test
  void equalPeopleStayEqual() {
    Redactor redactor = new Redactor(new byte[] {1}).maskingPersonal();
    assertEquals(
        "(12 characters, fingerprint " + redactor.fingerprint(NAME) + ")",
        redactor.header("X-User-Name", NAME));
    assertEquals(redactor.header("X-User-Name", NAME), redactor.header("Remote-User", NAME));
    assertEquals("", redactor.header("X-User-Name", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X-Forwarded-For   | 127.0.0.1, ::1, unknown
          X-Forwarded-For   | [::1]:80
          Forwarded         | for=127.0.0.1:80;host=a.example, for=unknown;proto=https
          X-Forwarded-Host  | mcp.example.com
          X-Forwarded-Proto | https
          User-Agent        | Mozilla/5.0 (X11) Chrome/120.0.0.0
          Host              | 10.0.0.2:8080
          X-Forwarded-Server | gateway-1
          X-App-Name        | echo
          X-Request-Id      | 42
          X-Name-Server     | ns1.example
          """)
  void whatTellsNothingOfAPersonIsShown(String name, String value) {
    assertEquals(value, new Redactor(new byte[] {1}).maskingPersonal().header(name, value));
  }

  @Test
  void theClientsProgramIsNoPerson() {
    ObjectNode params = FrontDoor.params("printHeader");
    params
        .putObject("_meta")
        .putObject("io.modelcontextprotocol/clientInfo")
        .put("name", "inspector")
        .put("version", "1");
    String out = masking.legacy("tools/call", params, context(Headers.NONE));
    assertTrue(out.contains("\"name\":\"inspector\""), out);
  }

  /** Returns the headers of these kinds, each with this value. */
  private static List<Header> headers(Set<Disclosure> kinds, String value) {
    return HeaderCatalogue.rows().stream()
        .filter(row -> kinds.contains(row.disclosure()))
        .map(row -> new Header(row.name().replace("*", "x"), value))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Also makes sure that a server that is not told to would have shown something. */
  private void assertHidden(CallContext context) {
    var shown = new StringBuilder();
    for (String tool : FrontDoor.TOOLS) {
      ObjectNode params = FrontDoor.params(tool);
      shown.append(showing.legacy("tools/call", params, context));
      assertMasked(masking.legacy("tools/call", params, context));
      assertMasked(masking.modern("tools/call", params, context));
    }
    assertFalse(hidden(shown.toString()), () -> "not shown at all: " + context.headers());
  }

  private void assertHidden(String method, ObjectNode params, CallContext context) {
    assertFalse(hidden(showing.legacy(method, params, context)), params::toString);
    assertMasked(masking.legacy(method, params, context));
    assertMasked(masking.modern(method, params, context));
  }

  private static void assertMasked(String out) {
    assertTrue(hidden(out), out);
  }

  private static boolean hidden(String out) {
    return PERSONAL.stream().noneMatch(out::contains);
  }

  private static String base64(JsonNode json) {
    return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static CallContext context(Headers headers) {
    return new CallContext(
        "POST", "/mcp", "HTTP/1.1", headers, CallContext.Connection.LOOPBACK, ToolRun.NOW);
  }
}

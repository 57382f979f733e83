package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.CorsRole;
import io.github.mcpecho.internal.http.Disclosure;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.redaction.Redactor;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A header is known to every tool by its one line in {@code headers.tsv}. */
class OneHeaderTableTest {
  private static final String CLAIMS = "{\"sub\":\"alice\"}";

  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final PrintHeaderTool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final AuthContextTool authContext =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC), redactor, PublicUrl.UNKNOWN, List.of());
  private final CorsAnalysisTool corsAnalysis = new CorsAnalysisTool(redactor);

  @ParameterizedTest
  @MethodSource("rows")
  void v18_whatARowSaysAboutTheCallerIsAnIdentitySource(HeaderKind row) {
    CallerAttribute attribute = row.caller().orElse(CallerAttribute.OTHER);
    String value =
        switch (attribute) {
          case TOKEN -> TokenFixtures.token(CLAIMS);
          case CLAIMS -> TokenFixtures.base64(CLAIMS);
          default -> "Alice";
        };
    String name = name(row);

    JsonNode sources =
        ToolRun.of(authContext, Headers.of(name, value)).facts().path("identitySources");

    if (row.caller().isEmpty()) {
      assertEquals(List.of(), sources.findValuesAsText("source"));
    } else {
      JsonNode source = sources.path(0);
      boolean inside = attribute == CallerAttribute.TOKEN || attribute == CallerAttribute.CLAIMS;
      assertEquals(name, source.path("source").asText());
      assertEquals(row.title(), source.path("family").asText());
      assertEquals(inside ? "userId" : attribute.key(), source.path("attribute").asText());
    }
  }

  /** The row of the trial and its neighbours: what the header list knew and identity did not. */
  @ParameterizedTest
  @CsvSource({
    "X-Ms-Client-Display-Name, Name Alice",
    "X-Credential-Identifier, Client ID Alice",
    "X-Pomerium-Claim-Given-Name, Value Alice",
    "X-Webauth-Role, Value Alice",
    "X-Replit-User-Teams, Value Alice",
    "X-Authentik-Department, Value Alice",
    "Tailscale-User-Profile-Pic, Value Alice",
    "X-Username, Username Alice",
  })
  void v18_whatNamesAPersonIsKnownToBothTools(String header, String said) {
    Headers headers = Headers.of(header, "Alice");
    assertTrue(ToolRun.of(authContext, headers).text().contains(said + " (not signed"));
    assertEquals(
        "authentication",
        ToolRun.of(printHeader, headers).facts().at("/headers/0/category").asText());
    Redactor masking = redactor.maskingPersonal();
    assertFalse(masking.header(header, "Alice").contains("Alice"));
  }

  /** Another header that is personal has to be known as what it says, when it gets its line. */
  @Test
  void v18_everyPersonalHeaderOfAuthenticationNamesTheCaller() {
    assertEquals(
        List.of(),
        HeaderCatalogue.rows().stream()
            .filter(row -> row.category() == HeaderCategory.AUTHENTICATION)
            .filter(row -> row.disclosure() == Disclosure.PERSONAL && row.caller().isEmpty())
            .map(HeaderKind::name)
            .toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void v17_aSignOfAProxyIsOneToBothTools(HeaderKind row) {
    Headers headers = Headers.of(name(row), "1", "Keep-Alive", "timeout=5", "TE", "trailers");
    assertEquals(row.isProxySign(), isBehindAProxyByPrintHeader(headers), row.name());
    assertEquals(row.isProxySign(), isBehindAProxyByAuthContext(headers), row.name());
  }

  /**
   * Cloudflare sends CF-Ray to the origin; TE (RFC 9110 §10.1.4) and Keep-Alive (RFC 9112 §C.2.2)
   * are the client's own.
   */
  @ParameterizedTest
  @CsvSource({
    "'CF-Ray: 1', true",
    "'CF-Ray: 1; TE: trailers; Keep-Alive: 5', true",
    "'TE: trailers', false",
    "'Keep-Alive: 5', false",
    "'TE: trailers; Keep-Alive: 5; Connection: TE', false",
    "'X-Real-Ip: 192.0.2.1', true",
    "'X-Forwarded-Server: edge', true",
    "'X-Forwarded-Port: 443', true",
    "'X_Forwarded_For: 192.0.2.1', false",
    "'Sec-Fetch-Mode: cors', false",
  })
  void v17_oneRequestIsJudgedAlike(String lines, boolean proxy) {
    Headers headers = Headers.of(HeaderLines.of(lines + "; Keep-Alive: 5").toArray(String[]::new));
    assertEquals(proxy, isBehindAProxyByPrintHeader(headers));
    assertEquals(proxy, isBehindAProxyByAuthContext(headers));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void trial_c04_whatARowSaysOfWebPagesIsWhatCorsAnalysisSays(HeaderKind row) {
    String name = name(row);
    String arguments =
        "{\"origin\":\"https://app.example.com\",\"requestHeaders\":[\"" + name + "\"]}";
    String text = ToolRun.of(corsAnalysis, Headers.NONE, arguments).text();
    boolean free = row.is(CorsRole.SENT) || row.is(CorsRole.SAFELISTED);
    assertEquals(free, text.contains("  ✅ Headers allowed\n"), text);
    assertEquals(row.is(CorsRole.READ), exposed(text).contains(row.name()));
  }

  private static Set<String> exposed(String text) {
    return text.lines()
        .filter(line -> line.startsWith("  Access-Control-Expose-Headers: "))
        .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 2).split(", ")))
        .collect(Collectors.toSet());
  }

  private boolean isBehindAProxyByPrintHeader(Headers headers) {
    return ToolRun.of(printHeader, headers).findings().contains("HEADER_HOP_BY_HOP");
  }

  private boolean isBehindAProxyByAuthContext(Headers headers) {
    return ToolRun.of(authContext, headers).text().contains("Check at each proxy:");
  }

  private static List<HeaderKind> rows() {
    EnumSet<CallerAttribute> all = EnumSet.noneOf(CallerAttribute.class);
    HeaderCatalogue.rows().forEach(row -> row.caller().ifPresent(all::add));
    assertEquals(EnumSet.allOf(CallerAttribute.class), all);
    return HeaderCatalogue.rows();
  }

  private static String name(HeaderKind row) {
    return row.name().replace("*", "q");
  }
}

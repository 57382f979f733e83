package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderCatalogueTest {
  @ParameterizedTest
  @CsvSource({
    "Authorization, AUTHENTICATION, http, CREDENTIALS, ''",
    "X-Forwarded-For, PROXY, forwarded, ADDRESS, ''",
    "X-Forwarded-User, AUTHENTICATION, oauth2-proxy, PERSONAL, ''",
    "X_Forwarded_User, CUSTOM, other, UNKNOWN, X_Forwarded_User",
    "x-pomerium-claim-groups, AUTHENTICATION, pomerium, PERSONAL, ''",
    "x-pomerium-claim-locale, AUTHENTICATION, pomerium, PERSONAL, locale",
    "x-amz-cf-id, PROXY, aws, PLAIN, ''",
    "x-amzn-oidc-data, AUTHENTICATION, aws-alb, JWT, ''",
    "x-authentik-meta-app, AUTHENTICATION, authentik, PLAIN, app",
    "mcp-name, MCP, mcp, MIRRORED, ''",
    "mcp-param-region, MCP, mcp, MIRRORED, region",
    "mcp-tenant, MCP, mcp-unknown, PLAIN, tenant",
    "x-mcp-toolname, MCP, mcp-gateway, PLAIN, toolname",
    "x-replit-user-name, AUTHENTICATION, replit, PERSONAL, ''",
    "x-replit-cluster, PROXY, platform, PLAIN, cluster",
    "X-WAWS-Unencoded-URL, PROXY, azure, URL, ''",
    "X-ARR-LOG-ID, PROXY, azure, PLAIN, ''",
    "X-ARR-SSL, PROXY, azure, PLAIN, ''",
    "X-ARR-ClientCert, AUTHENTICATION, client-certificate, CERTIFICATE, ''",
    "x-appgw-trace-id, PROXY, azure, PLAIN, ''",
    "x-arr-anything, CUSTOM, other, UNKNOWN, x-arr-anything",
    "x-middleware-subrequest, PROXY, next.js, PLAIN, subrequest",
    "x-middleware-rewrite, PROXY, next.js, URL, ''",
    "x-middleware-start, PROXY, forwarded, PLAIN, ''",
    "x-tyk-authorization, AUTHENTICATION, api-key, SECRET, ''",
    "x-webauth-email, AUTHENTICATION, remote-user, PERSONAL, ''",
    "x-appengine-user-ip, PROXY, google, ADDRESS, ''",
    "x-request-id, CUSTOM, tracing, PLAIN, ''",
    "Authentication, AUTHENTICATION, http, CREDENTIALS, ''",
    "X-Git-Commit, CUSTOM, version, PLAIN, Commit",
    "sec-ch-ua-platform, STANDARD, fetch, PLAIN, ua-platform",
    "x-my-thing, CUSTOM, other, UNKNOWN, x-my-thing",
    "x_my_thing, CUSTOM, other, UNKNOWN, x_my_thing",
    "x-, CUSTOM, other, UNKNOWN, x-",
    "-, CUSTOM, other, UNKNOWN, -",
    "'', CUSTOM, other, UNKNOWN, ''",
  })
  void findsTheRow(
      String name,
      HeaderCategory category,
      String family,
      Disclosure disclosure,
      String unknownPart) {
    HeaderKind kind = HeaderCatalogue.find(name);
    assertEquals(category, kind.category());
    assertEquals(family, kind.family());
    assertEquals(disclosure, kind.disclosure());
    assertEquals(unknownPart, kind.unknownPart(name));
  }

  @ParameterizedTest
  @CsvSource({
    "X_Forwarded_User, x-forwarded-user",
    "X-Forwarded_User, x-forwarded-user",
    "X-Forwarded-My_Host, x-forwarded-*",
    "x_pomerium_claim_x, x-pomerium-claim-*",
    "x-user-my_field, x-user-*",
    "x_my_thing, *",
    "X-Forwarded-User, x-forwarded-user",
  })
  void underscoresAreReadAsHyphensWhereNothingElseIsKnown(String name, String row) {
    assertEquals(row, HeaderCatalogue.findFolded(name).name());
  }

  @Test
  void everyRowIsFoundByItsNameInAnyCase() {
    for (HeaderKind row : HeaderCatalogue.rows()) {
      String name = row.name().replace("*", "q");
      assertSame(row, HeaderCatalogue.find(name));
      assertSame(row, HeaderCatalogue.find(name.toUpperCase(Locale.ROOT)));
      assertEquals(row, HeaderCatalogue.rows().get(row.position()));
    }
  }

  /** What tools name so is not of the request, and needs no redaction. */
  @Test
  void theTitleOfARowIsWrittenAsTheToolsWriteIt() {
    for (HeaderKind row : HeaderCatalogue.rows()) {
      boolean named = row.caller().isPresent() || row.isProxySign();
      assertEquals(true, !named || row.name().equals(row.name().toLowerCase(Locale.ROOT)));
      assertEquals(true, !row.isProxySign() || !row.isPrefix(), row.name());
    }
  }

  @Test
  void aRowHoldsEveryColumn() {
    HeaderKind row =
        HeaderKind.of(
            7,
            new String[] {
              "x-a",
              "PROXY",
              "f",
              "PLAIN",
              "caller=NAME",
              "title=F, G",
              "assertion",
              "platform",
              "repeatable",
              "proxy-sign",
              "url=HOST",
              "cors=SENT,READ"
            });
    assertEquals(
        new HeaderKind(
            "x-a",
            7,
            HeaderCategory.PROXY,
            "f",
            "F, G",
            Disclosure.PLAIN,
            Optional.of(CallerAttribute.NAME),
            true,
            true,
            true,
            true,
            Optional.of(UrlPart.HOST),
            Set.of(CorsRole.SENT, CorsRole.READ)),
        row);
    for (String cell : List.of("callr=NAME", "caller=NAM", "cors=SEND", "url=HOSTS", "sign")) {
      String[] cells = {"x-a", "PROXY", "f", "PLAIN", cell};
      assertThrows(IllegalArgumentException.class, () -> HeaderKind.of(0, cells));
    }
  }
}

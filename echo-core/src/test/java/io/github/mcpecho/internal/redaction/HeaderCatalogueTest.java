package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderCatalogueTest {
  private final HeaderCatalogue catalogue = HeaderCatalogue.standard();

  @ParameterizedTest
  @CsvSource({
    "Authorization, AUTHENTICATION, http, CREDENTIALS, false",
    "X-Forwarded-For, PROXY, forwarded, ADDRESS, false",
    "X-Forwarded-User, AUTHENTICATION, oauth2-proxy, PERSONAL, false",
    "X_Forwarded_User, AUTHENTICATION, oauth2-proxy, PERSONAL, true",
    "x-pomerium-claim-groups, AUTHENTICATION, pomerium, PERSONAL, false",
    "x-amz-cf-id, PROXY, aws, PLAIN, false",
    "x-amzn-oidc-data, AUTHENTICATION, aws-alb, JWT, false",
    "x-authentik-meta-app, AUTHENTICATION, authentik, PLAIN, false",
    "mcp-name, MCP, mcp, MIRRORED, false",
    "mcp-param-region, MCP, mcp, MIRRORED, false",
    "mcp-tenant, MCP, mcp-unknown, PLAIN, false",
    "x-mcp-toolname, MCP, mcp-gateway, PLAIN, false",
    "x-replit-user-name, AUTHENTICATION, replit, PERSONAL, false",
    "x-replit-cluster, PROXY, platform, PLAIN, false",
    "X-WAWS-Unencoded-URL, PROXY, azure, URL, false",
    "X-ARR-LOG-ID, PROXY, azure, PLAIN, false",
    "X-ARR-SSL, PROXY, azure, PLAIN, false",
    "X-ARR-ClientCert, AUTHENTICATION, client-certificate, CERTIFICATE, false",
    "x-appgw-trace-id, PROXY, azure, PLAIN, false",
    "x-arr-anything, CUSTOM, other, UNKNOWN, false",
    "x-middleware-subrequest, PROXY, next.js, PLAIN, false",
    "x-middleware-rewrite, PROXY, next.js, URL, false",
    "x-middleware-request-authorization, PROXY, next.js, SECRET, false",
    "x-middleware-set-cookie, PROXY, next.js, SECRET, false",
    "x-middleware-start, PROXY, forwarded, PLAIN, false",
    "x-vercel-oidc-token, PROXY, platform, SECRET, false",
    "x-tyk-authorization, AUTHENTICATION, api-key, SECRET, false",
    "x-webauth-email, AUTHENTICATION, remote-user, PERSONAL, false",
    "x-appengine-user-ip, PROXY, google, ADDRESS, false",
    "x-request-id, CUSTOM, tracing, PLAIN, false",
    "Authentication, AUTHENTICATION, http, CREDENTIALS, false",
    "X-Hub-Signature-256, CUSTOM, other, SECRET, false",
    "X-Git-Commit, CUSTOM, version, PLAIN, false",
    "sec-ch-ua-platform, STANDARD, fetch, PLAIN, false",
    "x-my-thing, CUSTOM, other, UNKNOWN, false",
    "x_my_thing, CUSTOM, other, UNKNOWN, false",
    "x-, CUSTOM, other, UNKNOWN, false",
    "-, CUSTOM, other, UNKNOWN, false",
    "'', CUSTOM, other, UNKNOWN, false",
  })
  void findsTheFamily(
      String name, HeaderCategory category, String family, Disclosure disclosure, boolean folded) {
    assertEquals(new HeaderKind(category, family, disclosure, folded), catalogue.find(name));
  }
}

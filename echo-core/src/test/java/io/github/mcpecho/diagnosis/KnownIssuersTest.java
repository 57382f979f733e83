package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.authorization.TokenAuthorization;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens as the issuers in the field write them: sound ones, and those with their usual fault. */
class KnownIssuersTest {
  private static final String GUID = "0b1c2d3e-0000-4000-8000-000000000000";
  private static final String MCP = "https://mcp.example.com/mcp";
  private static final String TIMES = "\"iat\":1734694200,\"exp\":1734697800,\"sub\":\"u\"";
  private static final Redactor REDACTOR = new Redactor(new byte[] {1, 2, 3});
  private static final Clock CLOCK = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RS256 JWT | "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","azpacr":"0","scp":"Tools.Call" | GUID
          RS256 JWT | "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","azpacr":"1","roles":["Tools.All"] | GUID
          RS256 JWT | "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"api://GUID","appid":"c","appidacr":"0","scp":"Tools.Call" | api://GUID
          RS256 JWT | "iss":"https://t.ciamlogin.com/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","azpacr":"0","scp":"Tools.Call" | GUID
          RS256 JWT | "iss":"https://sso.example.com/realms/r","typ":"Bearer","azp":"c","aud":["MCP","account"],"scope":"openid mcp" |
          RS256 JWT | "iss":"https://sso.example.com/auth/realms/r","typ":"Bearer","azp":"c","aud":"MCP","scope":"openid mcp","nonce":"n" |
          RS256 none | "iss":"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a","token_use":"access","client_id":"c","aud":"MCP","scope":"mcp/call" |
          RS256 JWT | "iss":"https://t.eu.auth0.com/","aud":["MCP","https://t.eu.auth0.com/userinfo"],"azp":"c","scope":"openid tools:call","permissions":["tools:call"] |
          RS256 at+jwt | "iss":"https://t.eu.auth0.com/","aud":"MCP","client_id":"c","scope":"tools:call","jti":"j" |
          RS256 JWT | "ver":1,"iss":"https://t.okta.com/oauth2/aus1","aud":"MCP","cid":"c","uid":"u","scp":["openid","tools:call"] |
          RS256 JWT | "iss":"https://accounts.google.com","aud":"MCP","azp":"1","email":"s@p.iam.gserviceaccount.com","email_verified":true |
          ES256 JWT | "iss":"https://p.supabase.co/auth/v1","aud":"authenticated","role":"authenticated","client_id":"c","session_id":"s" | authenticated
          RS256 JWT | "iss":"https://a.authkit.app","aud":"MCP","sid":"s","scope":"openid" |
          RS256 none | "iss":"https://kubernetes.default.svc.cluster.local","aud":["MCP"],"nbf":1734694200,"kubernetes.io":{"namespace":"n"} |
          RS256 none | "iss":"https://oidc.eks.eu-west-1.amazonaws.com/id/A","aud":["MCP"],"nbf":1734694200,"kubernetes.io":{"namespace":"n"} |
          RS256 JWT | "iss":"https://token.actions.githubusercontent.com","aud":"MCP","repository":"o/r","ref":"refs/heads/main","job_workflow_ref":"w" |
          RS256 JWT | "iss":"https://gitlab.com","aud":"MCP","project_path":"g/p","pipeline_id":"1","ref":"main","ref_type":"branch" |
          RS256 JWT | "iss":"https://auth.pingone.eu/e/as","aud":["MCP"],"client_id":"c","scope":"tools:call","env":"e" |
          RS256 JWT | "iss":"https://t.onelogin.com/oidc/2","aud":"MCP","scope":"tools:call","jti":"j" |
          RS256 JWT | "iss":"https://am.example.com/am/oauth2/realms/root/realms/alpha","tokenName":"access_token","aud":"MCP","scope":"tools:call","grant_type":"authorization_code" |
          RS256 at+jwt | "iss":"https://adb-7405619253.7.azuredatabricks.net/oidc","aud":"7405619253","client_id":"databricks-cli","scope":"all-apis offline_access","jti":"GUID" | 7405619253
          RS256 JWT | "iss":"https://openam.example.org/openam/oauth2/realms/root","tokenName":"access_token","aud":"MCP","typ":"Bearer","token_type":"Bearer","scope":"tools:call","realm":"/","auditTrackingId":"GUID","expires_in":3600000,"nbf":1734694200 |
          RS256 JWT | "iss":"https://t.zitadel.cloud","aud":["c@p","123"],"client_id":"c@p","jti":"j" | 123
          RS256 JWT | "iss":"https://id.example.com/application/o/mcp/","aud":"c","azp":"c","uid":"x","acr":"goauthentik.io/providers/oauth2/default","scope":"openid" | c
          RS256 none | "iss":"https://dex.example.com/dex","aud":["mcp","web"],"azp":"web","at_hash":"h","federated_claims":{"connector_id":"c"},"scope":"openid" | mcp
          RS256 at+jwt | "iss":"https://clerk.example.com","aud":"MCP","client_id":"c","scope":"email","jti":"oat_1" |
          RS256 JWT | "iss":"https://p.customers.stytch.com","aud":["project-test-1"],"client_id":"c","scope":"openid" | project-test-1
          RS256 JWT | "iss":"https://api.descope.com/v1/apps/agentic/P1/M1","aud":["c","MCP"],"client_id":"c","scope":"tools:call","drn":"DS" |
          RS256 JWT | "iss":"https://acme.fusionauth.io","aud":"GUID","applicationId":"GUID","authenticationType":"PASSWORD","scope":"openid","tid":"t" | GUID
          RS256 JWT | "iss":"https://p.projects.oryapis.com","aud":["MCP"],"client_id":"c","ext":{},"scp":["tools:call"],"nbf":1734694200 |
          ES384 at+jwt | "iss":"https://t.logto.app/oidc","aud":"MCP","client_id":"c","scope":"tools:call","jti":"j" |
          RS256 JWT | "iss":"https://id.example.com","aud":["1","MCP"],"client_id":"1","jti":"V2_1-at_2","urn:zitadel:iam:user:resourceowner:id":"3" |
          RS256 JWT | "iss":"https://door.example.com","aud":["MCP"],"azp":"2d87aff3","tokenType":"access-token","owner":"built-in","scope":"read" |
          RS256 JWT | "iss":"https://e.scalekit.dev","aud":["MCP","res_1"],"client_id":"c","scope":"tools:call" |
          ES384 JWT | "iss":"https://u.tokens.sts.global.api.aws","aud":"MCP","https://sts.amazonaws.com/":{"aws_account":"1"} |
          EdDSA at+jwt | "iss":"https://as.example.com","aud":"MCP","client_id":"https://app.example.com/client.json","scope":"tools:call","jti":"j" |
          RS256 JWT | "iss":"https://login.example.com/oauth/v2/oauth-anonymous","aud":"MCP","jti":"j","delegationId":"d","scope":"openid tools","purpose":"access_token","nbf":1734694200 |
          RS256 JWT | "iss":"https://oidc-discovery.example.org","aud":["MCP"],"sub":"spiffe://example.org/ns/default/sa/app" |
          RS256 JWT | "iss":"https://s.authentication.eu10.hana.ondemand.com/oauth/token","aud":["sb-echo!t1","echo!t1"],"scope":["echo!t1.read"],"cid":"sb-web!t1","azp":"sb-web!t1","client_id":"sb-web!t1","zid":"z","ext_attr":{"enhancer":"XSUAA"} | echo!t1
          RS256 JWT | "iss":"https://uaa.sys.example.com/oauth/token","aud":["echo","web"],"scope":["echo.read"],"cid":"web","azp":"web","client_id":"web","zid":"uaa" | echo
          """)
  void soundTokenHasNoWarningAtAnyDoor(String header, String claims, String audience) {
    String[] kind = header.split(" ");
    String typ = kind[1].equals("none") ? "" : ",\"typ\":\"" + kind[1] + "\"";
    String token =
        TokenFixtures.token(
            "{\"alg\":\"" + kind[0] + "\",\"kid\":\"k\"" + typ + "}",
            "{" + times(filledIn(claims)) + "}");
    assertSound(token, Optional.ofNullable(audience).map(KnownIssuersTest::filledIn));
  }

  @ParameterizedTest
  @CsvSource({
    "ory_at_Kz8fBAo0123.4Ljp0123",
    "authelia_at_Kz8fBAo0123.4Ljp0123",
    "oat_0123456789abcdef",
    "Kz~8fBAo.4LjpNeO.gxU"
  })
  void opaqueTokenHasNoWarningAtAnyDoor(String token) {
    assertSound(token, Optional.empty());
  }

  private static void assertSound(String token, Optional<String> audience) {
    TokenPolicy policy = policy(audience.stream().toList());
    List<Tool> tools =
        List.of(
            new PrintHeaderTool(REDACTOR, "pod-7", policy),
            new AuthContextTool(CLOCK, REDACTOR, policy),
            new BearerDecodeTool(CLOCK, REDACTOR, policy));
    var warnings = new ArrayList<String>();
    for (Tool tool : tools) {
      for (JsonNode finding : run(tool, token).facts().path("findings")) {
        if (!finding.path("severity").asText().equals("INFO")) {
          warnings.add(tool.descriptor().name() + ": " + finding);
        }
      }
    }
    assertEquals(List.of(), warnings);
    assertEquals(
        Optional.empty(), new TokenAuthorization(CLOCK, REDACTOR, policy).refusal(request(token)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "iss":"https://login.example.com/oauth/v2/oauth-anonymous","aud":"api.example.com","scope":"openid","purpose":"access_token" | AUTH_AUDIENCE_MISMATCH | Curity: | audience of the client
          "iss":"https://s.authentication.eu10.hana.ondemand.com/oauth/token","aud":["sb-web!t1"],"scope":["a"],"cid":"c","zid":"z","ext_attr":{} | AUTH_AUDIENCE_MISMATCH | SAP XSUAA: | xs-security.json
          "iss":"https://uaa.sys.example.com/oauth/token","aud":["web"],"scope":["a"],"cid":"c","zid":"z" | AUTH_AUDIENCE_MISMATCH | Cloud Foundry UAA: | last dot
          "iss":"https://oidc-discovery.example.org","aud":"vault","sub":"spiffe://example.org/app" | AUTH_AUDIENCE_MISMATCH | SPIFFE: | -audience
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","scp":"a"     | AUTH_AUDIENCE_MISMATCH | Microsoft Entra ID: | GUID without api://
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"00000003-0000-0000-c000-000000000000","azp":"c","scp":"User.Read" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | Microsoft Graph
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"https://graph.microsoft.com","appid":"c","scp":"User.Read" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | Expose an API
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"00000003-0000-0000-c000-000000000000","appid":"c","scp":"User.Read" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | Microsoft Graph
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"api://GUID","appid":"c","scp":"a"          | AUTH_AUDIENCE_MISMATCH | Microsoft Entra ID: | requestedAccessTokenVersion
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"GUID","nonce":"n"              | TOKEN_IS_ID_TOKEN      | Microsoft Entra ID: | not id_token
          "iss":"http://keycloak:8080/realms/r","typ":"Bearer","azp":"c","aud":"MCP","scope":"a"             | TOKEN_ISSUER_UNUSUAL   | Keycloak:           | KC_HOSTNAME
          "iss":"https://sso.example.com/realms/r","typ":"Bearer","azp":"c","aud":"account","scope":"a"      | AUTH_AUDIENCE_MISMATCH | Keycloak:           | Included Custom Audience
          "iss":"https://sso.example.com/realms/r","typ":"Bearer","azp":"c","scope":"a"                      | TOKEN_AUDIENCE_MISSING | Keycloak:           | mapper of type Audience
          "iss":"https://sso.example.com/realms/r","typ":"ID","azp":"c","aud":"c"                            | TOKEN_KIND_WRONG       | Keycloak:           | claim typ is Bearer
          "iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"id","aud":"c"                   | TOKEN_KIND_WRONG            | Amazon Cognito:     | token_use id
          "iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access","client_id":"c","scope":"a" | TOKEN_AUDIENCE_MISSING | Amazon Cognito:  | resource binding
          "iss":"https://t.eu.auth0.com/","aud":"https://t.eu.auth0.com/userinfo","azp":"c","scope":"openid" | AUTH_AUDIENCE_OTHER_SERVICE | Auth0:              | Resource Parameter Compatibility Profile
          "iss":"https://t.eu.auth0.com/","aud":"c","nonce":"n"                                              | TOKEN_IS_ID_TOKEN      | Auth0:              | access_token
          "iss":"https://t.okta.com","aud":"https://t.okta.com","cid":"c","scp":["openid"]                   | AUTH_AUDIENCE_MISMATCH | Okta org authorization server: | custom authorization server
          "iss":"https://t.okta.com/oauth2/default","aud":"api://default","cid":"c","scp":["a"]              | AUTH_AUDIENCE_MISMATCH | Okta custom authorization server: | api://default
          "iss":"https://accounts.google.com","aud":"c","azp":"c","at_hash":"h"                              | TOKEN_IS_ID_TOKEN      | Google:             | authorization server of your own
          "iss":"https://accounts.google.com","aud":"https://o.run.app","email":"s@p.iam.gserviceaccount.com" | AUTH_AUDIENCE_MISMATCH | Google service account: | --audiences
          "iss":"https://cloud.google.com/iap","aud":"/projects/1/x","azp":"/projects/1/x"                   | TOKEN_IS_ASSERTION     | Google IAP:         | x-goog-iap-jwt-assertion
          "iss":"https://t.cloudflareaccess.com","aud":["32ea"],"type":"app"                                 | TOKEN_IS_ASSERTION     | Cloudflare Access:  | AUD tag
          "iss":"https://p.supabase.co/auth/v1","aud":"authenticated","role":"authenticated"                 | AUTH_AUDIENCE_MISMATCH | Supabase:           | custom access token hook
          "iss":"supabase","ref":"p","role":"anon"                                                           | TOKEN_AUDIENCE_MISSING | Supabase API key:   | no token of a user
          "iss":"https://a.authkit.app","aud":"client_1","sid":"s"                                           | AUTH_AUDIENCE_MISMATCH | WorkOS:             | MCP resource indicator
          "iss":"https://kubernetes.default.svc","aud":["https://kubernetes.default.svc"],"kubernetes.io":{} | AUTH_AUDIENCE_OTHER_SERVICE | Kubernetes service account: | serviceAccountToken
          "iss":"https://oidc.eks.eu-west-1.amazonaws.com/id/A","aud":["sts.amazonaws.com"],"kubernetes.io":{} | AUTH_AUDIENCE_OTHER_SERVICE | AWS EKS service account: | IRSA
          "iss":"https://token.actions.githubusercontent.com","aud":"https://github.com/o"                   | AUTH_AUDIENCE_MISMATCH | GitHub Actions:     | getIDToken
          "iss":"https://gitlab.example.com","aud":"https://gitlab.example.com","project_path":"g/p","pipeline_id":"1" | AUTH_AUDIENCE_MISMATCH | GitLab CI: | id_tokens
          "iss":"https://securetoken.google.com/p","aud":"p"                                                 | TOKEN_IS_ID_TOKEN | Firebase Authentication: | project id
          "iss":"https://auth.pingone.eu/e/as","aud":["https://api.pingone.eu"],"client_id":"c"              | AUTH_AUDIENCE_MISMATCH | PingOne:            | custom resource
          "iss":"https://am.example.com/am/oauth2/realms/root","tokenName":"access_token","aud":"c"          | AUTH_AUDIENCE_MISMATCH | ForgeRock AM, OpenAM: | Modification Script
          "iss":"http://openam.example.org:8080/openam/oauth2","tokenName":"id_token","aud":"c","azp":"c","nonce":"n" | TOKEN_KIND_WRONG | ForgeRock AM, OpenAM: | access_token
          "iss":"https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/oidc","aud":"7405619253","client_id":"databricks-cli","scope":"all-apis offline_access" | AUTH_AUDIENCE_MISMATCH | Databricks: | id of the workspace
          "iss":"https://adb-7405619253.7.azuredatabricks.net/oidc","aud":"7405619253","client_id":"c","scope":"all-apis" | AUTH_AUDIENCE_MISMATCH | Databricks: | MCP_ECHO_AUDIENCES
          "iss":"https://accounts.cloud.databricks.com/oidc/accounts/GUID","aud":"GUID","client_id":"c","scope":"all-apis" | AUTH_AUDIENCE_MISMATCH | Databricks: | or of the account
          "iss":"https://t.onelogin.com/oidc/2","aud":"c"                                                    | AUTH_AUDIENCE_MISMATCH | OneLogin:           | API Authorization
          "iss":"https://t.zitadel.cloud","aud":["1"]                                                        | AUTH_AUDIENCE_MISMATCH | Zitadel:            | urn:zitadel:iam:org:project:id:
          "iss":"https://id.example.com/application/o/mcp/","aud":"c","azp":"c"                              | AUTH_AUDIENCE_MISMATCH | authentik:          | client id of the provider
          "iss":"https://dex.example.com/dex","aud":"c","scope":"a"                                          | AUTH_AUDIENCE_MISMATCH | Dex:                | trustedPeers
          "iss":"https://x.clerk.accounts.dev","azp":"https://app.example.com"                               | TOKEN_AUDIENCE_MISSING | Clerk:              | JWT template
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"https://management.azure.com","azp":"c","scp":"a" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | az account get-access-token
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"https://management.core.windows.net/","appid":"c","scp":"a" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | Azure Resource Manager
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"https://vault.azure.net","appid":"c","scp":"a" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | another service of Azure
          "iss":"https://t.b2clogin.com/t/v2.0/","aud":"GUID","tfp":"B2C_1","azp":"c","scp":"a" | AUTH_AUDIENCE_MISMATCH | Azure AD B2C: | application id
          "iss":"https://t.eu.auth0.com/","aud":"https://mcp.example.com/mcp/","azp":"c","scope":"a" | AUTH_AUDIENCE_MISMATCH | Auth0: | cannot be changed
          "iss":"https://t.eu.auth0.com/","aud":"https://t.eu.auth0.com/api/v2/","azp":"c","gty":"client-credentials" | AUTH_AUDIENCE_OTHER_SERVICE | Auth0: | Management API
          "iss":"https://login.acme.example/oauth2/aus1","aud":"api://default","cid":"c","uid":"u","jti":"AT.x","scp":["a"] | AUTH_AUDIENCE_MISMATCH | Okta custom authorization server: | api://default
          "iss":"https://login.acme.example","aud":"https://login.acme.example","cid":"c","uid":"u","jti":"AT.x","scp":["a"] | AUTH_AUDIENCE_MISMATCH | Okta org authorization server: | custom authorization server
          "iss":"https://id.example.com","aud":"https://id.example.com/resources","client_id":"c","scope":["a"],"idp":"local" | AUTH_AUDIENCE_MISMATCH | Duende IdentityServer: | ApiResource
          "iss":"https://id.example.com","aud":"https://id.example.com/resources","client_id":"c","scope":["a"],"idp":"local" | TOKEN_SCOPE_LIST | Duende IdentityServer: | EmitScopesAsSpaceDelimitedStringInJwt
          "iss":"http://localhost:9000","aud":"mcp-client","nbf":1734694200,"scope":["a"],"jti":"j" | AUTH_AUDIENCE_MISMATCH | Spring Authorization Server: | OAuth2TokenCustomizer
          "iss":"https://gitlab.com","aud":"https://gitlab.com","sub":"project_path:g/p:ref_type:branch:ref:main","project_id":"2" | AUTH_AUDIENCE_MISMATCH | GitLab CI: | id_tokens
          "iss":"https://x.service-now.com","aud":"feee1fb3b05b4e33a08cb71fcb85183e" | AUTH_AUDIENCE_MISMATCH | ServiceNow: | client id
          "iss":"Iv1.8a61f9b3a7aba766" | TOKEN_AUDIENCE_MISSING | GitHub App: | installation token
          "iss":"http://auth.example.com","sub":"u","aud":"c","nbf":1734694200,"scope":["openid"] | AUTH_AUDIENCE_MISMATCH | Spring Authorization Server: | OAuth2TokenCustomizer
          "iss":"ACCT.USER.SHA256:abc=","sub":"ACCT.USER" | TOKEN_AUDIENCE_MISSING | Snowflake: | key pair
          "iss":"c1","sub":"c1","aud":"https://as.example.com/token","jti":"j" | AUTH_AUDIENCE_MISMATCH | Client assertion: | token endpoint
          "iss":"https://login.microsoftonline.us/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","scp":"a" | AUTH_AUDIENCE_MISMATCH | Microsoft Entra ID: | GUID without api://
          "iss":"https://login.partner.microsoftonline.cn/t/v2.0","ver":"2.0","aud":"GUID","azp":"c","scp":"a" | AUTH_AUDIENCE_MISMATCH | Microsoft Entra ID: | GUID without api://
          "iss":"https://github.acme.example/_services/token","aud":"https://github.acme.example/o" | AUTH_AUDIENCE_MISMATCH | GitHub Actions: | getIDToken
          "iss":"https://oidc.circleci.com/org/GUID","aud":"GUID","sub":"org/GUID/project/GUID/user/GUID" | AUTH_AUDIENCE_MISMATCH | CircleCI: | circleci run oidc get
          "iss":"https://agent.buildkite.com","aud":"https://buildkite.com/acme-inc","sub":"organization:acme-inc:pipeline:p:ref:refs/heads/main" | AUTH_AUDIENCE_MISMATCH | Buildkite: | --audience
          "iss":"https://oidc.vercel.com/acme","aud":"https://vercel.com/acme","owner":"acme","environment":"preview" | AUTH_AUDIENCE_MISMATCH | Vercel: | getVercelOidcToken
          "iss":"https://identity.oraclecloud.com/","aud":"https://idcs-1f2e.identity.oraclecloud.com","scope":"urn:opc:idm:__myscopes__","client_id":"c" | AUTH_AUDIENCE_MISMATCH | Oracle identity domain: | Primary audience
          "iss":"https://iam.cloud.ibm.com/identity","grant_type":"urn:ibm:params:oauth:grant-type:apikey","scope":"ibm openid","client_id":"default" | TOKEN_AUDIENCE_MISSING | IBM Cloud IAM: | in place of aud
          "iss":"https://acme.kinde.com","aud":[],"azp":"c","scp":["openid"] | TOKEN_AUDIENCE_MISSING | Kinde: | audience=
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"GUID","appid":"GUID","scp":"a" | AUTH_AUDIENCE_MISMATCH | Microsoft Entra ID: | <application id>/.default
          "iss":"https://sts.windows.net/t/","ver":"1.0","aud":"https://acme.crm4.dynamics.com/","appid":"c","scp":"user_impersonation" | AUTH_AUDIENCE_OTHER_SERVICE | Microsoft Entra ID: | Dynamics 365
          "iss":"https://t.cloudflareaccess.com/cdn-cgi/access/sso/oidc/32ea","aud":"32ea","email":"a@example.com" | TOKEN_IS_ID_TOKEN      | Cloudflare Access for SaaS: | AUD tag
          "iss":"https://p.customers.stytch.com","aud":["connected-app-test-1"] | TOKEN_IS_ID_TOKEN      | Stytch: | Send access_token
          "iss":"https://id.example.com","aud":["1","2"],"client_id":"1","urn:zitadel:iam:user:resourceowner:id":"3" | AUTH_AUDIENCE_MISMATCH | Zitadel: | urn:zitadel:iam:org:project:id:
          "iss":"https://door.example.com","aud":["2d87aff3"],"azp":"2d87aff3","tokenType":"access-token","owner":"built-in","scope":"read" | AUTH_AUDIENCE_MISMATCH | Casdoor: | client id of the application
          "iss":"http://fs.acme.example/adfs/services/trust","aud":"microsoft:identityserver:GUID","appid":"GUID","apptype":"Public","scp":"openid" | AUTH_AUDIENCE_MISMATCH | AD FS: | application group
          "iss":"https://db.acme.example/auth/v1","aud":"authenticated","role":"authenticated","aal":"aal1","session_id":"s" | AUTH_AUDIENCE_MISMATCH | Supabase: | custom access token hook
          "iss":"stytch.com/project-test-1","aud":["project-test-1"]                                         | AUTH_AUDIENCE_MISMATCH | Stytch:             | project id
          "iss":"P1","drn":"DSR"                                                                   | TOKEN_KIND_WRONG       | Descope:            | session token (drn DS)
          "iss":"https://api.descope.com/P1","aud":["P1"],"drn":"DS"                                         | AUTH_AUDIENCE_MISMATCH | Descope:            | MCP Server
          "iss":"acme.com","aud":"GUID","applicationId":"GUID","authenticationType":"PASSWORD"               | AUTH_AUDIENCE_MISMATCH | FusionAuth:         | id of the application
          "iss":"https://hydra.example.com","aud":[],"client_id":"c","ext":{},"scp":["a"]                    | TOKEN_AUDIENCE_MISSING | Ory Hydra:          | audience=
          "iss":"https://t.logto.app/oidc","aud":"https://t.logto.app/api","client_id":"c"                   | AUTH_AUDIENCE_MISMATCH | Logto:              | API resource
          "iss":"https://e.scalekit.com","aud":["res_1"]                                                     | AUTH_AUDIENCE_MISMATCH | Scalekit:           | Server URL
          "iss":"https://u.tokens.sts.global.api.aws","aud":"https://other.example"                          | AUTH_AUDIENCE_MISMATCH | AWS STS:            | GetWebIdentityToken
          """)
  void v07_habitualFaultIsMendedInTheWordsOfItsIssuer(
      String claims, String id, String issuer, String setting) {
    String token =
        TokenFixtures.token(
            "{\"alg\":\"RS256\",\"kid\":\"k\"}", "{" + times(filledIn(claims)) + "}");
    assertFix(token, id, issuer, setting);
  }

  /** The mapper of Keycloak is there if the audience is this server's URL but for a trifle. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "https://mcp.example.com/mcp/"                     | but for one thing: the trailing slash.
          ["https://mcp.example.com/mcp/","account"]         | but for one thing: the trailing slash.
          ["account","http://mcp.example.com/mcp"]           | but for one thing: http and https.
          "https://MCP.example.com/mcp"                      | but for one thing: upper and lower case.
          "account"                                          | Keycloak: aud holds account because
          ["account","realm-management"]                     | Keycloak: aud holds account because
          ["account","https://other.example/api"]            | Keycloak: add a mapper of type Audience
          "https://other.example/"                           | Keycloak: add a mapper of type Audience
          "https://gateway.example.com/mcp"                  | The audience is the URL of another server.
          ["account","https://other.example/mcp"]            | The audience is the URL of another server.
          "https://litellm.example.com"                      | or exchange it for one with this audience (RFC 8693). Else Keycloak: add a mapper
          """)
  void whatAlmostFitsIsMendedThere(String audience, String fix) {
    String claims = "\"iss\":\"https://sso.example.com/realms/r\",\"typ\":\"Bearer\",\"aud\":";
    String token =
        TokenFixtures.token(
            "{\"alg\":\"RS256\",\"kid\":\"k\"}", "{" + times(claims + audience) + "}");
    for (Tool tool :
        List.of(
            new AuthContextTool(CLOCK, REDACTOR, policy(List.of())),
            new BearerDecodeTool(CLOCK, REDACTOR, policy(List.of())))) {
      JsonNode finding = run(tool, token).finding("AUTH_AUDIENCE_MISMATCH");
      assertTrue(finding.path("fix").textValue().contains(fix), finding::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "tty":"sfdc-core-token","typ":"JWT" | "iss":"https://a.my.salesforce.com","aud":["https://a.my.salesforce.com"],"client_id":"c","scp":"api" | AUTH_AUDIENCE_MISMATCH | Salesforce: | My Domain
          "typ":"JWT"                         | "iss":"https://c.example","sub":"https://c.example","jti":"j"                                                  | TOKEN_AUDIENCE_MISSING | Client assertion: | made this JWT itself
          "typ":"at+jwt"                      | "iss":"https://auth.example.com","aud":[],"client_id":"c","scp":["a"],"nbf":1734694200,"jti":"j"         | TOKEN_AUDIENCE_MISSING | Authelia:   | requested_audience_mode
          "typ":"application/okta-internal-at+jwt" | "iss":"https://t.okta.com","aud":"https://t.okta.com","cid":"c","scp":["a"]                          | AUTH_AUDIENCE_MISMATCH | Okta org authorization server: | custom authorization server
          """)
  void issuerIsKnownByTheHeaderOfItsTokens(
      String header, String claims, String id, String issuer, String setting) {
    assertFix(
        TokenFixtures.token(
            "{\"alg\":\"RS256\",\"kid\":\"k\"," + header + "}", "{" + times(claims) + "}"),
        id,
        issuer,
        setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "iss":"http://keycloak:8080/realms/r","typ":"Bearer"           | "expectedIssuer":"https://sso.example.com/realms/r"                | AUTH_ISSUER_MISMATCH | Keycloak: | KC_HOSTNAME
          "iss":"https://sso.example.com/realms/r","typ":"Bearer"        | "expectedIssuer":"https://sso.example.com/auth/realms/r"           | AUTH_ISSUER_MISMATCH | Keycloak: | KC_HTTP_RELATIVE_PATH
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","tid":"t","azp":"c" | "expectedIssuer":"https://login.microsoftonline.com/common/v2.0" | AUTH_ISSUER_MISMATCH | Microsoft Entra ID: | tenants that you let in
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","scp":"x","azp":"c" | "expectedIssuer":"https://login.microsoftonline.com/common/v2.0" | AUTH_ISSUER_MISMATCH | Microsoft Entra ID: | no token has common
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","azp":"c","azpacr":"1","idtyp":"app","roles":["Other"] | "expectedScopes":["Tools.Call"] | AUTH_SCOPE_MISSING | Microsoft Entra ID: | app role
          "iss":"https://acme.scalekit.cloud","aud":["res_1"],"client_id":"c" | "expectedIssuer":"https://acme.scalekit.cloud/resources/res_1" | AUTH_ISSUER_MISMATCH | Scalekit: | Expect both
          "iss":"https://acme.auth0.com/","azp":"c","scope":"openid","permissions":["mcp:tools"] | "expectedScopes":["mcp:tools"]            | TOKEN_SCOPE_CLAIM    | Auth0: | by scope
          "iss":"http://as.example.com:9000","aud":"c","nbf":1734694200,"scope":["openid","mcp"] | "expectedScopes":["mcp"]                  | TOKEN_SCOPE_LIST     | Spring Authorization Server: | OAuth2TokenCustomizer
          "iss":"https://am.example.com/am/oauth2","aud":"c","tokenName":"access_token","scope":["mcp"] | "expectedScopes":["mcp"]           | TOKEN_SCOPE_LIST     | ForgeRock AM, OpenAM: | Modification Script
          "iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","scope":"aws.cognito.signin.user.admin" | "expectedScopes":["mcp/read"]       | AUTH_SCOPE_MISSING   | Amazon Cognito: | InitiateAuth
          "iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","scope":"https://mcp.example.com/read openid" | "expectedScopes":["read"]     | AUTH_SCOPE_MISSING   | Amazon Cognito: | in front
          """)
  void issuerExplainsWhatElseIsNotAsExpected(
      String claims, String argument, String id, String issuer, String setting) {
    String token =
        TokenFixtures.token("{\"alg\":\"RS256\",\"kid\":\"k\"}", "{" + claims + "," + TIMES + "}");
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR),
            Headers.NONE,
            "{\"token\":\"" + token + "\"," + argument + "}");
    String fix = run.finding(id).path("fix").textValue();
    assertTrue(fix.startsWith(issuer + " "), fix);
    assertTrue(fix.contains(setting), fix);
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_OTHER_SERVICE, gho_0123456789abcdefghijklmnopqrstuvwxyz, GitHub:, token",
    "TOKEN_OTHER_SERVICE, github_pat_0123456789abcdefghijklmnopqrstuvwxyz, GitHub:, forbids",
    "TOKEN_OTHER_SERVICE, glpat-0123456789abcdefghij, GitLab:, id_tokens",
    "TOKEN_OTHER_SERVICE, ya29.a0AfH6SMBx0123456789abcdefghijklmno, Google:, opaque",
    "TOKEN_OPAQUE, ory_at_Kz8fBAo0123.4Ljp0123, Ory Hydra:, strategies.access_token",
    "TOKEN_OPAQUE, authelia_at_Kz8fBAo0123.4Ljp0123, Authelia:, access_token_signed_response_alg",
    "TOKEN_OPAQUE, oat_0123456789abcdef, Clerk:, JWTs"
  })
  void v07_opaqueTokenIsKnownByItsPrefix(
      String finding, String token, String issuer, String setting) {
    assertFix(token, finding, issuer, setting);
  }

  @Test
  void v07_sessionOfOpenAmIsToldFromAnAccessToken() {
    assertFix(
        "AQIC5wM2Kz8fBAo4Ljp0123NeOgxUqWv.*AAJTSQACMDIAAlNLABM0NTY3.*",
        "AUTH_CHARACTERS_OF_ISSUER",
        "ForgeRock AM, OpenAM:",
        "iPlanetDirectoryPro");
  }

  @Test
  void v07_prefixThatOthersUseTooIsNotEnough() {
    String fix =
        run(new BearerDecodeTool(CLOCK, REDACTOR), "oat_MQ.0123456789abcdef")
            .finding("TOKEN_OPAQUE")
            .path("fix")
            .textValue();
    assertTrue(fix.startsWith("Ask the issuer"), fix);
  }

  @Test
  void v07_oneFixIsToldOnce() {
    String payload =
        "{\"iss\":\"https://accounts.google.com\",\"at_hash\":\"h\",\"aud\":\"c\",%s}"
            .formatted(TIMES);
    ToolRun run =
        run(
            new BearerDecodeTool(CLOCK, REDACTOR, policy(List.of())),
            TokenFixtures.token("{\"alg\":\"RS256\",\"kid\":\"k\"}", payload));
    assertEquals(List.of("TOKEN_IS_ID_TOKEN", "AUTH_AUDIENCE_MISMATCH"), run.findings());
    assertEquals(
        "Google: as for TOKEN_IS_ID_TOKEN.",
        run.finding("AUTH_AUDIENCE_MISMATCH").path("fix").textValue());
  }

  /** The kind of a token is why its audience does not fit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "iss":"https://t.eu.auth0.com/","aud":"c","sid":"s","nonce":"n" | Auth0:
          "iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"GUID","tid":"t","nonce":"n" | Microsoft Entra ID:
          "iss":"https://t.okta.com/oauth2/aus1","ver":1,"aud":"c","jti":"ID.j","at_hash":"h" | Okta custom authorization server:
          "iss":"https://accounts.google.com","aud":"c","azp":"c","at_hash":"h" | Google:
          "iss":"https://gitlab.com","aud":"c","auth_time":1734694200,"sub_legacy":"s" | GitLab:
          "iss":"https://git.example.com","aud":"c","auth_time":1734694200,"sub_legacy":"s" | GitLab:
          "iss":"https://appleid.apple.com","aud":"com.example.app","nonce_supported":true | Apple:
          "iss":"https://www.linkedin.com/oauth","aud":"c","name":"A" | LinkedIn:
          "iss":"https://id.example.com","aud":["c","d"],"nonce":"n" | Send the access token.
          """)
  void v07_idTokenIsToldBeforeItsAudience(String claims, String fix) {
    String token =
        TokenFixtures.token(
            "{\"alg\":\"RS256\",\"kid\":\"k\"}", "{" + times(filledIn(claims)) + "}");
    TokenPolicy policy = policy(List.of());
    List<Tool> tools =
        List.of(
            new PrintHeaderTool(REDACTOR, "pod-7", policy),
            new AuthContextTool(CLOCK, REDACTOR, policy),
            new BearerDecodeTool(CLOCK, REDACTOR, policy));
    for (Tool tool : tools) {
      ToolRun run = run(tool, token);
      assertEquals(
          List.of("TOKEN_IS_ID_TOKEN", "AUTH_AUDIENCE_MISMATCH"), run.findings(), run.text());
      String cause = run.finding("TOKEN_IS_ID_TOKEN").path("fix").textValue();
      assertTrue(cause.startsWith(fix), cause);
      String consequence = run.finding("AUTH_AUDIENCE_MISMATCH").path("fix").textValue();
      assertTrue(consequence.toLowerCase().endsWith("as for token_is_id_token."), consequence);
    }
  }

  @Test
  void v07_encryptedTokenOfAuth0ComesOfAMissingAudience() {
    String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"iss\":\"https://t.eu.auth0.com/\"}";
    assertFix(
        TokenFixtures.base64(header) + "..aXY.Y2lwaGVy.dGFn",
        "TOKEN_ENCRYPTED",
        "Auth0:",
        "audience=");
  }

  @Test
  void v08_assertionOfALoadBalancerIsNoAccessToken() {
    String header =
        "{\"typ\":\"JWT\",\"kid\":\"k\",\"alg\":\"ES256\",\"iss\":\"https://login.example.com\","
            + "\"client\":\"c\",\"signer\":\"arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b\"}";
    String payload =
        "{\"sub\":\"u\",\"email\":\"a@example.com\",\"iss\":\"https://login.example.com\",\"exp\":1734697800}";
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR),
            Headers.NONE,
            "{\"token\":\"" + TokenFixtures.token(header, payload) + "\"}");
    assertEquals(List.of("TOKEN_IS_ASSERTION"), run.findings());
    assertTrue(
        run.finding("TOKEN_IS_ASSERTION").path("fix").textValue().startsWith("AWS load balancer:"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://cloud.google.com/iap, /projects/1/global/backendServices/2, TOKEN_IS_ASSERTION",
    "https://as.example.com, c1, TOKEN_AUDIENCE_IS_CLIENT"
  })
  void v08_anAccessTokenIsNotCalledAnIdToken(String issuer, String audience, String id) {
    String payload =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"azp\":\"%s\",\"scope\":\"openid\",%s}"
            .formatted(issuer, audience, audience, TIMES);
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR),
            Headers.NONE,
            "{\"token\":\""
                + TokenFixtures.token("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}", payload)
                + "\"}");
    assertEquals(List.of(id), run.findings());
    assertFalse(run.text().contains("ID token"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.com/t/v2.0, user_impersonation, INFO AUTH_SCOPE_PREFIX",
    "https://sts.windows.net/t/, user_impersonation, INFO AUTH_SCOPE_PREFIX",
    "https://login.microsoftonline.com/t/v2.0, Tools.Read, ERROR AUTH_SCOPE_MISSING",
    "https://as.example.com, user_impersonation, ERROR AUTH_SCOPE_MISSING"
  })
  void v24_scopeOfEntraIsEqualAfterThePrefix(String issuer, String granted, String found) {
    String payload =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"azp\":\"c\",\"appid\":\"c\",\"scope\":\"x\",\"scp\":\"%s\",%s}"
            .formatted(issuer, MCP, granted, TIMES);
    String scope = "api://" + GUID + "/user_impersonation";
    var policy =
        new TokenPolicy(
            PublicUrl.of(MCP), List.of(), List.of(), List.of(scope), TrustedKeys.NONE, true);
    String token = TokenFixtures.token("{\"alg\":\"RS256\",\"kid\":\"k\"}", payload);
    ToolRun run = run(new BearerDecodeTool(CLOCK, REDACTOR, policy), token);
    String id = found.split(" ")[1];
    assertEquals(List.of(id), run.findings());
    assertEquals(found.split(" ")[0], run.finding(id).path("severity").textValue());
    assertEquals(
        granted.equals("user_impersonation") && found.startsWith("ERROR"),
        run.finding(id).path("evidence").textValue().endsWith("equal after the prefix"));
    assertEquals(
        found.startsWith("INFO"),
        new TokenAuthorization(CLOCK, REDACTOR, policy).refusal(request(token)).isEmpty());
  }

  @Test
  void eachFaultIsOfAKnownIssuerAndEachLineHasASource() {
    Class<?> reader = BearerDecodeTool.class;
    List<String[]> issuers = TsvResource.rows(reader, "issuers.tsv");
    Set<String> names = issuers.stream().map(cells -> cells[0]).collect(Collectors.toSet());
    for (String[] cells : issuers) {
      assertEquals(5, cells.length, cells[0]);
      assertFalse(cells[4].isBlank(), cells[0]);
    }
    for (String[] cells : TsvResource.rows(reader, "issuer-faults.tsv")) {
      assertEquals(5, cells.length, cells[0]);
      assertTrue(names.contains(cells[0]), cells[0]);
      assertTrue(
          FindingCatalogue.subjects().stream()
              .flatMap(subject -> subject.findings().stream())
              .anyMatch(kind -> kind.name().matches(cells[1])),
          cells[1]);
    }
  }

  private static void assertFix(String token, String id, String issuer, String setting) {
    TokenPolicy policy = policy(List.of());
    for (Tool tool :
        List.of(
            new PrintHeaderTool(REDACTOR, "pod-7", policy),
            new AuthContextTool(CLOCK, REDACTOR, policy),
            new BearerDecodeTool(CLOCK, REDACTOR, policy))) {
      String fix = run(tool, token).finding(id).path("fix").textValue();
      assertTrue(fix.startsWith(issuer + " "), fix);
      assertTrue(fix.contains(setting), fix);
    }
  }

  private static TokenPolicy policy(List<String> audiences) {
    return new TokenPolicy(
        PublicUrl.of(MCP), audiences, List.of(), List.of(), TrustedKeys.NONE, true);
  }

  private static ToolRun run(Tool tool, String token) {
    return ToolRun.of(tool, request(token), Json.object());
  }

  private static CallContext request(String token) {
    return CallContext.local(
        Headers.of(
            "Host", "mcp.example.com",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-For", "203.0.113.7",
            "User-Agent", "node",
            "Content-Type", "application/json",
            "Mcp-Protocol-Version", "2025-06-18",
            "Accept", "application/json, text/event-stream",
            "Authorization", "Bearer " + token),
        ToolRun.NOW);
  }

  /** Adds when the token was made, and a subject if it has none. */
  private static String times(String claims) {
    boolean subject = claims.contains("\"sub\"");
    return claims + "," + (subject ? TIMES.substring(0, TIMES.indexOf(",\"sub\"")) : TIMES);
  }

  private static String filledIn(String text) {
    return text.replace("GUID", GUID).replace("MCP", MCP);
  }
}
